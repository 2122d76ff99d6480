"""The look: colours, sizes, typeface and the style sheet, from the design tokens. QT MAIN THREAD.

Colours are asked for with `palette()`, so that a dark palette needs no other change.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QSize, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import resources
from workshop_app.drawing import colours

FAMILY = "Atkinson Hyperlegible Next"
#: The type scale in pixels.
XS, S, M, L, XL = 13, 15, 17, 22, 30


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours by what they are for. `steps` are a ladder's, light to dark."""

    paper: str = "#ffffff"
    ground: str = "#f5f3ee"
    line: str = "#d8d4ca"
    field: str = "#8a938f"
    ink: str = "#1a2226"
    ink2: str = "#4c585d"
    spruce: str = "#0b5d5e"
    spruce_pale: str = "#e4efec"
    action: str = "#0b5d5e"
    action_dark: str = "#094b4c"
    live: str = "#b3360b"
    live_ground: str = "#b3360b"
    live_dark: str = "#932c09"
    ok: str = "#23693b"
    warn: str = "#8a5a00"
    trough: str = "#ece9e1"
    hover: str = "#f0eee8"
    focus: str = "#cfe6e0"
    card: str = "#ffffff"
    notice: str = "#1a2226"
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
DARK = Palette(
    paper="#1e2629",
    ground="#151b1d",
    line="#3a464b",
    field="#849095",
    ink="#eef1f0",
    ink2="#b6c1c4",
    spruce="#7ccbc4",
    spruce_pale="#1c3c3e",
    live="#ff9f7d",
    ok="#6fc78c",
    warn="#e2b455",
    trough="#2b3539",
    hover="#29343a",
    focus="#24585a",
    card="#39464c",
    notice="#3d4c52",
)
_in_use = [LIGHT]
#: The icons in the colours in use; kept for as long as the program runs.
_painted: dict[str, QTemporaryDir] = {}


def palette() -> Palette:
    """The colours in use."""
    return _in_use[0]


def drawing_palette() -> colours.Palette:
    """The colours of drawings in the window, light or dark as the window is."""
    used = palette()
    return colours.Palette(used.paper, used.ink, used.ink2, used.line, used.trough, used.steps)


def font(size: int, *, bold: bool = False) -> QFont:
    """The typeface at `size` pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def icon(name: str) -> QIcon:
    """A picture of `resources/icons` in the colour of text."""
    return _drawn(str(_icons() / f"{name}.svg"))


@cache
def _drawn(file: str) -> QIcon:
    # One icon for all its buttons: Qt caches what it has drawn of each, which came to 10 MB.
    found = QIcon()
    found.addFile(file, QSize(20, 20))
    return found


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the look `role` of the style sheet."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    # A widget that was not shown yet is styled when it is; styling it twice is what makes building a page slow.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def apply(application: QApplication, *, dark: bool = False) -> None:
    """Load the typeface and style the application, light or dark."""
    _load_fonts()
    _in_use[0] = DARK if dark else LIGHT
    application.setStyle("Fusion")
    application.setFont(font(S))
    application.setPalette(_qt_palette(palette()))
    application.setStyleSheet(sheet(palette()))
    application.setWindowIcon(icon("tupailta"))
    for widget in application.allWidgets():
        picture = widget.property("picture")
        if isinstance(widget, QAbstractButton) and picture:
            widget.setIcon(icon(str(picture)))


def follow_system(application: QApplication) -> None:
    """Style the application light or dark as the system does, also whenever that changes."""

    def dress(scheme: Qt.ColorScheme) -> None:
        apply(application, dark=scheme is Qt.ColorScheme.Dark)

    hints = application.styleHints()
    hints.colorSchemeChanged.connect(dress)
    dress(hints.colorScheme())


def sheet(colours: Palette) -> str:
    """The style sheet with its colours and pictures filled in."""
    template = Template(resources.path("qss", "window.qss").read_text(encoding="utf-8"))
    icons = _icons().as_posix()
    return template.substitute(asdict(colours), icons=icons, family=FAMILY, xs=XS, s=S, m=M, l=L, xl=XL)


def _icons() -> Path:
    """The folder of the icons in the text colour: the original files, or recoloured copies."""
    ink = palette().ink
    if ink == LIGHT.ink:
        return resources.path("icons")
    if ink not in _painted:
        folder = _painted[ink] = QTemporaryDir()
        for drawn in resources.path("icons").glob("*.svg"):
            words = drawn.read_text(encoding="utf-8").replace(LIGHT.ink, ink)
            (Path(folder.path()) / drawn.name).write_text(words, encoding="utf-8")
    return Path(_painted[ink].path())


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
        QPalette.ColorRole.Highlight: colours.action,
        QPalette.ColorRole.HighlightedText: "#ffffff",
        QPalette.ColorRole.Link: colours.spruce,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.field))
    return made
