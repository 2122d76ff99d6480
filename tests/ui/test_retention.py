"""The day until which answers are kept passes: the window and the first page say so, and what to do is a press away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.ui.evening import Evening
from ui.dialogs.delete_evening import DeleteEveningDialog
from ui.facilitator.file_keeping import WipeDialog
from ui.facilitator.home import HomePage
from ui.main.program import Program
from workshop_app import settings
from workshop_app.domain.plan_commands import KeepUntil
from workshop_app.store import session_file

LONG_AGO = dt.date(2020, 2, 1)


def home(program: Program) -> HomePage:
    """The first page, which is shown."""
    assert program.window.home is not None
    return program.window.home


def open_again(evening: Evening) -> None:
    """Close the evening and open it from the first page's first line."""
    evening.program.go_home()
    home(evening.program).recent[0].click()
    evening.until(lambda: evening.program.opened is not None and evening.opened.model.snapshot is not None)


def words(program: Program) -> str:
    """What the first line of the first page says."""
    return " ".join(found.text() for found in home(program).recent[0].findChildren(QLabel))


def test_an_evening_that_is_overdue_is_told_until_it_is_wiped(evening: Evening) -> None:
    """Not while nobody has taken part, nor before the day; then each time it is opened, and not once it is wiped."""
    program = evening.program
    evening.phone(KeepUntil(LONG_AGO))
    open_again(evening)
    assert "1.2.2020" not in evening.page.notice.text
    evening.join(1)
    evening.until(lambda: evening.snapshot.personal)
    program.go_home()
    assert "1.2.2020" in words(program)
    open_again(evening)
    notice = evening.page.notice
    evening.until(lambda: "1.2.2020" in notice.text and notice.stays)
    evening.click(notice._button)
    dialog = evening.dialog(WipeDialog)
    assert isinstance(dialog, WipeDialog)
    evening.click(dialog.do_it)
    evening.until(lambda: not evening.snapshot.personal)
    program.go_home()
    assert "1.2.2020" not in words(program)
    assert home(program).recent[0].delete.isHidden()


def test_it_is_deleted_with_its_copies(evening: Evening, tmp_path: Path) -> None:
    """Asked once, with the files named; nothing of it is left in the folder, nor on the list."""
    program, path = evening.program, evening.opened.runtime.path
    evening.join(1)
    evening.phone(KeepUntil(LONG_AGO))
    evening.until(lambda: evening.snapshot.personal and evening.snapshot.workshop.retention_until == LONG_AGO)
    for suffix in ("backup", "backup-2", "recovered"):
        evening.opened.runtime.back_up_to(path.with_name(f"{path.stem}.{suffix}.tupa"))
    program.go_home()
    line = home(program).recent[0]
    evening.click(line.delete)
    (dialog,) = home(program).findChildren(DeleteEveningDialog)
    assert all(
        name in " ".join(found.text() for found in dialog.findChildren(QLabel))
        for name in (f"{path.stem}.backup-2.tupa", f"{path.stem}.recovered.tupa")
    )
    evening.click(dialog.do_it)
    evening.until(lambda: "poistettu" in home(program).notice.text)
    assert [] == list(tmp_path.glob(f"{path.stem}*"))
    assert () == settings.load(tmp_path / "settings.json").recent


def test_an_evening_that_is_open_elsewhere_is_not_deleted(evening: Evening) -> None:
    """All of it stays, and that is said."""
    program, path = evening.program, evening.opened.runtime.path
    evening.join(1)
    evening.phone(KeepUntil(LONG_AGO))
    evening.until(lambda: evening.snapshot.personal and evening.snapshot.workshop.retention_until == LONG_AGO)
    copy = path.with_name(f"{path.stem}.backup.tupa")
    evening.opened.runtime.back_up_to(copy)
    program.go_home()
    with session_file.not_open(path):
        evening.click(home(program).recent[0].delete)
        (dialog,) = home(program).findChildren(DeleteEveningDialog)
        evening.click(dialog.do_it)
        evening.until(lambda: "auki" in home(program).notice.text)
    assert [True, True] == [path.exists(), copy.exists()]
