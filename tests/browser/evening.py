"""One person's whole evening on a phone, from the QR code to the minutes, told to whoever looks."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.afterwards import Afterwards, Seen, press
from tests.browser.comparing import Comparing
from tests.web.hall import Hall
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.domain.tickets import RequireTickets
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.store import idea_rows

OWN_IDEAS = (
    "Kyläbussi terveysasemalle",
    "Hyvinvointialuestrategiatyöskentelymenetelmät",
    "Bussikyyti kylälle",
    "Etävastaanotto kirjastossa",
)


class Evening:
    """Goes through the evening step by step; the facilitator's part is done behind the phone's back.

    `js` says whether the phone runs the script: without it nothing moves before something is pressed.
    """

    def __init__(self, hall: Hall, page: Page, seen: Seen, *, js: bool = True) -> None:
        self.hall, self.page, self.seen, self.js = hall, page, seen, js

    def whole(self) -> None:
        """Everything, in order."""
        self.joining()
        self.ideas()
        self.late_idea()
        comparing = Comparing(self.hall, self.page, self.seen)
        comparing.long_ideas()
        comparing.all_pairs()
        if self.js:
            comparing.cut()
        self.results()
        self.ladder()
        self.decisions()
        self.own_ideas()
        self.feedback()
        afterwards = Afterwards(self.hall, self.page, self.seen)
        afterwards.the_end()
        afterwards.mail()

    def look(self, kind: str) -> None:
        """The facilitator opens an activity and the person sees it."""
        self.hall.open(kind)
        self.page.goto("/")

    def press(self, what: str) -> None:
        """Press the element and wait for what comes."""
        press(self.page, what)

    def joining(self) -> None:
        """The first page, a code that is nobody's, the privacy page, and in."""
        page = self.page
        self.shared_device()
        page.goto("/")
        self.seen("join")
        page.locator(".rejoin summary").click()
        page.locator("#code").fill("ZZZ2")
        self.press("form[action='/rejoin'] button")
        self.seen("join-wrong-code")
        page.goto("/about")
        self.seen("about")
        self.tickets()
        page.goto("/")
        page.locator("#g1").check()
        self.seen("join-chosen")
        self.press("form[action='/join'] .button")
        expect(page.locator("form[action='/join']")).to_have_count(0)
        self.seen("waiting")
        page.goto("/own")
        self.seen("own-none")
        page.goto("/about")
        page.locator(".rejoin summary").click()
        self.seen("about-joined")
        self.look("welcome")
        self.seen("welcome")

    def shared_device(self) -> None:
        """The phone goes round at first: somebody joins on it and passes it on."""
        self.page.goto(f"/kiosk/{self.hall.do(AllowKiosk(on=True))}")
        self.page.locator("#g1").check()
        self.seen("kiosk-join")
        self.press("form[action='/join'] .button")
        self.seen("kiosk-waiting")
        self.page.goto("/next")
        self.seen("kiosk-pass-on")
        self.press("form[action='/next'] .button")
        expect(self.page.locator("#self")).to_be_checked()
        self.hall.do(AllowKiosk(on=False))

    def tickets(self) -> None:
        """Joining asks for a ticket: the one that is typed is none; then no ticket is asked for any more."""
        self.hall.do(RequireTickets(on=True))
        self.page.goto("/")
        self.page.locator("#g2").check()
        self.page.locator("#admission").fill("ABCDE23456")
        self.press("form[action='/join'] .button")
        self.seen("join-ticket-refused")
        self.hall.do(RequireTickets(on=False))

    def ideas(self) -> None:
        """Ideas in every state, one about to be taken back, and an empty one."""
        page = self.page
        self.look("ideas")
        self.seen("ideas")
        for sent, text in enumerate(OWN_IDEAS, 1):
            page.locator("#idea").fill(text)
            self.press("form[data-fresh] button.button")
            expect(page.locator("input[name='idea']")).to_have_count(sent)
        self.seen("ideas-sent")
        bus, method, same, _waits = self.mine()
        for command in (
            c.ApproveIdea(bus),
            c.HideIdea(method, "Sama asia on jo mukana"),
            c.MergeIdea(same, bus),
        ):
            self.hall.do(command)
        page.goto("/")
        page.locator(".cards summary").last.click()
        self.seen("ideas-states")
        self.press("form[data-fresh] button.button")
        expect(page.locator(".notice")).to_have_count(1)
        self.seen("ideas-refused")

    def mine(self) -> list[int]:
        """The ideas that the person wrote."""
        ideas = idea_rows.ideas(self.hall.runtime.reader())
        return [i.id for i in ideas if i.origin is IdeaOrigin.PARTICIPANT]

    def late_idea(self) -> None:
        """The facilitator closes the ideas while one is being written: it stands on the page that comes."""
        self.page.goto("/")
        self.page.locator("#idea").fill("Melkein valmis ajatus")
        self.hall.do(c.CloseActivity(self.hall.activity("ideas").id))
        if not self.js:
            self.press("form[data-fresh] button.button")
        expect(self.page.locator("blockquote")).to_have_text("Melkein valmis ajatus")
        self.seen("waiting-late-idea")

    def results(self) -> None:
        """The duel closes and its results are shown."""
        duel = self.hall.activity("duel").id
        self.hall.do(c.CloseActivity(duel))
        self.hall.do(c.ShowResults(duel))
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
        self.hall.do(c.ShowResults(self.hall.activity("ladder").id))
        self.page.goto(f"/a/{self.hall.activity('ladder').id}/results")
        self.seen("ladder-results")

    def decisions(self) -> None:
        """Nothing yet, then one decision, from an idea of the person's own."""
        activity = self.hall.open("decisions")
        self.page.goto("/")
        self.seen("decisions-none")
        bus = self.mine()[0]
        made = MakeDecision(
            activity, "Kyläbussia kokeillaan", "Kunnanhallitus", date(2027, 3, 1), "Lehdessä", bus
        )
        self.hall.do(made)
        self.page.goto("/")
        self.seen("decisions")

    def own_ideas(self) -> None:
        """In one place: where each own idea stands, its place, and what was decided."""
        self.hall.do(c.ApproveIdea(self.mine()[-1]))
        self.hall.do(c.CloseActivity(self.hall.activity("decisions").id))
        self.page.goto("/own")
        expect(self.page.locator(".cards li")).to_have_count(5)
        self.seen("own")
        if self.js:
            self.hall.open("feedback")
            self.page.locator("#moved a").wait_for()
            self.seen("own-hall-moved")

    def feedback(self) -> None:
        """An empty form, then two answers and a word."""
        self.look("feedback")
        self.seen("feedback")
        self.press("main form button.button")
        self.page.locator(".notice").wait_for()
        self.seen("feedback-refused")
        self.page.locator("label[for='heard4']").click()
        self.page.locator("label[for='again5']").click()
        self.page.locator("#word").fill("Hyvä ilta")
        self.press("main form button.button")
        expect(self.page.locator("#word")).to_have_count(0)
        self.seen("feedback-given")
