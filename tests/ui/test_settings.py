"""The machine's settings: written whole, read whatever stands in the file."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import platformdirs
import pytest

from workshop_app.settings import (
    RECENT_LIMIT,
    Kept,
    Recent,
    Settings,
    load,
    save,
    stays_here,
    workshops_folder,
)


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    """Every field comes back, and nothing else is left in the folder."""
    settings = Settings(
        recent=(Recent("/ilta.tupa", "Ilta", "2026-11-22", "Utajärvi", 34),),
        language="sv",
        preferred_address="192.168.8.10",
        wifi_name="kylatalo",
        wifi_password="tupailta26",
        port=9000,
        organiser="Kunta",
    )
    file = tmp_path / "deep" / "settings.json"
    save(settings, file)
    assert settings == load(file)
    assert ["settings.json"] == [path.name for path in file.parent.iterdir()]


def test_they_are_on_the_disk_before_they_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A battery that dies leaves the earlier settings or the new ones, never an empty file in their place; once the
    workshop is open, the new ones: their renaming is on the disk too.
    """
    file, fsync, seen = tmp_path / "settings.json", os.fsync, list[tuple[int, Settings]]()

    def synced(handle: int) -> None:
        found = os.fstat(handle)
        seen.append((0 if stat.S_ISDIR(found.st_mode) else found.st_size, load(file)))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    new = Settings(port=9000, unfinished="/ilta.tupa")
    save(new, file)
    assert [(file.stat().st_size, Settings()), (0, new)][: 1 if os.name == "nt" else 2] == seen


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "null", '{"language": "de"}', '{"port": "x", "recent": [1, {"path": 2}, {}]}', "\x00"],
)
def test_a_broken_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    """Whatever stands there, the program starts."""
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    assert Settings() == load(file)


def test_a_file_that_is_not_text_gives_the_defaults(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are no reason not to start."""
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert Settings() == load(file)


def test_what_a_newer_program_wrote_is_passed_over(tmp_path: Path) -> None:
    """Known fields count, unknown ones do not hurt."""
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"language": "en", "theme": "dark", "recent": [{"path": "/a.tupa", "x": 1}]}))
    assert Settings(language="en", recent=(Recent("/a.tupa"),)) == load(file)


def test_the_newest_is_first_and_the_list_ends(tmp_path: Path) -> None:
    """Opening again moves a workshop to the top; old ones fall off."""
    settings = Settings()
    for number in [*range(RECENT_LIMIT + 3), 5]:
        settings = settings.opened(Recent(f"/{number}.tupa"))
    paths = [entry.path for entry in settings.recent]
    assert RECENT_LIMIT == len(paths) == len(set(paths))
    assert "/5.tupa" == paths[0]
    assert "/5.tupa" not in [entry.path for entry in settings.forgotten("/5.tupa").recent]


def test_a_disk_that_refuses_does_not_stop_the_evening(tmp_path: Path) -> None:
    """What can't be written is logged, nothing is raised."""
    file = tmp_path / "taken"
    file.write_text("a file where the folder should be")
    save(Settings(), file / "settings.json")
    assert Settings() == load(file / "settings.json")


def test_two_programs_keep_each_others_evenings(tmp_path: Path) -> None:
    """Each changes what stands in the file by then; who closes leaves the evening that the other has open."""
    file = tmp_path / "settings.json"
    one, other = Kept(file), Kept(file)
    one.change(lambda now: now.begun("/a.tupa", "a", 8080))
    other.change(lambda now: now.begun("/b.tupa", "b", 8081))
    one.change(lambda now: replace(now, language="sv"))
    assert ["/b.tupa", "/a.tupa"] == [entry.path for entry in one.now.recent]
    one.change(lambda now: now.closed("/a.tupa"))
    assert ["settings.json"] == [path.name for path in tmp_path.iterdir()]
    other.change(lambda now: replace(now, wifi_name="kylatalo"))
    assert Settings((Recent("/b.tupa", "b"), Recent("/a.tupa", "a")), "sv", wifi_name="kylatalo", port=8081,
                    unfinished="/b.tupa") == load(file)  # fmt: skip


#: Puts fifty evenings on the list, one after the other, and takes each off it again but the last. On a busy disk three
#: that never pause can hold one up for longer than the program waits.
_WRITES = """
import sys
from pathlib import Path
from workshop_app import settings
from workshop_app.settings import Kept, Recent
settings._PATIENCE = 60.0
kept, name = Kept(Path(sys.argv[1])), sys.argv[2]
for number in range(50):
    kept.change(lambda now: now.forgotten(f"/{name}{number - 1}.tupa").opened(Recent(f"/{name}{number}.tupa")))
"""


def test_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three of them, as fast as they can: the last evening of each stands there, and nothing of the way to it."""
    file, root = tmp_path / "settings.json", Path(__file__).resolve().parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", _WRITES, str(file), name], cwd=root)
        for name in ("a", "b", "c")
    ]
    assert [0, 0, 0] == [process.wait(100) for process in running]
    assert {"/a49.tupa", "/b49.tupa", "/c49.tupa"} == {entry.path for entry in load(file).recent}


def test_what_a_disk_refused_is_written_later(tmp_path: Path) -> None:
    """What this program knows counts as long as it could not be written, not what stood there before."""
    file = tmp_path / "deep" / "settings.json"
    kept = Kept(file)
    kept.change(lambda now: replace(now, organiser="Kunta"))
    aside = file.parent.rename(tmp_path / "aside")
    file.parent.write_text("a file where the folder should be")
    kept.change(lambda now: replace(now, port=9000))
    file.parent.unlink()
    aside.rename(file.parent)
    assert Settings(organiser="Kunta", port=9000) == kept.now
    kept.change(lambda now: now)
    assert kept.now == load(file)


@pytest.mark.parametrize(
    ("folder", "stays"),
    [
        (r"C:\Users\Väinö\Documents", True),
        (r"c:\users\väinö\onedrive - kunta\Tiedostot", False),
        (r"C:\Users\Väinö\OneDrive - Kunta 2", True),
        (r"\\palvelin\koti$\vaino\Documents", False),
        (r"D:\Illat", True),
    ],
)
def test_new_evenings_stay_on_the_laptop(folder: str, stays: bool) -> None:
    """Windows' documents are often OneDrive's or a server's; what people wrote then goes where nobody was told of."""
    environment = {"OneDriveCommercial": r"C:\Users\Väinö\OneDrive - Kunta", "OneDriveConsumer": ""}
    assert stays is stays_here(PureWindowsPath(folder), environment)


def test_documents_in_onedrive_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then new evenings lie in the person's own folder."""
    monkeypatch.setattr(platformdirs, "user_documents_dir", lambda: str(tmp_path / "OneDrive" / "Tiedostot"))
    assert tmp_path / "OneDrive" / "Tiedostot" / "Tupailta" == workshops_folder()
    monkeypatch.setenv("OneDrive", str(tmp_path / "OneDrive"))
    assert Path.home() / "Tupailta" == workshops_folder()
