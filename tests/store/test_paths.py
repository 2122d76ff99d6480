"""Names and places of a session file: nothing in a name is an address or an order, and only a file is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.domain.commands import EditWorkshop
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.problems import sentence
from workshop_app.runtime import Runtime
from workshop_app.store import backup, workshop_rows
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.limits import address, read_only

NAMES = [
    "what?mode=memory.tupa",
    "number#1.tupa",
    "a%20b%00.tupa",
    "two\nlines.tupa",
    "Hyvän ilman iltä 👩‍👩‍👧 ö.tupa",
    "file:elsewhere?vfs=memdb.tupa",
    "-rf.tupa",
    "':memory:'.tupa",
    os.fsdecode(b"latin-\xe4.tupa"),
]


def refusal(path: Path) -> str:
    """What opening `path` is refused with."""
    with pytest.raises(SessionFileProblem) as caught:
        Runtime(path, Clock())
    assert all(sentence(caught.value, translator(language)) for language in LANGUAGES)
    return caught.value.code


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids most of these names")
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Signs that mean something in an address make one ordinary file, also when the path is relative."""
    monkeypatch.chdir(tmp_path)
    new_workshop(tmp_path).close()
    (tmp_path / "ilta.tupa").rename(tmp_path / name)
    with Runtime(Path(name), Clock()) as runtime:
        runtime.submit(EditWorkshop(place="Ii")).result(100)
        runtime.back_up_to(tmp_path / f"copy of {name}")
        found = workshop_rows.workshop(runtime.reader()).place

    assert "Ii" == found
    assert sorted([name, f"copy of {name}"]) == sorted(file.name for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    "path",
    [
        r"\\palvelin\koti$\Päivi\ilta 1.tupa",
        r"\\?\C:\ilta.tupa",
        r"C:\Users\Väinö\ilta #1.tupa",
        "/ilta.tupa",
    ],
)
def test_a_network_folder_is_a_place_like_any(path: str) -> None:
    """Windows' names come back to SQLite sign for sign, with no server before the path, which SQLite refuses."""
    found = urlsplit(address(path))
    assert ("file", "", os.fsencode(path), "mode=ro") == (
        found.scheme,
        found.netloc,
        unquote_to_bytes(found.path),
        found.query,
    )


def test_two_slashes_are_no_server(tmp_path: Path) -> None:
    """A path that begins like a network folder's is opened, written to, copied and read."""
    new_workshop(tmp_path).close()
    path = Path(f"/{tmp_path}/ilta.tupa")
    with closing(read_only(path)) as connection:
        assert 1 == connection.execute("SELECT count(*) FROM workshop").fetchone()[0]
    backup.copy_file(path, Path(f"/{tmp_path}/copy.tupa"))
    with Runtime(tmp_path / "copy.tupa", Clock()) as copy:
        assert LANGUAGES[0] == workshop_rows.workshop(copy.reader()).language


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and devices")
def test_only_a_file_is_opened(tmp_path: Path) -> None:
    """A folder, a pipe and a device are refused at once; reading a pipe would wait for ever."""
    (tmp_path / "folder.tupa").mkdir()
    os.mkfifo(tmp_path / "pipe.tupa")
    (tmp_path / "device.tupa").symlink_to("/dev/zero")
    (tmp_path / "circle.tupa").symlink_to("circle.tupa")
    (tmp_path / "nowhere.tupa").symlink_to("nothing.tupa")
    codes = [refusal(tmp_path / f"{name}.tupa") for name in ("folder", "pipe", "device", "circle", "nowhere")]

    assert ["foreign", "foreign", "foreign", "missing", "missing"] == codes


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    """A name that no disk takes is a sentence, not a traceback."""
    assert refusal(tmp_path / ("x" * 5000)) in ("not_readable", "missing")


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_is_the_file_itself(tmp_path: Path) -> None:
    """Opened under two names it is still one file: the second opening is refused."""
    with new_workshop(tmp_path) as runtime:
        link = tmp_path / "link.tupa"
        link.symlink_to(runtime.path)
        code = refusal(link)
    with Runtime(link, Clock()) as again:
        path = again.path

    assert "in_use" == code
    assert tmp_path / "ilta.tupa" == path


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_creating_never_writes_through_a_link(tmp_path: Path) -> None:
    """A link under the new file's name, also one that leads nowhere, is a name that is taken."""
    (tmp_path / "ilta.tupa").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SessionFileProblem) as caught:
        new_workshop(tmp_path)

    assert "exists" == caught.value.code
    assert not (tmp_path / "elsewhere").exists()


def test_a_copy_never_replaces_the_open_file(tmp_path: Path) -> None:
    """Copying the workshop onto itself is refused."""
    with new_workshop(tmp_path) as runtime, pytest.raises(SessionFileProblem) as caught:
        runtime.back_up_to(tmp_path / "." / "ilta.tupa")

    assert "exists" == caught.value.code


@pytest.mark.skipif(os.name == "nt", reason="SQLite has no such way to open a file there")
def test_a_disk_without_shared_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some network drives are: each rolling copy would hold the answers up there. Nothing is left beside it."""
    new_workshop(tmp_path).close()
    path = tmp_path / "ilta.tupa"
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def on_such_a_disk(place: str, **how: Any) -> sqlite3.Connection:
        return connect(place if place == ":memory:" else f"file:{place}?vfs=unix-none", **how, uri=True)

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", on_such_a_disk)
        with pytest.raises(SessionFileProblem) as caught:
            Runtime(path, Clock())
    assert ("disk_unfit", "ilta.tupa") == (caught.value.code, caught.value.params["name"])
    assert [path] == list(tmp_path.iterdir())
    Runtime(path, Clock()).close()
