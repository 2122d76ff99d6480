"""The crowd on its own: it follows whoever leads, and the same seed gives the same people."""

import asyncio
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import own_port
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import CloseActivity, EditActivity, OpenActivity
from workshop_app.kinds.duel.kind import count
from workshop_app.kinds.duel.report import report
from workshop_app.rehearsal import phone
from workshop_app.rehearsal.crowd import Follower, crowd
from workshop_app.rehearsal.person import Tally
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import workshop_rows


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """An open workshop with its host running."""
    made = Runtime.create(tmp_path / "x.tupa", NewWorkshop("strategian_teemat", dt.date(2026, 11, 22)))
    made.web.start("127.0.0.1", own_port())
    with made:
        yield made


def _url(runtime: Runtime) -> str:
    return f"http://127.0.0.1:{runtime.web.port}/"


def _open(runtime: Runtime, kind: str) -> Activity:
    found = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == kind)
    runtime.submit(OpenActivity(found.id)).result()
    return found


def test_a_crowd_takes_part_in_what_is_open(runtime: Runtime) -> None:
    """Against a running host: everybody joins and answers at most as many pairs as they are told."""
    duel = _open(runtime, "duel")
    tally = asyncio.run(crowd(_url(runtime), people=5, duels=4, seed=3))
    assert (5, 20, 20, []) == (tally.joined, tally.sent, tally.acknowledged, tally.troubles)
    assert 20 == report(runtime.reader(), duel).answers


def test_a_crowd_joins_an_evening_that_is_under_way(runtime: Runtime) -> None:
    """Its join page offers first to go on under a code; who has none joins all the same."""
    ideas = _open(runtime, "ideas")
    runtime.submit(CloseActivity(ideas.id)).result()
    _open(runtime, "duel")
    tally = asyncio.run(crowd(_url(runtime), people=2, duels=1, seed=3))
    assert (2, 2, []) == (tally.joined, tally.acknowledged, tally.troubles)


def test_the_same_seed_gives_the_same_people(tmp_path: Path) -> None:
    """One after the other (one person): the same answers to the same pairs, so the same ranking."""
    rankings = []
    for name in ("a.tupa", "b.tupa"):
        with Runtime.create(tmp_path / name, NewWorkshop("mittarit", dt.date(2026, 11, 22))) as runtime:
            runtime.web.start(host="127.0.0.1", port=0)
            duel = _open(runtime, "duel")
            asyncio.run(crowd(_url(runtime), people=1, duels=10, seed=11))
            rankings.append(report(runtime.reader(), duel).ranking.standings)
    assert rankings[0] == rankings[1]


def test_a_follower_goes_where_the_facilitator_goes(runtime: Runtime) -> None:
    """On a thread of its own: joins at the welcome, answers when the duel opens, ends when it is told."""
    _open(runtime, "welcome")
    duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
    joined, answered = threading.Event(), threading.Event()

    def look(_events: object) -> None:
        # WRITER THREAD: what was committed is read as anybody else would.
        if workshop_rows.participant_count(runtime.reader()) == 3:
            joined.set()
        if count(runtime.reader(), duel) == 6:
            answered.set()

    runtime.bus.subscribe(look)
    follower = Follower(runtime.bus, _url(runtime), people=3, duels=2, seed=1, pace=0)
    done: list[Tally] = []
    thread = threading.Thread(target=lambda: done.append(follower.run()))
    thread.start()
    assert joined.wait(100)
    runtime.submit(EditActivity(duel.id, config={"duels": 5})).result()
    runtime.submit(OpenActivity(duel.id)).result()
    assert answered.wait(100)
    runtime.submit(CloseActivity(duel.id)).result()
    follower.stop()
    thread.join(100)
    assert not thread.is_alive()
    assert [(3, 6, 6)] == [(tally.joined, tally.sent, tally.acknowledged) for tally in done]


def test_a_follower_that_was_stopped_first_does_not_begin(runtime: Runtime) -> None:
    """Closing the window while the crowd is about to come: nobody comes."""
    follower = Follower(runtime.bus, _url(runtime), people=3, duels=2, seed=1)
    follower.stop()
    assert 0 == follower.run().joined


def test_a_host_that_is_gone_is_noted_and_ends(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers at the address: every person is a trouble of its own, and the crowd ends by itself."""
    monkeypatch.setattr(phone, "WAITS", (0.0,))
    url = _url(runtime)
    runtime.web.stop()
    tally = asyncio.run(crowd(url, people=2, duels=1, seed=1))
    assert (0, 2) == (tally.joined, len(tally.troubles))
