"""The duel's page: how many have answered, the ranking with its intervals, each idea's stage. QT MAIN THREAD."""

from __future__ import annotations

import time
from functools import cache, partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex, QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ui.client import Client
from ui.dialogs.idea_actions import IdeaActions
from ui.kinds.base import KindPanel, View
from ui.kinds.duel.group_line import GroupLine
from ui.kinds.duel.outlook_line import OutlookLine
from ui.kinds.words import Words
from ui.locale import _, _n
from ui.models import wording
from ui.style import set_role
from ui.widgets.figures import Figures
from ui.widgets.pieces import column, label, scrolling
from ui.widgets.ranking_delegate import STAGE, RankRow
from ui.widgets.ranking_model import RankingModel
from ui.widgets.ranking_table import RankingTable
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ideas import IdeaState
from workshop_app.duel.ranking import TOP, Ranking
from workshop_app.i18n import N_
from workshop_app.kinds.duel.places import place
from workshop_app.kinds.duel.report import DuelReport

#: How often the answering pace is worked out, in milliseconds.
_PULSE_MS = 5_000


class Panel(KindPanel):
    """Numbers above, ranking below. Pressing an idea's stage (or Enter on its row) chooses another."""

    WORDS: ClassVar[Words] = Words(
        N_("Voting"),
        N_("Open the voting"),
        N_("Close the voting"),
        N_("Voting open"),
        results=N_("Show the results to the hall"),
    )
    scrolls: ClassVar[bool] = True

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self.doing = IdeaActions(client, self)
        self.doing.said.connect(self.said)
        self._view: View | None = None
        self.figures = Figures()
        self.model = RankingModel()
        self.table = RankingTable(self.model)
        self.level = label("", "muted", wrap=True)
        self.groups = GroupLine(client)
        self.groups.chosen.connect(self._show_ranking)
        self.outlook = OutlookLine(client)
        self.groups.counted.connect(self.outlook.show_odd)
        self.outlook.said.connect(self.said)
        self.table.fitted.connect(self._fit)
        self.table.clicked.connect(self._pressed)
        self.table.activated.connect(lambda index: self.choose_stage(index.row()))
        # When nobody answers, nothing is read again, and yet the pace falls.
        self._pulse = QTimer(self, interval=_PULSE_MS)
        self._pulse.timeout.connect(self._show_figures)
        self._pulse.start()
        self._lay_out()

    def show_view(self, view: View) -> None:
        """Show the duel as it stands."""
        report = view.report
        if not isinstance(report, DuelReport):
            return
        self._view = view
        self._show_figures()
        self.groups.show_state(view.workshop, view.activity, report.ideas, report.answers)
        self.outlook.show_outlook(view, report)
        self._show_ranking()

    def note(self, view: View) -> str:
        """A note on ideas that would stay out of the comparison, or on people who have pairs left."""
        state, report = view.activity.state, view.report
        waiting = sum(idea.state is IdeaState.WAITING for idea in view.ideas)
        if state is ActivityState.PLANNED and waiting:
            return _n(
                "One idea waits: it is voted on only when you have taken it in.",
                "{n} ideas wait: they are voted on only when you have taken them in.",
                waiting,
            )
        if state is ActivityState.OPEN and isinstance(report, DuelReport) and report.people:
            return _(
                "{n} of {people} have answered all their pairs.",
                n=report.done,
                people=max(view.participants, report.people),
            )
        return ""

    def _show_figures(self) -> None:
        view = self._view
        if view is None or not isinstance(view.report, DuelReport):
            return
        report = view.report
        pace = ((f"{report.pace(time.time()):.0f}", _("a minute")),)
        self.figures.show_figures(
            (
                (f"{report.people} / {view.participants}", _("have voted")),
                (str(report.answers), _("comparisons")),
                *(pace if view.activity.state is ActivityState.OPEN else ()),
                (f"{report.median:g}", _("median / person")),
                (
                    wording.percent(report.ranking.top_certainty) if report.answers else "–",
                    _("certainty of the top five"),
                ),
                (wording.percent(report.skip_share), _("cannot say")),
            )
        )

    def _show_ranking(self) -> None:
        view = self._view
        if view is None or not isinstance(view.report, DuelReport):
            return
        ranking = self.groups.ranking or view.report.ranking
        self.model.show_rows(rank_rows(view, view.report, ranking))
        self.table.fit()
        self.level.setText(level_sentence(ranking))

    def choose_stage(self, row: int) -> None:
        """Show the choice of stages for the idea at a place of the table."""
        view = self._view
        if view is None or not 0 <= row < self.model.rowCount():
            return
        idea_id = self.model.row_at(row).idea_id
        idea = next((i for i in view.ideas if i.id == idea_id), None)
        if idea is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.doing.add_stages(menu, idea, view.workshop.ladder)
        cell = self.table.visualRect(self.model.index(row, STAGE))
        menu.popup(self.table.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, -8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit()

    def _lay_out(self) -> None:
        content = QWidget()
        layout = column(content, spacing=0)
        layout.addWidget(self.figures)
        layout.addSpacing(18)
        self._card = QFrame()
        set_role(self._card, "card")
        column(self._card, margins=(1, 4, 1, 4)).addWidget(self.table)
        layout.addWidget(self._card, 1000)
        layout.addSpacing(10)
        layout.addWidget(self.groups)
        layout.addWidget(self.level)
        layout.addWidget(self.outlook)
        layout.addStretch(1)
        # On a small screen the ranking keeps its rows; what stands below it is scrolled to.
        column(self, spacing=0).addWidget(scrolling(content))

    def _fit(self) -> None:
        # The card ends with the last row; what is left of the page stays empty.
        self._card.setMaximumHeight(self.table.whole_height + 8)
        self.table.updateGeometry()

    def _pressed(self, index: QModelIndex) -> None:
        if index.column() == STAGE:
            self.choose_stage(index.row())


def rank_rows(view: View, report: DuelReport, ranking: Ranking) -> tuple[RankRow, ...]:
    """The rows of a ranking (everybody's or one group's) as they are painted."""
    ladder = view.workshop.ladder
    steps: dict[str | None, tuple[int, str]] = {
        stage.id: (at, wording.pick(stage.name)) for at, stage in enumerate(ladder.stages)
    }
    # Many ideas have the same place: its text is built once.
    place_of, sure_of = cache(partial(place, say=_)), cache(partial(_how_sure, ranking))
    rows = []
    for standing in ranking.standings:
        idea = report.ideas.get(standing.idea)
        if idea is None:
            continue
        step, name = steps.get(idea.stage_id, (None, "–"))
        rows.append(
            RankRow(
                idea_id=idea.id,
                place=place_of(standing.band) if ranking.answers else "",
                text=idea.text,
                share=standing.share if ranking.answers else None,
                low=standing.low,
                high=standing.high,
                percent=wording.percent(standing.share) if ranking.answers else "",
                stage=name,
                step=step,
                steps=len(ladder.stages),
                told=sure_of(standing.band, wording.percent(min(max(standing.top_chance, 0.01), 0.99))),
            )
        )
    return tuple(rows)


def _how_sure(ranking: Ranking, band: tuple[int, int], chance: str) -> str:
    """The range of places that one idea may have, and whether it belongs in the top."""
    if not ranking.answers:
        return ""
    first, last = band
    told = [_("Level: places {first}–{last}.", first=first, last=last) if first < last else ""]
    if len(ranking.standings) > ranking.top == TOP:
        told.append(_("One of the five best with a probability of {percent}.", percent=chance))
    return " ".join(filter(None, told))


def level_sentence(ranking: Ranking) -> str:
    """Which of the first places are level, or that there is nothing to say yet."""
    if len(ranking.standings) < 2:
        return _("There are not yet two ideas to compare. Add ideas, or take waiting ones in, first.")
    if not ranking.answers:
        return _("The order appears with the first answers.")
    bands = list(dict.fromkeys(s.band for s in ranking.standings))
    level = [band for band in bands if band[1] > band[0]]
    if not level:
        return _("All places are clearly apart.")
    first, last = level[0]
    return _(
        "Places {first}–{last} are level: the difference is within the margin of error.",
        first=first,
        last=last,
    )
