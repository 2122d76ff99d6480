"""A person's mistake is told in one sentence with the right exit code, never as a traceback."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from ui.cli import main
from ui.commands.outcome import guarded, writing
from ui.commands.speech import log_folder
from workshop_app.i18n import translator
from workshop_app.runtime import Runtime
from workshop_app.store.errors import SessionFileProblem

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("new", ...)``: exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def _one_sentence(told: str) -> str:
    """The only line on standard error; no traceback."""
    lines = told.splitlines()
    assert 1 == len(lines), told
    assert "Traceback" not in told
    return lines[0]


@pytest.mark.parametrize("command", [("export", "--out", "out"), ("serve",), ()])
def test_a_missing_file_is_named(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    """A file that is not there is named, whatever should be done with it."""
    code, out, told = run(*command[:1], tmp_path / "kevat.tupa", *command[1:])
    assert (1, "") == (code, out)
    assert _one_sentence(told).startswith("Tiedostoa kevat.tupa ei löydy.")


def test_a_foreign_file_is_refused(run: Run, tmp_path: Path) -> None:
    """A file of another program is left alone, and the sentence says what to choose."""
    foreign = tmp_path / "kuva.tupa"
    foreign.write_bytes(b"GIF89a" * 100)
    code, _out, told = run("export", foreign, "--out", tmp_path / "out")
    assert 1 == code
    assert "kuva.tupa" in _one_sentence(told)
    assert b"GIF89a" * 100 == foreign.read_bytes()


def test_an_existing_file_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """`new` never replaces a file."""
    path = tmp_path / "kevat.tupa"
    path.write_text("tärkeä", encoding="utf-8")
    code, _out, told = run("new", path, "--template", "tyhja")
    assert 1 == code
    assert "kevat.tupa" in _one_sentence(told)
    assert "tärkeä" == path.read_text("utf-8")


def test_an_unknown_template_is_told_with_the_known_ones(run: Run, tmp_path: Path) -> None:
    """Who mistypes a template reads which there are."""
    code, _out, told = run("new", tmp_path / "x", "--template", "teemat")
    assert 1 == code
    assert "teemat" in _one_sentence(told)
    assert "strategian_teemat, hyvat_kaytanteet" in told
    assert [] == list(tmp_path.glob("x*"))


def test_an_unknown_template_is_told_before_the_rehearsal(run: Run, tmp_path: Path) -> None:
    """`rehearse` makes no folder for a template that is not there."""
    code, _out, told = run("rehearse", "--template", "teemat", "--out", tmp_path / "out")
    assert 1 == code
    assert "teemat" in _one_sentence(told)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to(run: Run, tmp_path: Path) -> None:
    """A place where no file can be made is told with the way out: another folder."""
    (tmp_path / "tiedosto").write_text("", encoding="utf-8")
    inside = tmp_path / "tiedosto" / "x.tupa"
    workshop = tmp_path / "y.tupa"
    assert 0 == main(["new", str(workshop), "--template", "tyhja"])
    for arguments in (
        ("new", inside, "--template", "tyhja"),
        ("export", workshop, "--out", inside),
        ("rehearse", "--out", inside),
    ):
        code, _out, told = run(*arguments)
        assert 1 == code
        assert "Valitse toinen kansio." in _one_sentence(told)


def test_a_full_disk_is_called_full() -> None:
    """What the disk says while results are written becomes a problem that a person knows."""
    with pytest.raises(SessionFileProblem) as problem, writing("out"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "full" == problem.value.code


def test_a_workshop_open_elsewhere_is_refused(run: Run, tmp_path: Path) -> None:
    """While the window has the file, no second program writes to it."""
    path = tmp_path / "x.tupa"
    assert 0 == main(["new", str(path), "--template", "tyhja"])
    with Runtime(path):
        code, _out, told = run("serve", path, "--host", "127.0.0.1")
    assert (1, True) == (code, "x.tupa" in _one_sentence(told.splitlines()[-1]))


def test_a_port_in_use_is_told(run: Run, tmp_path: Path) -> None:
    """Who names a port gets that one or a sentence; the file is closed again."""
    path = tmp_path / "x.tupa"
    assert 0 == main(["new", str(path), "--template", "tyhja"])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _out, told = run("serve", path, "--host", "127.0.0.1", "--port", port)
    assert 1 == code
    assert str(port) in _one_sentence(told)
    assert ["x.tupa"] == [found.name for found in tmp_path.glob("x.tupa*")]


def test_an_address_that_is_not_ours_is_told(run: Run, tmp_path: Path) -> None:
    """`--host` with another machine's address ends in a sentence."""
    path = tmp_path / "x.tupa"
    assert 0 == main(["new", str(path), "--template", "tyhja"])
    code, _out, told = run("serve", path, "--host", "203.0.113.9")
    assert 1 == code
    assert "203.0.113.9" in _one_sentence(told)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("new",), "TIEDOSTO, --template"),
        (("new", "x"), "--template"),
        (("new", "x", "--template", "tyhja", "--date", "31.2.2026"), "2026-11-22"),
        (("rehearse", "--out", "x", "--participants", "0"), "1–300"),
        (("rehearse", "--out", "x", "--duels", "viisi"), "1–500"),
        (("rehearse", "--out", "x", "--seed", "-1"), "--seed"),
        (("rehearse",), "--out"),
        (("serve", "x", "--port", "99999"), "0–65535"),
        (("serve", "x", "--demo=1"), "--demo"),
        (("export", "x", "--out"), "--out"),
        (("export", "x", "--out", "y", "--verbose"), "--verbose"),
        (("a", "b"), "b"),
        (("--language", "no"), "no"),
    ],
)
def test_what_is_not_understood_is_told(run: Run, arguments: tuple[str, ...], hint: str) -> None:
    """A wrong command line: exit code 2, one sentence with the culprit, and where to read more."""
    code, out, told = run(*arguments)
    assert (2, "") == (code, out)
    line = _one_sentence(told)
    assert hint in line
    assert "--help" in line
    assert "%" not in line


