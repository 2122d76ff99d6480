"""Files are put in their place also where other programs have them open, as on Windows."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from exports.files import write_whole
from tests.open_elsewhere import OpenElsewhere, windows_error
from workshop_app import placing
from workshop_app.clerk import desk
from workshop_app.domain.errors import WorkshopError
from workshop_app.i18n import translator
from workshop_app.problems import expected, sentence
from workshop_app.settings import Settings, load, save
from workshop_app.store.errors import SessionFileProblem, from_system

FI = translator("fi")


def test_who_looks_at_a_file_for_a_moment_is_waited_for(
    tmp_path: Path, open_elsewhere: OpenElsewhere
) -> None:
    """A virus scanner holds the old settings, then the new ones: they are written all the same."""
    here = tmp_path / "settings.json"
    save(Settings(port=8081), here)
    open_elsewhere.names = {"settings.json": 2, "settings.json.new": 1}
    save(Settings(port=8082), here)
    assert 8082 == load(here).port
    assert ["settings.json"] == [file.name for file in tmp_path.iterdir()]


def test_a_document_that_word_shows_is_told_by_its_name(
    tmp_path: Path, open_elsewhere: OpenElsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old document stays, nothing half-written is left, and the sentence says to close it."""
    monkeypatch.setattr(placing, "PATIENCE", 0.0)
    (tmp_path / "muistio.docx").write_bytes(b"vanha")
    open_elsewhere.names = {"muistio.docx": math.inf}
    with pytest.raises(WorkshopError) as caught:
        write_whole(tmp_path / "muistio.docx", b"uusi")
    assert "muistio.docx on auki toisessa ohjelmassa. Sulje se siellä ja yritä uudelleen." == sentence(
        caught.value, FI
    )
    assert [("muistio.docx", b"vanha")] == [(file.name, file.read_bytes()) for file in tmp_path.iterdir()]


def test_a_document_that_is_protected_is_told(
    tmp_path: Path, open_elsewhere: OpenElsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says the same of a file that is only to be read; then closing something would not help."""
    monkeypatch.setattr(placing, "PATIENCE", 0.0)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    (tmp_path / "muistio.docx").write_bytes(b"vanha")
    open_elsewhere.names = {"muistio.docx": math.inf}
    with pytest.raises(WorkshopError) as caught:
        write_whole(tmp_path / "muistio.docx", b"uusi")
    assert "file_protected" == caught.value.code
    assert expected(caught.value)


def test_what_is_not_ours_to_wait_for_is_raised_at_once(tmp_path: Path) -> None:
    """A folder in the file's place is told as it is."""
    (tmp_path / "muistio.docx").mkdir()
    (tmp_path / "uusi").write_bytes(b"")
    with pytest.raises(OSError, match="directory"):
        placing.put_in_place(tmp_path / "uusi", tmp_path / "muistio.docx")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (32, "in_use"),
        (112, "full"),
        (21, "broken"),
        (53, "broken"),
        (1167, "broken"),
        (206, "bad_name"),
        (362, "in_cloud"),
        (5, "not_writable"),
    ],
)
def test_windows_own_numbers_are_told_apart(number: int, code: str, tmp_path: Path) -> None:
    """For most of them Python's `errno` is one and the same; each is a sentence that helps, with the file's name."""
    error = windows_error(number, tmp_path / "ilta.tupa")
    problem = from_system(error)
    assert problem is not None
    assert (code, {"name": "ilta.tupa"}) == (problem.code, problem.params)
    assert expected(error)
    assert sentence(problem, FI) == sentence(error, FI)


def test_windows_own_numbers_come_through_from_the_clerk(tmp_path: Path) -> None:
    """An error that is pickled loses its number, so the clerk sends the problem that it stands for."""
    sent = desk._fit_to_send(windows_error(1167, tmp_path / "muistio.docx", 22))
    assert isinstance(sent, SessionFileProblem)
    assert "broken" == sent.code
