"""Sending again: a hall that was refused, or cut off, comes back one by one, and no sooner than the host asks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, Route, expect

from tests.browser.conftest import MakePhone
from tests.browser.test_evening import joined
from tests.browser.test_script import stored
from tests.web.hall import Hall
from workshop_app.domain.commands import HideIdea
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: What a page puts off first when something it posted came to nothing is the sending again: `pauses` are the
#: milliseconds it would take. It comes at once; with `window.holds` not before `window.due()` is called. What is
#: counted stands on the document, as the page's policy lets no test wait for an expression.
WATCH = """
    window.pauses = []; window.posts = 0; window.messages = 0; window.holds = false;
    const later = window.setTimeout, open = XMLHttpRequest.prototype.open, Stream = window.EventSource;
    const note = (name, number) => document.documentElement.setAttribute('data-' + name, number);
    let ended = false;
    window.setTimeout = (call, delay) => {
        if (!ended) { return later(call, delay); }
        ended = false;
        note('pauses', window.pauses.push(delay));
        if (window.pauses.length === ENOUGH) { note('enough', ''); }
        if (!window.holds) { return later(call, 0); }
        window.due = call;
    };
    XMLHttpRequest.prototype.open = function (method) {
        if (method === 'POST') {
            window.posts += 1;
            for (const name of ['load', 'error']) { this.addEventListener(name, () => { ended = true; }); }
            this.addEventListener('loadend', () => { ended = false; });
        }
        return open.apply(this, arguments);
    };
    window.EventSource = function (where) {
        const stream = new Stream(where);
        stream.addEventListener('message', () => { note('messages', window.messages += 1); });
        return stream;
    };
"""
#: How many phones stand for the hall.
PHONES = 40
#: The first pauses are shorter than what the host asks for.
FIRST = 3


def at_the_duel(hall: Hall, browse: MakePhone) -> Page:
    """A phone with a pair before it."""
    page = browse()
    page.add_init_script(WATCH.replace("ENOUGH", str(FIRST + PHONES)))
    joined(page)
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    return page


def refuse(wait: str) -> Callable[[Route], None]:
    """The host takes nothing now, and asks to come again after so many seconds."""
    return lambda route: route.fulfill(status=503, headers={"Retry-After": wait}, body="")


def taken(response: Response) -> bool:
    """Whether it acknowledges an answer."""
    return "/a/" in response.url and response.status < 400


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        (refuse("3"), 3_000, 5_000),
        # An hour: some other machine says so, and nobody would know why their answer does not leave.
        (refuse("3600"), 30_000, 45_000),
        (refuse("Thu, 26 Nov 2026 18:00:00 GMT"), 3_000, 5_000),
        (lambda route: route.abort(), 3_000, 5_000),
    ],
    ids=["3 s", "an hour", "a date", "cut"],
)
def test_a_hall_does_not_come_back_in_step(
    hall: Hall, browse: MakePhone, answer: Callable[[Route], None], least: float, most: float
) -> None:
    """As many sendings again as phones, at the fourth time and later: none before the host's time, no crowd at any."""
    page = at_the_duel(hall, browse)
    page.route("**/a/*", answer)
    page.locator("button.card.left").click()
    expect(page.locator("html[data-enough]")).to_have_count(1)
    pauses = sorted(page.evaluate("window.pauses")[FIRST : FIRST + PHONES])
    assert (True, True) == (least <= pauses[0], pauses[-1] < most), pauses
    tenth = (most - least) / 10
    crowd = max(sum(at <= other < at + tenth for other in pauses) for at in pauses)
    assert crowd <= PHONES / 2, pauses
    with page.expect_response(taken):
        page.unroute("**/a/*")
    assert 1 == stored(hall)


def test_who_was_asked_to_wait_does_so_whatever_is_heard(hall: Hall, browse: MakePhone) -> None:
    """What a hall hears it hears at once: the answer stays until its time has come, also when the page is looked at."""
    page = at_the_duel(hall, browse)
    page.evaluate("window.holds = true")
    page.route("**/a/*", refuse("3"))
    page.locator("button.card.left").click()
    document = page.locator("html")
    expect(document).to_have_attribute("data-pauses", "1")
    page.unroute("**/a/*")
    page.evaluate("window.messages = 0; document.documentElement.removeAttribute('data-messages')")
    hidden = next(idea for idea in idea_rows.ideas(hall.runtime.reader()) if idea.votable)
    hall.do(HideIdea(hidden.id, "kahdesti"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    # At the second, what the page does at the first one is done.
    expect(document).to_have_attribute("data-messages", re.compile("^([2-9]|..+)$"))
    assert (1, 0) == (page.evaluate("window.posts"), stored(hall))
    with page.expect_response(taken):
        page.evaluate("window.due()")
    assert (2, 1) == (page.evaluate("window.posts"), stored(hall))
