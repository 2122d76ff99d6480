"""One theme of the wall: its name, how many ideas, the cards. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from ui.locale import _n
from ui.style import set_role
from ui.widgets.card_model import Card
from ui.widgets.idea_list import IdeaList
from ui.widgets.pieces import column, label


class ThemeColumn(QFrame):
    """A heading over an `IdeaList` (`list`)."""

    def __init__(self, *, accepts: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "wall")
        self.setMinimumWidth(168)
        self._name = label("", "strong", wrap=True)
        self._count = label("", "small")
        self.list = IdeaList("")
        self.list.setAcceptDrops(accepts)
        layout = column(self, margins=(10, 10, 10, 6), spacing=2)
        layout.addWidget(self._name)
        layout.addWidget(self._count)
        layout.addSpacing(6)
        layout.addWidget(self.list, 1)

    @property
    def name(self) -> str:
        """The theme's name as it is shown."""
        return self._name.text()

    def show_cards(self, name: str, cards: tuple[Card, ...]) -> None:
        """Show the theme's name and its ideas."""
        self._name.setText(name)
        self._count.setText(_n("{n} idea", "{n} ideas", len(cards)))
        self.list.setAccessibleName(name)
        self.list.show_cards(cards)
