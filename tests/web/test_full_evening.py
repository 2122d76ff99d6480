"""An evening that phones fill on purpose: what is written can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.web.hall import Hall
from tests.web.phone import Phone
from tests.web.test_limits import bounded
from workshop_app.domain.commands import EditWorkshop
from workshop_app.runtime import Runtime
from workshop_app.store import checking
from workshop_app.web.limits import HALL


def test_phones_do_not_fill_the_file_past_opening(
    hall: Hall, joined: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answered and taken back without end: from some row on it is a sentence, and the facilitator goes on."""
    bounded(hall, replace(HALL, parts=0))
    hall.open("duel")
    monkeypatch.setattr(checking, "FULL", checking.count_rows(hall.runtime._file.connection) + 20)
    monkeypatch.setattr(checking, "ROWS", checking.FULL + 10)
    page = joined.get()
    for turn in range(30):
        page = joined.send(page, "/a/", action="undo" if turn % 2 else "left")
        if page.status != 200:
            break
    assert (409, "Illan tiedosto on täynnä") == (page.status, page.notice[:24])
    hall.do(EditWorkshop(place="Kirkonkylä"))
    copy = tmp_path / "kopio.tupa"
    hall.runtime.back_up_to(copy)
    with Runtime(copy, Clock()) as again:
        assert "evening_full" == again.filling
        assert checking.FULL <= checking.count_rows(again._file.connection) < checking.ROWS


def test_nobody_fills_the_file_for_the_others(
    hall: Hall, phones: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that one laptop makes up answer and take back without end: each is told so, and the others go on."""
    bounded(hall, replace(HALL, parts=20))
    hall.open("duel")
    everybody = [phones() for _ in range(9)]
    for phone in everybody:
        phone.join()
    *made_up, person = everybody
    monkeypatch.setattr(checking, "FULL", checking.count_rows(hall.runtime._file.connection) + 240)
    for phone in made_up:
        page = phone.get()
        for turn in range(60):
            page = phone.send(page, "/a/", action="undo" if turn % 2 else "left")
            if page.status != 200:
                break
        assert (409, "Olet lähettänyt jo niin paljon") == (page.status, page.notice[:30])
    page = person.get()
    for _ in range(2):
        page = person.send(page, "/a/", action="left")
        assert (200, "") == (page.status, page.notice)
