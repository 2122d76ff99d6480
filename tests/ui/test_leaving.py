"""Leaving an evening: what is being written is waited for, and that is said; an ended one leads to the first page."""

from __future__ import annotations

from pathlib import Path

from tests.ui.evening import Evening
from ui.facilitator.rail import Page


def test_closing_while_a_folder_is_written(evening: Evening, tmp_path: Path) -> None:
    """The window stands still for nothing: it says what it waits for, and goes when the folder is there."""
    program, export = evening.program, evening.page.minutes.export
    out = tmp_path / "out"
    out.mkdir()
    with evening.opened.runtime.clerk._turn:  # so that it cannot be ready before the evening is left
        export.write_to(out)
        program.window.action("home").trigger()
        assert evening.page is program.window.workshop
        assert "kirjoitetaan vielä" in evening.page.notice.text
    evening.until(lambda: program.window.home is not None)
    assert 1 == len(list(out.glob("*/workshop.json")))


def test_what_is_written_can_be_stopped_to_leave(evening: Evening, tmp_path: Path) -> None:
    """One press on the sentence's button, and the evening closes with nothing written."""
    program, export, notice = evening.program, evening.page.minutes.export, evening.page.notice
    out = tmp_path / "out"
    out.mkdir()
    with evening.opened.runtime.clerk._turn:
        export.write_to(out)
        program.go_home()
        evening.click(notice._button)
        assert not export.line.can_stop
        program.go_home()
        assert not notice._button.isVisible()
    evening.until(lambda: program.window.home is not None)
    assert [] == list(out.iterdir())


def test_an_ended_evening_leads_to_the_first_page(evening: Evening) -> None:
    """Below the sentence that it has ended stand both ways: on with it after all, or to the first page."""
    program, page = evening.program, evening.page
    page.go(Page.MINUTES)
    page.minutes.turn_to(page.minutes.giving)
    evening.click(page.minutes.end)
    evening.until(page.minutes.leave.isVisible)
    evening.click(page.minutes.go_on)
    evening.until(page.minutes.end.isVisible)
    assert evening.snapshot.workshop.ended_at is None
    evening.click(page.minutes.end)
    evening.until(page.minutes.leave.isVisible)
    evening.click(page.minutes.leave)
    evening.until(lambda: program.window.home is not None)
    assert ["ended"] == [entry.state for entry in program.settings.recent]
