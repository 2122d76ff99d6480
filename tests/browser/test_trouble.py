"""A phone in trouble: it may store nothing, its cookie is gone, two tabs wait at once, its clock is set back."""

from __future__ import annotations

import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.test_evening import joined
from tests.browser.test_script import counter, start, stop, stored, written
from tests.web.hall import Hall

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEPT = "on tallessa tässä puhelimessa"
#: Where cookies of strangers are forbidden, and where the store is full, as in an old private window.
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
CLOCK = "const now = Date.now; window.moved = 0; Date.now = () => now() + window.moved"


def send(page: Page, idea: str) -> None:
    """Write an idea and send it."""
    page.locator("#idea").fill(idea)
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator("#idea")).to_have_value("")


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_phone_that_stores_nothing(hall: Hall, browse: MakePhone, trouble: str) -> None:
    """Answers and what is being written go their way all the same, also through a cut, while the page is open."""
    page, errors = browse(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(trouble)
    joined(page)
    hall.open("ideas")
    send(page, "Kyläbussi")
    expect(page.locator("form[action='/own']")).to_have_count(1)
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    stop(hall)
    page.locator("button.card.left").click()
    expect(page.locator("#link")).to_contain_text(KEPT)
    start(hall)
    counter(page, "Vertailu 2 / 15")
    expect(page.locator("#link")).to_be_empty()
    assert (1, 1, []) == (len(written(hall)), stored(hall), errors)


def test_two_tabs_wait_at_once(hall: Hall, browse: MakePhone) -> None:
    """Each keeps its own in a cut; one is closed, and what it kept goes off when the page is opened again."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    other = page.context.new_page()
    other.goto("/")
    stop(hall)
    send(page, "Yksi & 100 %")
    send(other, "Kaksi")
    # What waits can be read meanwhile.
    expect(page.locator("#unsent")).to_contain_text("Yksi & 100 %")
    page.close()
    start(hall)
    expect(other.locator("form[action='/own']")).to_have_count(1)
    other.goto("/")
    expect(other.locator("form[action='/own']")).to_have_count(2)
    expect(other.locator("#unsent")).to_have_count(0)
    assert {"Yksi & 100 %", "Kaksi"} == {idea.text for idea in written(hall)}


def test_what_another_tab_has_sent_is_not_sent_again(hall: Hall, browse: MakePhone) -> None:
    """A tab that slept with an answer does not send it after the person has changed it in a newer one."""
    page = browse()
    joined(page)
    ladder = hall.open("ladder")
    page.goto("/")
    page.route("**/a/*", lambda route: route.abort())
    page.locator("label[for='s2']").click()
    page.locator("main form button.button").click()
    expect(page.locator("#link")).to_contain_text(KEPT)
    other = page.context.new_page()
    other.goto("/")
    other.locator("a[href='/?show=change']").click()
    changed = other.locator("#s4").get_attribute("value")
    other.locator("label[for='s4']").click()
    other.locator("main form button.button").click()
    expect(other.locator(".box")).to_have_count(1)
    with page.expect_response("/"):
        page.unroute("**/a/*")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#link")).to_be_empty()
    said = hall.runtime.reader().query("SELECT stage_id FROM experience WHERE activity_id = ?", (ladder,))
    assert [changed] == [row["stage_id"] for row in said]


def test_an_idea_waits_for_a_lost_cookie(hall: Hall, browse: MakePhone) -> None:
    """The phone has forgotten who it is: the join page comes, and with the code the idea is stored as well, once."""
    page = browse()
    joined(page)
    code = page.locator("strong.code").inner_text()
    hall.open("ideas")
    page.locator("#idea").wait_for()
    page.context.clear_cookies()
    page.locator("#idea").fill("Lähitori")
    page.locator("form[data-fresh] button.button").click()
    page.locator(".rejoin summary").click()
    page.locator("#code").fill(code)
    page.locator("form[action='/rejoin'] button").click()
    expect(page.locator(".cards li", has_text="Lähitori")).to_have_count(1)
    page.reload()
    assert ["Lähitori"] == [idea.text for idea in written(hall)]


def test_a_laptop_that_can_not_save(hall: Hall, browse: MakePhone) -> None:
    """Another program holds the file: the page calls it no lost connection, and the answer arrives afterwards."""
    page = browse()
    joined(page)
    hall.open("duel")
    page.locator("button.card.left").wait_for()
    holding = sqlite3.connect(hall.runtime.path, isolation_level=None)
    holding.execute("BEGIN IMMEDIATE")
    page.locator("button.card.left").click()
    expect(page.locator("#link")).to_contain_text("ei juuri nyt ota vastauksia vastaan")
    assert 0 == stored(hall)
    holding.close()
    expect(page.locator("#link")).to_be_empty()
    counter(page, "Vertailu 2 / 15")
    assert 1 == stored(hall)


def test_a_clock_set_back_hides_no_cut(hall: Hall, browse: MakePhone) -> None:
    """The phone's clock goes an hour back, then the radio is gone: the page notices as soon as ever."""
    page = browse()
    page.add_init_script(CLOCK)
    joined(page)
    hall.open("duel")
    page.locator("button.card.left").wait_for()
    page.evaluate("window.moved = -3600000")
    page.context.set_offline(True)
    expect(page.locator("#link")).to_contain_text("Yhteys katkesi")
