"""Several phones and the facilitator in one evening: what one does, the others see; and what a phone sleeps through."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.afterwards import WORD
from tests.browser.conftest import MakePhone
from tests.browser.test_evening import joined
from tests.browser.test_script import choose, counter, stored, written
from tests.web.hall import Hall
from workshop_app.domain import commands as c
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.two_phones import person_with

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def send(page: Page, idea: str) -> None:
    """The person writes an idea and sends it."""
    page.locator("#idea").fill(idea)
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator(".cards li", has_text=idea)).to_have_count(1)


def compare(page: Page, first: int, last: int) -> None:
    """The person answers pairs, until the counter stands at `last`."""
    for number in range(first, last + 1):
        choose(page)
        expect(page.locator(".top")).to_contain_text(f" {number} / 15")
        expect(page.locator("button.card.left")).to_be_enabled()


def test_two_phones_and_a_facilitator(hall: Hall, browse: MakePhone) -> None:
    """One phone follows by itself, the other has no JavaScript and speaks Swedish; both end with the same evening."""
    aino, nils = browse(), browse(js=False, language="sv")
    joined(aino)
    joined(nils)
    hall.open("ideas")
    again(nils)
    expect(aino.locator("#idea")).to_be_visible()
    send(aino, "Kyläbussi")
    send(nils, "Buss till byn")
    bus, same = (idea.id for idea in written(hall))
    hall.do(c.ApproveIdea(bus))
    hall.do(c.MergeIdea(same, bus))
    expect(aino.locator(".cards li").first).to_contain_text("Mukana, kaikki näkevät sen")
    again(nils)
    expect(nils.locator(".cards li").first).to_contain_text("Slogs ihop med den här idén: Kyläbussi")
    compared_by_both(hall, aino, nils)
    hall.do(MakeDecision(hall.open("decisions"), "Bussia kokeillaan", idea_id=bus))
    expect(aino.locator(".mine")).to_have_text("Sinun ideastasi: Kyläbussi")
    nils.goto("/own")
    expect(nils.locator(".mine")).to_have_text("Beslut: Bussia kokeillaan")
    hall.do(c.GiveMinutes("Muistio.docx", WORD, b"PK"))
    hall.do(c.EndWorkshop())
    expect(aino.locator("a[href='/minutes.docx']")).to_have_count(1)
    again(nils)
    expect(nils.locator("a[href='/minutes.docx']")).to_have_count(1)


def again(page: Page) -> None:
    """The link at the bottom that loads what is live."""
    page.locator("footer nav a").first.click()


def compared_by_both(hall: Hall, aino: Page, nils: Page) -> None:
    """The duel opens, each answers three pairs, and both see the same results."""
    duel = hall.open("duel")
    expect(aino.locator("button.card")).to_have_count(2)
    again(nils)
    compare(aino, 2, 4)
    compare(nils, 2, 4)
    hall.do(c.CloseActivity(duel))
    hall.do(c.ShowResults(duel))
    expect(aino.locator(".quiet").first).to_have_text("2 osallistujaa, 6 vertailua")
    again(nils)
    expect(nils.locator(".quiet").first).to_have_text("2 deltagare, 6 jämförelser")
    ranking = aino.locator(".ranking strong").all_text_contents()
    assert ranking == nils.locator(".ranking strong").all_text_contents()


def test_facilitator_makes_two_phones_one(hall: Hall, browse: MakePhone) -> None:
    """By the codes that both phones show. Nothing is asked twice, both go on at the same count; and two again."""
    one, other = browse(), browse()
    codes = []
    for page in (one, other):
        joined(page)
        codes.append(page.locator("strong.code").inner_text())
    hall.open("duel")
    for page in (one, other):
        page.goto("/")
        compare(page, 2, 3)
    first, second = (person_with(hall.runtime.reader(), code) for code in codes)
    assert first is not None
    assert second is not None
    hall.do(c.MergeParticipants(second, first))
    other.locator("button.card.left").click()
    counter(other, "Vertailu 6 / 15")
    one.reload()
    counter(one, "Vertailu 6 / 15")
    assert 5 == stored(hall)
    one.goto("/about")
    other.goto("/about")
    assert [codes[0]] * 2 == [page.locator("strong.code").inner_text() for page in (one, other)]
    hall.do(c.MergeParticipants(second, None))
    for page, number in ((one, 3), (other, 4)):
        page.goto("/")
        counter(page, f"Vertailu {number} / 15")


def test_phone_asleep_through_two_changes(hall: Hall, browse: MakePhone) -> None:
    """The browser freezes the page, as in a pocket; awake again it shows what is live now, not what passed."""
    page = browse()
    joined(page)
    page.evaluate("window.marked = true")
    control = page.context.new_cdp_session(page)
    control.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.context.set_offline(True)
    hall.open("ideas")
    hall.open("duel")
    page.context.set_offline(False)
    control.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator("button.card")).to_have_count(2)
    assert page.evaluate("window.marked")
    compare(page, 2, 3)
    assert 2 == stored(hall)
