"""The colours of the hall screen, and those of ladders of any length. QT MAIN THREAD.

The hall screen is dark on light in every mode of the computer: a projector washes dark pictures out.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from ui.style import LIGHT

PAPER = LIGHT.paper
GROUND = LIGHT.ground
LINE = LIGHT.line
TROUGH = LIGHT.trough
INK = LIGHT.ink
INK_2 = LIGHT.ink2
SPRUCE = LIGHT.spruce
LIVE = LIGHT.live
#: The ladder's sequential colours, light to dark.
STEPS = LIGHT.steps
#: The least contrast of text (WCAG 2, AA).
_READABLE = 4.5


def step_colours(count: int) -> tuple[str, ...]:
    """`count` colours from the lightest to the darkest step, evenly spread over the five of the design."""
    if count == 1:
        return (STEPS[-1],)
    return tuple(_between((len(STEPS) - 1) * n / (count - 1)) for n in range(count))


def ink_on(colour: str) -> str:
    """Ink or paper, whichever is easier to read on `colour`."""
    return max((INK, PAPER), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1-21 (WCAG 2)."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _between(at: float) -> str:
    colour = _mixed(at)
    # Halfway between ink on light and paper on dark neither is read well: a little darker, and paper is.
    while contrast(ink_on(colour), colour) < _READABLE:
        at += 0.02
        colour = _mixed(at)
    return colour


def _mixed(at: float) -> str:
    low = min(int(at), len(STEPS) - 2)
    part = at - low
    a, b = QColor(STEPS[low]), QColor(STEPS[low + 1])
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * part) for x, y in pairs)).name()


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
