"""The next pair is there already: on a slow Wi-Fi nobody waits, nothing counts twice, no tap slips to the next pair."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held
from tests.browser.test_evening import joined
from tests.browser.test_script import counter, start, stop, stored
from tests.web.hall import Hall
from workshop_app.domain.commands import CloseActivity

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Two taps on one place, so many milliseconds apart by the page's own clock.
TWICE = """([x, y, later]) => {
  const tap = () => document.elementFromPoint(x, y).closest('button').click();
  tap();
  return new Promise(done => setTimeout(() => { tap(); done(); }, later));
}"""


def pair(page: Page) -> str:
    """The number of the pair that is shown."""
    return page.locator("#page .screen input[name='pair']").input_value()


@pytest.fixture(name="phone")
def _phone(hall: Hall, browse: MakePhone) -> Page:
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    return page


def test_next_pair_is_there_before_the_answer_has_arrived(hall: Hall, phone: Page) -> None:
    """It is shown while the answer is on its way; when that has arrived, nothing on the screen changes."""
    with Held(phone, "**/a/*", "POST"):
        phone.locator("button.card.left").click()
        counter(phone, "Vertailu 2 / 15")
        assert 0 == stored(hall)
        ahead = pair(phone)
        assert "q" == phone.evaluate("document.activeElement.id")
        phone.evaluate("document.querySelector('button.card').marked = true")
    expect(phone.locator("#ahead")).to_have_count(1)
    assert phone.evaluate("document.querySelector('button.card').marked")
    assert (1, ahead) == (stored(hall), pair(phone))
    phone.reload()
    assert ahead == pair(phone)


def test_two_answers_in_a_cut(hall: Hall, phone: Page) -> None:
    """In a radio cut the pair and the next one can be answered; both are kept and counted once."""
    stop(hall)
    phone.locator("button.card.left").click()
    counter(phone, "Vertailu 2 / 15")
    phone.locator("button.card.right").click()
    expect(phone.locator("#link")).to_contain_text("on tallessa tässä puhelimessa")
    start(hall)
    counter(phone, "Vertailu 3 / 15")
    expect(phone.locator("#link")).to_be_empty()
    assert 2 == stored(hall)


def test_undo_right_after_an_answer_that_is_on_its_way(hall: Hall, phone: Page) -> None:
    """The undo goes after the answer: the first pair is back, and nothing is counted."""
    first = pair(phone)
    with Held(phone, "**/a/*", "POST"):
        phone.locator("button.card.left").click()
        counter(phone, "Vertailu 2 / 15")
        phone.locator("button[value='undo']").click()
    counter(phone, "Vertailu 1 / 15")
    assert (0, first) == (stored(hall), pair(phone))


def test_a_reason_on_its_way_holds_nothing_up(hall: Hall, phone: Page) -> None:
    """Why a pair was skipped is sent while the next one is answered, and when it arrives nothing changes any more."""
    phone.locator("button[value='skip']").click()
    expect(phone.locator(".why button").first).to_be_enabled()
    with Held(phone, "**/a/*", "POST"):
        phone.locator("button[value='equal']").click()
        expect(phone.locator(".why")).to_have_count(0)
        phone.locator("button.card.left").click()
        counter(phone, "Vertailu 3 / 15")
        ahead = pair(phone)
    expect(phone.locator("#ahead")).to_have_count(1)
    said = hall.runtime.reader().query("SELECT reason FROM skip_reason")
    assert (2, ahead, ["equal"]) == (stored(hall), pair(phone), [row[0] for row in said])
    expect(phone.locator(".why")).to_have_count(0)


def test_second_tap_of_a_double_tap_answers_nothing(hall: Hall, phone: Page) -> None:
    """A finger that taps twice chooses once; the pair that has come under it waits for a tap of its own."""
    for number, later in enumerate((0, 60, 200), 2):
        card = phone.locator("button.card.left").bounding_box()
        assert card is not None
        with phone.expect_response("**/a/*"):
            phone.evaluate(TWICE, [card["x"] + card["width"] / 2, card["y"] + card["height"] / 2, later])
        counter(phone, f"Vertailu {number} / 15")
        expect(phone.locator("button.card.left")).to_be_enabled()
        counter(phone, f"Vertailu {number} / 15")
        assert number - 1 == stored(hall)


def test_refusal_is_told_although_the_next_pair_is_shown(hall: Hall, phone: Page) -> None:
    """When the duel was closed meanwhile, the page that comes says so."""
    with Held(phone, "**/a/*", "POST"):
        phone.locator("button.card.left").click()
        counter(phone, "Vertailu 2 / 15")
        hall.do(CloseActivity(hall.activity("duel").id))
    expect(phone.locator(".screen button.card")).to_have_count(0)
    assert 0 == stored(hall)
