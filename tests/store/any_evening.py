"""An evening of any commands, among failing disks, crashes and restarts, and what must hold all the while."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from tests.clock import Clock, new_workshop
from tests.held import held
from tests.store.any_commands import Now, any_command
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Event
from workshop_app.domain.people import Channel
from workshop_app.kinds.duel.memory import Memory, memory_of, read_shown
from workshop_app.runtime import Runtime
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Tx
from workshop_app.taking_back import as_it_stands, inverse
from workshop_app.web.current import Current

#: The rows of all tables, by table.
Rows = dict[str, list[tuple[object, ...]]]
#: What may be written without a word to anybody: pairs that go out, and become void, change nothing that is seen.
_SILENT = {"appearance", "comparison", "more_asked", "rejoin_code"}
#: How the disk begins to fail, and how that ends. The other program is given up on soon.
_TROUBLES = {
    "full": ("PRAGMA max_page_count={pages}", "PRAGMA max_page_count=1000000"),
    "read only": ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
    "locked": ("PRAGMA busy_timeout=5", "PRAGMA busy_timeout=2000"),
}


def rows_of(connection: sqlite3.Connection) -> Rows:
    """All that is in a file."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: [tuple(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for (name,) in tables}


class AnyEvening:
    """`found` is what must not be; `done` how often each command went through, or what it was refused with."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.found: list[str] = []
        self.done: Counter[tuple[str, str]] = Counter()
        self._folder, self._chance, self._clock = folder, random.Random(seed), Clock()
        self._events: list[Event] = []
        self._at = ""
        self._take(new_workshop(folder, clock=self._clock))
        self._runtime.submit(c.Join("somebody", None, "fi", Channel.PAPER)).result(100)

    def _take(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._current = Current(runtime._reads)
        runtime.bus.subscribe(self._hear)
        runtime.bus.subscribe(self._current.heard)

    def _hear(self, events: Sequence[Event]) -> None:
        self._events += events

    @property
    def _rows(self) -> Rows:
        return rows_of(self._runtime._file.connection)

    def play(self, turns: int) -> None:
        """So many commands; stops at the third thing that must not be."""
        for turn in range(turns):
            self._clock.forward(seconds=20 * self._chance.random())
            now = Now(self._runtime.reader(), self._chance, turn)
            command = any_command(now)
            self._at = f"{turn}: {command!r}"
            if self._chance.random() < 0.06:
                self._in_trouble(command)
            else:
                self._do(command, now)
            if self._chance.random() < 0.04:
                self._together(turn)
            if self._chance.random() < 0.1:
                self._look()
            if self._chance.random() < 0.02:
                self._crash()
            if self._chance.random() < 0.01:
                self._restart()
            if len(self.found) > 2:
                break
        self._crash()
        self._runtime.close()

    def _must(self, holds: bool, what: str) -> None:
        if not holds:
            self.found.append(f"{what}, at {self._at}")

    def _do(self, command: c.Command, now: Now) -> None:
        """What is refused leaves no trace; what is seen is told; what is taken back goes or is refused."""
        before = self._rows if self._chance.random() < 0.15 else None
        self._events.clear()
        sent = self._runtime.submit(command)
        error = sent.exception(100)
        self.done[
            type(command).__name__, getattr(error, "code", type(error).__name__) if error else "done"
        ] += 1
        self._must(error is None or isinstance(error, WorkshopError), f"ended with {error!r}")
        if before is not None:
            after = self._rows
            changed = {table for table in after if after[table] != before[table]}
            self._must(error is None or not changed, f"refused, and {changed} changed")
            told = any(isinstance(event, Changed) for event in self._events)
            self._must(told or not changed - _SILENT, f"nobody hears that {changed} changed")
        if error is None and self._chance.random() < 0.15:
            back = inverse(command, now.snapshot, sent.result())
            if back is not None:
                back = as_it_stands(back, read_snapshot(self._runtime.reader()))
                error = self._runtime.submit(back).exception(100)
                self._must(
                    error is None or isinstance(error, WorkshopError), f"{back!r} ended with {error!r}"
                )

    def _together(self, turn: int) -> None:
        """Many at once make one transaction, in which some are refused; afterwards all is as if they had come alone."""
        commands = [any_command(Now(self._runtime.reader(), self._chance, turn)) for _ in range(12)]
        go = held(self._runtime)
        sent = [self._runtime.submit(command) for command in commands]
        go.set()
        self._at = f"{turn}: {commands!r}"
        for error in [future.exception(100) for future in sent]:
            self._must(error is None or isinstance(error, WorkshopError), f"ended with {error!r}")
        self.done["together", "done"] += 1
        self._look()

    def _in_trouble(self, command: c.Command) -> None:
        """A disk that fails: nothing is acknowledged and nothing changed, and all goes on afterwards."""
        before, trouble = self._rows, self._chance.choice((*_TROUBLES, "commit"))
        if trouble == "commit":
            error = self._sent_where_commit_fails(command)
        else:
            with self._trouble(*_TROUBLES[trouble]):
                error = self._runtime.submit(command).exception(100)
        if error is not None and not isinstance(error, WorkshopError):
            self._must(self._rows == before, f"changed by what failed ({trouble})")
        self.done["in trouble", trouble] += 1
        # The next commit finds that all is well.
        self._runtime.submit(c.GiveCode(1)).result(100)

    def _sent_where_commit_fails(self, command: c.Command) -> BaseException | None:
        go = held(self._runtime)
        sent = self._runtime.submit(command)
        self._runtime._writer.submit(_break_the_commit)
        go.set()
        return sent.exception(100)

    @contextmanager
    def _trouble(self, begins: str, ends: str) -> Iterator[None]:
        connection = self._runtime._file.connection
        other = sqlite3.connect(self._runtime.path, isolation_level=None)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if "busy" in begins:
            other.execute("BEGIN IMMEDIATE")
        connection.execute(begins.format(pages=pages))
        yield
        connection.execute(ends)
        other.close()

    def _look(self) -> None:
        """What handlers and the host keep in memory is what the file says."""
        fresh = Current(self._runtime._reads)
        self._must(self._current.now() == fresh.now(), "the host keeps an older evening")
        self._must(self._current.ideas() == fresh.ideas(), "the host keeps older ideas")
        for what in self._runtime._writer.submit(_older_in_memory).result(100):  # type: ignore[attr-defined]
            self._must(holds=False, what=what)

    def _crash(self) -> None:
        """What a crash would leave now opens, with all that was acknowledged."""
        died = self._folder / "kuoli"
        died.mkdir()
        for name in ("ilta.tupa", "ilta.tupa-wal"):
            shutil.copy(self._folder / name, died / name)
        with Runtime(died / "ilta.tupa", self._clock, copy_every=None) as opened:
            self._must(rows_of(opened._file.connection) == self._rows, "a crash loses something")
        shutil.rmtree(died)

    def _restart(self) -> None:
        """Closed and opened the evening is the same one."""
        before = self._rows, read_snapshot(self._runtime.reader())
        self._runtime.close()
        self._take(Runtime(self._runtime.path, self._clock, copy_every=None))
        self._must(
            before == (self._rows, read_snapshot(self._runtime.reader())), "opened again it is another one"
        )


def _break_the_commit(tx: Tx) -> None:
    """Only COMMIT finds out that this names nobody."""
    tx._connection.execute("PRAGMA defer_foreign_keys=ON")
    tx.insert("device", participant_id=99_999, token_hash="", at=tx.at)


def _older_in_memory(tx: Tx) -> list[str]:
    found = []
    for kept in [kept for kept in tx.memory.values() if isinstance(kept, Memory)]:
        duel = next(number for (_, number), value in tx.memory.items() if value is kept)
        activity = workshop_rows.activity(tx, duel)
        memory_of(tx, activity)
        rest = dict(tx.memory)
        del tx.memory["duel", duel]
        anew = memory_of(tx, activity)
        tx.memory.clear()
        tx.memory.update(rest)
        facts = [
            (name, getattr(kept, name), getattr(anew, name))
            for name in ("votable", "given", "final", "aside", "merged")
        ]
        found += [f"the duel keeps another {name}: {one}" for name, one, other in facts if one != other]
        if _counted(kept) != _counted(anew):
            found.append("the duel's picker has counted otherwise")
        found += [
            f"kept of {n}: {kept.shown[n]}" for n in kept.shown if kept.shown[n] != read_shown(tx, duel, n)
        ]
    return found


def _counted(memory: Memory) -> tuple[object, ...]:
    """What the picker has counted of the ideas that are in: who won over whom, what is out, how often each was shown.

    An idea that it has not heard of was never shown.
    """
    ids, votable = memory.picker._ids, memory.votable
    counts = memory.picker._beliefs.counts
    pairs = [
        {(ids[a], ids[b]): counted[a, b] for a, b in np.argwhere(counted) if {ids[a], ids[b]} <= votable}
        for counted in (counts.won, counts.out)
    ]
    return pairs, {
        idea: times for idea, times in memory.picker.showings().items() if times and idea in votable
    }
