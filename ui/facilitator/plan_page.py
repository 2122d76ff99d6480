"""The plan: what evening this is, what is promised, and the agenda. Everything saves itself. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.client import Client
from ui.facilitator.guide import GuideCard
from ui.facilitator.invitation_card import InvitationCard
from ui.facilitator.plan_agenda import AgendaCard
from ui.facilitator.plan_people import PeopleCard
from ui.facilitator.plan_themes import ThemesCard
from ui.locale import _
from ui.models import wording
from ui.widgets.choice import Choice
from ui.widgets.moments import DayEdit
from ui.widgets.pieces import column, frame, label, row, scrolling
from ui.widgets.saved_field import SavedLine, SavedText
from ui.widgets.slices import Slices
from workshop_app import content
from workshop_app.domain.commands import ChooseLadder, Command, EditWorkshop, StageTarget, TagStage
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.workshop import Workshop
from workshop_app.snapshot import Snapshot


class PlanCards:
    """The cards below facts and promise, made before the page itself: all of it at once would take too long."""

    def __init__(self, client: Client) -> None:
        self.agenda = AgendaCard(client)
        self.themes = ThemesCard(client)
        self.people = PeopleCard(client)
        self.invitation = InvitationCard(client)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """From above downwards."""
        return self.agenda, self.themes, self.people, self.invitation


class PlanPage(QWidget):
    """Facts and promise beside each other, the agenda and the other cards below."""

    def __init__(self, client: Client, cards: PlanCards, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self.agenda, self.themes = cards.agenda, cards.themes
        self.people, self.invitation = cards.people, cards.invitation
        self._workshop: Workshop | None = None
        body = QWidget()
        inside = column(body, margins=(26, 22, 26, 26), spacing=18)
        inside.addWidget(label(_("Plan"), "heading"))
        self.guide = GuideCard()
        inside.addWidget(self.guide)
        upper = row(spacing=18)
        upper.addWidget(self._facts_card(), 3)
        upper.addWidget(self._promise_card(), 2)
        inside.addLayout(upper)
        self._lower = cards.in_order
        for card in self._lower:
            card.hide()
            inside.addWidget(card)
        inside.addStretch(1)
        column(self).addWidget(scrolling(body))
        self._slices = Slices(self)
        self._filled = False
        self._connect()

    @property
    def filled(self) -> bool:
        """Whether every card shows what the file says."""
        return self._filled and self.agenda.whole

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show the plan as it stands; the first time card by card, because that takes a while."""
        cards: tuple[Callable[[Snapshot], None], ...] = (
            self._show_facts,
            self.agenda.show_agenda,
            self.themes.show_themes,
            self.people.show_people,
            self.invitation.show_texts,
            self._all_filled,
        )
        if not self._filled:
            self._slices.run([partial(self._show_first, show, snapshot) for show in cards])
            return
        for show in cards:
            show(snapshot)

    def _show_first(self, show: Callable[[Snapshot], None], snapshot: Snapshot) -> None:
        show(snapshot)
        # A card that is not visible yet costs no styling and no layout.
        hidden = next((card for card in self._lower if card.isHidden()), None)
        if hidden is not None and show != self._show_facts:
            hidden.show()

    def _all_filled(self, _snapshot: Snapshot) -> None:
        self._filled = True

    def _show_facts(self, snapshot: Snapshot) -> None:
        workshop = snapshot.workshop
        self._workshop = workshop
        self.title.show_value(workshop.title.pick(workshop.language))
        self.purpose.show_value(workshop.purpose.pick(workshop.language))
        self.place.show_value(workshop.place)
        self.organiser.show_value(workshop.organiser)
        self.contact.show_value(workshop.contact)
        self.follow_up.show_value(workshop.follow_up)
        day = QDate(workshop.date.year, workshop.date.month, workshop.date.day)
        if not self.date.hasFocus() and self.date.date() != day:
            self.date.blockSignals(True)
            self.date.setDate(day)
            self.date.blockSignals(False)
        self._show_promise(workshop)

    def _facts_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=6)
        self.title, self.place = SavedLine(_("Title")), SavedLine(_("Place"))
        self.organiser, self.contact = SavedLine(_("Organiser")), SavedLine(_("Contact"))
        self.purpose = SavedText(_("Purpose, shown to everybody who joins"), height=66)
        self.follow_up = SavedText(_("How participants will hear afterwards"), height=66)
        self.date = DayEdit()
        self.date.setAccessibleName(_("Date"))
        inside.addWidget(label(_("The evening"), "section"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        places = (
            (self.title, 0, 0, 2), (self.place, 1, 0, 1), (self.date, 1, 1, 1),
            (self.organiser, 2, 0, 1), (self.contact, 2, 1, 1),
            (self.purpose, 3, 0, 2), (self.follow_up, 4, 0, 2),
        )  # fmt: skip
        for widget, line, at, span in places:
            name = label(widget.accessibleName(), "field")
            name.setBuddy(widget)
            grid.addWidget(name, 2 * line, at, 1, span)
            grid.addWidget(widget, 2 * line + 1, at, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        return card

    def _promise_card(self) -> QFrame:
        card, inside = frame("card", margins=(20, 16, 20, 18), spacing=6)
        inside.addWidget(label(_("Promise"), "section"))
        told = _(
            "Which step of participation do you promise? At the end people say what the evening felt like."
        )
        inside.addWidget(label(told, "muted", wrap=True))
        self.ladder, self.stage = Choice(), Choice()
        for name, widget in ((_("Ladder"), self.ladder), (_("Promised step"), self.stage)):
            heading = label(name, "field")
            heading.setBuddy(widget)
            widget.setAccessibleName(name)
            inside.addWidget(heading)
            inside.addWidget(widget)
        self._described = label("", "small", wrap=True)
        inside.addWidget(self._described)
        inside.addStretch(1)
        return card

    def _connect(self) -> None:
        self.title.saved.connect(lambda text: self._reword(title=text))
        self.purpose.saved.connect(lambda text: self._reword(purpose=text))
        self.place.saved.connect(lambda text: self._submit(EditWorkshop(place=text)))
        self.organiser.saved.connect(lambda text: self._submit(EditWorkshop(organiser=text)))
        self.contact.saved.connect(lambda text: self._submit(EditWorkshop(contact=text)))
        self.follow_up.saved.connect(lambda text: self._submit(EditWorkshop(follow_up=text)))
        self.date.dateChanged.connect(self._save_date)
        self.ladder.activated.connect(lambda _at: self._choose_ladder())
        self.stage.activated.connect(
            lambda _at: self._submit(TagStage(StageTarget.WORKSHOP, 1, self.stage.currentData() or None))
        )

    def _reword(self, title: str | None = None, purpose: str | None = None) -> None:
        workshop = self._workshop
        if workshop is None:
            return
        language = workshop.language
        try:
            if title is not None:
                self._submit(EditWorkshop(title=wording.reworded(workshop.title, language, title)))
            if purpose is not None:
                self._submit(EditWorkshop(purpose=wording.reworded(workshop.purpose, language, purpose)))
        except WorkshopError as error:
            self._client.refused.emit(error)

    def _save_date(self, day: QDate) -> None:
        self._submit(EditWorkshop(date=dt.date(day.year(), day.month(), day.day())))

    def _choose_ladder(self) -> None:
        chosen = content.ladder(str(self.ladder.currentData()))
        if self._workshop is not None and chosen.id != self._workshop.ladder.id:
            self._submit(ChooseLadder(chosen))

    def _show_promise(self, workshop: Workshop) -> None:
        if not self.ladder.count():
            for ladder in content.ladders():
                self.ladder.addItem(wording.pick(ladder.name), ladder.id)
        self.ladder.setCurrentIndex(self.ladder.findData(workshop.ladder.id))
        names = [("", _("Nothing promised"))]
        names += [(s.id, f"{s.order} {wording.pick(s.name)}") for s in workshop.ladder.stages]
        if [self.stage.itemData(at) for at in range(self.stage.count())] != [key for key, _name in names]:
            self.stage.clear()
            for key, name in names:
                self.stage.addItem(name, key)
        found = self.stage.findData(workshop.promise_stage_id or "")
        self.stage.setCurrentIndex(max(0, found))
        stages = {stage.id: stage for stage in workshop.ladder.stages}
        promised = stages.get(workshop.promise_stage_id or "")
        self._described.setText(wording.pick(promised.description) if promised else "")

    def _submit(self, command: Command) -> None:
        self._client.submit(command)
