"""The window itself: keys, trouble with the disk, geometry, names for those who listen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from ui.facilitator.window import MainWindow
from ui.main.program import Program
from workshop_app.domain.commands import EndWorkshop, OpenActivity, ShowResults
from workshop_app.domain.events import CopyTrouble, CopyWell, StorageTrouble, StorageWell

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox)


def test_no_larger_than_a_small_screen(program: Program) -> None:
    """On a screen with large letters (1366 x 768 at 150 %) the window's foot would else be out of reach."""
    room = QGuiApplication.primaryScreen().availableSize()
    least = program.window.minimumSize()
    assert (960, 620) >= (least.width(), least.height())
    assert room.width() >= least.width()
    assert room.height() > least.height()


def test_keys_steer_the_hall(evening: Evening) -> None:
    """Q shows the code and takes it away, B blanks and brings back."""
    window, hall = evening.program.window, evening.page.hall
    evening.go("duel")
    evening.phone(OpenActivity(evening.activity_id("duel")))
    evening.until(lambda: hall.scene == "activity")
    evening.key(window, Qt.Key.Key_Q)
    assert "join" == evening.opened.projector.scene()
    evening.key(window, Qt.Key.Key_Q)
    assert "activity" == evening.opened.projector.scene()
    evening.key(window, Qt.Key.Key_B)
    assert evening.opened.projector.is_blank()
    evening.key(window, Qt.Key.Key_B)
    assert not evening.opened.projector.is_blank()


def test_what_is_chosen_for_the_hall_is_seen(evening: Evening) -> None:
    """With one screen the hall's own window opens; before the first part the code stays however often it is asked."""
    hall, side = evening.page.hall, evening.page.side.hall
    evening.go("welcome")
    assert (False, True) == (hall.is_shown, side.open.isVisible())
    for _ in range(2):
        evening.click(evening.page.top.qr)
        assert "join" == evening.opened.projector.scene()
    assert (True, False) == (hall.is_shown, side.open.isVisible())
    evening.opened.projector.close()
    evening.until(side.open.isVisible)


def test_closing_the_welcome_shuts_nobody_out(evening: Evening) -> None:
    """Below the red button stands that who comes late can still join."""
    evening.phone(OpenActivity(evening.activity_id("welcome")))
    evening.go("welcome")
    note = evening.page.side.controls._closes
    evening.until(note.isVisible)
    assert "Myöhässä tulevat pääsevät silti mukaan." == note.text()


def test_a_notice_moves_nothing_away(evening: Evening) -> None:
    """It lies over the page's foot while it is there; a sentence that stays gets room of its own."""
    page = evening.page
    room = page.pages.geometry()
    page.notice.say("Idea on piilotettu.")
    evening.until(page.notice.isVisible)
    assert room == page.pages.geometry()
    assert page.notice.geometry().bottom() < page.pages.geometry().bottom()
    assert page.notice.height() < 50
    page.notice.say("Levy on täynnä.", trouble=True, stays=True)
    evening.until(lambda: page.pages.height() < room.height())
    assert not page.pages.geometry().intersects(page.notice.geometry())
    page.notice.hide()
    evening.until(lambda: room == page.pages.geometry())


def test_keys_in_a_field_are_letters(evening: Evening) -> None:
    """Typing a space, a B and a Q writes them, and nothing else happens."""
    evening.page.go(Page.PLAN)
    place = evening.page.plan.place
    place.setFocus()
    evening.until(place.hasFocus)
    place.clear()
    evening.write(place, "b q ")
    assert ("b q ", Page.PLAN, False) == (place.text(), evening.page.place, evening.page.hall.is_blank)


def test_the_menu_shows_the_keys(evening: Evening) -> None:
    """Each line of the menu has its key written beside it."""
    actions: list[QAction] = [a for a in evening.page.top.menu.menu().actions() if not a.isSeparator()]
    keys = {action.objectName(): action.shortcut().toString() for action in actions}
    assert {"next": "Space", "blank": "B", "qr": "Q"}.items() <= keys.items()
    assert all(keys.values())


def test_trouble_with_the_disk_is_in_sight(evening: Evening) -> None:
    """The chip turns and the sentence says what to do; nothing pops up, and it ends by itself."""
    bus, top = evening.opened.runtime.bus, evening.page.top
    bus.publish([StorageTrouble("full")])
    evening.until(lambda: top.file.text() == "Ei tallennu")
    assert "live" == top.file.state
    assert evening.page.notice.text.startswith("Levy on täynnä")
    assert QApplication.activeModalWidget() is None
    bus.publish([StorageWell()])
    evening.until(lambda: top.file.text() == "Tallennettu")


