"""Evenings that are damaged on purpose, and what is got out of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.clock import Clock
from tests.store.victims import evening
from tests.turns import pair_of
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.mail import KeepAddress
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.runtime import Runtime, recover_file
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.recovery import Recovery


def make(folder: Path) -> Path:
    """An evening with some hundred comparisons, long ideas and some addresses, closed."""
    path = folder / "ilta.tupa"
    evening(path)
    with Runtime(path, Clock()) as runtime:
        duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel").id
        for n in range(40):
            text = f"Ajatus {n} " + "kylätalon pihalla " * 10
            runtime.submit(AddIdea(text, IdeaOrigin.FACILITATOR)).result(100)
            runtime.submit(KeepAddress(f"joku{n}@esimerkki.fi")).result(100)
        for person in range(1, 17):
            shown = pair_of(runtime.submit(ShowPair(duel, person)).result(100))
            for n in range(20):
                if isinstance(shown, int):
                    outcome = list(Outcome)[n % 3]
                    shown = pair_of(runtime.submit(AnswerPair(duel, person, shown, outcome)).result(100))
    return path


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {
        name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for name in names
        if name != "_sqlite_migrations"
    }
    connection.close()
    return rows


def damaged(told: Path, folder: Path, *pages: int, with_bytes: bytes = b"\xa5") -> Path:
    """A copy of the evening with these pages overwritten."""
    content = bytearray(told.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = with_bytes * (4096 // len(with_bytes))
    path = folder / "rikki.tupa"
    path.write_bytes(content)
    return path


def out_of(path: Path) -> tuple[Recovery, Path]:
    """Recover, and open what came of it; the damaged file must stay as it is."""
    before = path.read_bytes()
    out = path.with_name("pelastettu.tupa")
    out.unlink(missing_ok=True)
    result = recover_file(path, out, Clock())
    with Runtime(out, Clock()) as runtime:
        agenda = workshop_rows.activities(runtime.reader())
        read_snapshot(runtime.reader(), [activity.id for activity in agenda])
    assert before == path.read_bytes()
    return result, out


def roots(told: Path) -> dict[str, int]:
    """Each table's root page."""
    connection = sqlite3.connect(told)
    found = dict(
        connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    )
    connection.close()
    return found
