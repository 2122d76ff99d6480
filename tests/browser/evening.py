"""One person's whole evening on a phone, from the QR code to the minutes, told to whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.web.hall import Hall
from workshop_app.domain.commands import (
    AddIdea,
    ApproveIdea,
    CloseActivity,
    EndWorkshop,
    GiveMinutes,
    HideIdea,
    ShowResults,
)
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.store import idea_rows

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: As long as an idea that must fit on a duel's card without scrolling (140 characters).
LONG_IDEA = (
    "Digipalvelujen sekä asukkaiden ja henkilöstön digitaitojen kehittäminen yhdessä järjestöjen, kuntien ja "
    "hyvinvointialueen kanssa, pitkäjänte"
)
#: Told the name of each state of the page, when it is there.
Seen = Callable[[str], None]


class Evening:
    """Goes through the evening step by step; the facilitator's part is done behind the phone's back."""

    def __init__(self, hall: Hall, page: Page, seen: Seen) -> None:
        self.hall, self.page, self.seen = hall, page, seen

    def whole(self) -> None:
        """Everything, in order."""
        self.joining()
        self.ideas()
        self.duel()
        self.results()
        self.ladder()
        self.decisions()
        self.feedback()
        self.the_end()

    def look(self, kind: str) -> None:
        """The facilitator opens an activity and the person sees it."""
        self.hall.open(kind)
        self.page.goto("/")

    def press(self, what: str) -> None:
        """Press the element and wait for what comes."""
        self.page.locator(what).click()
        self.page.wait_for_load_state("load")

    def joining(self) -> None:
        """The first page, the privacy page, and in."""
        self.page.goto("/")
        self.seen("join")
        self.page.goto("/about")
        self.seen("about")
        self.page.goto("/")
        self.page.locator("#g1").check()
        self.seen("join-chosen")
        self.press("form[action='/join'] .button")
        expect(self.page.locator("form[action='/join']")).to_have_count(0)
        self.seen("waiting")
        self.look("welcome")
        self.seen("welcome")

    def ideas(self) -> None:
        """Two ideas and an empty one; the facilitator takes one in and hides the other."""
        self.look("ideas")
        self.seen("ideas")
        for sent, text in enumerate(
            ("Kyläbussi terveysasemalle", "Hyvinvointialuestrategiatyöskentelymenetelmät"), 1
        ):
            self.page.locator("#idea").fill(text)
            self.press("form[data-fresh] button.button")
            expect(self.page.locator("input[name='idea']")).to_have_count(sent)
        self.seen("ideas-sent")
        mine = [i for i in idea_rows.ideas(self.hall.runtime.reader()) if i.origin is IdeaOrigin.PARTICIPANT]
        assert 2 == len(mine)
        self.hall.do(ApproveIdea(mine[0].id))
        self.hall.do(HideIdea(mine[1].id, "Sama asia on jo mukana"))
        self.press("form[data-fresh] button.button")
        expect(self.page.locator(".notice")).to_have_count(1)
        self.seen("ideas-refused")

    def duel(self) -> None:
        """Fifteen pairs with an undo, a skip and an idea on the way."""
        self.hall.do(AddIdea(LONG_IDEA, IdeaOrigin.FACILITATOR))
        self.look("duel")
        self.seen("duel-first")
        self.compare(6)
        self.seen("duel-middle")
        self.answer("button[value='undo']")
        self.compare(6)
        self.press("a[href='/?show=idea']")
        self.seen("duel-idea")
        self.page.locator("#idea").fill("Lähitori")
        self.press("main form button.button")
        self.seen("duel-idea-sent")
        for number in range(7, 16):
            self.answer("button[value='skip']" if number == 9 else "button.card.right")
            expect(self.page.locator(".top")).to_contain_text(f" {number} / ")
            if number == 9:
                self.seen("duel-skipped")
                self.press("button[value='equal']")
                expect(self.page.locator(".why")).to_have_count(0)
        self.press("button.card.left")
        expect(self.page.locator("button.card")).to_have_count(0)
        self.seen("duel-done")

    def compare(self, until: int) -> None:
        """Press A until the counter stands at `until`."""
        while f" {until} / " not in self.page.locator(".top").inner_text():
            self.answer("button.card.left")

    def answer(self, button: str) -> None:
        """Press a button of the duel and wait for the counter to tell."""
        before = self.page.locator(".top").inner_text()
        self.press(button)
        expect(self.page.locator(".top")).not_to_have_text(before)

    def results(self) -> None:
        """The duel closes and its results are shown."""
        duel = self.hall.activity("duel").id
        self.hall.do(CloseActivity(duel))
        self.hall.do(ShowResults(duel))
        self.page.goto("/")
        expect(self.page.locator(".ranking li")).not_to_have_count(0)
        self.seen("results")

    def ladder(self) -> None:
        """What the evening felt like, and the gap."""
        self.look("ladder")
        self.seen("ladder")
        self.page.locator("#s4").check()
        self.press("main form button.button")
        expect(self.page.locator("main form")).to_have_count(0)
        self.seen("ladder-said")
        self.hall.do(ShowResults(self.hall.activity("ladder").id))
        self.page.goto(f"/a/{self.hall.activity('ladder').id}/results")
        self.seen("ladder-results")

    def decisions(self) -> None:
        """Nothing yet, then one decision."""
        activity = self.hall.open("decisions")
        self.page.goto("/")
        self.seen("decisions-none")
        self.hall.do(
            MakeDecision(activity, "Kyläbussia kokeillaan", "Kunnanhallitus", date(2027, 3, 1), "Lehdessä")
        )
        self.page.goto("/")
        expect(self.page.locator(".cards li")).to_have_count(1)
        self.seen("decisions")

    def feedback(self) -> None:
        """Two answers and a word."""
        self.look("feedback")
        self.seen("feedback")
        self.page.locator("label[for='heard4']").click()
        self.page.locator("label[for='again5']").click()
        self.page.locator("#word").fill("Hyvä ilta")
        self.press("main form button.button")
        expect(self.page.locator("#word")).to_have_count(0)
        self.seen("feedback-given")

    def the_end(self) -> None:
        """The minutes are given out and the evening ends."""
        self.hall.do(GiveMinutes("Muistio.docx", WORD, b"PK\x03\x04"))
        self.hall.do(EndWorkshop())
        self.page.goto("/")
        expect(self.page.locator("a[href='/minutes.docx']")).to_have_count(1)
        self.seen("the-end")
        self.press("a[href='/mail']")
        self.page.locator("summary").click()
        self.seen("mail")
        self.page.locator("#address").fill("aino@example.fi")
        self.page.locator("#agree").check()
        self.press("button[value='keep']")
        expect(self.page.locator(".box")).to_have_count(1)
        self.seen("mail-kept")
        self.page.goto("/nowhere")
        self.seen("nowhere")
