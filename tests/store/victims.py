"""Processes that work on a session file until they are killed, and what must hold of the file afterwards.

`python -m tests.store.victims` is the parent of them: it has everything imported and forks one for each line of JSON
on its standard input, so that hundreds can be killed in a minute. A victim writes a line for what was acknowledged.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self

from exports import jobs
from tests.turns import pair_of
from ui.cli import main
from workshop_app.domain.commands import AddIdea, EditActivity, Join, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds import table
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.runtime import NewWorkshop, Runtime, now
from workshop_app.store import backup, session_file, workshop_rows
from workshop_app.store.tables import Tables
from workshop_app.web.limits import MACHINES

PEOPLE = 16
#: The environment's name for the port at which the host of `serve` answers, life after life.
PORT = "TUPAILTA_VICTIMS_PORT"
#: An owner with steps that take a while, as a later version of the program may have.
LATER = Tables(
    "later",
    tuple(
        f"CREATE TABLE later_{n} (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
        f"INSERT INTO later_{n} WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i LIMIT 1500) "
        "SELECT n, hex(randomblob(100)) FROM i;"
        for n in range(4)
    ),
)


@dataclass(frozen=True, slots=True)
class Life:
    """What one victim had acknowledged before its end, and whether it came to its end by itself."""

    lines: tuple[str, ...]
    ended: bool


class Victims:
    """The parent process, as a context."""

    def __enter__(self) -> Self:
        """Start it."""
        command = [sys.executable, "-m", "tests.store.victims"]
        self._parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_exc: object) -> None:
        """End it."""
        self._parent.communicate(timeout=100)

    def run(self, work: str, path: Path, kill_after: float | None, told: int = 0) -> Life:
        """Let a victim do `work` on `path`; kill -9 after so many seconds (None: let it come to its end).

        The seconds are counted from when it has told `told` lines.
        """
        pid = self.start(work, path)
        first = tuple(self.line() for _line in range(told))
        assert not [line for line in first if line.startswith("ended")]
        if kill_after is not None:
            # Nothing is read meanwhile: what it writes waits in the pipe, which holds enough for a few seconds.
            select.select([], [], [], kill_after)
            # It may have come to its end before.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        life = self.rest()
        return replace(life, lines=first + life.lines)

    def start(self, work: str, path: Path) -> int:
        """Start a victim; returns its process id."""
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps([work, str(path)]).encode() + b"\n")
        self._parent.stdin.flush()
        return int(self.line())

    def line(self) -> str:
        """The next line that the victim wrote."""
        assert self._parent.stdout is not None
        line = self._parent.stdout.readline().decode()
        assert line
        return line.strip()

    def rest(self) -> Life:
        """What the victim wrote up to its end, which is waited for."""
        lines = []
        while not (line := self.line()).startswith("ended"):
            lines.append(line)
        return Life(tuple(lines), line == "ended 0")


def evening(path: Path, more_ideas: int = 0) -> None:
    """A workshop with its duel open and people in it; with `more_ideas` they do not come to the end of its pairs."""
    with Runtime.create(path, NewWorkshop("strategian_teemat", date(2026, 11, 22))) as runtime:
        duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
        runtime.submit(EditActivity(duel.id, config={"duels": 10_000})).result(100)
        ideas = [AddIdea(f"Idea {n}", IdeaOrigin.FACILITATOR) for n in range(more_ideas)]
        people = [Join(f"hash-{n}", None, "fi") for n in range(PEOPLE)]
        for taken in [runtime.submit(command) for command in (*ideas, OpenActivity(duel.id), *people)]:
            taken.result(100)


def vote(path: Path, tell: Callable[[str], None]) -> None:
    """Answer without pause, with the rolling copy made all the time."""
    with Runtime(path, copy_every=0.0) as runtime:
        tell("open")
        duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel").id
        people = [p.id for p in workshop_rows.participants(runtime.reader())]
        shown = {p: runtime.submit(ShowPair(duel, p)) for p in people}
        out = {p: pair_of(future.result(100)) for p, future in shown.items()}
        for turn in range(200):
            outcome = (Outcome.LEFT, Outcome.RIGHT, Outcome.SKIP)[turn % 3]
            given = {
                p: (a, runtime.submit(AnswerPair(duel, p, a, outcome)))
                for p, a in out.items()
                if isinstance(a, int)
            }
            for p, (appearance, future) in given.items():
                out[p] = pair_of(future.result(100))
                tell(f"answer {appearance} {outcome}")


def create(path: Path, tell: Callable[[str], None]) -> None:
    """Make a workshop."""
    Runtime.create(path, NewWorkshop("strategian_teemat", date(2026, 11, 22))).close()
    tell("created")


def migrate(path: Path, tell: Callable[[str], None]) -> None:
    """Open the file as a later version of the program does."""
    session_file.open_file(path, [*table.owners(), LATER], datetime(2026, 11, 22, tzinfo=UTC)).close()
    tell("migrated")


def copy(path: Path, tell: Callable[[str], None]) -> None:
    """Copy the file again and again."""
    for _ in range(12):
        backup.copy_file(path, path.with_name("copy.tupa"))
        tell("copied")


def export(path: Path, tell: Callable[[str], None]) -> None:
    """Have the clerk write minutes and tables of the evening into one folder after the other, as the window does."""
    with Runtime(path, copy_every=None) as runtime:
        for _ in range(20):
            runtime.clerk.do(partial(jobs.exported, jobs.Place(path.with_name("out"))))
            tell("exported")


def command_line(path: Path, _tell: Callable[[str], None]) -> None:
    """Be the whole program, started with `tupailta serve FILE`; it tells what it says itself."""
    main(["serve", str(path), "--host", "127.0.0.1", "--port", "0"])


def serve(path: Path, tell: Callable[[str], None]) -> None:
    """Be the hall's host, with the rolling copy made all the time, until the end comes."""
    _serve(path, tell, now, copy_every=0.0)


