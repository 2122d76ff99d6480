"""A tablet that goes round, in a real browser: what one person does is in the file before the next one begins."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held
from tests.browser.test_evening import MEASURED
from tests.browser.test_script import choose, start, stop, stored
from tests.web.hall import Hall
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.domain.people import Channel
from workshop_app.store import workshop_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEPT = "() => Object.keys(localStorage)"


def go(page: Page, link: str, where: str) -> None:
    """Press a link, and wait until the page that it leads to is there with its script."""
    page.get_by_role("link", name=link).click()
    page.wait_for_url(f"**{where}")


def done(page: Page) -> None:
    """The person gives the device on."""
    go(page, "Valmis, anna seuraavalle", "/next")
    page.get_by_role("button", name="Kyllä, anna seuraavalle").click()


def sit_down(page: Page) -> None:
    """The next person joins on it."""
    expect(page.locator("#self")).to_be_checked()
    page.locator("#g1").check()
    page.get_by_role("button", name="Liity mukaan").click()


def back_again(hall: Hall, page: Page) -> None:
    """The page tells that the press did not go through; then the host is back."""
    expect(page.locator("#link")).to_contain_text("Paina uudelleen")
    start(hall)
    expect(page.locator("#link")).to_be_empty()


def test_answers_go_off_before_the_next_person_comes(hall: Hall, browse: MakePhone) -> None:
    """Also in a radio cut: the page waits with making room until all is sent, and leaves nothing on the device."""
    hall.open("duel")
    page = browse(width=768, height=1024)
    page.goto(f"/kiosk/{hall.do(AllowKiosk(on=True))}")
    sit_down(page)
    choose(page)
    with Held(page, "**/a/*", "POST"):
        page.locator("button.card.left").click()
        done(page)
        expect(page.locator("#link")).not_to_be_empty()
        expect(page.locator("h1")).to_have_text("Oletko valmis?")
    sit_down(page)
    expect(page.locator(".top")).to_have_text("Vertailu 1 / 15")
    assert 2 == stored(hall)

    go(page, "Valmis, anna seuraavalle", "/next")
    go(page, "Ei, jatkan vastaamista", ":*/")
    stop(hall)
    page.locator("button.card.right").click()
    page.get_by_role("link", name="Valmis, anna seuraavalle").click()
    back_again(hall, page)
    go(page, "Valmis, anna seuraavalle", "/next")
    stop(hall)
    page.get_by_role("button", name="Kyllä, anna seuraavalle").click()
    back_again(hall, page)
    page.get_by_role("button", name="Kyllä, anna seuraavalle").click()
    expect(page.locator("#self")).to_be_visible()
    assert (3, []) == (stored(hall), page.evaluate(KEPT))
    people = workshop_rows.participants(hall.runtime.reader())
    assert [Channel.KIOSK] * 2 == [person.channel for person in people]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_of_a_device_fit(hall: Hall, browse: MakePhone, language: str) -> None:
    """Its own pages are measured like those of phones; the privacy page tells of no code: nobody comes back there."""
    page = browse(width=320, language=language)
    page.goto(f"/kiosk/{hall.do(AllowKiosk(on=True))}")
    assert [[]] * 4 == page.evaluate(MEASURED)
    page.locator("#g1").check()
    page.locator("form[action='/join'] .button").click()
    expect(page.locator("form[action='/join']")).to_have_count(0)
    for where in ("/", "/next", "/about"):
        page.goto(where)
        assert [[]] * 4 == page.evaluate(MEASURED)
    assert 0 == page.locator(".rejoin, .code").count()
    page.goto("/next")
    yes, no = (page.locator(f"main .button >> nth={n}").bounding_box() for n in (0, 1))
    assert yes is not None
    assert no is not None
    assert no["y"] - yes["y"] - yes["height"] >= 8


def test_drafts_go_with_their_writer(hall: Hall, browse: MakePhone) -> None:
    """What somebody had begun to write is not there for the next person, not even with the browser's way back."""
    hall.open("ideas")
    page = browse()
    page.goto(f"/kiosk/{hall.do(AllowKiosk(on=True))}")
    sit_down(page)
    page.locator("#idea").fill("Salaisuus")
    done(page)
    expect(page.locator("#self")).to_be_visible()
    assert [] == page.evaluate(KEPT)
    page.go_back()
    expect(page.locator("#self")).to_be_visible()
    assert "Salaisuus" not in page.content()


def test_without_script(hall: Hall, browse: MakePhone) -> None:
    """The button is a form."""
    hall.open("duel")
    page = browse(js=False)
    page.goto(f"/kiosk/{hall.do(AllowKiosk(on=True))}")
    sit_down(page)
    expect(page.locator("button.card")).to_have_count(2)
    done(page)
    sit_down(page)
    expect(page.locator("button.card")).to_have_count(2)
    assert 2 == workshop_rows.participant_count(hall.runtime.reader())
