"""In a radio cut no page is left for the browser's error page: what can wait is queued, of the rest it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.bench.fuzz_writing import ROUTES
from tests.browser.conftest import MakePhone
from tests.browser.test_evening import joined
from tests.browser.test_script import start, stop, written
from tests.web.hall import Hall
from workshop_app.store import mail_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ASTRAY = "Yhteys katkesi, eikä äskeinen painalluksesi mennyt perille"


#: Every address that a form goes to, and what a radio cut does to it. Joining has no script: the browser tells.
QUEUED, TOLD, BROWSER = (
    {"/a/{activity_id:number}", "/own"},
    {"/language", "/mail", "/next", "/rejoin"},
    {"/join"},
)


def test_no_form_is_forgotten() -> None:
    """Each is queued, or told not to have gone: tried below, by tests of answers, and in test_kiosk."""
    assert QUEUED | TOLD | BROWSER == {route.path for route in ROUTES if "POST" in (route.methods or ())}


@contextmanager
def cut(hall: Hall, page: Page, told: str) -> Iterator[None]:
    """The host is gone meanwhile; before it is back the page has told what is so, then it tells nothing any more."""
    stop(hall)
    yield
    expect(page.locator("#link")).to_contain_text(told)
    start(hall)
    expect(page.locator("#link")).to_be_empty()


def test_withdrawing_in_a_cut_is_queued(hall: Hall, browse: MakePhone) -> None:
    """It is kept on the phone and done when the radio is back, on both pages that have it; the page stays."""
    page = browse()
    joined(page)
    hall.open("ideas")
    for text in ("Kyläbussi", "Lähitori"):
        page.locator("#idea").fill(text)
        page.locator("form[data-fresh] button.button").click()
        expect(page.locator(".cards li", has_text=text)).to_have_count(1)
    for left, where in ((1, "/own"), (0, "/")):
        page.goto(where)
        page.locator(".cards summary").first.click()
        with cut(hall, page, "on tallessa tässä puhelimessa"):
            page.locator("form[action='/own'] button").first.click()
            expect(page.locator("form[action='/own']")).to_have_count(left + 1)
        expect(page.locator("form[action='/own']")).to_have_count(left)
        assert (left, where) == (
            sum(not idea.withdrawn for idea in written(hall)),
            page.evaluate("location.pathname"),
        )


def test_what_is_not_queued_is_told(hall: Hall, browse: MakePhone) -> None:
    """Language, code, address and links: the page and what was typed stay, and pressing again does it."""
    page = browse()
    joined(page)
    page.goto("/mail")
    page.locator("#address").fill("aino@example.fi")
    page.locator("#agree").check()
    with cut(hall, page, ASTRAY):
        page.locator("button[value='keep']").click()
        expect(page.locator("#link")).to_contain_text(ASTRAY)
        for element in ("footer nav a:last-of-type", "button[value='sv']"):
            with page.expect_event("requestfailed", lambda request: request.url.endswith("/version")):
                page.locator(element).click()
    assert ("aino@example.fi", "fi", ()) == (
        page.locator("#address").input_value(),
        page.locator("html").get_attribute("lang"),
        mail_rows.addresses(hall.runtime.reader()),
    )
    page.locator("button[value='keep']").click()
    expect(page.locator("h1")).to_have_text("Kiitos!")
    page.locator("button[value='sv']").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.locator("footer nav a").last.click()
    expect(page.locator(".rejoin")).to_have_count(1)
    page.locator(".rejoin summary").click()
    page.locator("#code").fill("ZZZ2")
    stop(hall)
    page.locator("form[action='/rejoin'] button").click()
    expect(page.locator("#link")).to_contain_text("gick inte fram")
    assert "ZZZ2" == page.locator("#code").input_value()