def test_serve_wants_a_file_or_the_demo(run: Run, tmp_path: Path) -> None:
    """Neither and both are mistakes that are told."""
    for arguments in (("serve",), ("serve", tmp_path / "x.tupa", "--demo")):
        code, _out, told = run(*arguments)
        assert 1 == code
        assert "--demo" in _one_sentence(told)


def test_no_screen_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a screen Qt would end the process with an abort; the sentence says what works without."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    code, _out, told = run()
    assert 1 == code
    assert "tupailta serve" in _one_sentence(told)


def test_our_own_bug_is_told_with_the_log(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """An error of the program itself: a sentence, where the log is, and the traceback only there."""
    main(["--version"])
    capsys.readouterr()
    code = guarded(lambda: 1 // 0, translator("fi"))
    told = capsys.readouterr().err
    assert 1 == code
    assert "Traceback" not in told
    assert str(log_folder() / "tupailta.log") in told
    assert "ZeroDivisionError" in (log_folder() / "tupailta.log").read_text("utf-8")
    assert ["A command of the command line failed"] == [record.getMessage() for record in caplog.records]


def test_without_a_terminal_at_all_a_mistake_is_no_bug(tmp_path: Path) -> None:
    """Windows' pythonw has no streams: the exit code tells, and nothing is logged."""
    code = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None; from ui.cli import main; "
        f"file = {str(tmp_path / 'ilta.tupa')!r}; "
        "raise SystemExit(100 * main(['new', file, '--template', 'tyhja']) + 10 * main(['--help']) + main(['new']))"
    )
    environment = os.environ | {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False)
    assert 2 == done.returncode
    assert [""] == [log.read_text("utf-8") for log in tmp_path.rglob("tupailta.log")]
