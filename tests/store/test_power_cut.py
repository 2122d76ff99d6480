"""A power cut, as SQLite's own order of syncing allows it: of what was not synced yet any part may be on the disk.

Between two acknowledged moments the log is written first and synced; then perhaps the file, from the log; only when the
file is synced the log begins anew, with a head that is synced before what follows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import AddIdea, Join
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.runtime import Runtime
from workshop_app.store import upkeep, workshop_rows

#: What a disk writes whole or not at all, and the head of the log, in bytes.
SECTOR, HEAD = 512, 32
#: How many moments there are, and how many cuts are tried in all.
MOMENTS, CUTS = 24, 24


class Disk(NamedTuple):
    """What is on the disk when so many people have been told that they joined."""

    people: int
    file: bytes
    log: bytes


def moments(folder: Path, chance: random.Random) -> list[Disk]:
    """An evening's disk at each acknowledged moment, with the log folded in now and then."""
    found = list[Disk]()
    with new_workshop(folder) as runtime:
        log = Path(f"{runtime.path}-wal")
        connection = runtime._file.connection
        connection.execute("PRAGMA wal_autocheckpoint=20")
        for people in range(MOMENTS):
            found.append(Disk(people, runtime.path.read_bytes(), log.read_bytes()))
            if chance.random() < 0.3:
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                found.append(Disk(people, runtime.path.read_bytes(), log.read_bytes()))
            ideas = [AddIdea(f"{people} {n}", IdeaOrigin.FACILITATOR) for n in range(chance.choice((0, 20)))]
            for future in [runtime.submit(command) for command in (Join(f"{people}", None, "fi"), *ideas)]:
                future.result(100)
    return found


def mixed(chance: random.Random, before: bytes, after: bytes, begins: int = 0) -> bytes:
    """From `begins` on each sector as it was before or after; perhaps the file has not grown yet either."""
    share, found = chance.choice((0.1, 0.5, 0.9)), after[:begins]
    for at in range(begins, max(len(before), len(after)), SECTOR):
        end = min(at + SECTOR, max(len(before), len(after)))
        found += (after if chance.random() < share else before)[at:end].ljust(end - at, b"\0")
    grown = len(after) > len(before) and chance.random() < 0.5
    return found[: chance.randrange(len(before), len(after) + 1)] if grown else found


def cut(chance: random.Random, one: Disk, other: Disk) -> Iterator[tuple[bytes, bytes]]:
    """File and log as a cut between two moments may leave them, for each that was being written."""
    if one.log != other.log:
        anew = one.log[:HEAD] != other.log[:HEAD]
        yield one.file, mixed(chance, one.log, other.log, HEAD if anew else 0)
    if one.file != other.file:
        yield mixed(chance, one.file, other.file), other.log


def test_whatever_a_power_cut_leaves_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evening opens, and everybody who was told so has joined: no cut is taken for a spoilt log."""
    monkeypatch.setattr(upkeep, "QUIET", 1_000_000.0)
    chance = random.Random(12)
    disks = moments(tmp_path, chance)
    cuts = [(a, b, left) for a, b in pairwise(disks) for left in cut(chance, a, b)]
    assert len(cuts) >= CUTS
    for one, other, (file, log) in chance.sample(cuts, CUTS):
        path = tmp_path / "katko.tupa"
        path.write_bytes(file)
        Path(f"{path}-wal").write_bytes(log)
        with Runtime(path, Clock(), copy_every=None) as runtime:
            people = workshop_rows.participant_count(runtime.reader())
        assert people in (one.people, other.people)
        path.unlink()
