"""Every page with the keyboard alone: the Tab key comes to whatever can be used."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from ui.facilitator.side import Side
from workshop_app.domain.commands import AddActivity, OpenActivity
from workshop_app.domain.text import Text

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox)


def _wanted(page: QWidget) -> set[QWidget]:
    """What must be reached: of buttons that shut each other out the pressed one, the arrows lead to the others."""
    return {
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        and not _one_of_several(widget)
    }


def _one_of_several(widget: QWidget) -> bool:
    grouped = isinstance(widget, QAbstractButton) and (
        widget.autoExclusive() or widget.group() is not None or isinstance(widget, QRadioButton)
    )
    return grouped and isinstance(widget, QAbstractButton) and not widget.isChecked()


def _gone_round(window: QWidget) -> list[QWidget]:
    """What Tab comes to, in order, until it has gone round."""
    found: list[QWidget] = []
    for _press in range(400):
        focused = QApplication.focusWidget() or window
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or (found and now is found[0]):
            break
        found.append(now)
    return found


def test_tab_comes_to_every_control_of_every_page(evening: Evening) -> None:
    """No field keeps the key for itself, and nothing that can be pressed is left out."""
    window, page = evening.program.window, evening.page
    evening.phone(OpenActivity(evening.activity_id("duel")))
    missed: dict[object, list[str]] = {}
    for place in [*Page, *(activity.id for activity in evening.snapshot.activities)]:
        page.go(place)
        if isinstance(place, int):
            evening.until(partial(_was_read, evening, place))
        reached = {widget.focusProxy() or widget for widget in _gone_round(window)}
        left = [w for w in _wanted(window) if w not in reached and w.focusProxy() not in reached]
        if left:
            missed[place] = [f"{type(w).__name__} {w.accessibleName()}" for w in left]
    assert {} == missed


def test_tab_goes_as_one_reads(evening: Evening) -> None:
    """Rail, page, side column; and a part that was added later is reached where it stands, not last of all."""
    window, page = evening.program.window, evening.page
    evening.phone(AddActivity("duel", Text("Toinen kierros")))
    evening.until(lambda: len(page.plan.agenda.rows) == len(evening.snapshot.activities))
    places = [page.rail, page.plan.agenda.add, *page.plan.agenda.rows.values(), page.plan.themes]
    assert list(range(len(places))) == _visits(_gone_round(window), places)
    page.go(evening.activity_id("ideas"))
    places = [page.rail, page.run_page(evening.activity_id("ideas")), page.side.hall, page.side.notes]
    assert list(range(len(places))) == _visits(_gone_round(window), places)


def _visits(order: list[QWidget], places: list[QWidget]) -> list[int]:
    """Which places Tab comes through, each as often as it is entered; the last round's rest is put first."""
    inside = [
        next((at for at, place in enumerate(places) if place is widget or place.isAncestorOf(widget)), None)
        for widget in order
    ]
    known = [at for at in inside if at is not None]
    entered = [at for number, at in enumerate(known) if number == 0 or at != known[number - 1]]
    begin = entered.index(0)
    return [at for number, at in enumerate(entered[begin:] + entered[:begin]) if number == 0 or at != 0]


def test_where_the_keyboard_is_can_be_seen(evening: Evening) -> None:
    """Whatever Tab comes to looks another way while it has the focus."""
    window, page = evening.program.window, evening.page
    evening.write_idea("Kyläbussi", evening.join(1)[0])
    unseen: list[str] = []
    seen: set[tuple[str, str]] = set()
    for place in [*Page, *(activity.id for activity in evening.snapshot.activities)]:
        page.go(place)
        if isinstance(place, int):
            evening.until(partial(_was_read, evening, place))
        for widget in _gone_round(window):
            look = (type(widget).__name__, str(widget.property("role")))
            if look not in seen:
                seen.add(look)
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                focused = widget.grab().toImage()
                window.setFocus()
                unseen += [f"{place}: {look}"] if focused == widget.grab().toImage() else []
    assert [] == unseen


def test_each_line_of_the_rail_has_its_name(evening: Evening) -> None:
    """In the window's language, with its number and state: not as the code calls it."""
    rail = evening.page.rail
    assert "Suunnitelma" == (rail.item(Page.PLAN).accessibleName() or rail.item(Page.PLAN).text())
    assert "7 Muistio" == rail.item(Page.MINUTES).accessibleName()


def test_an_idea_that_comes_takes_neither_pointer_nor_keyboard_away(evening: Evening) -> None:
    """The card that one is at stays when phones send more; when it is dealt with, the keyboard is at the next one."""
    person = evening.join(1)[0]
    page = evening.page
    evening.phone(OpenActivity(evening.activity_id("ideas")))
    page.go(evening.activity_id("ideas"))
    ideas = [evening.write_idea(text, person) for text in ("Kyläbussi", "Etävastaanotto kirjastoon")]
    evening.until(lambda: len(_take_in(page.side)) == len(ideas))
    first, second = _take_in(page.side)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    evening.write_idea("Uimala auki aamuisin", person)
    evening.until(lambda: len(_take_in(page.side)) == len(ideas) + 1)
    assert [first, second] == _take_in(page.side)[:2]
    assert first.hasFocus()
    evening.key(first, Qt.Key.Key_Space)
    evening.until(lambda: len(_take_in(page.side)) == len(ideas))
    assert second.hasFocus()


def _take_in(side: Side) -> list[QPushButton]:
    found = side.waiting.findChildren(QPushButton)
    return [made for made in found if made.text() == "Ota mukaan" and made.isVisible()]


def test_a_notice_is_read_out(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen reader hears what is said at the foot, trouble at once: the focus does not go there by itself."""
    said: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", said.append)
    evening.page.notice.say("Tallennettu")
    evening.page.notice.say("Ei onnistunut", trouble=True)
    told = [event for event in said if isinstance(event, QAccessibleAnnouncementEvent)]
    manner = QAccessible.AnnouncementPoliteness
    wanted = [("Tallennettu", manner.Polite), ("Ei onnistunut", manner.Assertive)]
    assert wanted == [(event.message(), event.politeness()) for event in told]


def _was_read(evening: Evening, activity_id: int) -> bool:
    return activity_id in evening.snapshot.reports
