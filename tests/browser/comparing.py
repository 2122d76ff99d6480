"""The duel of one person's evening on a phone: long ideas, all pairs, and a cut of the radio."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.afterwards import Seen, press
from tests.web.hall import Hall
from workshop_app.domain import commands as c
from workshop_app.store import idea_rows

#: As long as an idea that must fit on a duel's card without scrolling (140 characters).
LONG_IDEA = (
    "Digipalvelujen sekä asukkaiden ja henkilöstön digitaitojen kehittäminen yhdessä järjestöjen, kuntien ja "
    "hyvinvointialueen kanssa, pitkäjänte"
)


class Comparing:
    """Goes through the duel on the page; the facilitator's part is done behind the phone's back."""

    def __init__(self, hall: Hall, page: Page, seen: Seen) -> None:
        self.hall, self.page, self.seen = hall, page, seen

    def long_ideas(self) -> None:
        """Two ideas as long as they may be, also with the reasons of a skip; the facilitator shortens them again."""
        self.hall.open("duel")
        self.page.goto("/")
        self.seen("duel-first")
        before = [self.in_duel(LONG_IDEA)]
        self.seen("duel-long")
        self.answer("button[value='skip']")
        before.append(self.in_duel(LONG_IDEA.replace("Digi", "Sote")))
        self.seen("duel-long-skipped")
        for texts in before:
            for idea, text in texts.items():
                self.hall.do(c.EditIdea(idea, text))
        self.page.goto("/")
        self.answer("button[value='undo']")

    def in_duel(self, text: str) -> dict[int, str]:
        """Both ideas on the phone become `text`, told apart by their last letter; what they were before."""
        reader = self.hall.runtime.reader()
        pair = self.page.locator("#page .screen input[name='pair']").get_attribute("value")
        row = reader.one("SELECT left_id, right_id FROM appearance WHERE id = ?", (pair,))
        assert row is not None
        before = {int(side): idea_rows.idea(reader, int(side)).text for side in row}
        for idea, end in zip(before, "eä", strict=True):
            self.hall.do(c.EditIdea(idea, text[:-1] + end))
        self.page.goto("/")
        return before

    def all_pairs(self) -> None:
        """Fifteen pairs with an undo, a skip and an idea on the way."""
        page = self.page
        self.compare(6)
        self.seen("duel-middle")
        self.hall.do(c.PauseActivity(self.hall.activity("duel").id))
        page.goto("/")
        self.seen("paused")
        self.hall.do(c.ResumeActivity(self.hall.activity("duel").id))
        page.goto("/")
        self.answer("button[value='undo']")
        self.compare(6)
        press(self.page, "a[href='/?show=idea']")
        self.seen("duel-idea")
        page.locator("#idea").fill("Lähitori")
        press(self.page, "main form button.button")
        self.seen("duel-idea-sent")
        for number in range(7, 16):
            self.answer("button[value='skip']" if number == 9 else "button.card.right")
            expect(page.locator(".top")).to_contain_text(f" {number} / ")
            if number == 9:
                self.seen("duel-skipped")
                press(self.page, "button[value='equal']")
                expect(page.locator(".why")).to_have_count(0)
        press(self.page, "button.card.left")
        expect(page.locator("button.card")).to_have_count(0)
        self.seen("duel-done")

    def compare(self, until: int) -> None:
        """Press A until the counter stands at `until`."""
        while f" {until} / " not in self.page.locator(".top").inner_text():
            self.answer("button.card.left")

    def answer(self, button: str) -> None:
        """Press a button of the duel and wait for the counter to tell."""
        before = self.page.locator(".top").inner_text()
        press(self.page, button)
        expect(self.page.locator(".top")).not_to_have_text(before)

    def cut(self) -> None:
        """The radio is cut while the person goes on: the page says what is safe, and goes on when it is back."""
        page = self.page
        press(self.page, "button[value='more']")
        page.context.set_offline(True)
        page.locator("button.card.left").click()
        expect(page.locator("#link")).not_to_be_empty()
        self.seen("duel-connection-lost")
        page.context.set_offline(False)
        expect(page.locator("#link")).to_be_empty()
