"""A log that the disk has spoilt in the middle: SQLite would drop every commit behind that place without a word."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import filelock
import pytest

from tests.clock import Clock, new_workshop
from tests.store.damage import out_of
from workshop_app.domain.commands import Join
from workshop_app.domain.people import Channel
from workshop_app.runtime import Runtime
from workshop_app.store import frames, session_file, workshop_rows
from workshop_app.store.errors import SessionFileProblem

PEOPLE, FRAME = 40, 4096 + 24


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A file as a crash leaves it: forty people joined one after the other, all of them in the log only."""
    with new_workshop(tmp_path) as runtime:
        for n in range(PEOPLE):
            join = Join(f"{n:064x}", None, "fi", Channel.PHONE)
            runtime.submit(join).result(100)
        (tmp_path / "kaatunut").mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{runtime.path}{suffix}", tmp_path / "kaatunut" / f"ilta.tupa{suffix}")
    return tmp_path / "kaatunut" / "ilta.tupa"


def log_of(path: Path) -> Path:
    """The write-ahead log beside a file."""
    return path.with_name(path.name + "-wal")


def spoil(log: Path, at: int, length: int) -> None:
    """Bytes that the disk has lost."""
    content = bytearray(log.read_bytes())
    content[at : at + length] = bytes(len(content[at : at + length]))
    log.write_bytes(content)


@pytest.mark.parametrize(
    ("at", "length"),
    [(0, 32), (0, 512), (32 + 10 * FRAME, 24), (32 + 10 * FRAME + 24, 4096), (32 + 5 * FRAME, 3 * FRAME)],
    ids=["head", "first sector", "a frame's head", "a page", "three frames"],
)
def test_it_is_refused_and_rescued(crashed: Path, at: int, length: int) -> None:
    """Opening would lose what was acknowledged, so it is refused and nothing is written; rescuing gets it."""
    spoil(log_of(crashed), at, length)
    before = [file.read_bytes() for file in (crashed, log_of(crashed))]
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(crashed, Clock())
    assert "damaged" == caught.value.code
    assert before == [file.read_bytes() for file in (crashed, log_of(crashed))]
    result, out = out_of(crashed)
    assert result.unread > 0
    with Runtime(out, Clock()) as runtime:
        assert PEOPLE == workshop_rows.participant_count(runtime.reader())


@pytest.mark.parametrize("tail", [b"", b"\0" * 5000, b"\xa5" * 9000], ids=["cut", "zeros", "rubbish"])
def test_what_a_power_cut_leaves_opens(crashed: Path, tail: bytes) -> None:
    """The last transaction was not acknowledged yet: wherever the log ends, those before it are there."""
    whole, chance = log_of(crashed).read_bytes(), random.Random(5)
    for name in range(3):
        end = chance.randrange(len(whole) // 2, len(whole))
        path = crashed.with_name(f"{name}.tupa")
        shutil.copy(crashed, path)
        log_of(path).write_bytes(whole[:end] + tail)
        with Runtime(path, Clock()) as runtime:
            assert PEOPLE // 4 < workshop_rows.participant_count(runtime.reader()) < PEOPLE


def test_a_hole_in_the_last_transaction_is_a_power_cut(tmp_path: Path) -> None:
    """Its frames may reach the disk in any order: the commit's own may be there, and an earlier one not."""
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t SELECT hex(zeroblob(30000)) FROM (SELECT 1 UNION ALL SELECT 2)")
        content = log_of(path).read_bytes()
    holed = bytearray(content)
    holed[-5 * FRAME : -4 * FRAME] = bytes(FRAME)
    found = frames.read(bytes(holed), 4096)
    assert (0, 2) == (found.spoilt, max(found.begins))
    assert 0 == frames.read(content, 4096).spoilt


def test_what_was_taken_back_is_no_damage(tmp_path: Path) -> None:
    """Transactions that were broken off leave frames behind the last commit, also several on top of each other."""
    path, chance = tmp_path / "x.db", random.Random(11)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA cache_size=3")
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)")
        for turn in range(60):
            connection.execute("BEGIN")
            for _ in range(chance.randint(1, 30)):
                connection.execute("INSERT INTO t (a) VALUES (hex(randomblob(?)))", (chance.randint(1, 900),))
            connection.execute("ROLLBACK" if turn % 3 else "COMMIT")
            log = log_of(path).read_bytes()
            found = frames.read(log, 4096)
            assert 0 == found.spoilt
            copy = tmp_path / "copy.db"
            shutil.copy(path, copy)
            log_of(copy).write_bytes(log)
            with closing(sqlite3.connect(copy)) as other:
                pages = other.execute("PRAGMA page_count").fetchone()[0]
            assert pages >= max(found.begins)


def test_who_closes_leaves_the_lock_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that takes the lock at the moment in which it is let go has it, and a third one is kept out."""
    runtime = new_workshop(tmp_path)
    second = filelock.FileLock(f"{runtime.path}.lock")
    release = filelock.FileLock.release

    def let_go(lock: filelock.FileLock, force: bool = False) -> None:
        release(lock, force)
        if lock is not second:
            second.acquire(timeout=0)

    with monkeypatch.context() as patched:
        patched.setattr(filelock.FileLock, "release", let_go)
        runtime.close()
    assert second.is_locked
    with pytest.raises(SessionFileProblem) as caught:
        session_file.open_file(runtime.path, (), Clock()())
    assert "in_use" == caught.value.code
    second.release()
