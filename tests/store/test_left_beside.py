"""What an earlier file of the same name left beside it is not played into the one that takes its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import EditWorkshop
from workshop_app.runtime import Runtime
from workshop_app.store import backup, workshop_rows
from workshop_app.store.errors import SessionFileProblem


def crashed(folder: Path, name: str) -> Path:
    """A file of another evening as a stick that was pulled out has it: half of it still in its log."""
    (folder / "muu").mkdir()
    with new_workshop(folder / "muu") as runtime:
        runtime.submit(EditWorkshop(place="Muualla")).result(100)
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{runtime.path}{suffix}", folder / f"{name}{suffix}")
    return folder / name


def place(path: Path) -> str:
    """The place that a file says."""
    with Runtime(path, Clock(), copy_every=None) as runtime:
        return workshop_rows.workshop(runtime.reader()).place


def test_a_copy_to_a_stick(tmp_path: Path) -> None:
    """Written over an older copy that was open when the stick was pulled out."""
    target = crashed(tmp_path, "kopio.tupa")
    with new_workshop(tmp_path) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        runtime.back_up_to(target)
    assert "Ii" == place(target)


@pytest.mark.parametrize("which", [0, 1])
def test_rolling_copies(tmp_path: Path, which: int) -> None:
    """Both keep their names from one to the next."""
    with new_workshop(tmp_path) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        crashed(tmp_path, backup.rolling_paths(runtime.path)[which].name)
        for _ in range(2):
            assert backup.roll(runtime.path, lambda: None)
    assert ["Ii", "Ii"] == [place(copy) for copy in backup.rolling_paths(tmp_path / "ilta.tupa")]


def test_a_new_evening(tmp_path: Path) -> None:
    """Of a file that was thrown away by its own name only, the log lies there still."""
    crashed(tmp_path, "ilta.tupa").unlink()
    with new_workshop(tmp_path) as runtime:
        assert "Muualla" != workshop_rows.workshop(runtime.reader()).place
        runtime.submit(EditWorkshop(place="Ii")).result(100)
    assert "Ii" == place(tmp_path / "ilta.tupa")


def test_a_file_that_is_open_is_not_written_over(tmp_path: Path) -> None:
    """A copy that somebody works in stays theirs."""
    (tmp_path / "muu").mkdir()
    with new_workshop(tmp_path) as runtime, new_workshop(tmp_path / "muu") as other:
        other.submit(EditWorkshop(place="Muualla")).result(100)
        with pytest.raises(SessionFileProblem) as caught:
            runtime.back_up_to(other.path)
        assert "in_use" == caught.value.code
        other.submit(EditWorkshop(organiser="Kunta")).result(100)
    assert "Muualla" == place(tmp_path / "muu" / "ilta.tupa")
    assert {"ilta.tupa", "muu"} == {file.name for file in tmp_path.iterdir()}


def test_wiping_takes_it_too(tmp_path: Path) -> None:
    """The log of a rolling copy holds what is wiped from the file."""
    newest, _older = backup.rolling_paths(tmp_path / "ilta.tupa")
    crashed(tmp_path, newest.name)
    backup.forget(tmp_path / "ilta.tupa")
    assert ["muu"] == [file.name for file in tmp_path.iterdir()]


def test_half_a_copy_of_a_killed_migration(tmp_path: Path) -> None:
    """Its name has a moment in it, so nothing would ever take its place: it goes when the file is opened again.

    So do halves of what an evening goes on in, and of what was rescued.
    """
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    half = backup.backup_path(path, Clock()())
    ours = (
        f"{half.name}.new",
        f"{half.name}.new-journal",
        "ilta.kept.tupa.new",
        "ilta.from-backup-2.tupa.new",
    )
    others = ("toinen.20260101-120000.backup.tupa.new", "ilta.toinen.tupa.new")
    for left in (*ours, "ilta.recovered.tupa.new", *others):
        (tmp_path / left).write_bytes(b"joku@esimerkki.fi")
    Runtime(path, Clock()).close()
    assert {path.name, *others} == {file.name for file in tmp_path.iterdir()}
