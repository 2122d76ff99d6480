"""Paints a ranking's rows: place, idea, bar with its interval, share, stage. QT MAIN THREAD.

The model gives, for column 0, the whole row as a `RankRow` under the role `ROW`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import style
from ui.widgets import drawn, flowing_text
from workshop_app.drawing import pieces
from workshop_app.drawing.colours import place_of
from workshop_app.drawing.shapes import Box, Drawing

ROW = int(Qt.ItemDataRole.UserRole) + 1
PLACE, IDEA, BAR, SHARE, STAGE = range(5)
#: Column widths in pixels, each with the gap after it; the idea takes what is left.
WIDTHS = {PLACE: 76, BAR: 160, SHARE: 64, STAGE: 168}
#: How many lines a stage's pill has at most, and the space after it, in pixels.
TAG_LINES, AFTER_STAGE = 2, 16
_PITCH, _PADDING, _BAR, _TAG = 21, 10, 16, 22
#: All bars have the same colour: the rows show their places beside them.
_TONE = 0.5
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RankRow:
    """One row.

    `share`, `low`, `high` are 0-1; `share` is None while nobody has answered, then there is no bar. `step` counts from
    0, None without a stage; `told`: how certain it is.
    """

    idea_id: int
    place: str
    text: str
    share: float | None
    low: float
    high: float
    percent: str
    stage: str
    step: int | None
    steps: int
    told: str = ""


class RankingDelegate(QStyledItemDelegate):
    """Draws each cell of a ranking; the model also has everything as text for screen readers."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        found: RankRow = index.data(ROW)
        if index.column() != IDEA:
            return QSize(WIDTHS.get(index.column(), 40), 2 * _PADDING + _PITCH)
        width = option.rect.width() - 14 if option.rect.width() > 60 else 240
        lines = flowing_text.height_of(found.text, style.font(style.S), width, _PITCH)
        return QSize(width, max(_PITCH, lines) + 2 * _PADDING - 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        found: RankRow = index.data(ROW)
        colours = style.palette()
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.spruce_pale))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), QColor(colours.line))
        ink = QColor(colours.ink)
        column = index.column()
        if column == PLACE:
            flowing_text.draw(
                painter, box.adjusted(16, 0, 0, 0), found.place, style.font(style.S, bold=True), _PITCH, ink
            )
        elif column == IDEA:
            flowing_text.draw(
                painter, box.adjusted(0, 0, -14, 0), found.text, style.font(style.S), _PITCH, ink
            )
        elif column == BAR and found.share is not None:
            _draw_bar(painter, box.adjusted(0, 0, -14, 0), found.share, found.low, found.high)
        elif column == SHARE:
            flowing_text.draw(painter, box, found.percent, style.font(style.S, bold=True), _PITCH, ink)
        elif column == STAGE:
            draw_pill(painter, box.adjusted(0, 0, -AFTER_STAGE, 0), found.stage, found.step, found.steps)
        painter.restore()


def _draw_bar(painter: QPainter, box: QRectF, share: float, low: float, high: float) -> None:
    place = pieces.track(box.left(), round(box.center().y()) - _BAR / 2, box.width(), _BAR)
    shapes = pieces.bar(place, share, pieces.step_tone(_TONE), low=low, high=high)
    drawing = Drawing(box.right(), box.bottom(), tuple(shapes))
    drawn.paint(painter, drawing, style.drawing_palette())


# Cached: a ladder has few steps, and many rows stand on them.
@lru_cache(maxsize=256)
def pill_height(text: str, width: float) -> float:
    """How high a stage's pill of this width is with its whole name, in pixels."""
    return pieces.tag_height(drawn.fit, text, width, _TAG, style.XS, lines=TAG_LINES)


def draw_pill(painter: QPainter, box: QRectF, text: str, step: int | None, steps: int) -> None:
    """A stage's pill at the left of `box`, over its whole width; a dash where there is no stage."""
    if step is None:
        painter.setPen(QPen(QColor(style.palette().ink2)))
        painter.setFont(style.font(style.S))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        return
    place = Box(box.left(), box.center().y() - _TAG / 2, box.width(), _TAG, pieces.step_tone(0))
    # A name of several words takes two lines where the row has room for them.
    lines = TAG_LINES if box.height() >= pill_height(text, box.width()) else 1
    shapes = pieces.tag(drawn.fit, place, text, place_of(step, steps), style.XS, lines=lines)
    drawn.paint(painter, Drawing(box.right(), box.bottom(), tuple(shapes)), style.drawing_palette())
