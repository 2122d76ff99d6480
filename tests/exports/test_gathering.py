"""Many evenings from their files: each once, none changed, and what can't be read is told while the rest goes on."""

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from tests.exports.evenings import unopened_evening, whole_evening
from workshop_app.domain.commands import Join, WriteMinutesText
from workshop_app.domain.people import Channel
from workshop_app.gathering import Gathered, Stopped, gather
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime
from workshop_app.store.errors import SessionFileProblem


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two evenings that were not opened, made on different days."""
    for day in (2, 1):
        unopened_evening(tmp_path / f"{day}.tupa", "tyhja", dt.date(2026, 9, day))
    return tmp_path


def _state(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def _names(gathered: Gathered) -> list[str]:
    return [minutes.file_name for minutes in gathered.evenings]


def test_a_file_is_read_as_the_program_reads_it(tmp_path: Path) -> None:
    """What is gathered of an evening with everything in it is what the opened file's own reader tells."""
    path = tmp_path / "ilta.tupa"
    whole_evening(path)
    with Runtime(path) as runtime:
        expected = read_minutes(runtime.reader(), path, whole=False)
    assert (expected,) == gather([path]).evenings


def test_no_file_is_changed(folder: Path) -> None:
    """The files are afterwards what they were, to the last byte, and nothing new lies beside them."""
    before = _state(folder)
    gather(folder.glob("*.tupa"))
    assert before == _state(folder)


def test_the_evening_that_is_open_is_read_as_it_stands(folder: Path) -> None:
    """While a program has the file open, with what was committed a moment ago; that program is not disturbed."""
    with Runtime(folder / "1.tupa", copy_every=None) as runtime:
        runtime.submit(Join("secret", None, "fi", Channel.PHONE)).result()
        first = gather(folder.glob("*.tupa"))
        runtime.submit(Join("another", None, "fi", Channel.PHONE)).result()
        then = gather(folder.glob("*.tupa"))
    assert ([1, 0], [2, 0]) == tuple([m.participants for m in each.evenings] for each in (first, then))


def test_what_a_crash_left_beside_a_file_counts(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Answers that are still in the log of a program that was killed are read; file and log stay as they are."""
    after = tmp_path_factory.mktemp("crash")
    with Runtime(folder / "1.tupa", copy_every=None) as runtime:
        runtime.submit(Join("secret", None, "fi", Channel.PHONE)).result()
        for name in ("1.tupa", "1.tupa-wal"):
            shutil.copy(folder / name, after / name)
    before = _state(after)
    assert [1] == [minutes.participants for minutes in gather([after / "1.tupa"]).evenings]
    assert before == {name: state for name, state in _state(after).items() if name in before}


def test_the_order_of_files_does_not_matter(folder: Path) -> None:
    """By their day, whatever the order of their names."""
    files = sorted(folder.glob("*.tupa"))
    assert ["1.tupa", "2.tupa"] == _names(gather(files)) == _names(gather(reversed(files)))


def test_the_same_file_twice_counts_once(folder: Path) -> None:
    """Also by a link, and by a path that goes round."""
    link = folder / "linkki.tupa"
    link.symlink_to(folder / "1.tupa")
    round_about = folder / ".." / folder.name / "1.tupa"
    assert ["1.tupa"] == _names(gather([folder / "1.tupa", folder / "1.tupa", link, round_about]))


def test_a_backup_copy_does_not_count_beside_its_evening(folder: Path) -> None:
    """Of two states of one evening the later one counts, whatever the files are called; the other one is told."""
    shutil.copy(folder / "1.tupa", folder / "z.tupa")
    with Runtime(folder / "1.tupa", copy_every=None) as runtime:
        runtime.submit(Join("secret", None, "fi", Channel.PHONE)).result()
    gathered = gather(folder.glob("*.tupa"))
    assert ["1.tupa", "2.tupa"] == _names(gathered)
    assert (("z.tupa", "1.tupa"),) == gathered.copies


def test_of_a_copy_and_what_was_written_since_the_newer_counts(folder: Path) -> None:
    """Minutes worded or names blacked out after a copy was made, whatever the files are called."""
    shutil.copy(folder / "1.tupa", folder / "z.tupa")
    with Runtime(folder / "1.tupa", copy_every=None) as runtime:
        runtime.submit(WriteMinutesText("discussion", "Puhuttiin")).result()
    assert ["1.tupa", "2.tupa"] == _names(gather(folder.glob("*.tupa")))


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(folder: Path) -> None:
    """A foreign file, a damaged one, a folder, one that is not there: each with its reason, in order of their names."""
    (folder / "kuva.tupa").write_bytes(b"not a workshop at all")
    (folder / "kansio.tupa").mkdir()
    damaged = bytearray((folder / "2.tupa").read_bytes())
    damaged[4096:16384] = b"\xff" * 12288
    (folder / "rikki.tupa").write_bytes(damaged)
    gathered = gather([*folder.glob("*.tupa"), folder / "poissa.tupa"])
    assert ["1.tupa", "2.tupa"] == _names(gathered)
    found = {
        path.name: error.code for path, error in gathered.refused if isinstance(error, SessionFileProblem)
    }
    assert ["kansio.tupa", "kuva.tupa", "poissa.tupa", "rikki.tupa"] == list(found)
    assert ("foreign", "foreign", "missing") == (
        found["kansio.tupa"],
        found["kuva.tupa"],
        found["poissa.tupa"],
    )
    assert found["rikki.tupa"] in ("damaged", "tampered")


def test_it_can_be_stopped(folder: Path) -> None:
    """Between two files; it is told how many there are."""
    told: list[tuple[int, int]] = []

    def going(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 1

    with pytest.raises(Stopped):
        gather(folder.glob("*.tupa"), going)
    assert [(0, 2), (1, 2)] == told
