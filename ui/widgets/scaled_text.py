"""Text that fits its place: wrapped, then made smaller down to a limit, then cut with an ellipsis. QT MAIN THREAD.

Nothing is ever clipped, and the whole text stays in the accessible name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ui.style import FAMILY
from ui.widgets.painted import Painted
from ui.widgets.tokens import INK
from workshop_app.drawing.shapes import LEADING, one_line

_FREE = 1e6
_START, _END = "\x01", "\x02"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look."""

    text: str
    bold: bool = False
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text laid out: `lines` ready to be drawn, `height` in pixels, font `size`, and whether it was `cut`."""

    layouts: tuple[QTextLayout, ...]
    width: float
    height: float
    size: float
    cut: bool

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it with its upper left corner at (x, y)."""
        for number, layout in enumerate(self.layouts):
            layout.draw(painter, QPointF(x, y + number * self.size * LEADING))


def marked(value: str) -> str:
    """A value for a placeholder of a translated sentence, marked so that `runs` finds it again and makes it bold."""
    return f"{_START}{value}{_END}"


def runs(sentence: str, colour: str = INK, strong: str = INK) -> tuple[Run, ...]:
    """A sentence as runs, its `marked` values bold and in the colour `strong`."""
    found: list[Run] = []
    for part in sentence.split(_START):
        bold, end, rest = part.partition(_END)
        if end:
            found.append(Run(bold, bold=True, colour=strong))
            part = rest  # noqa: PLW2901 - what follows the bold value
        if part:
            found.append(Run(part, colour=colour))
    return tuple(found)


