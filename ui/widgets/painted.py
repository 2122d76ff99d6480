"""A widget that paints its content once and shows the same picture until the content changes. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.widgets.tokens import GROUND

#: The unit of a widget that was given none: body text on a 720-pixel hall screen.
UNIT = 36


class Painted(QWidget):
    """Base of the drawn widgets: `draw` is called when the content, the size or the unit changed, not per frame.

    The unit is the body text's height in pixels; all other measures are multiples of it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = float(UNIT)
        #: The colour behind: an opaque picture is painted faster than a transparent one.
        self.backdrop = QColor(Qt.GlobalColor.transparent)
        self._picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_unit(self, pixels: float) -> None:
        """Use `pixels` as the height of body text."""
        if pixels != self.unit:
            self.unit = pixels
            self.redraw()

    def redraw(self) -> None:
        """The content has changed: paint it anew when it is next seen."""
        self._picture = QPixmap()
        self.update()

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        """Paint the content into `width` x `height` logical pixels."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """The height that the content wants at this width, in pixels; 0 takes what is left."""
        return 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._picture.size() != wanted and not wanted.isEmpty():
            self._picture = self._painted(wanted, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _painted(self, size: QSize, ratio: float) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.backdrop)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.draw(painter, self.width(), self.height())
        painter.end()
        return picture


def ground(widget: QWidget, colour: str = GROUND) -> None:
    """Give `widget` a plain background of its own, whatever the window's style is."""
    palette = widget.palette()
    palette.setColor(widget.backgroundRole(), colour)
    widget.setPalette(palette)
    widget.setAutoFillBackground(True)
