"""How many pairs each person of a duel is asked, as a number or as the minutes they take. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kinds.base import KindSettings
from ui.locale import _
from ui.widgets.pieces import label, row
from ui.widgets.saved_field import SavedNumber
from workshop_app.domain.agenda import Activity
from workshop_app.duel.planning import duels_in, minutes_for
from workshop_app.kinds.duel.rules import DUELS


class Settings(KindSettings):
    """Two fields for one value: each is updated from the file when the other changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.duels = SavedNumber(_("Pairs a person"), 1, 200)
        self.duels.setSuffix(_(" pairs"))
        self.duels.setFixedWidth(110)
        self.spent = SavedNumber(_("Minutes that a person needs for the pairs"), 1, 60)
        self.spent.setSuffix(_(" min a person"))
        self.spent.setPrefix("≈ ")
        self.spent.setFixedWidth(156)
        self.duels.saved.connect(self._save)
        self.spent.saved.connect(lambda minutes: self._save(duels_in(minutes)))
        name = label(self.duels.accessibleName(), "small")
        name.setBuddy(self.duels)
        line = row(self, spacing=8)
        for widget in (name, self.duels, self.spent):
            line.addWidget(widget)
        line.addStretch(1)

    def show_activity(self, activity: Activity) -> None:
        """Show what the file says."""
        duels = activity.number("duels", DUELS)
        self.duels.show_value(duels)
        self.spent.show_value(minutes_for(duels))

    def _save(self, duels: int) -> None:
        self.saved.emit({"duels": duels})
