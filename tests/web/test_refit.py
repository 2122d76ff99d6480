"""Nobody at a phone waits for a ranking, however long it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import ShowResults
from workshop_app.duel.ranking import Ranking, rank
from workshop_app.kinds.duel import report


def test_answers_are_taken_while_a_ranking_is_made(
    hall: Hall, phones: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One phone waits for results whose ranking is held up; another is given pairs and answers them all the while."""
    begun, go_on = threading.Event(), threading.Event()

    def held(*arguments: Any, **named: Any) -> Ranking:
        begun.set()
        assert go_on.wait(100)
        return rank(*arguments, **named)

    curious, busy = phones(), phones()
    curious.join()
    busy.join()
    duel = hall.open("duel")
    hall.do(ShowResults(duel))
    monkeypatch.setattr(report, "rank", held)
    with ThreadPoolExecutor(1) as aside:
        results = aside.submit(curious.get, f"/a/{duel}/results")
        try:
            assert begun.wait(100)
            for number in range(3):
                page = busy.get()
                assert f"Vertailu {number + 1} / 15" in page.text
                busy.send(page, "/a/", action="left")
            assert not results.done()
        finally:
            go_on.set()
        assert f"/a/{duel}/results" == results.result(100).path
