"""The menu's copy to a stick and the wiping of personal data."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.evening import Evening
from ui.facilitator.file_keeping import WipeDialog
from ui.main.program import Program
from workshop_app.domain.commands import CloseActivity, OpenActivity
from workshop_app.runtime import Runtime


def test_a_copy_is_made_while_the_evening_goes_on(evening: Evening, tmp_path: Path) -> None:
    """The copy holds what has been committed and opens like any other evening."""
    evening.join(2)
    target = tmp_path / "tikku" / "kopio.tupa"
    target.parent.mkdir()
    dialog = evening.page.keeping.choose_copy()
    dialog.fileSelected.emit(str(target))
    dialog.close()
    evening.until(lambda: "Varmuuskopio on valmis" in evening.page.notice.text)
    with Runtime(target) as copy:
        assert 2 == len(copy.reader().query("SELECT id FROM participant"))


def test_a_stick_that_is_not_there_is_told(evening: Evening, tmp_path: Path) -> None:
    """What the disk refuses is one sentence in the notice."""
    evening.page.keeping.copy_to(tmp_path / "poissa" / "kopio.tupa")
    evening.until(lambda: "toinen kansio" in evening.page.notice.text.lower())


def test_wiping_asks_once(evening: Evening) -> None:
    """Not while a part is open; then the dialog tells what goes, and only its button wipes."""
    welcome = evening.activity_id("welcome")
    evening.join(1)
    evening.phone(OpenActivity(welcome))
    evening.until(lambda: evening.snapshot.activities[0].state == "open")
    evening.program.window.action("wipe").trigger()
    evening.until(lambda: "Sulje ensin" in evening.page.notice.text)
    evening.phone(CloseActivity(welcome))
    evening.until(lambda: evening.snapshot.activities[0].state == "closed")
    evening.program.window.action("wipe").trigger()
    dialog = evening.dialog(WipeDialog)
    assert isinstance(dialog, WipeDialog)
    evening.click(dialog.do_it)
    evening.until(lambda: "poistettu" in evening.page.notice.text)
    found = evening.opened.runtime.reader().query("SELECT token_hash FROM participant")
    assert ["wiped-1"] == [row["token_hash"] for row in found]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not replace an open file")
def test_a_file_that_was_replaced_while_open(evening: Evening, tmp_path: Path) -> None:
    """Where the evening is by now is said, and it is the one that the first page offers."""
    path = evening.opened.runtime.path
    evening.opened.runtime.back_up_to(tmp_path / "kopio.tupa")
    evening.join(2)
    (tmp_path / "kopio.tupa").replace(path)
    evening.program.go_home()
    kept = path.with_name(f"{path.stem}.kept.tupa")
    home = evening.program.window.home
    assert home is not None
    assert f"joten ilta on tiedostossa {kept.name}." in home.notice.text
    assert str(kept) == evening.program.settings.recent[0].path
    with Runtime(kept) as found:
        assert 2 == len(found.reader().query("SELECT id FROM participant"))


def test_a_rolling_copy_that_is_opened_is_copied_and_that_is_said(
    program: Program, start: Callable[[str], Evening], qtbot: QtBot
) -> None:
    """The window tells in which file the evening goes on."""
    evening = start("strategian_teemat")
    path = evening.opened.runtime.path
    newest = path.with_name(f"{path.stem}.backup.tupa")
    evening.opened.runtime.back_up_to(newest)
    program.go_home()
    program.open(newest)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.model.snapshot is not None)
    assert program.opened is not None
    name = f"{path.stem}.from-backup.tupa"
    assert name == program.opened.runtime.path.name
    assert f"ilta jatkuu tiedostossa {name}." in program.opened.page.notice.text
