"""People whose answers or joining look odd, and leaving one's answers out of the result. QT MAIN THREAD.

The program accuses nobody and leaves nobody out by itself: it tells what it saw, and a person judges.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.client import Client
from ui.locale import _, _n
from ui.widgets.pieces import button, column, empty, label, row, scrolling
from workshop_app.domain.arrivals import Doubt, Doubtful
from workshop_app.duel.conduct import AT_ODDS, LEFT_RUN, QUICK, RIGHT_RUN, Flag
from workshop_app.i18n import N_
from workshop_app.kinds.duel.aside import Judged, judged
from workshop_app.kinds.duel.commands import SetAside

_SEEN = {
    LEFT_RUN: N_("nearly always, or long in a row, the upper idea"),
    RIGHT_RUN: N_("nearly always, or long in a row, the lower idea"),
    QUICK: N_("faster than one can read"),
    AT_ODDS: N_("against everybody else's answers"),
    Doubt.SUCCESSION: N_("one of {n} who joined one after the other from one phone"),
    Doubt.ONE_BROWSER: N_("one of {n} who joined in the same browser"),
    Doubt.MANY: N_("one of {n} who joined from one address"),
}
#: From this many people on one button leaves all of them out.
MANY = 3


def arrivals_sentence(found: Sequence[Doubtful]) -> str:
    """What is odd in how people joined, in plain words; empty for nothing."""
    told = []
    for each in found:
        n = len(each.people)
        match each.doubt:
            case Doubt.SUCCESSION:
                told.append(_("{n} people joined one after the other from what looks like one phone.", n=n))
            case Doubt.ONE_BROWSER:
                told.append(_("{n} people joined in one and the same browser.", n=n))
            case Doubt.MANY:
                told.append(_("{n} people joined from one address, others each from their own.", n=n))
    return " ".join(told)


class DoubtsDialog(QDialog):
    """The people by the codes on their phones, what was seen of each, and a button that leaves out or counts again."""

    def __init__(
        self, client: Client, odd: Sequence[Flag], found: Sequence[Doubtful], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._seen: dict[int, list[str]] = {}
        for flag in odd:
            self._seen.setdefault(flag.participant, []).append(_(_SEEN[flag.kind]))
        for each in found:
            for person in each.people:
                self._seen.setdefault(person, []).append(_(_SEEN[each.doubt], n=len(each.people)))
        self._by_joining = {person for each in found for person in each.people}
        self.setWindowTitle(_("Answers that look odd"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 460)
        body = column(self, margins=(24, 20, 24, 20), spacing=12)
        body.addWidget(label(_("Answers that look odd"), "heading", wrap=True))
        told = _(
            "This proves nothing: a shared tablet, a lost page or an opinion of one's own look the same. "
            "What you leave out stays in the file, the minutes tell how many were left out, and it can be undone."
        )
        body.addWidget(label(told, "muted", wrap=True))
        inside = QWidget()
        self._rows = column(inside, spacing=10)
        body.addWidget(scrolling(inside), 1)
        line = row(margins=(0, 8, 0, 0))
        # A script that joins makes many people. Odd answers may be an opinion: they are judged one by one.
        self.all = button("", "", self.leave_all_out)
        self.all.setAutoDefault(False)
        line.addWidget(self.all)
        line.addStretch(1)
        close = button(_("Close"), "primary", self.accept)
        line.addWidget(close)
        body.addLayout(line)
        # Enter alone changes nothing.
        close.setDefault(True)
        close.setFocus()
        client.changed.connect(self._show)
        self._shown: tuple[Judged, ...] = ()
        self._show()

    @property
    def people(self) -> tuple[Judged, ...]:
        """Those that are shown, as the file has them."""
        return self._shown

    def leave_out(self, person: int, *, aside: bool) -> None:
        """Leave a person's answers out of every duel's result, or count them again."""
        self._client.submit(SetAside(person, aside))

    def leave_all_out(self) -> None:
        """Leave out everybody who is listed for how they joined; where all of them are, count them all again."""
        together = self._joined_oddly()
        aside = not all(each.aside for each in together)
        for each in together:
            if each.aside is not aside:
                self.leave_out(each.person, aside=aside)

    def _joined_oddly(self) -> list[Judged]:
        return [each for each in self._shown if each.person in self._by_joining]

    def _show(self, _subjects: object = None) -> None:
        found = judged(self._client.reader(), self._seen)
        if found == self._shown:
            return
        self._shown = found
        empty(self._rows)
        for each in found:
            self._rows.addWidget(self._row(each))
        self._rows.addStretch(1)
        together = self._joined_oddly()
        self.all.setVisible(len(together) >= MANY)
        out = all(each.aside for each in together)
        self.all.setText(
            _("Count all again") if out else _("Leave out all {n} for how they joined", n=len(together))
        )

    def _row(self, each: Judged) -> QWidget:
        made = QWidget()
        line = row(spacing=14)
        words = column(spacing=2)
        head = _n("{code} · {n} comparison", "{code} · {n} comparisons", each.answers, code=each.code)
        words.addWidget(label(head + (" · " + _("left out") if each.aside else ""), "strong"))
        words.addWidget(label(", ".join(self._seen.get(each.person, ())), "muted", wrap=True))
        line.addLayout(words, 1)
        text = _("Count again") if each.aside else _("Leave out of the result")
        press = button(text, "", lambda: self.leave_out(each.person, aside=not each.aside))
        press.setAccessibleName(f"{text}: {each.code}")
        line.addWidget(press)
        made.setLayout(line)
        return made