def font(size: float, *, bold: bool = False) -> QFont:
    """Our typeface at a height of `size` pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(size)))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def fit(
    words: Sequence[Run],
    width: float,
    size: float,
    *,
    least: float = 0.0,
    lines: int = 1,
    height: float = _FREE,
) -> Fitted:
    """Lay `words` out in at most `lines` lines and `height` pixels.

    The font is `size` pixels high or smaller, down to `least` (0: not smaller); what does not fit even
    then is cut with an ellipsis.
    """
    floor = least or size
    while True:
        rows = max(1, min(lines, int((height + 1) // (size * LEADING))))
        made, left, broken = _laid_out(words, width, size, rows)
        # A word broken in the middle is hard to read: try a smaller font first.
        if not left and not (broken and size > floor):
            return _fitted(made, size, cut=False)
        if size <= floor:
            made[-1] = _cut(made[-1].text(), left, width, size)
            return _fitted(made, size, cut=True)
        size = max(floor, size * 0.94)


def _laid_out(
    words: Sequence[Run], width: float, size: float, rows: int
) -> tuple[list[QTextLayout], tuple[Run, ...], bool]:
    # One layout for each line, so that a line can be cut and drawn with our own line height, whatever the font's is.
    made: list[QTextLayout] = []
    broken = False
    left = tuple(run for run in words if run.text)
    while left and len(made) < rows:
        layout, length = _line(left, width, size)
        made.append(layout)
        left = _after(left, length)
        broken = broken or bool(left and layout.text()[-1:].isalnum() and left[0].text[:1].isalnum())
    return made or [_line((), width, size)[0]], left, broken


def _line(words: Sequence[Run], width: float, size: float, *, wrap: bool = True) -> tuple[QTextLayout, int]:
    text = "".join(run.text for run in words)
    layout = QTextLayout(text, font(size))
    option = QTextOption()
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wrap else QTextOption.WrapMode.NoWrap
    )
    layout.setTextOption(option)
    layout.setFormats(_formats(words))
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    length = 0
    if line.isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, 0))
        length = line.textLength()
    layout.endLayout()
    if length < len(text) and wrap:
        return _line(_before(words, length), width, size, wrap=False)[0], length
    return layout, length


def _formats(words: Sequence[Run]) -> list[QTextLayout.FormatRange]:
    found = []
    at = 0
    for run in words:
        piece = QTextLayout.FormatRange()
        piece.start, piece.length = at, _utf16(run.text)
        look = QTextCharFormat()
        look.setForeground(QColor(run.colour))
        if run.bold:
            look.setFontWeight(QFont.Weight.Bold)
        piece.format = look
        found.append(piece)
        at += piece.length
    return found


def _utf16(text: str) -> int:
    # Qt counts in UTF-16 units: an emoji is two.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _after(words: Sequence[Run], length: int) -> tuple[Run, ...]:
    return _split(words, length)[1]


def _before(words: Sequence[Run], length: int) -> tuple[Run, ...]:
    return _split(words, length)[0]


def _split(words: Sequence[Run], length: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    head: list[Run] = []
    for number, run in enumerate(words):
        units = run.text.encode("utf-16-le", "surrogatepass")
        if len(units) // 2 > length:
            one = units[: 2 * length].decode("utf-16-le", "surrogatepass")
            two = units[2 * length :].decode("utf-16-le", "surrogatepass")
            first = (Run(one, run.bold, run.colour),) if one else ()
            return (*head, *first), (Run(two, run.bold, run.colour), *words[number + 1 :])
        head.append(run)
        length -= len(units) // 2
    return tuple(head), ()


def _cut(last: str, left: Sequence[Run], width: float, size: float) -> QTextLayout:
    # The last line has one look, that of what follows it, since Qt cuts plain text only.
    look = left[0]
    text = last.rstrip() + " " + "".join(run.text for run in left)
    metrics = QFontMetricsF(font(size, bold=look.bold))
    short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return _line((Run(short, look.bold, look.colour),), width, size, wrap=False)[0]


def _fitted(made: list[QTextLayout], size: float, *, cut: bool) -> Fitted:
    width = max(layout.lineAt(0).naturalTextWidth() if layout.lineCount() else 0.0 for layout in made)
    return Fitted(tuple(made), width, len(made) * size * LEADING, size, cut)


class ScaledText(Painted):
    """A piece of text on the hall screen.

    `size` and `least` are in units (the height of body text); `lines` is how many it may take.
    """

    def __init__(
        self, size: float = 1.0, *, least: float = 1.0, lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self._least, self._lines = size, min(least, size), lines
        self._runs: tuple[Run, ...] = ()
        self._fits: dict[tuple[int, float, float], Fitted] = {}
        self.centred = False
        #: Whether to prefer smaller letters to one more line.
        self.compact = False

    def set_text(self, text: str, colour: str = INK, *, bold: bool = False) -> None:
        """Show a text in one look."""
        self.set_runs((Run(one_line(text), bold, colour),) if text else ())

    def set_runs(self, words: Sequence[Run]) -> None:
        """Show a text in several looks."""
        if self._runs != tuple(words):
            self._runs = tuple(words)
            self._fits.clear()
            self.setAccessibleName(self.text())
            self.redraw()

    def text(self) -> str:
        """The whole text, also where it is shown cut."""
        return "".join(run.text for run in self._runs)

    def fitted(self, width: int, height: float = _FREE) -> Fitted:
        """The text laid out for a place of this size."""
        key = (width, height, self.unit)
        if key not in self._fits:
            # Cached, as it is needed twice: when the place is measured and when the text is drawn.
            self._fits = {key: self._laid(width, height)}
        return self._fits[key]

    def _laid(self, width: int, height: float) -> Fitted:
        size, least = self._size * self.unit, self._least * self.unit
        if self.compact:
            alone = fit(self._runs, width, size, least=least, height=height)
            if not alone.cut:
                return alone
        return fit(self._runs, width, size, least=least, lines=self._lines, height=height)

    def height_for(self, width: int) -> int:
        return round(self.fitted(width).height + 0.5) if self._runs else 0

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        made = self.fitted(width, height)
        made.draw(painter, (width - made.width) / 2 if self.centred else 0, 0)
