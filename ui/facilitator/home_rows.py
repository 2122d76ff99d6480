"""The lines of the first page: one recent evening, one template. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.locale import _, _n
from ui.models import wording
from ui.style import set_role
from ui.widgets.flow import Flow
from ui.widgets.pieces import button, column, label, row
from workshop_app.domain.template import Template
from workshop_app.i18n import N_
from workshop_app.settings import Recent

_STATES = {"planned": N_("planned"), "running": N_("under way"), "ended": N_("ended")}


class _Row(QPushButton):
    """A whole row that works as a button, as high as its text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "row")
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        # A plain button is never narrower than its size hint; this one wraps its lines instead.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words = column(margins=(0, 0, 0, 0), spacing=2)
        self.line: QHBoxLayout = row(self, margins=(16, 12, 12, 12), spacing=10)
        self.line.addLayout(self.words, 1)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.line.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.line.heightForWidth(width)

    def add(self, text: str, role: str = "", *, wrap: bool = False) -> None:
        """Add a line of text; clicks on it go through to the row."""
        words = label(text, role, wrap=wrap)
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words.addWidget(words)


class RecentRow(_Row):
    """An evening that was open on this machine.

    Signals: `forget_wanted()` take it off the list, `again_wanted()` make another one like it, `rehearse_wanted()`
    try it with people made up by the program, while it is ahead, `delete_wanted()` delete it, where its time has passed
    by `today`.
    """

    forget_wanted = Signal()
    delete_wanted = Signal()
    again_wanted = Signal()
    rehearse_wanted = Signal()

    def __init__(self, entry: Recent, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(entry.title or entry.path, parent)
        self.entry, self.overdue = entry, entry.overdue(today)
        self._ahead = entry.state == "planned"
        self.add(entry.title or entry.path, "strong", wrap=True)
        facts = (entry.place, _day(entry.date), _people(entry.people), _state(entry.state))
        self.add(" · ".join(part for part in facts if part), "muted", wrap=True)
        self._missing = label(
            _("The file is not there: {path}", path=_breakable(entry.path)), "trouble", wrap=True
        )
        self._missing.hide()
        if self.overdue:
            self._tell_overdue()
        self.words.addWidget(self._missing)
        self._forget = button(_("Take off the list"), "icon", self.forget_wanted.emit, "remove")
        self._forget.hide()
        self.delete = button(_("Delete the evening…"), "link", self.delete_wanted.emit)
        self.again = button(_("Make another evening like this"), "link", self.again_wanted.emit)
        self.rehearse = button(_("Rehearse it"), "link", self.rehearse_wanted.emit)
        self.rehearse.setToolTip(
            _("A copy of this evening with people made up by the program: the evening stays as it is.")
        )
        under = Flow(beside=16, below=2)
        for way in (self.again, self.rehearse, self.delete):
            under.addWidget(way)
        self.words.addLayout(under)
        # Only now: a widget without a place would be seen as a window of its own.
        self.rehearse.setVisible(self._ahead)
        self.delete.setVisible(self.overdue)
        self.line.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def missing(self) -> bool:
        """Whether the file was not found."""
        return not self._missing.isHidden()

    def show_missing(self, *, missing: bool) -> None:
        """Say that the file is not there; then the line can only be taken off."""
        self._missing.setVisible(missing)
        self._forget.setVisible(missing)
        self.again.setVisible(not missing)
        self.rehearse.setVisible(self._ahead and not missing)
        self.delete.setVisible(self.overdue and not missing)
        self.updateGeometry()

    def _tell_overdue(self) -> None:
        day = _day(self.entry.kept_until)
        told = _(
            "Its answers were to be kept until {day}: open it to remove the personal data, or delete it.",
            day=day,
        )
        self.add(told, "trouble", wrap=True)


class GoOnCard(QFrame):
    """The evening that was open when the program ended without closing it. Signal `wanted()`: go on with it."""

    wanted = Signal()

    def __init__(self, entry: Recent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        inside = column(self, margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("The evening was cut off"), "section"))
        told = _(
            "“{title}” was open when the program ended. Everything that was sent is in its file: go on where it "
            "was, and the phones come back by themselves.",
            title=entry.title or entry.path,
        )
        inside.addWidget(label(told, wrap=True))
        self.press = button(_("Go on with the evening"), "primary", self.wanted.emit)
        inside.addWidget(self.press, 0, Qt.AlignmentFlag.AlignLeft)


class TemplateRow(_Row):
    """A ready-made workshop."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(wording.pick(template.title), parent)
        self.template = template
        self.add(wording.pick(template.title), "strong", wrap=True)
        self.add(wording.pick(template.purpose), "", wrap=True)
        self.add(_counts(template), "small", wrap=True)
        if template.source:
            self.add(_("Source: {source}", source=template.source), "small", wrap=True)

    def fits(self, words: str) -> bool:
        """Whether all these words occur in the template's title, purpose, questions or themes."""
        told = self.template
        texts = (
            told.title,
            told.purpose,
            *(a.question for a in told.activities),
            *(t.name for t in told.themes),
        )
        found = " ".join(wording.pick(text) for text in texts if text is not None).casefold()
        return all(word in found for word in words.casefold().split())


def _counts(template: Template) -> str:
    ideas = template.ideas
    minutes = sum(activity.minutes for activity in template.activities)
    parts = [
        _n("{n} part", "{n} parts", len(template.activities)),
        wording.minutes_long(minutes),
        _n("{n} idea ready", "{n} ideas ready", ideas) if ideas else _("no ideas ready"),
    ]
    return " · ".join(parts)


def _breakable(path: str) -> str:
    """A path that may be wrapped after each folder: a long one would otherwise widen the page."""
    return re.sub(r"([/\\])", "\\1\N{ZERO WIDTH SPACE}", path)


def _day(iso: str) -> str:
    try:
        return wording.date(dt.date.fromisoformat(iso))
    except ValueError:
        return ""


def _state(state: str) -> str:
    return _(_STATES[state]) if state in _STATES else ""


def _people(n: int) -> str:
    return _n("{n} person", "{n} people", n) if n else ""
