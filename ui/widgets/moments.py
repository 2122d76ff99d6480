"""Fields for a day and for a time of day, typed as people write them. QT MAIN THREAD.

Qt's own fields keep a section for each number and correct what is typed on the way: "15.1.2027" typed over a day in
December became 15.12.2026, and where there was no time yet, none could be typed.
"""

from __future__ import annotations

import re
from functools import partial

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolTip, QWidget

from ui.locale import _, current
from ui.style import icon

_DAYS = {"en": "d MMM yyyy"}
_TIMES = {"en": "H:mm"}
_BY_NUMBERS = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2})(?:[ ./-]+(\d{4}|\d{2}))?\.?")
_BY_NAME = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]{3,})\.?(?:\s+(\d{4}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))?")
#: How many years ahead a 29 February without a year is searched for.
_YEARS = 9
#: By how many seconds an arrow key moves a time, and where it begins when there was none.
_QUARTER, _EVENING = 15 * 60, QTime(18, 0)


def time_format() -> str:
    """How Qt writes a time of day in the window's language."""
    return _TIMES.get(current().language, "H.mm")


def read_day(text: str, today: QDate) -> QDate | None:
    """The day that `text` names, in numbers or with the month's name; None when it names none.

    Without a year it is the first such day from `today` on.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(number) for number in found.groups())
        return _valid(QDate(year, month, day))
    if found := _BY_NUMBERS.fullmatch(text):
        month = int(found[2])
    elif found := _BY_NAME.fullmatch(text):
        month = _month(found[2])
    else:
        return None
    day = int(found[1])
    if found[3]:
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _valid(QDate(year, month, day))
    ahead = (QDate(today.year() + later, month, day) for later in range(_YEARS))
    return next((candidate for candidate in ahead if candidate.isValid() and candidate >= today), None)


def read_time(text: str) -> QTime | None:
    """The time of day that `text` names ("17.30", "17:30", "1730", "17"); None when it names none."""
    found = _TIME.fullmatch(text.strip())
    time = QTime(int(found[1]), int(found[2] or 0)) if found else QTime()
    return time if time.isValid() else None


def _valid(day: QDate) -> QDate | None:
    return day if day.isValid() else None


def _month(word: str) -> int:
    """The number of the month with this name in the window's language; 0 for none."""
    locale = QLocale(current().language)
    names = (locale.standaloneMonthName(number).casefold()[:3] for number in range(1, 13))
    return next((number for number, name in enumerate(names, start=1) if name == word.casefold()[:3]), 0)


class _Moment(QLineEdit):
    """A field that reads its text on Enter and when it is left; what can't be read is replaced by the earlier value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editingFinished.connect(self.read)

    def read(self) -> bool:
        """Read what is typed. Returns False where it can't be read; then the earlier value is back."""
        if self.text() == self._shown():
            return True
        if self._take(self.text().strip()):
            return True
        self.setText(self._shown())
        # The message belongs to the parent, since a table's field is gone in a moment; and it comes after the focus has
        # moved on, which would remove it before anybody saw it.
        place, at, told = self.parentWidget() or self, QPoint(0, self.height()), self._example()
        QTimer.singleShot(0, place, partial(QToolTip.showText, self.mapToGlobal(at), told, place))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if by is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.read()
            self._step(by)
        else:
            super().keyPressEvent(event)

    def _shown(self) -> str:
        raise NotImplementedError

    def _example(self) -> str:
        raise NotImplementedError

    def _take(self, text: str) -> bool:
        raise NotImplementedError

    def _step(self, by: int) -> None:
        raise NotImplementedError


class DayEdit(_Moment):
    """A day: typed, chosen from a calendar (its icon, F4 or Alt+Down) or moved by the arrow keys.

    Signal `dateChanged(day)`: the day has changed, and is complete.
    """

    dateChanged = Signal(QDate)

    def __init__(self, day: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = QDate()
        self._format = _DAYS.get(current().language, "d.M.yyyy")
        self._locale = QLocale(current().language)
        opens = QAction(icon("down"), _("Choose from a calendar"), self)
        opens.triggered.connect(self.open_calendar)
        self.addAction(opens, QLineEdit.ActionPosition.TrailingPosition)
        self.setDate(day or QDate.currentDate())

    def date(self) -> QDate:
        """The day that was read last."""
        return self._day

    def setDate(self, day: QDate) -> None:
        """Show a day."""
        changed, self._day = day != self._day, day
        self.setText(self._shown())
        self.setCursorPosition(0)
        if changed:
            self.dateChanged.emit(day)

    def open_calendar(self) -> QCalendarWidget:
        """Show a calendar below the field, or above it where the screen ends."""
        self.read()
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(self._locale)
        calendar.setSelectedDate(self._day)
        for chosen in (calendar.clicked, calendar.activated):
            chosen.connect(self.setDate)
            chosen.connect(calendar.close)
        size, screen = calendar.sizeHint(), self.screen().availableGeometry()
        at = self.mapToGlobal(QPoint(0, self.height()))
        if at.y() + size.height() > screen.bottom():
            at.setY(self.mapToGlobal(QPoint(0, 0)).y() - size.height())
        at.setX(max(screen.left(), min(at.x(), screen.right() - size.width())))
        calendar.move(at)
        calendar.show()
        calendar.setFocus()
        return calendar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _shown(self) -> str:
        return self._locale.toString(self._day, self._format)

    def _example(self) -> str:
        return _("Write the day like this: {day}", day=self._shown())

    def _take(self, text: str) -> bool:
        day = read_day(text, QDate.currentDate())
        if day is not None:
            self.setDate(day)
        return day is not None

    def _step(self, by: int) -> None:
        self.setDate(self._day.addDays(by))


class TimeEdit(_Moment):
    """A time of day, or none: then the field is empty. The arrow keys move it by a quarter of an hour.

    Signal `timeChanged(time)`: the time has changed, and is complete.
    """

    timeChanged = Signal(QTime)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = QTime()
        self.setPlaceholderText("–")

    def time(self) -> QTime:
        """The time that was read last; not valid where none is said."""
        return self._time

    def setTime(self, time: QTime) -> None:
        """Show a time; an invalid one empties the field."""
        changed, self._time = time != self._time, time
        self.setText(self._shown())
        if changed:
            self.timeChanged.emit(time)

    def _shown(self) -> str:
        return self._time.toString(time_format()) if self._time.isValid() else ""

    def _example(self) -> str:
        return _("Write the time like this: {time}", time=_EVENING.toString(time_format()))

    def _take(self, text: str) -> bool:
        time = read_time(text) if text else QTime()
        if time is not None:
            self.setTime(time)
        return time is not None

    def _step(self, by: int) -> None:
        self.setTime(self._time.addSecs(by * _QUARTER) if self._time.isValid() else _EVENING)
