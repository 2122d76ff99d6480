"""What an activity kind shows in the window and on the hall screen. QT MAIN THREAD.

Each kind has `ui/kinds/<kind>/panel.py` with a `Panel` (a `KindPanel`), and `ui/kinds/<kind>/scene.py` with a `Scene`
(while the activity runs) and, where it has results for the hall, a `Results`. Both scenes subclass
`ui.widgets.hall.HallScene`, which gives them the hall's measures, and have `show_view` too; where people only answer a
question on their phones, `ui.widgets.question.QuestionScene` draws it. A kind with something to choose beforehand has
`settings.py` with `Settings` (a `KindSettings`). All are given the same `View`, read once, so window and hall can't
disagree.
"""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.client import Client
from ui.kinds.words import Words
from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import Idea, Theme
from workshop_app.domain.workshop import Workshop


@dataclass(frozen=True, slots=True)
class View:
    """One activity as it stands now; `report` is of the kind's own class (`workshop_app.kinds.<kind>`).

    `ranked` are the `ideas` in the order that the last comparison has given them, those that it does not know last.
    """

    workshop: Workshop
    activity: Activity
    report: object
    participants: int
    themes: tuple[Theme, ...]
    ideas: tuple[Idea, ...]
    ranked: tuple[Idea, ...]
    address: str


class KindPanel(QWidget):
    """The kind's page in the facilitator's window; it sends commands through the client and shows nothing by itself.

    `WORDS`: what its buttons and its state are called. `wide`: it gets the whole width, and its buttons stand above it.
    `scrolls`: it scrolls what it shows itself. Signal `said(text, undo)`: a sentence for the notice at the foot, and
    what its *Undo* calls (None: it has none).
    """

    WORDS: ClassVar[Words] = Words()
    wide: ClassVar[bool] = False
    scrolls: ClassVar[bool] = False
    said = Signal(str, object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client

    def show_view(self, view: View) -> None:
        """Show the activity as it stands now. Called at most ten times a second."""
        raise NotImplementedError

    def note(self, view: View) -> str:
        """What to know before the big button is pressed, in a sentence below it; empty where there is nothing."""
        return ""


class KindSettings(QWidget):
    """What the kind lets one choose in the plan, on a line of its own below the activity.

    Signal `saved(config)`: names of the activity's config with their new values, a dict.
    """

    saved = Signal(object)

    def show_activity(self, activity: Activity) -> None:
        """Show what the file says."""
        raise NotImplementedError


class SceneFace(Protocol):
    """The kind's picture on the hall screen; read-only, text scaled to its height."""

    def __call__(self, parent: QWidget | None = None) -> QWidget:
        """Make the picture; it shows nothing before `show_view`."""
        ...


class Shows(Protocol):
    """What each scene has besides what `HallScene` gives it."""

    def show_view(self, view: View) -> None:
        """Show the activity as it stands now. Called at most ten times a second."""
        ...


def panel_of(kind: str) -> type[KindPanel]:
    """The panel class of a kind."""
    return cast("type[KindPanel]", importlib.import_module(f"ui.kinds.{kind}.panel").Panel)


def settings_of(kind: str) -> type[KindSettings] | None:
    """The settings class of a kind, None where it has nothing to choose in the plan."""
    name = f"ui.kinds.{kind}.settings"
    if importlib.util.find_spec(name) is None:
        return None
    return cast("type[KindSettings]", importlib.import_module(name).Settings)


def scene_of(kind: str) -> SceneFace:
    """The scene class of a kind."""
    return cast("SceneFace", importlib.import_module(f"ui.kinds.{kind}.scene").Scene)


def results_of(kind: str) -> SceneFace:
    """The results scene class of a kind; of a kind without results, its scene."""
    module = importlib.import_module(f"ui.kinds.{kind}.scene")
    return cast("SceneFace", getattr(module, "Results", module.Scene))
