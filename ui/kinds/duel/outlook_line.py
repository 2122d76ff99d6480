"""How far the duel is and what would help: enough pairs, minutes left, a short final, odd answers. QT MAIN THREAD."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from ui.client import Client
from ui.dialogs.explanation import Explanation
from ui.kinds.base import View
from ui.kinds.duel.doubts import DoubtsDialog, arrivals_sentence
from ui.locale import _, _n
from ui.widgets.flow import Flow
from ui.widgets.pieces import button, column, label, row
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.commands import Command, EditActivity
from workshop_app.duel.conduct import AT_ODDS, LEFT_RUN, QUICK, RIGHT_RUN, Flag
from workshop_app.duel.planning import Outlook, roughly, steady
from workshop_app.i18n import N_
from workshop_app.kinds.duel.explained import WHY_SKIPPED
from workshop_app.kinds.duel.final import EndFinal, StartFinal
from workshop_app.kinds.duel.report import DuelReport

_ODD = {
    LEFT_RUN: N_("nearly always, or long in a row, the upper idea: {n}"),
    RIGHT_RUN: N_("nearly always, or long in a row, the lower idea: {n}"),
    QUICK: N_("faster than one can read: {n}"),
    AT_ODDS: N_("against everybody else's answers: {n}"),
}


#: How narrow the line can be made, in pixels: none of its labels and buttons needs more.
_NARROWEST = 300


class OutlookLine(QWidget):
    """One or two lines of words with a button that does what they say would help.

    Signal `said(text, undo)`: that it was done, as it comes to every phone at once.
    """

    said = Signal(str, object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._do: Callable[[], None] = lambda: None
        self.outlook = label("", "muted", wrap=True)
        self.odd = label("", "muted", wrap=True)
        self.help = button("", "link", self._help)
        self.explain = button(_("How is this worked out?"), "link", self.show_explanation)
        layout = column(self, spacing=2)
        layout.addWidget(self.outlook)
        links = Flow(beside=16, below=2)
        # The link that only explains comes first and stays there: the other one comes and goes while people answer, and
        # somebody about to press it must not hit what steers the whole hall.
        links.addWidget(self.explain)
        links.addWidget(self.help)
        layout.addLayout(links)
        self.skips = label("", "muted", wrap=True)
        layout.addWidget(self.skips)
        self.arrivals = label("", "muted", wrap=True)
        self.look = button(_("Look at them…"), "link", self.show_doubts)
        self._flags: tuple[Flag, ...] = ()
        self._aside = 0
        self._said: Outlook | None = None
        line = row(spacing=16)
        both = column(spacing=2)
        both.addWidget(self.odd)
        both.addWidget(self.arrivals)
        line.addLayout(both, 1)
        line.addWidget(self.look)
        layout.addLayout(line)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def show_outlook(self, view: View, report: DuelReport) -> None:
        """Say how far the duel is, and offer what would help."""
        state = view.activity.state
        self._said = steady(self._said, report.outlook) if state is ActivityState.OPEN else None
        report = replace(report, outlook=self._said or report.outlook)
        # Before the first answer there is only the plan to show, also when the duel is open.
        planned = state is ActivityState.PLANNED or not report.answers
        text = self._planned(report) if planned else self._told(report, state is ActivityState.OPEN)
        self.outlook.setText(text)
        told = ", ".join(_(WHY_SKIPPED[why], n=n) for why, n in report.why_skipped)
        self.skips.setText(_("Reasons given for skipping: {reasons}.", reasons=told))
        self.skips.setVisible(bool(told))
        self._aside = len(report.aside)
        self._show_arrivals()
        self._offer(view, report)

    def show_doubts(self) -> DoubtsDialog:
        """Open the list of people whose answers or joining look odd."""
        dialog = DoubtsDialog(self._client, self._flags, self._client.doubtful(), self.window())
        dialog.open()
        return dialog

    def _show_arrivals(self) -> None:
        told = arrivals_sentence(self._client.doubtful())
        if self._aside:
            left_out = _n(
                "One person's answers are left out.", "The answers of {n} people are left out.", self._aside
            )
            told = f"{told} {left_out}".strip()
        self.arrivals.setText(told)
        self.arrivals.setVisible(bool(told))
        self.look.setVisible(bool(told or self._flags))

    def show_odd(self, odd: tuple[Flag, ...]) -> None:
        """Mention answers that look careless; nothing is left out because of it."""
        self._flags = odd
        self._show_arrivals()
        people = len({flag.participant for flag in odd})
        self.odd.setVisible(people > 0)
        if not people:
            return
        kinds = Counter(flag.kind for flag in odd)
        told = ", ".join(_(_ODD[kind], n=n) for kind, n in kinds.items() if kind in _ODD)
        self.odd.setText(
            _n(
                "One person's answers look odd ({told}). They count like all others.",
                "The answers of {n} people look odd ({told}). They count like all others.",
                people,
                told=told,
            )
        )

    def show_explanation(self) -> None:
        """Open the explanation; the evening goes on behind it."""
        Explanation(self.window()).open()

    def _help(self) -> None:
        self._do()

    def _planned(self, report: DuelReport) -> str:
        plan, proposed = report.plan, report.proposed
        if not plan.duels or not proposed.duels:
            return ""
        if plan.enough:
            return _(
                "{duels} pairs a person (about {minutes} min) show each idea about {showings} times: that is enough.",
                duels=plan.duels,
                minutes=max(1, round(plan.minutes)),
                showings=round(plan.showings),
            )
        return _(
            "{duels} pairs a person (about {minutes} min) show each idea only about {showings} times. "
            "For a sure result it takes 12.",
            duels=plan.duels,
            minutes=max(1, round(plan.minutes)),
            showings=round(plan.showings),
        )

    def _told(self, report: DuelReport, is_open: bool) -> str:
        outlook = report.outlook
        if report.final:
            return _("A final among {n} ideas is on.", n=len(report.final))
        if outlook.sure:
            return _("The result is sure enough.")
        if outlook.more and not outlook.guessed and is_open:
            return self._planned(report)
        if outlook.more and is_open:
            return _(
                "The pairs that are asked will not make the result sure: it would take about {n} more a person.",
                n=outlook.more,
            )
        if outlook.minutes is not None and is_open:
            return _n(
                "Sure enough in about a minute.",
                "Sure enough in about {n} min.",
                roughly(outlook.minutes),
            )
        return _(
            "Each idea has been shown about {n} times. The result is not sure yet.", n=round(outlook.showings)
        )

    def _offer(self, view: View, report: DuelReport) -> None:
        activity = view.activity
        proposed = report.proposed.duels
        is_open, closed = activity.state is ActivityState.OPEN, activity.state is ActivityState.CLOSED
        self.help.setVisible(True)
        if report.final and is_open:
            self._offers(_("End the final"), lambda: self._end(activity.id, report.final))
        elif report.offered and is_open:
            self._offers(
                _n(
                    "A short final among the top idea",
                    "A short final among the top {n} ideas",
                    len(report.offered),
                ),
                lambda: self._start(activity.id, report.offered),
            )
        elif report.outlook.more and is_open:
            self._offer_pairs(activity.id, report.outlook.asked + report.outlook.more, report.asked)
        elif not is_open and not closed and not report.plan.enough and proposed > report.asked:
            self._offer_pairs(activity.id, proposed, report.asked)
        else:
            self.help.setVisible(False)

    def _start(self, activity_id: int, ideas: tuple[int, ...]) -> None:
        told = _("The final is on: phones choose between the top ideas.")
        self._carry_out(StartFinal(activity_id, ideas), told, EndFinal(activity_id))

    def _end(self, activity_id: int, ideas: tuple[int, ...]) -> None:
        self._carry_out(EndFinal(activity_id), _("The final has ended."), StartFinal(activity_id, ideas))

    def _offer_pairs(self, activity_id: int, each: int, before: int) -> None:
        ask, back = (EditActivity(activity_id, config={"duels": n}) for n in (each, before))
        told = _("Each is asked {n} pairs now.", n=each)
        self._offers(_("Ask {n} pairs of each", n=each), lambda: self._carry_out(ask, told, back))

    def _carry_out(self, command: Command, told: str, back: Command) -> None:
        self._client.submit(command, lambda _done: self.said.emit(told, lambda: self._client.submit(back)))

    def _offers(self, text: str, do: Callable[[], None]) -> None:
        self.help.setText(text)
        self.help.setAccessibleName(text)
        self._do = do
