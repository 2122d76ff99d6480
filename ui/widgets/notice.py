"""One sentence at the bottom of the window that goes away by itself; never a box to click away. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.style import set_role
from ui.widgets.pieces import button, column, label, row

#: How long a sentence is shown, in milliseconds.
STAYS = 9_000


#: The distance from the edges of the page that a notice lies over, at the sides and below, in pixels.
_SIDE, _BELOW = 26, 14


class Notice(QFrame):
    """Shows one sentence at a time; with an action it has one button (undo).

    Signal `changed()`: a sentence was shown, or is gone again.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(wrap=True)
        self._button = button("", "notice")
        self._button.clicked.connect(self._act)
        self._action: Callable[[], object] | None = None
        self._stays = False
        line = row(self, margins=(16, 10, 12, 10), spacing=12)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, or was shown last."""
        return self._text.text()

    @property
    def stays(self) -> bool:
        """Whether the sentence stays until the next one."""
        return self._stays

    def say(
        self,
        text: str,
        *,
        trouble: bool = False,
        action: tuple[str, Callable[[], object]] | None = None,
        stays: bool = False,
    ) -> None:
        """Show `text`; `action` is a button's text and what it does; `stays`: until the next sentence."""
        set_role(self, "notice-trouble" if trouble else "notice")
        # Its colour comes from the frame's role; Qt does not restyle what was styled before.
        self._text.style().unpolish(self._text)
        self._text.style().polish(self._text)
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._action = action[1] if action else None
        self._button.setVisible(action is not None)
        if action:
            self._button.setText(action[0])
            self._button.setAccessibleName(action[0])
        self._stays = stays
        self.show()
        self._announce(text, at_once=trouble)
        self.changed.emit()
        self._timer.stop()
        if not stays:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.changed.emit()

    def _announce(self, text: str, *, at_once: bool) -> None:
        """Have a screen reader say it: the focus stays where it is, so it would go unnoticed otherwise."""
        said = QAccessibleAnnouncementEvent(self, text)
        manner = QAccessible.AnnouncementPoliteness
        said.setPoliteness(manner.Assertive if at_once else manner.Polite)
        QAccessible.updateAccessibility(said)

    def _act(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()


class Noticed(QWidget):
    """A page with a notice over its lower edge: nothing moves under the pointer when it comes and goes.

    Where a sentence stays, the page makes room, so that nothing is hidden for long.
    """

    def __init__(self, page: QWidget, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self._layout = column(self, spacing=0)
        self._layout.addWidget(page, 1)
        notice.setParent(self)
        notice.hide()
        notice.changed.connect(self._place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        notice, width = self._notice, self.width() - 2 * _SIDE
        # Not its size hint, which is for text wrapped at another width.
        height = notice.heightForWidth(width)
        gives_way = notice.stays and not notice.isHidden()
        self._layout.setContentsMargins(0, 0, 0, height + _BELOW if gives_way else 0)
        notice.setGeometry(_SIDE, self.height() - _BELOW - height, width, height)
        notice.raise_()
