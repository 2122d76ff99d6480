"""Leaving an evening: what is being written is waited for, and that is said; an ended one leads to the first page."""

from __future__ import annotations

import signal
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.evening import Evening
from ui.dialogs.leaving import LeavingDialog
from ui.facilitator.rail import Page
from ui.main.program import _end_politely
from workshop_app.domain.commands import OpenActivity


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


def test_it_is_asked_before_phones_are_cut_off(evening: Evening) -> None:
    """A part is open and a phone is there: the window stays until it is said again; with neither it just closes."""
    window, part = evening.program.window, evening.activity_id("duel")
    person = evening.join(1)[0]
    presence = evening.opened.runtime.web._presence
    presence.saw(person)
    evening.phone(OpenActivity(part))
    evening.until(lambda: evening.snapshot.activities[2].running)
    for again in (window.close, window.close, window.action("home").trigger):
        again()
    asked = evening.dialog(LeavingDialog)
    assert isinstance(asked, LeavingDialog)
    assert 1 == sum(d.isVisible() for d in window.findChildren(LeavingDialog))
    assert asked._cancel.isDefault()
    texts = [found.text() for found in asked.findChildren(QLabel)]
    assert "”Kaksintaistelu” on auki, ja 1 puhelin on mukana. Se menettäisi sivunsa." in texts
    asked.reject()
    assert (True, evening.page) == (window.isVisible(), window.workshop)
    window.action("home").trigger()
    evening.click(evening.dialog(LeavingDialog).do_it)  # type: ignore[attr-defined]
    evening.until(lambda: window.home is not None)


def test_nobody_is_asked_where_nobody_would_notice(evening: Evening) -> None:
    """Nothing is open, or no phone is there, or the phones are made up by a rehearsal."""
    window = evening.program.window
    evening.opened.runtime.web._presence.saw(evening.join(1)[0])
    assert not window._asks(window.close_surely)
    evening.phone(OpenActivity(evening.activity_id("duel")))
    evening.until(lambda: evening.snapshot.activities[2].running)
    window.asks_before_closing = False
    assert not window._asks(window.close_surely)
    window.asks_before_closing = True
    evening.opened.runtime.web._presence._seen.clear()
    assert not window._asks(window.close_surely)


def test_the_system_is_not_asked_back(evening: Evening, dressed: QApplication) -> None:
    """Told to end (a shutdown, Ctrl+C), the program closes the file in order, whoever is in the middle of something."""
    evening.opened.runtime.web._presence.saw(evening.join(1)[0])
    evening.phone(OpenActivity(evening.activity_id("duel")))
    evening.until(lambda: evening.snapshot.activities[2].running)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    timers = dressed.findChildren(QTimer)
    try:
        _end_politely(dressed, evening.program)
        signal.raise_signal(signal.SIGTERM)
        evening.until(lambda: not evening.program.window.isVisible())
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for pulse in set(dressed.findChildren(QTimer)) - set(timers):
            pulse.deleteLater()
    assert evening.program.opened is None


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
