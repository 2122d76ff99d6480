"""The facilitator's window: the first page, or the workshop that is open. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)

from ui.dialogs.leaving import LeavingDialog
from ui.facilitator.hall import JOIN, RESULTS, THANKS, WIFI
from ui.facilitator.home import HomePage
from ui.facilitator.rail import Page
from ui.facilitator.workshop_page import WorkshopPage
from ui.locale import _
from ui.models import wording
from ui.widgets import reading_order
from workshop_app.domain.agenda import live

#: The only things kept in QSettings: where the window stood, and the screens there were then.
_GEOMETRY, _SCREENS = "window/geometry", "window/screens"
#: About how high a window's title is, in pixels.
_FRAME = 40
#: The smallest that the window can be, unless the screen is smaller still.
_SMALLEST = QSize(960, 620)


class MainWindow(QMainWindow):
    """Holds one page at a time, and the menu with its keys.

    Signals: `home_wanted()` close the workshop and show the first page; `hall_wanted()` show the
    hall screen; `closing()` the window is being closed. `asks_before_closing`: whether phones that would be cut off in
    the middle of a part are worth a question.
    """

    home_wanted = Signal()
    hall_wanted = Signal()
    closing = Signal()

    def __init__(self, memory: QSettings) -> None:
        super().__init__()
        self._memory = memory
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.setWindowTitle("Tupailta")
        self.setMinimumSize(_SMALLEST.boundedTo(_room()))
        self.home: HomePage | None = None
        self.workshop: WorkshopPage | None = None
        self._actions: list[QAction] = []
        self.asks_before_closing = True
        self._restore()

    def show_home(self, page: HomePage) -> None:
        """Show the first page; the workshop's page, if there was one, is gone."""
        self._replace(page)
        self.home = page
        self.setWindowTitle("Tupailta")

    def show_workshop(self, page: WorkshopPage, name: str) -> None:
        """Show an open workshop."""
        self._replace(page)
        self.home, self.workshop = None, page
        self.setWindowTitle(f"{name} – Tupailta")
        self._make_menu(page)
        page.home_wanted.connect(self.home_wanted)

    def action(self, name: str) -> QAction:
        """A line of the menu by its name in code (`next`, `blank`, `qr`, ...)."""
        return next(action for action in self._actions if action.objectName() == name)

    def close_surely(self) -> None:
        """Close, whoever is in the middle of something."""
        self.asks_before_closing = False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Where the whole computer is being shut down there is nobody to ask.
        application = QGuiApplication.instance()
        ending = isinstance(application, QGuiApplication) and application.isSavingSession()
        if not ending and self._asks(self.close_surely):
            event.ignore()
            return
        self._memory.setValue(_GEOMETRY, self.saveGeometry())
        self._memory.setValue(_SCREENS, _screens())
        # Results that are still being computed may take a moment; the person has done their part.
        self.hide()
        self.closing.emit()
        super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return reading_order.step(self, forward=forward)

    def leave_workshop(self) -> None:
        """Forget the closed workshop: its page is seen until another one is shown, but nothing asks it any more."""
        for action in self._actions:
            self.removeAction(action)
        self._actions, self.workshop = [], None

    def _asks(self, leave: Callable[[], object]) -> bool:
        """Ask before phones lose their page in the middle of a part, or words are lost that could not be written.

        `leave` is what closes it. False: there is nothing to ask.
        """
        page = self.workshop
        snapshot = page.model.snapshot if page is not None and self.asks_before_closing else None
        opened = live(snapshot.activities) if snapshot is not None else None
        phones = page.client.connected() if page is not None else 0
        unsaved = page is not None and page.client.unsaved
        if (opened is None or not phones) and not unsaved:
            return False
        if not any(asked.isVisible() for asked in self.findChildren(LeavingDialog)):
            part = wording.pick(opened.title) if opened is not None else ""
            asked = LeavingDialog(part, phones, self, unsaved=unsaved)
            asked.accepted.connect(leave)
            asked.open()
        return True

    def _go_home(self) -> None:
        if not self._asks(self.home_wanted.emit):
            self.home_wanted.emit()

    def _replace(self, page: QWidget) -> None:
        self.leave_workshop()
        old = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        # No button has the focus at first: the space bar means "next step" until somebody moves the focus with Tab.
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        page.setFocus()
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _make_menu(self, page: WorkshopPage) -> None:
        menu = QMenu(page)
        menu.setAccessibleName(_("Menu"))
        for name, text, key, do_it in self._entries(page):
            if do_it is None:
                menu.addSeparator()
                continue
            # The page's actions, not the window's: they go together with the evening that they are about.
            action = QAction(text, page)
            action.setObjectName(name)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _on=False, act=do_it: act())
            self._actions.append(action)
            self.addAction(action)
            menu.addAction(action)
        page.top.menu.setMenu(menu)
        page.undoing.changed.connect(self._name_undo)
        self._name_undo()

    def _entries(self, page: WorkshopPage) -> tuple[tuple[str, str, str, Callable[[], object] | None], ...]:
        return (
            ("next", _("Next step"), "Space", self._space),
            ("pause", _("Pause, or end the break"), "P", page.steering.toggle_pause),
            ("undo", _("Undo"), "Ctrl+Z", page.undoing.undo),
            ("redo", _("Do again"), "Ctrl+Shift+Z", page.undoing.redo),
            ("", "", "", None),
            ("qr", _("Show the QR code to the hall"), "Q", lambda: page.show_to_hall(JOIN)),
            ("wifi", _("Show the Wi-Fi code to the hall"), "W", lambda: page.show_to_hall(WIFI)),
            ("results", _("Show the results to the hall"), "R", lambda: page.show_to_hall(RESULTS)),
            ("thanks", _("Show the thanks to the hall"), "T", lambda: page.show_to_hall(THANKS)),
            ("blank", _("Show an empty screen to the hall"), "B", page.hall.toggle_blank),
            ("freeze", _("Freeze the hall screen"), "F", page.hall.toggle_frozen),
            ("hall", _("Open the hall screen"), "Ctrl+Shift+V", self.hall_wanted.emit),
            ("", "", "", None),
            ("plan", _("Plan"), "Ctrl+1", lambda: page.go(Page.PLAN)),
            ("minutes", _("Minutes"), "Ctrl+2", lambda: page.go(Page.MINUTES)),
            ("network", _("Network"), "Ctrl+3", lambda: page.go(Page.NETWORK)),
            ("", "", "", None),
            ("phones", _("One person, two phones…"), "Ctrl+Shift+P", page.two_phones.ask),
            ("copy", _("Backup copy to a stick…"), "Ctrl+B", page.keeping.choose_copy),
            ("wipe", _("Remove the personal data…"), "Ctrl+Shift+Del", page.keeping.ask_wipe),
            ("", "", "", None),
            ("home", _("Close the evening"), "Ctrl+W", self._go_home),
        )

    def _name_undo(self) -> None:
        page = self.workshop
        if page is None:
            return
        undo, redo = page.undoing.undo_words, page.undoing.redo_words
        for name, text, what in (("undo", _("Undo"), undo), ("redo", _("Do again"), redo)):
            action = self.action(name)
            action.setEnabled(bool(what))
            action.setText(f"{text}: {what}" if what else text)

    def _space(self) -> None:
        # A field takes the space bar for itself before it comes here. A button that was reached with
        # the keyboard is pressed by it, as everywhere; only then is it not the next step.
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        elif isinstance(focused, QComboBox) and self.isAncestorOf(focused):
            focused.showPopup()
        elif self.workshop is not None:
            self.workshop.take_step()

    def _restore(self) -> None:
        kept = self._memory.value(_GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            # The screens of small laptops are lower than the window would like to be; its frame needs room too.
            self.resize(QSize(1280, 800).boundedTo(_room()))
        elif self._memory.value(_SCREENS) != _screens() and not _seen(_first(), self.frameGeometry()):
            # Where an office has its second monitor there may be a projector now, and the whole hall looks at it.
            _centre(self)
        on_screen(self)


def _room() -> QSize:
    """The room on the first screen for a window without its frame."""
    return QGuiApplication.primaryScreen().availableSize() - QSize(0, _FRAME)


def on_screen(window: QWidget) -> None:
    """Pull a window back onto a screen that is there: the one it stood on may be unplugged."""
    wanted = window.frameGeometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if not screens or any(_seen(screen, wanted) for screen in screens):
        return
    _centre(window)


def _centre(window: QWidget) -> None:
    """Put a window in the middle of the laptop's own screen."""
    state, first = window.windowState(), _first()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(window.size().boundedTo(first.size()))
    window.move(first.center() - window.rect().center())
    window.setWindowState(state)


def _first() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def _screens() -> str:
    """The screens that are there now, with their places."""
    return " ".join(f"{screen.name()}{screen.geometry().getRect()}" for screen in QGuiApplication.screens())


def _seen(screen: QRect, window: QRect) -> bool:
    """Whether enough of the window's top is on the screen to take hold of it."""
    shared = screen.intersected(window)
    return shared.width() >= 200 and shared.height() >= 100 and window.top() >= screen.top() - 40
