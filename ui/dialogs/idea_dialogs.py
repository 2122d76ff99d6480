"""Small windows about ideas: edit, hide with a reason, merge into another, name. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from ui.dialogs.asking import Asking
from ui.locale import _, _n
from ui.style import set_role
from ui.widgets.pieces import label
from workshop_app.domain.alike import Alike
from workshop_app.domain.ideas import IDEA_LIMIT, Idea

_ID = int(Qt.ItemDataRole.UserRole)


class EditIdeaDialog(Asking):
    """Edit an idea's wording. Signal `edited(text)`."""

    edited = Signal(str)

    def __init__(self, idea: Idea, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Edit the wording"), _("Save the wording"))
        self.text = QPlainTextEdit(idea.text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(110)
        self.field(_("Idea"), self.text)
        if idea.text != idea.original:
            self.body.addWidget(label(_("As it was written: {text}", text=idea.original), "small", wrap=True))
        self._room = label("", "small")
        self.body.addWidget(self._room)
        self.finish()
        self.text.textChanged.connect(self._count)
        self.accepted.connect(lambda: self.edited.emit(self.text.toPlainText()))
        self._count()
        self.text.setFocus()

    def _count(self) -> None:
        left = IDEA_LIMIT - len(self.text.toPlainText().strip())
        self._room.setText(
            _n("{n} character left", "{n} characters left", left)
            if left >= 0
            else _n("{n} character too many", "{n} characters too many", -left)
        )
        self.do_it.setEnabled(0 <= left < IDEA_LIMIT)


class HideIdeaDialog(Asking):
    """Hide an idea; its writer sees the reason. Signal `hidden(reason)`."""

    hidden = Signal(str)

    def __init__(self, idea: Idea, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Hide this idea?"), _("Hide the idea"))
        self.body.addWidget(label(idea.text, "strong", wrap=True))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(
            ["", _("Not about this subject"), _("Names a person"), _("The same idea is already here")]
        )
        self.field(_("Reason, told to its writer (may be left empty)"), self.reason)
        self.body.addWidget(label(_("A hidden idea can be taken back later."), "small", wrap=True))
        self.finish()
        self.accepted.connect(lambda: self.hidden.emit(self.reason.currentText()))


class ChooseIdeaDialog(Asking):
    """Choose one of the ideas that are in. Signal `chosen(idea_id)`."""

    chosen = Signal(int)

    def __init__(
        self, title: str, do_it: str, ideas: tuple[Idea, ...], parent: QWidget | None = None, about: str = ""
    ) -> None:
        super().__init__(parent, title, do_it, width=600)
        if about:
            self.body.addWidget(label(about, "strong", wrap=True))
        self.search = QLineEdit()
        self.field(_("Search the ideas"), self.search)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Ideas"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(300)
        set_role(self.list, "card")
        for other in ideas:
            if other.votable:
                item = QListWidgetItem(other.text, self.list)
                item.setData(_ID, other.id)
        self.body.addWidget(self.list)
        self.close_up()
        self.finish()
        self.search.textChanged.connect(self._filter)
        self.list.itemSelectionChanged.connect(self._may_choose)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.accepted.connect(self._tell)
        self._may_choose()

    def close_up(self) -> None:
        """Add what stands below the list."""

    def choose(self, idea_id: int) -> None:
        """Select an idea of the list."""
        for at in range(self.list.count()):
            if self.list.item(at).data(_ID) == idea_id:
                self.list.setCurrentRow(at)

    def _filter(self, words: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(words.casefold() not in item.text().casefold())
            if item.isHidden() and item.isSelected():
                # An idea that the search has hidden must not stay selected.
                self.list.setCurrentRow(-1)

    def _may_choose(self) -> None:
        self.do_it.setEnabled(bool(self.list.selectedItems()))

    def _tell(self) -> None:
        found = self.list.selectedItems()
        if found:
            self.chosen.emit(int(found[0].data(_ID)))


class MergeIdeaDialog(ChooseIdeaDialog):
    """Choose the idea that another one is counted as one with. Signal `chosen(idea_id)`."""

    def __init__(self, idea: Idea, ideas: tuple[Idea, ...], parent: QWidget | None = None) -> None:
        like = Alike({other.id: other.text for other in ideas}).likeness(idea.text)
        # The most similar idea stands first, the others in their order.
        found = sorted((o for o in ideas if o.id != idea.id), key=lambda other: -like.get(other.id, 0.0))
        super().__init__(_("Which idea says the same?"), _("Merge"), tuple(found), parent, about=idea.text)

    def close_up(self) -> None:
        """Add the sentence that a merge can be undone."""
        self.body.addWidget(label(_("Both wordings are kept, and this can be undone."), "small", wrap=True))


class NameDialog(Asking):
    """Ask for one line of text. Signal `named(text)`."""

    named = Signal(str)

    def __init__(self, title: str, name: str, do_it: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title, do_it)
        self.text = QLineEdit()
        self.field(name, self.text)
        self.finish()
        self.text.textChanged.connect(lambda words: self.do_it.setEnabled(bool(words.strip())))
        self.do_it.setEnabled(False)
        self.accepted.connect(lambda: self.named.emit(self.text.text()))
        self.text.setFocus()
