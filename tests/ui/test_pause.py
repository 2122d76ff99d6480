"""A break in the middle of a part, as the facilitator steers it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.evening import Evening
from ui.widgets.chip import Chip
from workshop_app.domain.agenda import ActivityState


def _state(evening: Evening) -> ActivityState:
    return next(a.state for a in evening.snapshot.activities if a.kind == "ideas")


def test_a_break_by_key_by_button_and_taken_back(evening: Evening) -> None:
    """P begins it, the big button and space end it, undo takes either back; closing stays at hand meanwhile."""
    window, page = evening.program.window, evening.page
    run = evening.go("ideas")
    evening.key(window, Qt.Key.Key_Space)
    evening.until(lambda: _state(evening) is ActivityState.OPEN)
    controls = page.side.controls
    assert controls.close_it.isHidden()
    evening.key(window, Qt.Key.Key_P)
    evening.until(lambda: _state(evening) is ActivityState.PAUSED)
    chip = page.run_page(evening.activity_id("ideas")).findChild(Chip)
    assert chip is not None
    assert ("Tauolla", "Lopeta tauko") == (chip.text().split()[0], controls.next.text())
    assert (False, True) == (controls.close_it.isHidden(), controls.pause.isHidden())
    assert "tauolla" in page.rail.item(evening.activity_id("ideas")).accessibleName()
    evening.key(window, Qt.Key.Key_Space)
    evening.until(lambda: _state(evening) is ActivityState.OPEN)
    page.undoing.undo()
    evening.until(lambda: _state(evening) is ActivityState.PAUSED)
    evening.click(controls.close_it)
    evening.until(lambda: _state(evening) is ActivityState.CLOSED)
    assert run.isVisible()


def test_without_anything_open_there_is_nothing_to_pause(evening: Evening) -> None:
    """The key does no harm before the evening has begun."""
    evening.go("ideas")
    evening.key(evening.program.window, Qt.Key.Key_P)
    assert ActivityState.PLANNED is _state(evening)
