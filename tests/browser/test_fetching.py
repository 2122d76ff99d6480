"""The page that a phone fetches when something has changed: a weak radio neither loses it nor lets an old one win."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held, Late
from tests.browser.test_evening import joined
from tests.browser.test_script import written
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Own ideas that the page says are stored.
OWN = ".cards li:has-text('Odottaa vetäjää')"
#: Counts, on the document itself, the requests whose answers the script has seen to the end.
COUNT = """() => {
    var open = XMLHttpRequest.prototype.open, seen = 0;
    XMLHttpRequest.prototype.open = function () {
        this.addEventListener('loadend', function () {
            seen += 1;
            document.documentElement.setAttribute('data-seen', seen);
        });
        return open.apply(this, arguments);
    };
}"""
#: What the script puts off for up to two seconds, to fetch the page, it does at once, and the document says so.
HURRY = """() => {
    var later = window.setTimeout;
    window.setTimeout = function (call, delay) {
        if (delay < 500 || delay > 2000) { return later(call, delay); }
        return later(function () { call(); document.documentElement.setAttribute('data-hurried', ''); }, 20);
    };
}"""


def write(page: Page, text: str) -> None:
    """Write an idea and press the button; it has left its field."""
    page.locator("#idea").fill(text)
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator("#idea")).to_have_value("")


def test_a_page_that_does_not_come_is_fetched_again(hall: Hall, browse: MakePhone) -> None:
    """After two ideas at once the script fetches the page. The radio swallows that three times, and nothing else
    changes in the hall: the ideas stand on the page all the same, and nothing is said of a lost connection.
    """
    page = browse()
    joined(page)
    hall.open("ideas")
    page.locator("#idea").wait_for()
    swallowed: list[str] = []

    def swallow(route: Route) -> None:
        if len(swallowed) < 3:
            swallowed.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/", swallow)
    with Held(page, "**/a/*", "POST"):
        write(page, "Kyläbussi")
        write(page, "Lähitori")
    expect(page.locator(OWN)).to_have_count(2)
    expect(page.locator("#link")).to_be_empty()
    assert 3 == len(swallowed)
    assert ["Kyläbussi", "Lähitori"] == [idea.text for idea in written(hall)]


def test_an_old_page_does_not_take_the_place_of_an_answer(hall: Hall, browse: MakePhone) -> None:
    """The page was asked for before an idea was sent and arrives after its answer: the idea stays on the page."""
    page = browse(address="127.0.0.1")
    joined(page)
    hall.open("ideas")
    page.locator("#idea").wait_for()
    page.evaluate(COUNT)
    late = Late(page)
    with page.expect_request("**/"):
        hall.do(AddIdea("Lähitori", IdeaOrigin.FACILITATOR))
    write(page, "Kyläbussi")
    expect(page.locator(OWN)).to_have_count(1)
    document = page.locator("html")
    before = document.get_attribute("data-seen") or ""
    late.arrive()
    expect(document).not_to_have_attribute("data-seen", before)
    expect(page.locator(OWN)).to_have_count(1)
    # What had changed in the hall is there too, with a page of now.
    expect(page.locator("summary", has_text="21 ideaa")).to_have_count(1)


def test_what_changes_meanwhile_is_fetched_too(hall: Hall, browse: MakePhone) -> None:
    """While a page is on its way more changes in the hall: it is fetched after that one."""
    page = browse(address="127.0.0.1")
    joined(page)
    hall.open("ideas")
    page.locator("#idea").wait_for()
    late = Late(page)
    with page.expect_request("**/"):
        hall.do(AddIdea("Lähitori", IdeaOrigin.FACILITATOR))
    page.evaluate(HURRY)
    hall.do(AddIdea("Kirjastoauto", IdeaOrigin.FACILITATOR))
    # It hears of it by the stream, and wants to fetch the page while the one before is on its way.
    page.locator("html[data-hurried]").wait_for()
    late.arrive()
    expect(page.locator("summary", has_text="22 ideaa")).to_have_count(1)
