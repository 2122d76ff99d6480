"""Days and times in fields stand as the window's language writes them, and are typed as people write them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui import locale
from ui.widgets.moments import DayEdit, TimeEdit, read_day, read_time, time_format

TODAY = QDate(2026, 11, 26)


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [("fi", "1.12.2026", "H.mm"), ("sv", "1.12.2026", "H.mm"), ("en", "1 Dec 2026", "H:mm")],
)
def test_as_the_language_writes_it(qapp: QApplication, language: str, day: str, time: str) -> None:
    """In English the month has its name: 1.12. could be the twelfth of January. What is shown can be read again."""
    locale.choose(language)
    shown = DayEdit(QDate(2026, 12, 1)).text()
    assert (day, time) == (shown, time_format())
    assert QDate(2026, 12, 1) == read_day(shown, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15.1.2027", QDate(2027, 1, 15)),
        (" 3. 12. 2025 ", QDate(2025, 12, 3)),
        ("15.1.27", QDate(2027, 1, 15)),
        ("15.1.", QDate(2027, 1, 15)),
        ("26.11", TODAY),
        ("29.2.", QDate(2028, 2, 29)),
        ("2027-01-15", QDate(2027, 1, 15)),
        ("15. tammikuuta", QDate(2027, 1, 15)),
        ("1 Joulukuu 2027", QDate(2027, 12, 1)),
        ("15", None),
        ("31.2.2027", None),
        ("0.1.", None),
        ("15. ehkä", None),
        ("", None),
    ],
)
def test_a_day_as_one_writes_it(qapp: QApplication, text: str, day: QDate | None) -> None:
    """In numbers or with the month's name; without a year it is the next such day."""
    assert day == read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("17.30", QTime(17, 30)),
        ("17:30", QTime(17, 30)),
        ("1730", QTime(17, 30)),
        ("9", QTime(9, 0)),
        ("25.00", None),
        ("17.3", None),
        ("iltapäivällä", None),
    ],
)
def test_a_time_as_one_writes_it(text: str, time: QTime | None) -> None:
    """With a point, a colon or nothing between; a whole hour alone."""
    assert time == read_time(text)


def test_a_day_is_typed_over_another(qtbot: QtBot) -> None:
    """Every day that is typed comes out as it was typed, told once; nonsense leaves what stood there."""
    field = DayEdit(QDate(2026, 12, 26))
    qtbot.addWidget(field)
    field.show()
    told: list[QDate] = []
    field.dateChanged.connect(told.append)
    wanted = [QDate(2027, 1, 15), QDate(2027, 1, 31), QDate(2026, 2, 1), QDate(2026, 12, 26)]
    for day in wanted:
        field.selectAll()
        QTest.keyClicks(field, day.toString("d.M.yyyy"))
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert wanted == told
    field.selectAll()
    QTest.keyClicks(field, "joskus")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ("26.12.2026", QDate(2026, 12, 26), wanted) == (field.text(), field.date(), told)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert QDate(2026, 12, 27) == told[-1]


def test_a_day_is_chosen_from_the_calendar(qtbot: QtBot) -> None:
    """F4 opens it at the day that stands there; what is pressed in it is taken, and it goes away."""
    field = DayEdit(QDate(2026, 12, 26))
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    QTest.keyClick(field, Qt.Key.Key_F4)
    calendar = field.findChild(type(field.open_calendar()))
    assert calendar is not None
    assert QDate(2026, 12, 26) == calendar.selectedDate()
    calendar.clicked.emit(QDate(2026, 12, 3))
    assert ("3.12.2026", False) == (field.text(), calendar.isVisible())


def test_what_cannot_be_read_says_how_to_write_it(qtbot: QtBot) -> None:
    """Also when one goes on with Tab: the words stand below the field after the next one has the keyboard."""
    both = QWidget()
    qtbot.addWidget(both)
    line = QHBoxLayout(both)
    field, following = TimeEdit(), TimeEdit()
    line.addWidget(field)
    line.addWidget(following)
    both.show()
    both.activateWindow()
    qtbot.waitUntil(both.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "25.90")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert following.hasFocus()
    qtbot.waitUntil(QToolTip.isVisible)
    assert ("", "Kirjoita kellonaika näin: 18.00") == (field.text(), QToolTip.text())
    QToolTip.hideText()


def test_a_time_is_typed_where_none_was_said(qtbot: QtBot) -> None:
    """It is taken by Enter; the arrows move it by a quarter of an hour; emptied it is not said."""
    field = TimeEdit()
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "17.30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert QTime(17, 30) == field.time()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert "17.15" == field.text()
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ("", False) == (field.text(), field.time().isValid())
