"""One open workshop: assembles bar, rail, pages and side column, and keeps them at what was read last.

QT MAIN THREAD. No page changes its own picture on a click: the command goes round, and what comes back is shown.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.client import Client
from ui.facilitator.arrivals_watch import ArrivalsWatch
from ui.facilitator.file_keeping import FileKeeping
from ui.facilitator.guide import GuideCard
from ui.facilitator.hall import JOIN, RESULTS, Hall, view_of
from ui.facilitator.minutes_page import MinutesPage
from ui.facilitator.network_page import NetworkPage
from ui.facilitator.next_step import Does, Step, next_step
from ui.facilitator.pages import Pages
from ui.facilitator.plan_page import PlanPage
from ui.facilitator.printing import Printing
from ui.facilitator.rail import Page, Place, Rail
from ui.facilitator.run_page import RunPage
from ui.facilitator.side import Side
from ui.facilitator.steering import Steering
from ui.facilitator.telling import Telling
from ui.facilitator.top_bar import TopBar
from ui.facilitator.two_phones import TwoPhones
from ui.locale import _, current
from ui.models.network_model import NetworkModel
from ui.models.undoing import Undoing
from ui.models.workshop_model import WorkshopModel
from ui.widgets.notice import Notice, Noticed
from ui.widgets.pieces import column, row
from ui.widgets.slices import Slices
from workshop_app.domain.agenda import Activity, live
from workshop_app.problems import sentence
from workshop_app.snapshot import Snapshot

#: From this width on, in pixels, the hall's picture and the waiting ideas fit beside a wide page.
ROOMY = 1500
#: How often to check whether the plan is ready, in milliseconds.
AHEAD_MS = 100


class WorkshopPage(QWidget):
    """The workshop that is open.

    Signals: `placed(place)` another page is shown; `home_wanted()` the evening shall be closed.
    """

    placed = Signal(object)
    home_wanted = Signal()

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
        self.steering = Steering(client, model, self.activity)
        self.pages = Pages(client, model, network)
        self._place: Place = Page.PLAN
        self._guide: GuideCard | None = None
        self._lay_out()
        self._connect()
        self.telling = Telling(client, network, self.top, self.notice, lambda: self.show_to_hall(JOIN))
        self.arrivals = ArrivalsWatch(client, self.notice)
        self._show_network()
        # On later turns of the event loop: the frame is seen at once, and nothing stands still for long.
        self._beginning = Slices(self)
        steps = (*self.pages.preparations, lambda: self.go(self._place), self._make_ahead)
        QTimer.singleShot(0, self, lambda: self._beginning.run_later(steps))

    @property
    def plan(self) -> PlanPage:
        """The plan's page; each page is made when it is first asked for."""
        return self.pages.plan

    @property
    def minutes(self) -> MinutesPage:
        """The minutes' page."""
        return self.pages.minutes

    @property
    def network_page(self) -> NetworkPage:
        """The network's page."""
        return self.pages.network_page

    @property
    def place(self) -> Place:
        """The page that is shown: a `Page` or an activity's id."""
        return self._place

    def run_page(self, activity_id: int) -> RunPage:
        """The page of an activity that has been shown."""
        return self.pages.run(activity_id)

    def go(self, place: Place) -> None:
        """Show a page; an activity that is no longer there is left alone."""
        snapshot = self.model.snapshot
        if isinstance(place, int):
            activity = snapshot.activity(place) if snapshot else None
            if activity is None:
                return
            self.pages.make_run(place, activity.kind)
        self._place = place
        self.rail.mark(place)
        self._watch()
        self.pages.turn_to(place)
        self.show_now()
        self.placed.emit(place)

    def step(self) -> Step | None:
        """The next step from the page that is shown; None where there is none."""
        snapshot, activity = self.model.snapshot, self.activity()
        if snapshot is None or not snapshot.activities or self._place is Page.MINUTES:
            return None
        if activity is not None:
            words, seen = self.pages.run(activity.id).words, self.hall.has_seen(activity.id)
            return next_step(snapshot, activity, words, seen=seen)
        first = live(snapshot.activities) or snapshot.activities[0]
        return Step(Does.GO, "", first.id)

    def take_step(self) -> None:
        """Do what the big button says."""
        step = self.step()
        if step is None or self.steering.do(step):
            return
        if step.does is Does.RESULTS:
            self.show_to_hall(RESULTS)
        else:
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

    def say_leaving(self) -> None:
        """Say that the evening closes when writing has ended, and offer to stop the writing where that is possible."""
        writing = self.pages.writing
        said = _("Something is still being written. The evening closes by itself when that is done.")
        action = (_("Stop it"), writing.ask_to_stop) if writing is not None else None
        self.notice.say(said, action=action, stays=True)

    def tell(self, error: BaseException) -> None:
        """Say in one sentence why something was refused."""
        self.notice.say(sentence(error, current(), self.client.runtime.path.name), trouble=True)

    def show_now(self) -> None:
        """Show everything as it was read last."""
        snapshot = self.model.snapshot
        if snapshot is None:
            self.side.hide()
            return
        self.hall.show_snapshot(snapshot)
        self._watch()
        self.top.show_workshop(snapshot.workshop)
        self.top.show_phones(snapshot.participants)
        self.rail.show_agenda(snapshot)
        self.pages.show_workshop(snapshot)
        self._show_guide()
        self._show_run(snapshot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        activity = self.activity()
        if activity is None:
            return
        run = self.pages.run(activity.id)
        beside = not run.wide or self.width() >= ROOMY
        self.side.setVisible(beside)
        shown = self.hall.scene == RESULTS and self.hall.activity_id == activity.id
        run.show_beside(beside=beside, on_hall=shown and not self.hall.is_blank)

    def _make_ahead(self) -> None:
        """Make the activities' pages while nobody waits for them, once the first page is there."""
        snapshot = self.model.snapshot
        if snapshot is None or not self.pages.settled:
            QTimer.singleShot(AHEAD_MS, self, self._make_ahead)
            return
        self._beginning.run_later([partial(self.pages.make_run, a.id, a.kind) for a in snapshot.activities])

    def _lay_out(self) -> None:
        body = row(spacing=0)
        body.addWidget(self.rail)
        body.addWidget(Noticed(self.pages, self.notice), 1)
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
        for worker in (self.keeping, self.printing, self.two_phones):
            worker.said.connect(self._say)
            worker.failed.connect(self.tell)
        self.undoing.said.connect(self.notice.say)
        self.pages.plan_made.connect(self._join_plan)
        self.pages.minutes_made.connect(self._join_minutes)
        self.pages.network_made.connect(self._join_network)
        self.pages.run_made.connect(self._join_run)
        self.network.changed.connect(self._show_network)
        self.hall.changed.connect(self._show_guide)
        self.hall.changed.connect(self._share_room)

    def _join_plan(self, plan: PlanPage) -> None:
        self._guide = plan.guide
        plan.invitation.card_wanted.connect(self.printing.choose_card)
        plan.invitation.handouts_wanted.connect(lambda: self.go(Page.NETWORK))
        plan.agenda.said.connect(self._say)
        plan.themes.look_wanted.connect(self.go)
        plan.guide.wanted.connect(self.go)
        plan.guide.hall_wanted.connect(self.hall.wanted)
        plan.themes.said.connect(self._say)

    def _join_minutes(self, minutes: MinutesPage) -> None:
        minutes.said.connect(self._say)
        minutes.failed.connect(self.tell)
        minutes.home_wanted.connect(self.home_wanted)

    def _join_network(self, page: NetworkPage) -> None:
        page.handouts_wanted.connect(self.printing.choose_folder)
        self.pages.tickets.said.connect(self._say)
        self.pages.tickets.failed.connect(self.tell)

    def _join_run(self, run: RunPage) -> None:
        self.steering.connect(run.controls, self.take_step)
        run.to_hall.clicked.connect(lambda: self.show_to_hall(RESULTS))
        run.panel.said.connect(self._say)

    def _watch(self) -> None:
        shown = self._place if isinstance(self._place, int) else None
        self.model.watch(shown, self.hall.activity_id)

    def _show_guide(self) -> None:
        snapshot = self.model.snapshot
        if snapshot is not None and self._guide is not None:
            self._guide.show_state(snapshot, self.network, self.hall)

    def _show_run(self, snapshot: Snapshot) -> None:
        activity, step = self.activity(), self.step()
        if activity is None or step is None:
            self.side.hide()
            if isinstance(self._place, int):
                self.go(Page.PLAN)
            return
        run = self.pages.run(activity.id)
        self._share_room()
        view = view_of(snapshot, activity.id, self.network.url)
        step = run.noted(step, view)
        self.side.show_run(activity, step, run.words, snapshot)
        if view is not None:
            run.show_view(view, step)

    def _say(self, text: str, undo: object) -> None:
        self.notice.say(text, action=(_("Undo"), self.undoing.by_notice(undo)) if callable(undo) else None)

    def _show_network(self) -> None:
        self.top.show_network(self.network)
        self.show_now()