def serve_on_a_small_disk(path: Path, tell: Callable[[str], None]) -> None:
    """The same without copies: there is never room enough for one."""
    _serve(path, tell, now, copy_every=None)


def serve_with_jumping_clock(path: Path, tell: Callable[[str], None]) -> None:
    """The same on a laptop whose clock shows another day each time it is looked at."""
    chance = random.Random(5)
    _serve(path, tell, lambda: now() + timedelta(days=chance.uniform(-365, 365)), copy_every=0.0)


def _serve(
    path: Path, tell: Callable[[str], None], clock: Callable[[], datetime], *, copy_every: float | None
) -> None:
    with Runtime(path, clock, copy_every=copy_every) as runtime:
        wanted = int(os.environ[PORT])
        assert wanted == runtime.web.start("127.0.0.1", wanted, MACHINES)
        tell("serving")
        signal.pause()


_SERVING = (serve, serve_on_a_small_disk, serve_with_jumping_clock)
WORKS = {work.__name__: work for work in (vote, create, migrate, copy, export, command_line, *_SERVING)}


def lost_or_doubled(path: Path, lives: list[Life]) -> tuple[int, int]:
    """How many acknowledged answers are not in the file, and how many stand there more than once."""
    acknowledged = [
        tuple(line.split()[1:]) for life in lives for line in life.lines if line.startswith("answer")
    ]
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT appearance_id, outcome FROM comparison").fetchall()
    connection.close()
    found = Counter((str(appearance), outcome) for appearance, outcome in rows)
    each = Counter(appearance for appearance, _ in rows)
    return sum(answer not in found for answer in acknowledged), sum(n > 1 for n in each.values())


def _parent() -> None:
    for line in sys.stdin:
        work, path = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(WORKS[work], Path(path))
        _, status = os.waitpid(pid, 0)
        os.write(1, f"ended {status}\n".encode())


def _live(work: Callable[[Path, Callable[[str], None]], None], path: Path) -> None:
    # Its number comes first, so it is the victim that tells it.
    _tell(str(os.getpid()))
    try:
        work(path, _tell)
    except BaseException as error:  # noqa: BLE001 - it must never come back into the parent's loop
        os.write(2, f"{work.__name__}: {error!r}\n".encode())
        os._exit(1)
    os._exit(0)


def _tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    _parent()
