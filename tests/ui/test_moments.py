"""Days and times in fields stand as the window's language writes them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication

from ui import locale
from ui.widgets.moments import DayEdit, time_format


@pytest.mark.parametrize(
    ("language", "day", "time"),
    [("fi", "1.12.2026", "H.mm"), ("sv", "1.12.2026", "H.mm"), ("en", "1 Dec 2026", "H:mm")],
)
def test_as_the_language_writes_it(qapp: QApplication, language: str, day: str, time: str) -> None:
    """In English the month has its name: 1.12. could be the twelfth of January."""
    locale.choose(language)
    assert (day, time) == (DayEdit(QDate(2026, 12, 1)).text(), time_format())
