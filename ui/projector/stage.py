"""The place of the live activity's picture: the scene of its kind, or its results. QT MAIN THREAD."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.kinds.base import Shows, View, results_of, scene_of
from ui.widgets.cards import Cards
from ui.widgets.hall import HallScene
from ui.widgets.question import QuestionScene
from workshop_app.domain.agenda import ActivityState
from workshop_app.i18n import Translator


class Stage(QWidget):
    """Keeps one scene of each kind and face, and shows the one that fits the view.

    Signal `turned()`: a scene has turned to another page by itself.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scenes: dict[tuple[str, bool], QWidget] = {}
        self._waiting = QuestionScene(self)
        self._shown: QWidget = self._waiting
        self._hall: tuple[int, int] | None = None

    def show_view(self, view: View | None, title: str, words: Translator, *, results: bool) -> None:
        """Show the activity of `view`, or its results; in a break and for None a sentence that we go on soon."""
        if view is None:
            _ = words.text
            self._waiting.ask("", title, _("A moment, we will go on soon."))
            self._waiting.arrange()
            self._turn_to(self._waiting)
            return
        if view.activity.state is ActivityState.PAUSED and not results:
            _ = words.text
            said = _("We go on in a moment. What you have answered is kept.")
            self._waiting.ask(view.activity.title.pick(words.language), _("A short break"), said)
            self._waiting.arrange()
            self._turn_to(self._waiting)
            return
        scene = self._scene(view.activity.kind, results=results)
        cast("Shows", scene).show_view(view)
        self._turn_to(scene)

    def set_hall(self, width: int, height: int) -> None:
        """Tell the size of the whole screen."""
        self._hall = (width, height)
        if isinstance(self._shown, HallScene):
            self._shown.set_hall(width, height)

    def current(self) -> QWidget:
        """The scene that is shown."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shown.setGeometry(self.rect())

    def _scene(self, kind: str, *, results: bool) -> QWidget:
        found = self._scenes.get((kind, results))
        if found is None:
            found = (results_of if results else scene_of)(kind)(self)
            self._scenes[kind, results] = found
            for cards in found.findChildren(Cards):
                cards.turned.connect(self.turned)
        return found

    def _turn_to(self, scene: QWidget) -> None:
        if self._shown is not scene:
            self._shown.hide()
            self._shown = scene
        scene.setGeometry(self.rect())
        if self._hall and isinstance(scene, HallScene):
            scene.set_hall(*self._hall)
        scene.show()
