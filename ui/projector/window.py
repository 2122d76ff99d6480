"""The hall's window: one picture at a time, large, and nothing that could be clicked. QT MAIN THREAD.

It shows what it is given and asks for nothing. Where it stands is decided by `ui.projector.screens`.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.kinds.base import View
from ui.locale import current
from ui.projector.address_bar import BAR, AddressBar, Banner
from ui.projector.code_scenes import Join, JoinScene, ThanksScene, WifiScene
from ui.projector.stage import Stage
from ui.widgets.hall import unit_of
from ui.widgets.painted import ground
from ui.widgets.tokens import PAPER
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import Translator, translator

#: What can be shown, by name.
SCENES = ("join", "wifi", "activity", "results", "thanks", "blank")
#: Scenes without the bar for late-comers.
_BARE = ("join", "blank")
#: Scenes whose large code is the address's, and scenes on which the bar shows a small one.
_OF_THE_ADDRESS, _WITH_SMALL_CODE = ("join", "thanks"), ("activity", "results")
#: How long the hall is told that the address has changed.
BANNER_MS = 60_000
_BANNER_UNITS = 2.0


class ProjectorWindow(QWidget):
    """What the hall sees. Signals: `pictureChanged()` take a new thumbnail; `closed()` its own window was closed."""

    pictureChanged = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        _ = current().text
        self.setWindowTitle(_("Tupailta: the hall screen"))
        ground(self, PAPER)
        self._join = Join()
        self._workshop: Workshop | None = None
        self._view: View | None = None
        self._scene = "join"
        self._blanked = False
        self._minutes = ""
        self._frozen: QPixmap | None = None
        self._frozen_scene = self._scene
        self._told = QTimer(self, singleShot=True, interval=0)
        self._told.timeout.connect(self.pictureChanged)
        self._until = QTimer(self, singleShot=True, interval=BANNER_MS)
        self._until.timeout.connect(self.dismiss_address_change)
        self._build()
        self.resize(1280, 720)
        self.setMinimumSize(320, 180)
        self._refresh()

    def _build(self) -> None:
        self._joining, self._wifi, self._thanks = JoinScene(self), WifiScene(self), ThanksScene(self)
        self._stage = Stage(self)
        self._stage.turned.connect(self._told.start)
        self._bar = AddressBar(self)
        self._still = QLabel(self, scaledContents=True)
        self._banner = Banner(self)
        self._black = QWidget(self)
        ground(self._black, "#000000")
        for upper in (self._still, self._banner, self._black):
            upper.hide()
            upper.raise_()

    def set_workshop(self, workshop: Workshop) -> None:
        """Tell the workshop's name and language; `show_view` tells them too."""
        if workshop != self._workshop:
            self._workshop = workshop
            self._refresh()

    def show_view(self, view: View | None) -> None:
        """Show the live activity as it stands; None: there is none."""
        self.show_scene(self._scene, view)

    def set_minutes(self, address: str) -> None:
        """Tell where phones can take the minutes; empty while they are not given. The thanks show its code."""
        if address != self._minutes:
            self._minutes = address
            self._refresh()

    def set_join(
        self, address: str, people: int, wifi_name: str = "", wifi_password: str = "", wifi_code: str = ""
    ) -> None:
        """Tell how to join. `address`: full http address, empty without a network; `wifi_code`: the code's text."""
        join = Join(address, people, wifi_name, wifi_password, wifi_code)
        if join != self._join:
            self._join = join
            self._refresh()

    def set_scene(self, name: str) -> None:
        """Show one of SCENES. Raises ValueError for another name."""
        self.show_scene(name, self._view)

    def show_scene(self, name: str, view: View | None) -> None:
        """Change scene and activity together, so that the hall never sees the one with the other's.

        Raises ValueError for a name that is not in SCENES.
        """
        if name not in SCENES:
            raise ValueError(f"no such scene: {name}")
        if (name, view) != (self._scene, self._view):
            self._scene, self._view = name, view
            self._workshop = view.workshop if view is not None else self._workshop
            self._refresh()

    def scene(self) -> str:
        """The name of the scene that was set; also while the picture is blank or frozen."""
        return self._scene

    def blank(self, on: bool) -> None:
        """Black until called with False; the scene stays as it was set."""
        if on != self._blanked:
            self._blanked = on
            self._refresh()

    def is_blank(self) -> bool:
        """Whether the hall sees black."""
        return self._blanked or self._scene == "blank"

    def freeze(self, on: bool) -> None:
        """Keep the picture as it is until called with False, whatever is shown meanwhile."""
        if on == self.is_frozen():
            return
        self._frozen, self._frozen_scene = self._grab_without_cover() if on else None, self._scene
        self._still.setPixmap(self._frozen or QPixmap())
        self._refresh()

    def is_frozen(self) -> bool:
        """Whether the picture is kept."""
        return self._frozen is not None

    def address_changed(self, new: str) -> None:
        """The address is another one: redraw the codes and tell the hall, for a minute or until dismissed."""
        self._join = replace(self._join, address=new)
        _ = self._words().text
        said = _("The address has changed, read the code again: {address}", address=self._join.typed)
        self._banner.set_sentence(said)
        self._until.start()
        self._refresh()
        self._renew_still()

    def dismiss_address_change(self) -> None:
        """Take the banner away."""
        self._until.stop()
        if self._banner.sentence:
            self._banner.set_sentence("")
            self._refresh()

    def thumbnail(self, size: QSize) -> QPixmap:
        """What the hall sees, within `size` logical pixels."""
        ratio = self.devicePixelRatioF()
        small = self.grab().scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        return small

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._told.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _words(self) -> Translator:
        return translator(self._workshop.language) if self._workshop else current()

    def _refresh(self) -> None:
        words = self._words()
        title = self._workshop.title.pick(words.language) if self._workshop else ""
        for scene in (self._joining, self._wifi, self._thanks):
            scene.speak(words.language)
        if self._scene == "join":
            self._joining.show_join(self._join, title)
        elif self._scene == "wifi":
            self._wifi.show_join(self._join, title)
        elif self._scene == "thanks":
            follow_up = self._workshop.follow_up if self._workshop else ""
            self._thanks.show_minutes(self._join, title, follow_up, self._minutes)
        elif self._scene in ("activity", "results"):
            self._stage.show_view(self._view, title, words, results=self._scene == "results")
        self._bar.show_join(self._join, words, code=self._scene in _WITH_SMALL_CODE)
        self._arrange()
        self._told.start()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        unit = unit_of(width, height)
        barred = self._scene not in _BARE and bool(self._join.address)
        bar = round(height * BAR) if barred else 0
        banner = round(_BANNER_UNITS * unit) if self._banner.sentence else 0
        shown = {"join": self._joining, "wifi": self._wifi, "thanks": self._thanks}.get(
            self._scene, self._stage
        )
        for scene in (self._joining, self._wifi, self._thanks, self._stage):
            if scene is shown:
                scene.setGeometry(0, banner, width, height - bar - banner)
                scene.set_hall(width, height)
            scene.setVisible(scene is shown)
        self._bar.setGeometry(0, height - bar, width, max(1, bar))
        self._bar.set_unit(unit)
        self._bar.setVisible(barred)
        self._banner.set_unit(unit)
        self._banner.setGeometry(0, 0, width, max(1, banner))
        self._banner.setVisible(banner > 0)
        for cover, on in ((self._still, self.is_frozen()), (self._black, self.is_blank())):
            cover.setGeometry(0, 0, width, height)
            cover.setVisible(on)

    def _renew_still(self) -> None:
        """Put the new address into the frozen picture, whose code would lead nowhere; all else stays as it was."""
        still, scene = self._frozen, self._scene
        if still is None:
            return
        if self._frozen_scene in _OF_THE_ADDRESS:
            self._frozen, self._scene = None, self._frozen_scene
            self._refresh()
            still = self._grab_without_cover()
        elif self._frozen_scene not in _BARE:
            self._bar.show_join(self._join, self._words(), code=self._frozen_scene in _WITH_SMALL_CODE)
            painter = QPainter(still)
            painter.drawPixmap(self._bar.pos(), self._bar.grab())
            painter.end()
        self._frozen, self._scene = still, scene
        self._still.setPixmap(still)
        self._refresh()

    def _grab_without_cover(self) -> QPixmap:
        covers = [cover for cover in (self._banner, self._black) if not cover.isHidden()]
        for cover in covers:
            cover.hide()
        picture = self.grab()
        for cover in covers:
            cover.show()
        return picture
