"""One open workshop: assembles bar, rail, pages and side column, and keeps them at what was read last.

QT MAIN THREAD. No page changes its own picture on a click: the command goes round, and what comes back is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.client import Client
from ui.facilitator.arrivals_watch import ArrivalsWatch
from ui.facilitator.file_keeping import FileKeeping
from ui.facilitator.hall import JOIN, Hall, view_of
from ui.facilitator.minutes_page import MinutesPage
from ui.facilitator.network_page import NetworkPage
from ui.facilitator.next_step import Does, Step, next_step
from ui.facilitator.plan_page import PlanPage
from ui.facilitator.printing import Printing
from ui.facilitator.rail import Page, Place, Rail
from ui.facilitator.run_page import RunPage
from ui.facilitator.side import Side
from ui.facilitator.steering import Steering
from ui.facilitator.telling import Telling
from ui.facilitator.tickets_card import TicketsCard
from ui.facilitator.top_bar import TopBar
from ui.facilitator.two_phones import TwoPhones
from ui.locale import _, current
from ui.models.network_model import NetworkModel
from ui.models.undoing import Undoing
from ui.models.workshop_model import WorkshopModel
from ui.widgets.notice import Notice
from ui.widgets.pieces import column, row
from workshop_app.domain.agenda import Activity, live
from workshop_app.problems import sentence
from workshop_app.snapshot import Snapshot

#: From this width on, in pixels, a wide page leaves room for the hall's picture and the waiting ideas beside it.
ROOMY = 1500


class WorkshopPage(QWidget):
    """The workshop that is open. Signal `placed(place)`: another page is shown."""

    placed = Signal(object)

    def __init__(
        self,
        client: Client,
        model: WorkshopModel,
        network: NetworkModel,
        hall: Hall,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.client, self.model, self.network, self.hall = client, model, network, hall
        self.top, self.rail, self.side, self.notice = TopBar(), Rail(), Side(client, hall), Notice()
        self.undoing = Undoing(client, model, self)
        self.keeping = FileKeeping(client, model, self)
        self.printing = Printing(client, model, network, self)
        self.two_phones = TwoPhones(client, self)
        self.tickets = TicketsCard(client, model, network)
        self.steering = Steering(client, model, self.activity)
        self.pages = QStackedWidget()
        self._runs: dict[int, RunPage] = {}
        self._place: Place = Page.PLAN
        self.plan, self.minutes, self.network_page = (
            PlanPage(client),
            MinutesPage(client, network),
            NetworkPage(network),
        )
        for page in (self.plan, self.minutes, self.network_page):
            self.pages.addWidget(page)
        self.network_page.add_card(self.tickets)
        self._lay_out()
        self._connect()
        self.telling = Telling(client, network, self.top, self.notice, lambda: self.show_to_hall(JOIN))
        self.arrivals = ArrivalsWatch(client, self.notice)
        self._show_network()
        self.go(Page.PLAN)

    @property
    def place(self) -> Place:
        """The page that is shown: a `Page` or an activity's id."""
        return self._place

    def run_page(self, activity_id: int) -> RunPage:
        """The page of an activity that has been shown."""
        return self._runs[activity_id]

    def go(self, place: Place) -> None:
        """Show a page; an activity that is no longer there is left alone."""
        snapshot = self.model.snapshot
        if isinstance(place, int) and place not in self._runs:
            activity = snapshot.activity(place) if snapshot else None
            if activity is None:
                return
            self._runs[place] = self._new_run(activity.kind)
        self._place = place
        self.rail.mark(place)
        self._watch()
        fixed = {Page.PLAN: self.plan, Page.MINUTES: self.minutes, Page.NETWORK: self.network_page}
        self.pages.setCurrentWidget(fixed[place] if isinstance(place, Page) else self._runs[place])
        self.show_now()
        self.placed.emit(place)

    def step(self) -> Step | None:
        """The next step from the page that is shown; None where there is none."""
        snapshot, activity = self.model.snapshot, self.activity()
        if snapshot is None or not snapshot.activities or self._place is Page.MINUTES:
            return None
        if activity is not None:
            return next_step(snapshot, activity, self._runs[activity.id].words)
        first = live(snapshot.activities) or snapshot.activities[0]
        return Step(Does.GO, "", first.id)

    def take_step(self) -> None:
        """Do what the big button says."""
        step = self.step()
        if step is None:
            return
        if self.steering.do(step):
            return
        self.go(Page.MINUTES if step.activity_id is None else step.activity_id)

    def activity(self) -> Activity | None:
        """The activity whose page is shown, None on the other pages."""
        snapshot = self.model.snapshot
        return snapshot.activity(self._place) if snapshot and isinstance(self._place, int) else None

    def show_to_hall(self, scene: str) -> None:
        """Show a scene to the hall, or when it is shown already, what the evening is at."""
        activity = self.activity()
        self.hall.toggle(scene, activity.id if activity else None)
        self._watch()
        self.show_now()

    def finish_typing(self) -> None:
        """Take the focus from the field that is being typed in, so that it is written to the file."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def tell(self, error: BaseException) -> None:
        """Say in one sentence what was refused."""
        self.notice.say(sentence(error, current(), self.client.runtime.path.name), trouble=True)

    def show_now(self) -> None:
        """Show everything at what was read last."""
        snapshot = self.model.snapshot
        if snapshot is None:
            self.side.hide()
            return
        self.hall.show_snapshot(snapshot)
        self._watch()
        self.top.show_workshop(snapshot.workshop)
        self.top.show_phones(snapshot.participants)
        self.rail.show_agenda(snapshot)
        self.plan.show_workshop(snapshot)
        self._show_guide()
        self.minutes.show_workshop(snapshot)
        self._show_run(snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        activity = self.activity()
        if activity is not None:
            self._share_room(self._runs[activity.id])

    def _share_room(self, run: RunPage) -> None:
        beside = not run.wide or self.width() >= ROOMY
        self.side.setVisible(beside)
        # The same buttons stand in the side column.
        run.controls.setVisible(not beside)

    def _lay_out(self) -> None:
        middle = QWidget()
        centre = column(middle, spacing=0)
        centre.addWidget(self.pages, 1)
        bottom = row(margins=(26, 0, 26, 14))
        bottom.addWidget(self.notice, 1)
        centre.addLayout(bottom)
        body = row(spacing=0)
        body.addWidget(self.rail)
        body.addWidget(middle, 1)
        body.addWidget(self.side)
        outer = column(self, spacing=0)
        outer.addWidget(self.top)
        outer.addLayout(body, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top.qr_wanted.connect(lambda: self.show_to_hall(JOIN))
        self.top.network_wanted.connect(lambda: self.go(Page.NETWORK))
        self.side.hall.scene_wanted.connect(self.show_to_hall)
        self.side.hall.blank_wanted.connect(self.hall.toggle_blank)
        self.steering.connect(self.side.controls, self.take_step)
        self.side.waiting.doing.said.connect(self._say)
        self.model.refreshed.connect(self.show_now)
        self.model.failed.connect(self.tell)
        self.client.refused.connect(self.tell)
        for worker in (self.keeping, self.printing, self.two_phones, self.tickets):
            worker.said.connect(self._say)
            worker.failed.connect(self.tell)
        self.undoing.said.connect(self.notice.say)
        self.network_page.handouts_wanted.connect(self.printing.choose_folder)
        self.plan.invitation.card_wanted.connect(self.printing.choose_card)
        self.network.changed.connect(self._show_network)
        self.plan.guide.wanted.connect(self.go)
        self.plan.guide.hall_wanted.connect(self.hall.wanted)
        self.hall.changed.connect(self._show_guide)
        self.plan.themes.said.connect(self._say)
        self.minutes.said.connect(self._say)
        self.minutes.failed.connect(self.tell)

    def _new_run(self, kind: str) -> RunPage:
        run = RunPage(self.client, kind)
        self.steering.connect(run.controls, self.take_step)
        said = getattr(run.panel, "said", None)
        if said is not None:
            said.connect(self._say)
        self.pages.addWidget(run)
        return run

    def _watch(self) -> None:
        shown = self._place if isinstance(self._place, int) else None
        self.model.watch(shown, self.hall.activity_id)

    def _show_guide(self) -> None:
        snapshot = self.model.snapshot
        if snapshot is not None:
            self.plan.guide.show_state(snapshot, self.network, hall_shown=self.hall.is_shown)

    def _show_run(self, snapshot: Snapshot) -> None:
        activity, step = self.activity(), self.step()
        if activity is None or step is None:
            self.side.hide()
            if isinstance(self._place, int):
                self.go(Page.PLAN)
            return
        run = self._runs[activity.id]
        self._share_room(run)
        self.side.show_section(_(run.words.section))
        self.side.controls.show_step(activity, step, run.words)
        self.side.notes.show_activity(activity)
        self.side.waiting.show_ideas(snapshot.waiting, snapshot.ideas)
        view = view_of(snapshot, activity.id, self.network.url)
        if view is not None:
            run.show_view(view, step)

    def _say(self, text: str, undo: object) -> None:
        self.notice.say(text, action=(_("Undo"), undo) if callable(undo) else None)

    def _show_network(self) -> None:
        self.top.show_network(self.network)
        self.show_now()
