"""Drawings (`workshop_app.drawing`) in the window and in the hall: text laid out, shapes painted. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ui.widgets import scaled_text
from ui.widgets.scaled_text import Run, font
from workshop_app.drawing.colours import ON_PAPER, Palette
from workshop_app.drawing.shapes import Box, Drawing, Fitted, Line, Mark, Shape, Side, Words


def fit(
    text: str, width: float, size: float, *, bold: bool = False, lines: int = 1, least: float = 0.0
) -> Fitted:
    """See `workshop_app.drawing.shapes.Fitting`; lengths in pixels."""
    made = scaled_text.fit((Run(text, bold),), width, size, least=least, lines=lines)
    return Fitted(tuple(layout.text() for layout in made.layouts), made.width, made.size, made.cut)


def paint(painter: QPainter, drawing: Drawing, palette: Palette = ON_PAPER, scale: float = 1.0) -> None:
    """Paint a drawing with its upper left corner at the painter's origin, `scale` times its size."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for shape in drawing.shapes:
        _paint(painter, shape, QColor(palette.colour(shape.tone)), scale)
    painter.restore()


def _paint(painter: QPainter, shape: Box | Line | Mark | Words, colour: QColor, scale: float) -> None:
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    match shape:
        case Box():
            box = QRectF(shape.x * scale, shape.y * scale, shape.width * scale, shape.height * scale)
            painter.drawRoundedRect(box, shape.radius * scale, shape.radius * scale)
        case Line():
            painter.setPen(QPen(colour, shape.thick * scale, c=Qt.PenCapStyle.FlatCap))
            painter.drawLine(QLineF(shape.x1 * scale, shape.y1 * scale, shape.x2 * scale, shape.y2 * scale))
        case Mark(shape=Shape.DOT):
            half = shape.size / 2 * scale
            painter.drawEllipse(QPointF(shape.x * scale, shape.y * scale), half, half)
        case Mark():
            painter.drawPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in shape.corners]))
        case Words():
            _write(painter, shape, colour, scale)


def _write(painter: QPainter, shape: Words, colour: QColor, scale: float) -> None:
    letters = font(shape.size * scale, bold=shape.bold)
    metrics = QFontMetricsF(letters)
    x = shape.x * scale
    if shape.side is not Side.START:
        x -= metrics.horizontalAdvance(shape.text) * (1.0 if shape.side is Side.END else 0.5)
    painter.setFont(letters)
    painter.setPen(colour)
    baseline = shape.y * scale + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x, baseline), shape.text)
