"""The small window in which the groups are chosen that people see when they join. QT MAIN THREAD."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.dialogs.asking import Asking
from ui.locale import _
from ui.models.wording import pick
from ui.widgets.pieces import column, label, scrolling
from workshop_app import content
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text


class ChooseGroupsDialog(Asking):
    """A box for each group, those in use first. Signal `chosen(groups)`."""

    chosen = Signal(object)

    def __init__(self, groups: tuple[Group, ...], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Groups to choose from when joining"), _("Use these groups"), width=560)
        told = _("Nobody has to choose one. Groups of fewer than five people are never shown apart.")
        self.body.addWidget(label(told, "muted", wrap=True))
        self._language = language
        used = {group.id for group in groups}
        known = (*groups, *(group for group in content.groups() if group.id not in used))
        self.boxes: list[tuple[Group, QCheckBox]] = []
        inside = QWidget()
        lines = column(inside, spacing=4)
        for group in known:
            box = QCheckBox(pick(group.name).replace("&", "&&"))
            box.setChecked(group.id in used)
            self.boxes.append((group, box))
            lines.addWidget(box)
        lines.addStretch(1)
        area = scrolling(inside)
        area.setMinimumHeight(min(320, 30 * len(known)))
        self.body.addWidget(area, 1)
        self.own = QLineEdit()
        self.own.setPlaceholderText(_("For example: Young people"))
        self.field(_("A group of your own (may be left empty)"), self.own)
        self.finish()
        self.accepted.connect(lambda: self.chosen.emit(self.groups()))

    def groups(self) -> tuple[Group, ...]:
        """The groups as they are marked now, one's own last."""
        marked = tuple(group for group, box in self.boxes if box.isChecked())
        words = " ".join(self.own.text().split())
        if not words:
            return marked
        taken = {group.id for group, _box in self.boxes}
        return (*marked, Group(_id(words, taken), Text.same(self._language, words)))


def _id(words: str, taken: set[str]) -> str:
    """A name for tables, in plain letters, that no other group has."""
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "ryhma"
    found, number = stem, 2
    while found in taken:
        found, number = f"{stem}_{number}", number + 1
    return found
