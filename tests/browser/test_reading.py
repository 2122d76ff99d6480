"""What a screen reader says and where the keyboard goes: in the order of the screen, and nothing spoken twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.test_evening import joined
from tests.browser.test_script import counter
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea, CloseActivity, EditActivity, HideIdea, ShowResults
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Writes down what live regions say: a change of what stands in one, or one that comes with words in it.
LISTEN = """() => {
  window.spoken = [];
  const say = region => { const text = region.textContent.trim(); if (text) window.spoken.push(text); };
  const live = node => node.nodeType === 1 ? node.closest('[role=status], [role=alert]') : null;
  new MutationObserver(records => {
    const regions = new Set();
    for (const r of records) {
      const own = live(r.target.nodeType === 1 ? r.target : r.target.parentElement);
      if (own) regions.add(own);
      for (const n of r.addedNodes) if (n.nodeType === 1)
        for (const e of [n, ...n.querySelectorAll('[role=status], [role=alert]')]) if (live(e)) regions.add(live(e));
    }
    regions.forEach(say);
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
#: Where the focus is, as a person would name it.
FOCUS = """() => {
  const at = document.activeElement, label = at.labels && at.labels[0];
  return at === document.body ? '' : (label || at).textContent.trim().replace(/\\s+/g, ' ').replace(/\u00ad/g, '');
}"""
#: What has the focus, where the bar at the foot of the screen hides it whole.
HIDDEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const bar = document.querySelector('.bars').getBoundingClientRect();
  return box.top >= bar.top && box.bottom <= bar.bottom ? at.outerHTML : '';
}"""
KEPT = (
    "Yhteys katkesi. Äsken lähettämäsi on tallessa tässä puhelimessa ja lähtee itsestään, kun yhteys palaa. "
    "Pidä sivu auki."
)
#: What stands below every page of one who has joined.
BELOW = ["FI suomi", "SV svenska", "EN English", "Päivitä", "Omat ideasi", "Tietosuoja ja saavutettavuus"]

#: What a screen reader finds on a page, from top to bottom.
JOIN = """
- heading "Strategian keskeiset teemat" [level=1]
- paragraph: Valitaan yhdessä, mitkä teemat ovat tärkeimpiä hyvinvointialueen strategiassa.
- paragraph:
  - text: /Tervetuloa! Vastaukset ovat nimettömiä/
  - link "Lisää tietosuojasta"
- group "Olen mukana":
  - radio "Asukkaana tai asiakkaana"
  - radio "En halua kertoa"
- paragraph:
  - button "Liity mukaan"
- group: Olitko jo mukana? Anna tunnuksesi
"""
DUEL = """
- banner: Vertailu 2 / 15
- main:
  - heading "Kumpi on tärkeämpi hyvinvointialueella?" [level=1]
  - group "Ohitit parin. Haluatko kertoa, miksi?":
    - button "Yhtä hyvät"
    - button "En tunne näitä"
    - button "Muu syy"
  - group "Kumpi on tärkeämpi hyvinvointialueella?":
    - button /^A [^.]+$/
    - button /^B [^.]+$/
  - paragraph:
    - button "En osaa valita"
  - button "Peru edellinen"
  - link "Lisää oma idea"
"""
FEEDBACK = """
- heading "Palaute" [level=1]
- group "Minua kuultiin tänään.":
  - radio "1 eri mieltä"
  - radio "5 samaa mieltä"
- textbox "Mikä toimi, ja mitä tekisit toisin?"
- paragraph:
  - button "Lähetä"
"""


def stops(page: Page) -> list[str]:
    """Where Tab stops from the top of the page to its end."""
    page.evaluate("const top = document.querySelector('.top'); top.tabIndex = -1; top.focus()")
    found: list[str] = []
    while len(found) < 40:
        page.keyboard.press("Tab")
        at = str(page.evaluate(FOCUS))
        if not at or (found and at == found[0]):
            return found
        found.append(at)
    return found


def test_keyboard_goes_the_way_of_the_screen(hall: Hall, browse: MakePhone) -> None:
    """Tab stops at everything that can be pressed, once, in the order of the page."""
    page = browse()
    page.goto("/")
    languages = ["FI suomi", "SV svenska", "EN English"]
    rejoin = "Olitko jo mukana? Anna tunnuksesi"
    groups = ["Asukkaana tai asiakkaana", "Liity mukaan", rejoin]
    assert [*languages, "Lisää tietosuojasta", *groups] == stops(page)
    joined(page)
    hall.open("ideas")
    page.goto("/")
    assert ["Ideasi", "Teema", "Lähetä idea", "Katso tähänastiset 20 ideaa", *BELOW] == stops(page)
    hall.open("duel")
    page.goto("/")
    page.locator("button[value='skip']").click()
    expect(page.locator(".why button").first).to_be_enabled()
    cards = [" ".join(text.split()) for text in page.locator("button.card").all_text_contents()]
    plain = [text.replace("\u00ad", "") for text in cards]
    reasons = ["Yhtä hyvät", "En tunne näitä", "Muu syy"]
    rest = ["En osaa valita", "← Peru edellinen", "Lisää oma idea"]
    assert [*reasons, *plain, *rest, *BELOW] == stops(page)


def test_what_a_screen_reader_says(hall: Hall, browse: MakePhone) -> None:
    """Headings, groups with their question, buttons with their whole text: in the order of the screen."""
    page = browse()
    page.goto("/")
    expect(page.locator("main")).to_match_aria_snapshot(JOIN)
    joined(page)
    hall.open("duel")
    page.goto("/")
    page.locator("button[value='skip']").click()
    expect(page.locator(".why button").first).to_be_enabled()
    expect(page.locator("#page")).to_match_aria_snapshot(DUEL)
    hall.open("feedback")
    page.goto("/")
    expect(page.locator("main")).to_match_aria_snapshot(FEEDBACK)


def test_live_regions_speak_once(hall: Hall, browse: MakePhone) -> None:
    """What comes by itself is spoken once: what the hall goes on to, a cut and its end, thanks. Where the focus moves
    to the heading, that is read, and the region keeps silent.
    """
    page = browse()
    joined(page)
    page.evaluate(LISTEN)
    hall.open("ideas")
    expect(page.locator("#idea")).to_be_visible()
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".thanks")).to_have_count(1)
    assert "H1" == page.evaluate("document.activeElement.tagName")
    hall.open("duel")
    expect(page.locator("button.card")).to_have_count(2)
    assert "q" == page.evaluate("document.activeElement.id")
    page.context.set_offline(True)
    page.locator("button.card.left").click()
    expect(page.locator("#link")).not_to_be_empty()
    page.context.set_offline(False)
    expect(page.locator("#link")).to_be_empty()
    spoken = page.evaluate("window.spoken.map(text => text.replace(/\u00ad/g, ''))")
    assert [
        "Mitkä teemat ovat hyvinvointialuestrategiassa keskeisiä?",
        "Kiitos, ideasi on lähetetty. Voit kirjoittaa toisen.",
        KEPT,
        "Yhteys palasi.",
    ] == spoken
    page.goto("/own")
    page.evaluate(LISTEN)
    hall.do(CloseActivity(hall.activity("duel").id))
    expect(page.locator("#moved a")).to_have_count(1)
    hall.open("ladder")
    page.locator("h1").click()
    assert ["Salissa on alkanut uusi osio. Siirry siihen"] == page.evaluate("window.spoken")


def test_a_card_has_the_language_of_its_idea(hall: Hall, browse: MakePhone) -> None:
    """From pair to pair, and back, only the Swedish idea is said in Swedish: no card keeps the language before."""
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(HideIdea(idea.id))
    swedish = "Bybuss till hälsocentralen"
    for text in (swedish, "Uimaranta kuntoon ennen kesää", "Etävastaanotto kirjastossa"):
        hall.do(AddIdea(text, IdeaOrigin.FACILITATOR))
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    cards = page.locator("button.card .text")
    for number, action in ((1, "left"), (2, "left"), (3, "undo"), (2, "right")):
        expect(page.locator(".top")).to_contain_text(f"Vertailu {number} /")
        texts = [text.replace("\u00ad", "") for text in cards.all_text_contents()]
        languages = [card.get_attribute("lang") for card in cards.all()]
        assert ["sv" if text == swedish else None for text in texts] == languages
        page.locator(f"button[value='{action}']").click()


def test_a_page_is_called_by_what_it_shows(hall: Hall, browse: MakePhone) -> None:
    """Also where the script has changed what stands on it: without the signs where a word may be broken."""
    page = browse()
    joined(page)
    hall.open("ideas")
    question = "Mitkä teemat ovat hyvinvointialuestrategiassa keskeisiä?"
    expect(page).to_have_title(question)
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".thanks")).to_have_count(1)
    assert question == page.title()
    duel = hall.open("duel")
    hall.do(EditActivity(duel, config={"duels": 1}))
    page.goto("/")
    page.locator("button.card.left").click()
    expect(page).to_have_title("Kiitos! Siinä olivat kaikki.")
    page.locator("button[value='more']").click()
    expect(page.locator("button.card")).to_have_count(2)
    expect(page).to_have_title("Kumpi on tärkeämpi hyvinvointialueella?")


def test_the_card_that_was_chosen_is_seen_in_contrast(hall: Hall, browse: MakePhone) -> None:
    """In Windows' contrast themes shadows are gone: while an answer waits, its card has an outline."""
    page = browse(contrast=True)
    joined(page)
    hall.open("duel")
    page.goto("/")
    expect(page.locator("button.card")).to_have_count(2)
    page.context.set_offline(True)
    page.locator("button.card.left").click()
    counter(page, "Vertailu 2 / 15")
    page.locator("button.card.left").click()
    expect(page.locator(".chosen")).to_have_count(1)
    assert "solid" == page.locator(".chosen").evaluate("card => getComputedStyle(card).outlineStyle")


def test_the_bar_hides_nothing_that_has_the_focus(hall: Hall, browse: MakePhone) -> None:
    """While the connection is lost, what the keyboard stops at is seen above the bar that says so (WCAG 2.4.11)."""
    page = browse(width=320, height=480)
    joined(page)
    hall.open("duel")
    page.goto("/")
    expect(page.locator("button.card")).to_have_count(2)
    page.context.set_offline(True)
    page.locator("button.card.left").click()
    expect(page.locator("#link")).not_to_be_empty()
    page.evaluate(
        "scrollTo(0, 0); const top = document.querySelector('.top'); top.tabIndex = -1; top.focus()"
    )
    hidden = []
    for _stop in range(len(BELOW) + 5):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(HIDDEN))
    assert {""} == set(hidden)


def test_what_was_sent_is_thanked_for_aloud(hall: Hall, browse: MakePhone) -> None:
    """After a step of the ladder and the feedback the heading is the same as before: that it went through is said
    once, and so is that an idea is gone.
    """
    page = browse()
    joined(page)
    hall.open("ladder")
    page.locator("#s2").check()
    page.evaluate(LISTEN)
    page.locator("main form button.button").click()
    expect(page.locator("main form")).to_have_count(0)
    hall.do(ShowResults(hall.activity("ladder").id))
    expect(page.get_by_role("link", name="Tulokset: Osallisuuden portaat")).to_have_count(1)
    hall.open("feedback")
    page.locator("label[for='heard4']").click()
    page.locator("main form button.button").click()
    expect(page.locator("main form")).to_have_count(0)
    hall.open("ideas")
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".thanks")).to_have_count(1)
    page.locator(".cards summary").click()
    page.locator("form[action='/own'] button").click()
    expect(page.locator(".cards li:has-text('Odottaa vetäjää')")).to_have_count(0)
    spoken = page.evaluate("window.spoken.map(text => text.replace(/\u00ad/g, '').replace(/\\s+/g, ' '))")
    assert [
        "Kiitos! Valitsit portaan: Yhteissuunnittelu",
        "Kiitos palautteesta!",
        "Kiitos, ideasi on lähetetty. Voit kirjoittaa toisen.",
        "Ideasi on poistettu.",
    ] == [text for text in spoken if text.startswith(("Kiitos", "Ideasi"))]
