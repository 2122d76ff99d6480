"""Fields for a day and for a time of day, written as the window's language does. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QWidget

from ui.locale import current

_DAYS = {"en": "d MMM yyyy"}
_TIMES = {"en": "H:mm"}


class DayEdit(QDateEdit):
    """A day, with a calendar to choose it from."""

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        language = current().language
        self.setLocale(QLocale(language))
        self.setCalendarPopup(True)
        self.setDisplayFormat(_DAYS.get(language, "d.M.yyyy"))
        if day is not None:
            self.setDate(day)


def time_format() -> str:
    """How Qt writes a time of day in the window's language."""
    return _TIMES.get(current().language, "H.mm")
