"""The ladder's page: ideas on its stages, what was promised and what the evening felt like. QT MAIN THREAD."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.client import Client
from ui.dialogs.idea_actions import IdeaActions
from ui.kinds.base import KindPanel, View
from ui.kinds.ladder.stairs import Stage, Stairs
from ui.kinds.words import Words, few_seen_here_only
from ui.locale import _, _n
from ui.models import wording
from ui.widgets.card_model import Card
from ui.widgets.pieces import button, column, label, row, scrolling
from workshop_app import content
from workshop_app.domain.commands import ChooseLadder
from workshop_app.domain.ideas import Idea
from workshop_app.domain.ladder import Gap, Ladder
from workshop_app.domain.ladder import Stage as LadderStage
from workshop_app.drawing.stairs import Step
from workshop_app.i18n import N_
from workshop_app.kinds.ladder.kind import LadderReport


class Panel(KindPanel):
    """The staircase. Cards are dragged to a step, pushed with Alt and the arrows, or put there from their menu."""

    WORDS: ClassVar[Words] = Words(
        N_("Experience"),
        N_("Ask what the evening felt like"),
        N_("Close the question"),
        N_("Phones are answering"),
        results=N_("Show the results to the hall"),
    )
    wide: ClassVar[bool] = True
    scrolls: ClassVar[bool] = True

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(client, parent)
        self.doing = IdeaActions(client, self)
        self.doing.said.connect(self.said)
        self._view: View | None = None
        self._sentence = label("", "muted", wrap=True)
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self.stairs = Stairs()
        self.stairs.setMaximumHeight(760)
        self.stairs.tagged.connect(lambda idea_id, stage_id: self.doing.tag(idea_id, stage_id or None))
        self.stairs.menu_wanted.connect(self._menu)
        self._source = label("", "muted", wrap=False)
        self.change = button(_("Change the ladder"), "link", self._choose_ladder)
        foot = row(spacing=6)
        foot.addWidget(self._source)
        foot.addWidget(self.change)
        foot.addStretch(1)
        content = QWidget()
        layout = column(content, spacing=0)
        layout.addWidget(self._sentence)
        layout.addSpacing(14)
        layout.addWidget(self.stairs, 1000)
        layout.addSpacing(10)
        layout.addLayout(foot)
        layout.addStretch(1)
        # On a low screen the steps keep their height, and the page scrolls.
        column(self, spacing=0).addWidget(scrolling(content))

    def show_view(self, view: View) -> None:
        """Show the ladder as it stands."""
        report = view.report
        if not isinstance(report, LadderReport):
            return
        self._view = view
        # The ideas of the view are newer than those that the report came with.
        report = replace(report, ideas=tuple(idea for idea in view.ranked if idea.votable))
        self._sentence.setText(_told(report))
        counts = dict(report.gap.counts)
        stages = tuple(
            Stage(
                stage.id,
                _step(stage, counts[stage.id], report.gap),
                wording.pick(stage.description),
                tuple(_card(idea) for idea in report.on_stage(stage.id)),
            )
            for stage in report.ladder.stages
        )
        self.stairs.show_stages(stages, tuple(_card(idea) for idea in report.untagged))
        basis = wording.pick(report.ladder.basis) or report.ladder.source
        self._source.setText(_("Source: {source}.", source=basis))

    def ladders_menu(self) -> QMenu:
        """The ladders to choose from, as a menu."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        now = self._view.workshop.ladder if self._view else None
        for ladder in content.ladders():
            action = menu.addAction(wording.pick(ladder.name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(now is not None and now.id == ladder.id)
            action.triggered.connect(partial(self._use, ladder))
        return menu

    def _use(self, ladder: Ladder, _checked: bool = False) -> None:
        before = self._view.workshop.ladder if self._view else None
        if before is None or before.id == ladder.id:
            return
        self._client.submit(
            ChooseLadder(ladder),
            lambda _done: self.said.emit(
                _("The ladder was changed. Ideas keep their steps of the earlier ladder in the file."),
                lambda: self._client.submit(ChooseLadder(before)),
            ),
        )

    def _choose_ladder(self) -> None:
        self.ladders_menu().popup(self.change.mapToGlobal(QPoint(0, self.change.height())))

    def _menu(self, idea_id: int, at: QPoint) -> None:
        view = self._view
        idea = next((i for i in view.ideas if i.id == idea_id), None) if view else None
        if view is None or idea is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        self.doing.add_stages(menu, idea, view.workshop.ladder)
        menu.popup(at)


def _step(stage: LadderStage, felt: int, gap: Gap) -> Step:
    return Step(
        stage.order,
        wording.pick(stage.name),
        promised=_("promised") if gap.promise == stage.id else "",
        experienced=_("felt: {n} / {all}", n=felt, all=gap.count) if felt else "",
    )


def _card(idea: Idea) -> Card:
    return Card(idea.id, idea.text)


def _told(report: LadderReport) -> str:
    """The sentence above the stairs, as markup with everything from outside escaped."""
    ladder, found = report.ladder, report.gap

    def strong(*stage_ids: str) -> str:
        names = " / ".join(wording.stage_name(ladder, stage_id) for stage_id in stage_ids)
        return f"<b>{escape(names)}</b>"

    parts = [escape(_("Drag an idea to a step."))]
    if found.promise:
        parts.append(escape(_("Promise: {stage}.")).replace("{stage}", strong(found.promise)))
    if found.count:
        said = _n(
            "What participants felt ({n} answer): {stage}.",
            "What participants felt ({n} answers): {stage}.",
            found.count,
            stage="{stage}",
        )
        parts.append(escape(said).replace("{stage}", strong(*found.modes)))
    if report.keeps_back:
        parts.append(escape(few_seen_here_only()))
    return " ".join(parts)
