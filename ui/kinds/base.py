"""What an activity kind shows in the window (`panel.Panel`) and on the hall screen (`scene.Scene`). QT MAIN THREAD.

A kind called `x` has `ui/kinds/x/panel.py` with a class `Panel` and `ui/kinds/x/scene.py` with a class
`Scene` (while the activity runs) and, where it has results for the hall, a class `Results` of the same face.
Scenes build on `ui.widgets.hall.HallScene`, which gives them the hall's measures. All are given the same
`View`, read once, so the window and the hall can't disagree.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from ui.client import Client
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


class PanelFace(Protocol):
    """The kind's page in the facilitator's window."""

    def __call__(self, client: Client, parent: QWidget | None = None) -> QWidget:
        """Make the page; it sends commands through `client` and shows nothing before `show_view`."""
        ...


class SceneFace(Protocol):
    """The kind's picture on the hall screen; read-only, text scaled to its height."""

    def __call__(self, parent: QWidget | None = None) -> QWidget:
        """Make the picture; it shows nothing before `show_view`."""
        ...


class Shows(Protocol):
    """Both faces have this."""

    def show_view(self, view: View) -> None:
        """Show the activity as it stands now. Called at most ten times a second."""
        ...


def panel_of(kind: str) -> PanelFace:
    """The panel class of a kind."""
    return cast("PanelFace", importlib.import_module(f"ui.kinds.{kind}.panel").Panel)


def scene_of(kind: str) -> SceneFace:
    """The scene class of a kind."""
    return cast("SceneFace", importlib.import_module(f"ui.kinds.{kind}.scene").Scene)


def results_of(kind: str) -> SceneFace:
    """The results scene class of a kind; of a kind without results, its scene."""
    module = importlib.import_module(f"ui.kinds.{kind}.scene")
    return cast("SceneFace", getattr(module, "Results", module.Scene))
