"""Which groups people choose from, and what they are told about privacy, in the plan. Saves itself. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.client import Client
from ui.dialogs.choose_groups import ChooseGroupsDialog
from ui.locale import _
from ui.models import wording
from ui.style import set_role
from ui.widgets.moments import DayEdit
from ui.widgets.pieces import button, column, label, row
from ui.widgets.saved_field import SavedText
from workshop_app.domain.commands import WriteMinutesText
from workshop_app.domain.plan_commands import ChooseGroups, KeepUntil
from workshop_app.domain.workshop import PRIVACY, Workshop
from workshop_app.snapshot import Snapshot


class PeopleCard(QFrame):
    """The groups on the left, the privacy text and the day until which the file is kept on the right."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._client = client
        self._workshop: Workshop | None = None
        self.choose = button(_("Choose the groups…"), "", self.ask)
        self._groups = label("", wrap=True)
        self.privacy = SavedText(_("Privacy, in your own words"), height=84)
        self.privacy.setPlaceholderText(
            _("Shown on phones below what the program tells of privacy by itself. May be left empty.")
        )
        self.until = DayEdit()
        self.until.setAccessibleName(_("The answers are kept until"))
        both = row(self, margins=(20, 16, 20, 18), spacing=24)
        both.addLayout(self._left(), 1)
        both.addLayout(self._right(), 1)
        self.privacy.saved.connect(lambda text: client.submit(WriteMinutesText(PRIVACY, text)))
        self.until.dateChanged.connect(self._keep)

    def ask(self) -> None:
        """Open the choice of groups."""
        if self._workshop is not None:
            dialog = ChooseGroupsDialog(self._workshop.groups, self._workshop.language, self)
            dialog.chosen.connect(lambda groups: self._client.submit(ChooseGroups(groups)))
            dialog.open()

    def show_people(self, snapshot: Snapshot) -> None:
        """Show what the file says."""
        workshop = self._workshop = snapshot.workshop
        names = [wording.pick(group.name) for group in workshop.groups]
        self._groups.setText("\n".join(f"·  {name}" for name in names) or _("Nobody is asked for a group."))
        self.privacy.show_value(snapshot.texts.get(PRIVACY, ""))
        kept = workshop.retention_until
        day = QDate(kept.year, kept.month, kept.day)
        if not self.until.hasFocus() and self.until.date() != day:
            self.until.blockSignals(True)
            self.until.setDate(day)
            self.until.blockSignals(False)

    def _left(self) -> QVBoxLayout:
        side = column(spacing=8)
        side.addWidget(label(_("Groups to choose from when joining"), "section"))
        side.addWidget(self._groups)
        line = row()
        line.addWidget(self.choose)
        line.addStretch(1)
        side.addLayout(line)
        side.addStretch(1)
        return side

    def _right(self) -> QVBoxLayout:
        side = column(spacing=6)
        side.addWidget(label(_("Privacy"), "section"))
        for widget in (self.privacy, self.until):
            name = label(widget.accessibleName(), "field")
            name.setBuddy(widget)
            side.addWidget(name)
            side.addWidget(widget)
        told = _("When the day has passed, the program reminds you to remove the personal data.")
        side.addWidget(label(told, "small", wrap=True))
        side.addStretch(1)
        return side

    def _keep(self, day: QDate) -> None:
        self._client.submit(KeepUntil(dt.date(day.year(), day.month(), day.day())))
