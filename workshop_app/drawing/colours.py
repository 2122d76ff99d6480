"""Colours by role: the design's on paper, and the ladder's from light to dark, for any number of steps. Any thread.

The ladder's colours differ in lightness, so they are told apart in grey print and by colour-blind readers; nothing is
told by colour alone anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workshop_app.drawing.shapes import Role, Tone

#: The least contrast of text (WCAG 2, AA).
READABLE = 4.5
STEPS = ("#d3e6e0", "#a3cdc3", "#6bb0a5", "#22777a", "#0b4f52")


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour (#rrggbb) for each role; `steps` light to dark, `dark_ink` and `light_ink` what is written on them."""

    paper: str = "#ffffff"
    ink: str = "#1a2226"
    quiet: str = "#4c585d"
    line: str = "#d8d4ca"
    track: str = "#ece9e1"
    steps: tuple[str, ...] = STEPS
    dark_ink: str = "#1a2226"
    light_ink: str = "#ffffff"

    def colour(self, tone: Tone) -> str:
        """The colour of a tone."""
        match tone.role:
            case Role.STEP:
                return self.step(tone.at)
            case Role.ON_STEP:
                return self.ink_on(self.step(tone.at))
            case Role.PAPER:
                return self.paper
            case Role.INK:
                return self.ink
            case Role.QUIET:
                return self.quiet
            case Role.LINE:
                return self.line
            case Role.TRACK:
                return self.track

    def step(self, at: float) -> str:
        """The ladder's colour at `at` (0-1), such that one of the two inks is read on it."""
        return _step(self.steps, (self.light_ink, self.dark_ink), at)

    def ink_on(self, colour: str) -> str:
        """The ink that is read better on `colour`."""
        return _better(colour, (self.light_ink, self.dark_ink))


#: On paper and on the hall screen, whatever colours the computer has.
ON_PAPER = Palette()


def place_of(number: int, count: int) -> float:
    """The place (0-1) of the step `number` (0 the lowest) of `count` on the ladder's colours."""
    return number / (count - 1) if count > 1 else 1.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1-21 (WCAG 2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, 0-1 (WCAG 2): what is left of it in grey print."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#rrggbb", 0-255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


@cache
def _step(steps: tuple[str, ...], inks: tuple[str, str], at: float) -> str:
    colour = _mixed(steps, at)
    # Halfway between ink on light and paper on dark neither can be read well: darken a little, and paper can.
    while contrast(_better(colour, inks), colour) < READABLE and at < 1:
        at = min(at + 0.005, 1.0)
        colour = _mixed(steps, at)
    return colour


def _better(colour: str, inks: tuple[str, str]) -> str:
    return max(inks, key=lambda ink: contrast(ink, colour))


def _mixed(steps: tuple[str, ...], at: float) -> str:
    place = min(max(at, 0.0), 1.0) * (len(steps) - 1)
    low = min(int(place), len(steps) - 2)
    part = place - low
    ends = zip(rgb(steps[low]), rgb(steps[low + 1]), strict=True)
    return "#" + bytes(round(a + (b - a) * part) for a, b in ends).hex()
