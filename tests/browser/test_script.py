"""What the script adds: live following, answers without loading, and nothing lost when the connection is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held
from tests.browser.test_evening import joined
from tests.web.hall import Hall
from workshop_app.domain.commands import HideIdea, PauseActivity, ResumeActivity
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.kinds.duel.kind import count
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Set on the window and gone with it: tells whether the page was loaded anew.
MARK = "() => { window.marked = true; }"


def written(hall: Hall) -> list[Idea]:
    """The ideas that participants wrote."""
    return [i for i in idea_rows.ideas(hall.runtime.reader()) if i.origin is IdeaOrigin.PARTICIPANT]


def stored(hall: Hall) -> int:
    """How many comparisons the file holds."""
    return count(hall.runtime.reader(), hall.activity("duel")) or 0


def counter(page: Page, text: str) -> None:
    """Wait until the counter says so."""
    expect(page.locator(".top")).to_have_text(text)


def choose(page: Page, side: str = "left") -> None:
    """Press a card and wait for the host's answer: then it is in the file. The next pair may be there before."""
    with page.expect_response("**/a/*"):
        page.locator(f"button.card.{side}").click()


def stop(hall: Hall) -> None:
    """The radio is cut: the host is not there."""
    hall.runtime.web.stop()


def start(hall: Hall) -> None:
    """The host is there again, at the same port."""
    assert hall.port == hall.runtime.web.start("127.0.0.1", hall.port)


def test_phone_follows_live(hall: Hall, browse: MakePhone) -> None:
    """What the facilitator opens appears by itself, at once, without the page being loaded; the news is spoken."""
    page = browse()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    joined(page)
    page.evaluate(MARK)
    hall.open("ideas")
    expect(page.locator("#idea")).to_be_visible()
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    assert [] == [url for url in asked if url.endswith("/version")]  # it was told, and did not ask
    assert page.locator("#news").inner_text().replace("\u00ad", "").startswith("Kumpi on tärkeämpi")
    assert page.evaluate("window.marked")


def test_a_break_comes_and_goes_by_itself(hall: Hall, browse: MakePhone) -> None:
    """A calm page over what was being written, and the words are in their field again when the break is over."""
    page = browse()
    joined(page)
    activity = hall.open("ideas")
    page.locator("#idea").fill("Kyläbussi kerran")
    hall.do(PauseActivity(activity))
    expect(page.locator("h1")).to_have_text("Pieni tauko. Odota hetki.")
    expect(page.locator("blockquote")).to_have_text("Kyläbussi kerran")
    hall.do(ResumeActivity(activity))
    expect(page.locator("#idea")).to_have_value("Kyläbussi kerran")


def test_answers_need_no_loading(hall: Hall, browse: MakePhone) -> None:
    """A pair is answered and the next one is there in the same page; the focus goes to the question."""
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    page.evaluate(MARK)
    for number in range(2, 6):
        choose(page)
        counter(page, f"Vertailu {number} / 15")
    assert page.evaluate("window.marked")
    assert 4 == stored(hall)
    assert "q" == page.evaluate("document.activeElement.id")


def test_cut_in_the_middle_of_ten_answers(hall: Hall, browse: MakePhone) -> None:
    """The host goes away in the middle and comes back: the phone says what is safe, and exactly ten are stored."""
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    for number in range(2, 7):
        choose(page)
        counter(page, f"Vertailu {number} / 15")
    stop(hall)
    page.locator("button.card.right").click()
    expect(page.locator("#link")).to_contain_text("on tallessa tässä puhelimessa")
    assert 5 == stored(hall)
    start(hall)
    counter(page, "Vertailu 7 / 15")
    expect(page.locator("#link")).to_be_empty()
    for number in range(8, 12):
        choose(page)
        counter(page, f"Vertailu {number} / 15")
    # What comes next is shown while an answer is on its way; what comes after that is there when it has arrived.
    expect(page.locator("#ahead")).to_have_count(1)
    assert 10 == stored(hall)


