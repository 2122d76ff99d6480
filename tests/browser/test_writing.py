"""What a person writes on the phone stays: through a reload, when the hall moves on, while others change things."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held
from tests.browser.test_evening import joined
from tests.browser.test_script import counter, written
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea, CloseActivity, HideIdea
from workshop_app.domain.ideas import IdeaOrigin

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_draft_survives_a_reload(hall: Hall, browse: MakePhone) -> None:
    """What is being written is there after the page is loaded again, and not any more once it is sent."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill("Puolivalmis ajatus")
    page.reload()
    expect(page.locator("#idea")).to_have_value("Puolivalmis ajatus")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(1)
    expect(page.locator("#idea")).to_have_value("")
    page.reload()
    expect(page.locator("#idea")).to_have_value("")


def test_what_is_long_on_its_way_is_shown(hall: Hall, browse: MakePhone) -> None:
    """On a weak radio an idea has left its field before it has arrived: the page says that it is being sent, and shows
    it, until it is there. After a pair the next one is on the screen, and nothing is said.
    """
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    with Held(page, "**/a/*", "POST"):
        page.locator("#idea").fill("Kyläbussi")
        page.locator("form[data-fresh] button.button").click()
        expect(page.locator("#sending")).to_have_text("Lähetetään…")
        expect(page.locator("#unsent")).to_contain_text("Kyläbussi")
    expect(page.locator(".thanks")).to_be_visible()
    expect(page.locator("#sending")).to_be_empty()
    expect(page.locator("#unsent")).to_have_count(0)
    # They stay when others change something, and are not taken for what is sent next.
    hall.do(AddIdea("Lähitori", IdeaOrigin.FACILITATOR))
    expect(page.locator("summary", has_text="21 ideaa")).to_have_count(1)
    expect(page.locator(".thanks")).to_be_visible()
    with Held(page, "**/a/*", "POST"):
        page.locator("#idea").fill("Kirjastoauto")
        page.locator("form[data-fresh] button.button").click()
        expect(page.locator(".thanks")).to_be_hidden()
    expect(page.locator(".thanks")).to_be_visible()
    hall.open("duel")
    expect(page.locator("#ahead")).to_have_count(1)
    page.evaluate(
        "window.said = []; new MutationObserver(() => window.said.push(document.getElementById('sending').textContent))"
        ".observe(document.getElementById('sending'), {childList: true})"
    )
    with Held(page, "**/a/*", "POST"):
        page.locator("button.card.left").click()
        expect(page.locator("#link")).not_to_be_empty()
    expect(page.locator("#link")).to_be_empty()
    assert [] == page.evaluate("window.said")


def test_what_is_written_after_a_refusal_arrives_in_sight(hall: Hall, browse: MakePhone) -> None:
    """Blanks are refused and stand in their field; the idea after them is thanked for and listed, and its field empty.

    A shaky finger sends blanks. The page once took what it had refused for something that was still being written.
    """
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    for text, seen in (("   ", ".notice"), ("Kyläbussi", ".thanks"), ("Kirjastoauto", ".thanks")):
        page.locator("#idea").fill(text)
        page.locator("#theme").select_option(index=1)
        page.locator("form[data-fresh] button.button").click()
        expect(page.locator(f"{seen}:not(.gone)")).to_have_count(1)
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(2)
    assert ("", "") == (page.locator("#idea").input_value(), page.locator("#theme").input_value())


def test_an_idea_is_taken_back_while_another_is_written(hall: Hall, browse: MakePhone) -> None:
    """It goes from the page at once, and what is being written stays in its field."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".thanks")).to_have_count(1)
    page.locator("#idea").fill("Puolivalmis ajatus")
    page.locator(".cards summary").click()
    page.locator("form[action='/own'] button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(0)
    expect(page.locator("#idea")).to_have_value("Puolivalmis ajatus")


def test_text_is_shown_when_the_hall_moves_on(hall: Hall, browse: MakePhone) -> None:
    """The activity closes while somebody writes: the phone goes on, and the text stands on the page, whatever happens
    in the hall, until something else is sent.
    """
    page = browse()
    joined(page)
    activity = hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill("Kesken jäänyt")
    hall.do(CloseActivity(activity))
    expect(page.locator("blockquote")).to_have_text("Kesken jäänyt")
    expect(page.locator("h1")).to_have_text("Olet mukana. Nyt voi hengähtää.")
    hall.open("welcome")
    expect(page.locator("h1")).to_have_text("Strategian keskeiset teemat")
    expect(page.locator("blockquote")).to_have_text("Kesken jäänyt")
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    expect(page.locator("blockquote")).to_have_text("Kesken jäänyt")
    page.locator("button.card.left").click()
    counter(page, "Vertailu 2 / 15")
    expect(page.locator("blockquote")).to_have_count(0)


def test_double_tap_sends_one_idea(hall: Hall, browse: MakePhone) -> None:
    """The second tap finds the field empty, and is no mistake that anybody is told of."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").evaluate(
        "button => { button.focus(); button.click(); button.click(); }"
    )
    expect(page.locator(".cards li", has_text="Odottaa vetäjää")).to_have_count(1)
    expect(page.locator(".notice")).to_have_count(0)
    assert 1 == len(written(hall))


def test_state_of_an_own_idea_follows(hall: Hall, browse: MakePhone) -> None:
    """The facilitator's decision on an idea is seen without loading, but never while the next one is being written."""
    page = browse()
    joined(page)
    hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(1)
    page.locator("#idea").fill("Seuraava")
    hall.do(HideIdea(written(hall)[0].id, "Sama"))
    expect(page.locator("#idea")).to_have_value("Seuraava")
    page.locator("#idea").fill("")
    page.locator("h1").click()
    hall.do(HideIdea(1, "Muutos"))
    expect(page.locator(".cards li:has-text('Syy: Sama')")).to_have_count(1)


def test_what_is_chosen_stays_too(hall: Hall, browse: MakePhone) -> None:
    """A choice that was not sent survives a reload; when the hall moves on it is told, and it is there again with its
    form, where it stands once.
    """
    page = browse()
    joined(page)
    feedback = hall.open("feedback")
    page.goto("/")
    page.locator("label[for='heard4']").click()
    page.locator("#word").fill("Hyvä ilta")
    page.reload()
    expect(page.locator("#heard4")).to_be_checked()
    hall.do(CloseActivity(feedback))
    expect(page.locator("blockquote")).to_have_text("Hyvä ilta")
    hall.open("feedback")
    expect(page.locator("#word")).to_have_value("Hyvä ilta")
    expect(page.locator("#heard4")).to_be_checked()
    expect(page.locator("blockquote")).to_have_count(0)
    page.locator("main form button.button").click()
    page.locator("a[href='/?show=change']").click()
    expect(page.locator("#heard4")).to_be_checked()
    hall.open("ladder")
    page.goto("/")
    page.locator("label[for='s2']").click()
    step = page.locator("label[for='s2'] strong").inner_text()
    hall.open("decisions")
    expect(page.locator("blockquote")).to_have_text(step)
