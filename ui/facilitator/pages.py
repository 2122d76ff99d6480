"""The pages of an open workshop, each made when it is first shown, or earlier when nobody is waiting. QT MAIN THREAD.

Making all of them at once would freeze the window for a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.client import Client
from ui.facilitator.kiosk_card import KioskCard
from ui.facilitator.minutes_page import MinutesPage
from ui.facilitator.network_page import NetworkPage
from ui.facilitator.plan_page import PlanCards, PlanPage
from ui.facilitator.rail import Page, Place
from ui.facilitator.run_page import RunPage
from ui.facilitator.tickets_card import TicketsCard
from ui.facilitator.writing_line import WritingLine
from ui.models.network_model import NetworkModel
from ui.models.workshop_model import WorkshopModel
from workshop_app.snapshot import Snapshot


class Pages(QStackedWidget):
    """Holds the plan, the minutes, the network's page, and one page for each activity.

    Signals tell of each page when it has been made: `plan_made`, `minutes_made`, `network_made`, `run_made`.
    """

    plan_made = Signal(object)
    minutes_made = Signal(object)
    network_made = Signal(object)
    run_made = Signal(object)

    def __init__(
        self, client: Client, model: WorkshopModel, network: NetworkModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client, self._model, self._network = client, model, network
        self._plan_cards: PlanCards | None = None
        self._plan: PlanPage | None = None
        self._minutes: MinutesPage | None = None
        self._network_page: NetworkPage | None = None
        self._runs: dict[int, RunPage] = {}
        self._snapshot: Snapshot | None = None

    @property
    def plan(self) -> PlanPage:
        """The plan."""
        plan = self._prepared()
        if self.indexOf(plan) < 0:
            self._added(plan, self.plan_made)
            if self._snapshot is not None:
                plan.show_workshop(self._snapshot)
        return plan

    @property
    def minutes(self) -> MinutesPage:
        """The minutes."""
        if self._minutes is None:
            self._minutes = MinutesPage(self._client, self._network)
            self._added(self._minutes, self.minutes_made)
            if self._snapshot is not None:
                self._minutes.show_workshop(self._snapshot)
        return self._minutes

    @property
    def writing(self) -> WritingLine | None:
        """The line that shows the minutes' folder being written, while that can still be stopped; else None."""
        line = self._minutes.export.line if self._minutes is not None else None
        return line if line is not None and line.can_stop else None

    @property
    def network_page(self) -> NetworkPage:
        """The network's page, with shared devices and tickets on it."""
        if self._network_page is None:
            self._network_page = NetworkPage(self._network)
            self.kiosk = KioskCard(self._client, self._model, self._network)
            self.tickets = TicketsCard(self._client, self._model, self._network)
            for card in (self.kiosk, self.tickets):
                self._network_page.add_card(card)
            self._added(self._network_page, self.network_made)
        return self._network_page

    @property
    def settled(self) -> bool:
        """Whether a page has been placed and shows what the file says; the plan fills itself step by step."""
        shown = self.currentWidget()
        return shown is not None and (shown is not self._plan or self._plan.filled)

    @property
    def preparations(self) -> tuple[Callable[[], object], ...]:
        """Steps that make the plan, the longest page; placing it in the window is left to another time."""
        return self._prepared_cards, self._prepared

    def run(self, activity_id: int) -> RunPage:
        """The page of an activity that has been made. Raises KeyError."""
        return self._runs[activity_id]

    def make_run(self, activity_id: int, kind: str) -> None:
        """Make the page of an activity, unless it is there."""
        if activity_id not in self._runs:
            self._runs[activity_id] = RunPage(self._client, kind)
            self._added(self._runs[activity_id], self.run_made)

    def turn_to(self, place: Place) -> None:
        """Show a page; an activity's has been made before."""
        match place:
            case Page.PLAN:
                self.setCurrentWidget(self.plan)
            case Page.MINUTES:
                self.setCurrentWidget(self.minutes)
            case Page.NETWORK:
                self.setCurrentWidget(self.network_page)
            case _:
                self.setCurrentWidget(self._runs[place])

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show plan and minutes, where they have been made, as the workshop stands."""
        self._snapshot = snapshot
        for page in (self._plan, self._minutes):
            if page is not None and self.indexOf(page) >= 0:
                page.show_workshop(snapshot)

    def _prepared_cards(self) -> PlanCards:
        if self._plan_cards is None:
            self._plan_cards = PlanCards(self._client)
        return self._plan_cards

    def _prepared(self) -> PlanPage:
        if self._plan is None:
            self._plan = PlanPage(self._client, self._prepared_cards())
        return self._plan

    def _added(self, page: QWidget, made: SignalInstance) -> None:
        self.addWidget(page)
        made.emit(page)
