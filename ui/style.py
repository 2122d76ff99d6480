"""The look: colours, sizes, typeface and the style sheet, from the design tokens. QT MAIN THREAD.

Colours are asked for with `palette()`, so that a dark palette needs no other change.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources

FAMILY = "Atkinson Hyperlegible Next"
#: The type scale in pixels.
XS, S, M, L, XL = 13, 15, 17, 22, 30


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours by what they are for. `steps` are a ladder's, light to dark; text on the last two is white."""

    paper: str = "#ffffff"
    ground: str = "#f5f3ee"
    line: str = "#d8d4ca"
    field: str = "#8a938f"
    ink: str = "#1a2226"
    ink2: str = "#4c585d"
    spruce: str = "#0b5d5e"
    spruce_dark: str = "#094b4c"
    spruce_pale: str = "#e4efec"
    live: str = "#b3360b"
    live_dark: str = "#932c09"
    live_pale: str = "#fbeae4"
    ok: str = "#23693b"
    warn: str = "#8a5a00"
    trough: str = "#ece9e1"
    hover: str = "#f0eee8"
    step1: str = "#d3e6e0"
    step2: str = "#a3cdc3"
    step3: str = "#6bb0a5"
    step4: str = "#22777a"
    step5: str = "#0b4f52"

    @property
    def steps(self) -> tuple[str, ...]:
        """The ladder's colours, lowest first."""
        return (self.step1, self.step2, self.step3, self.step4, self.step5)


LIGHT = Palette()


def palette() -> Palette:
    """The colours in use."""
    return LIGHT


def step_colours(step: int, steps: int) -> tuple[QColor, QColor]:
    """Ground and text colour of a ladder's step (0 = lowest) out of `steps`."""
    colours = palette().steps
    at = round(step / (steps - 1) * (len(colours) - 1)) if steps > 1 else 0
    return QColor(colours[at]), QColor("#ffffff" if at >= 3 else palette().ink)


def font(size: int, *, bold: bool = False) -> QFont:
    """The typeface at `size` pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


@cache
def icon(name: str) -> QIcon:
    """A picture of `resources/icons`."""
    found = QIcon()
    found.addFile(str(resources.path("icons", f"{name}.svg")), QSize(20, 20))
    return found


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the look `role` of the style sheet."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def apply(application: QApplication) -> None:
    """Load the typeface and dress the application."""
    _load_fonts()
    application.setStyle("Fusion")
    application.setFont(font(S))
    application.setPalette(_qt_palette(palette()))
    application.setStyleSheet(sheet(palette()))
    application.setWindowIcon(icon("tupailta"))


def sheet(colours: Palette) -> str:
    """The style sheet with its colours and pictures filled in."""
    template = Template(resources.path("qss", "window.qss").read_text(encoding="utf-8"))
    icons = resources.path("icons").as_posix()
    return template.substitute(asdict(colours), icons=icons, family=FAMILY, xs=XS, s=S, m=M, l=L, xl=XL)


@cache
def _load_fonts() -> None:
    # Once a process: a typeface stays loaded until the program ends.
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.ground,
        QPalette.ColorRole.Base: colours.paper,
        QPalette.ColorRole.AlternateBase: colours.ground,
        QPalette.ColorRole.Button: colours.paper,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.ToolTipBase: colours.paper,
        QPalette.ColorRole.ToolTipText: colours.ink,
        QPalette.ColorRole.PlaceholderText: colours.ink2,
        QPalette.ColorRole.Highlight: colours.spruce,
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: colours.spruce,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.field))
    return made