def test_trouble_names_the_file(evening: Evening) -> None:
    """A file that is gone is called by its name, in the notice and on the chip, with what brings the answers back."""
    evening.opened.runtime.bus.publish([StorageTrouble("missing")])
    evening.until(evening.page.notice.isVisible)
    said = (
        f"{evening.opened.runtime.path.name} ei ole enää paikallaan. Laita muistitikku tai tiedosto takaisin"
    )
    assert (True, True) == (said in evening.page.notice.text, said in evening.page.top.file.toolTip())
    evening.opened.runtime.bus.publish([StorageWell()])


def test_a_copy_that_fails_is_told_on_the_chip(evening: Evening) -> None:
    """Answers are saved all the same: the chip says both, and trouble with the file itself goes before it."""
    bus, top = evening.opened.runtime.bus, evening.page.top
    bus.publish([CopyTrouble()])
    evening.until(lambda: top.file.text() == "Tallennettu, ei varmuuskopiota")
    assert "warn" == top.file.state
    bus.publish([StorageTrouble("full")])
    evening.until(lambda: top.file.text() == "Ei tallennu")
    bus.publish([StorageWell()])
    evening.until(lambda: top.file.text() == "Tallennettu, ei varmuuskopiota")
    bus.publish([CopyTrouble("damaged")])
    evening.until(lambda: top.file.text() == "Tiedosto vaurioitunut")
    assert "viimeiset ehjät varmuuskopiot säilyvät" in top.file.toolTip()
    bus.publish([CopyWell()])
    evening.until(lambda: top.file.text() == "Tallennettu")


def test_a_refused_command_is_one_sentence(evening: Evening) -> None:
    """An activity that is gone is told of in the notice."""
    evening.opened.client.submit(ShowResults(999))
    evening.until(evening.page.notice.isVisible)
    assert "Tämä osio ei ole enää ohjelmassa." == evening.page.notice.text


def test_every_control_has_a_name(evening: Evening) -> None:
    """On each page, whatever can be pressed or written in says what it is to a screen reader."""
    nameless: list[str] = []
    for place in [*Page, *(activity.id for activity in evening.snapshot.activities)]:
        evening.page.go(place)
        if isinstance(place, int):
            evening.until(partial(_was_read, evening, place))
        nameless += [f"{place}: {widget}" for widget in _controls(evening.page) if not _name(widget)]
    assert [] == nameless


def _was_read(evening: Evening, activity_id: int) -> bool:
    return activity_id in evening.snapshot.reports


def _controls(page: QWidget) -> list[QWidget]:
    found = [widget for widget in page.findChildren(QWidget) if isinstance(widget, CONTROLS)]
    return [
        widget
        for widget in found
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
    ]


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_the_window_comes_back_where_it_stood(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """A place on a screen that is gone is given up."""
    memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    first = MainWindow(memory)
    qtbot.addWidget(first)
    first.show()
    first.setGeometry(QRect(9_000, 9_000, 1_000, 640))
    first.close()
    second = MainWindow(memory)
    qtbot.addWidget(second)
    screen = dressed.primaryScreen().availableGeometry()
    assert screen.intersects(second.frameGeometry())


def test_at_first_the_window_is_no_higher_than_the_screen(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """The notices at its foot are seen on a small laptop too."""
    window = MainWindow(QSettings(str(tmp_path / "new.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    assert window.height() < dressed.primaryScreen().availableGeometry().height()


def test_one_more_screen_reads_the_room(evening: Evening) -> None:
    """Opening a part brings the right picture to the hall by itself: code, activity, thanks."""
    projector = evening.opened.projector
    evening.phone(OpenActivity(evening.activity_id("welcome")))
    evening.until(lambda: evening.snapshot.activities[0].opened_at is not None)
    assert "join" == projector.scene()
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    evening.until(lambda: projector.scene() == "activity")
    evening.phone(EndWorkshop())
    evening.until(lambda: projector.scene() == "thanks")


def test_a_wide_page_has_the_hall_beside_it_where_there_is_room(evening: Evening) -> None:
    """On a narrow window the ladder has all of it, with its buttons above; on a wide one they stand beside it."""
    evening.go("ladder")
    run = evening.page.run_page(evening.activity_id("ladder"))
    shown = []
    for width in (1280, 1600, 1280):
        evening.program.window.resize(width, 800)
        evening.until(lambda width=width: evening.page.width() == width)  # type: ignore[misc]
        shown.append((evening.page.side.isVisible(), run.controls.isVisible()))
    assert [(False, True), (True, False), (False, True)] == shown


def test_activities_have_their_pages_before_one_goes_there(evening: Evening) -> None:
    """They are made one after another once the plan is there, so that going to one is not waited for."""
    page = evening.opened.page
    snapshot = evening.opened.model.snapshot
    assert snapshot is not None
    evening.qtbot.waitUntil(lambda: set(page.pages._runs) == {a.id for a in snapshot.activities})
