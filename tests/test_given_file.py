"""Files that somebody gave are read within bounds, and only if they are files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.idea_file import read_file
from exports.template import open_template
from workshop_app import archive, given_file
from workshop_app.domain.errors import WorkshopError
from workshop_app.store.errors import SessionFileProblem


def test_its_bytes_up_to_a_bound(tmp_path: Path) -> None:
    """A file of as many bytes as are read at the most, and one of one more."""
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    assert b"abc" == given_file.content(path, 3)
    with pytest.raises(ValueError, match="a"):
        given_file.content(path, 2)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")
@pytest.mark.parametrize(
    ("read", "code"),
    [(read_file, "list_not_readable"), (open_template, "docx_template_broken"), (archive.load, "no_archive")],
)
@pytest.mark.parametrize("name", ["folder", "pipe", "device"])
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, read: Callable[[Path], object], code: str, name: str
) -> None:
    """A pipe would be waited for without end, a device would fill the memory."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    with pytest.raises((WorkshopError, SessionFileProblem)) as refused:
        read(tmp_path / name)
    assert code == getattr(refused.value, "code", "")
