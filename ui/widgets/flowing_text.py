"""Text broken into lines at an even pitch, for what is painted by hand. QT MAIN THREAD (or any with a painter)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from workshop_app.domain.hyphens import SOFT_HYPHEN, hyphenated

#: From how many letters on a word in a label may be hyphenated.
_LONG = 16


def broken(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """`text` in lines that fit `width` pixels; words that don't fit are broken where they may."""
    return _broken(text, font.key(), round(width))


# Each paint and each layout asks for the same lines again, and a wall may hold five hundred ideas.
@lru_cache(maxsize=8192)
def _broken(text: str, font_key: str, width: int) -> tuple[str, ...]:
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetricsF(font)
    words = " ".join(_fitting(word, metrics, width) for word in text.split(" "))
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        start = line.textStart()
        # Positions count UTF-16 units, as Qt does.
        units = layout.text().encode("utf-16-le")
        piece = units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le", "replace")
        end = "-" if piece.endswith(SOFT_HYPHEN) else ""
        lines.append(piece.replace("\u2028", "").replace(SOFT_HYPHEN, "").strip() + end)
    layout.endLayout()
    return tuple(lines) or ("",)


def _fitting(word: str, metrics: QFontMetricsF, width: int) -> str:
    """The word with the hyphens that it needs to fit: at just any syllable only where better breaks are not enough."""

    def fits(pieces: list[str]) -> bool:
        return all(metrics.horizontalAdvance(f"{piece}-") <= width for piece in pieces)

    if metrics.horizontalAdvance(word) <= width:
        return word
    good = hyphenated(word)
    return good if fits(good.split(SOFT_HYPHEN)) else hyphenated(word, 0)


def breakable(text: str) -> str:
    """`text` with soft hyphens in its long words, for labels: seen only where a line ends."""
    return " ".join(hyphenated(word) if len(word) >= _LONG else word for word in text.split(" "))


def height_of(text: str, font: QFont, width: float, pitch: int) -> int:
    """How high `text` is at `pitch` pixels a line; never less than what `draw` needs."""
    return pitch * _line_count(text, font.key(), round(width))


@lru_cache(maxsize=8192)
def _line_count(text: str, font_key: str, width: int) -> int:
    # Qt's own measuring is many times faster than a layout. The two differ where a line fits by less than a
    # pixel: only there the layout is asked.
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetricsF(font)
    counts = set()
    for room in (QRectF(0, 0, max(20, width) + by, 1e6) for by in (-1, 1)):
        taken = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        if taken.width() > room.width():
            return len(_broken(text, font_key, width))
        counts.add(max(1, round(taken.height() / metrics.lineSpacing())))
    return counts.pop() if len(counts) == 1 else len(_broken(text, font_key, width))


def draw(painter: QPainter, box: QRectF, text: str, font: QFont, pitch: int, colour: QColor) -> None:
    """Draw `text` into `box`, its lines in the middle of the height."""
    lines = broken(text, font, box.width())
    painter.setFont(font)
    painter.setPen(colour)
    metrics = painter.fontMetrics()
    lift = (pitch - metrics.height()) / 2 + metrics.ascent()
    top = box.top() + max(0.0, (box.height() - pitch * len(lines)) / 2)
    for number, line in enumerate(lines):
        painter.drawText(QPointF(box.left(), top + pitch * number + lift), line)