def test_answer_survives_a_closed_page(hall: Hall, browse: MakePhone) -> None:
    """An answer that could not be sent goes off when the page is opened again, once."""
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    stop(hall)
    page.locator("button.card.left").click()
    expect(page.locator("#link")).to_contain_text("tallessa")
    other = page.context.new_page()
    page.close()
    start(hall)
    other.goto("/")
    counter(other, "Vertailu 2 / 15")
    other.reload()
    counter(other, "Vertailu 2 / 15")
    assert 1 == stored(hall)


def test_lost_acknowledgement_counts_once(hall: Hall, browse: MakePhone) -> None:
    """The host stored the answer but its acknowledgement never came: it is sent again and counts once."""
    # What `fetch` below sends does not go through the browser.
    page = browse(address="127.0.0.1")
    joined(page)
    hall.open("duel")
    page.goto("/")
    lost: list[object] = []

    def swallow(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/a/*", swallow)
    # The one that was cut off gets no response, so this waits for its second sending.
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("button.card.left").click()
    counter(page, "Vertailu 2 / 15")
    assert 1 == len(lost)
    assert 1 == stored(hall)


def test_ideas_wait_in_line(hall: Hall, browse: MakePhone) -> None:
    """Several ideas written while the connection is lost are sent in order, each once."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    stop(hall)
    for text in ("Yksi", "Kaksi", "Kolme"):
        page.locator("#idea").fill(text)
        page.locator("form[data-fresh] button.button").click()
        expect(page.locator("#idea")).to_have_value("")
    start(hall)
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(3)
    assert ["Yksi", "Kaksi", "Kolme"] == [idea.text for idea in written(hall)]


def test_next_idea_can_be_written_at_once(hall: Hall, browse: MakePhone) -> None:
    """While an idea is on its way the next one is being written: its field is left alone, and both are stored."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    held = Held(page)
    page.locator("#idea").fill("Ensimmäinen")
    with page.expect_request("**/a/*"):
        page.locator("form[data-fresh] button.button").click()
    page.locator("#idea").fill("Toinen")
    page.evaluate("document.querySelector('#idea').marked = true")
    with page.expect_response("**/a/*"):
        held.let_go()
    assert 1 == len(held.routes)
    hall.do(HideIdea(1, "Muutos"))
    expect(page.locator("#idea")).to_have_value("Toinen")
    assert page.evaluate("document.querySelector('#idea').marked")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(2)
    assert ["Ensimmäinen", "Toinen"] == [idea.text for idea in written(hall)]


def test_two_tabs_of_one_person(hall: Hall, browse: MakePhone) -> None:
    """The same pair answered in two tabs counts once, and both tabs go on."""
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    other = page.context.new_page()
    other.goto("/")
    choose(page)
    counter(page, "Vertailu 2 / 15")
    for number in (2, 3):
        choose(other, "right")
        counter(other, f"Vertailu {number} / 15")
    assert 2 == stored(hall)


def test_sleeping_phone_wakes_to_what_is_live(hall: Hall, browse: MakePhone) -> None:
    """A phone whose stream died unnoticed sees, when it wakes, what was opened meanwhile."""
    page = browse()
    page.route("**/live", lambda route: route.abort())
    joined(page)
    page.evaluate(MARK)
    hall.open("duel")
    with page.expect_request("**/version"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("button.card")).to_have_count(2)
    assert page.evaluate("window.marked")


def test_without_event_streams_the_phone_asks(hall: Hall, browse: MakePhone) -> None:
    """A browser that knows no event stream follows by asking every few seconds."""
    page = browse()
    page.add_init_script("delete window.EventSource")
    joined(page)
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)


def test_nothing_needs_https(hall: Hall, browse: MakePhone) -> None:
    """The script runs without an error in a page that is no secure context."""
    page = browse()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.add_init_script(
        "['crypto.subtle','navigator.serviceWorker','navigator.clipboard','navigator.locks'].forEach(function (n) {"
        "var p = n.split('.'), o = window[p[0]]; if (o) Object.defineProperty(o, p[1], {get: function () {"
        "throw new Error('needs https: ' + n); }}); });"
    )
    joined(page)
    hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(1)
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    assert [] == errors
