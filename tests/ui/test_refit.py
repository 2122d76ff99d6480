"""The window lives on while a ranking is worked out, however long it takes."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.ui.evening import Evening
from ui.kinds.duel.panel import Panel
from workshop_app.domain.commands import OpenActivity
from workshop_app.duel.ranking import Ranking, rank
from workshop_app.kinds.duel import report


def test_the_window_does_not_wait_for_a_ranking(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a ranking held up, other pages open, what is typed appears and answers are taken; then the numbers come."""
    duel = evening.activity_id("duel")
    evening.phone(OpenActivity(duel))
    person = evening.join(1)[0]
    panel = evening.go("duel")
    assert isinstance(panel, Panel)
    begun, go_on = threading.Event(), threading.Event()

    def held(*arguments: Any, **named: Any) -> Ranking:
        begun.set()
        assert go_on.wait(100)
        return rank(*arguments, **named)

    monkeypatch.setattr(report, "rank", held)
    try:
        assert 4 == evening.vote(person, 4)
        evening.until(begun.is_set)
        notes = evening.page.side.notes
        evening.write(notes.text, "Muista kahvi")
        assert "Muista kahvi" == notes.text.toPlainText()
        ideas = evening.activity_id("ideas")
        evening.click(evening.page.rail.item(ideas))
        assert evening.page.run_page(ideas).isVisible()
        assert "0" == panel.figures._pairs[1][0].text()
    finally:
        go_on.set()
    evening.click(evening.page.rail.item(duel))
    evening.until(lambda: panel.figures._pairs[1][0].text() == "4")
