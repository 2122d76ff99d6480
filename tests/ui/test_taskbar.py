"""The program's own button in Windows' taskbar."""

from __future__ import annotations

from ui.main.taskbar import NAME, have_own_button


def test_windows_is_told_the_programs_name() -> None:
    """There, and nowhere else."""
    told: list[object] = []
    for system in ("linux", "darwin", "win32"):
        have_own_button(system, told.append)
    assert [NAME] == told
