"""dev.py as a person meets it: started from anywhere, with and without a screen."""

import os
import re
import select
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# Setting up, if it is needed here at all, has its own time; serving is quick.
SERVING_WITHIN_S = 200
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "dev.py"), *arguments]


def _dev(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = _command(*arguments)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=280, check=False)


def test_unknown_command_names_the_known_ones(tmp_path: Path) -> None:
    """A typing mistake gets a sentence and exit code 2, no traceback."""
    done = _dev(tmp_path, "tset")
    assert 2 == done.returncode
    assert "run, test, check" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_the_page_at_the_top(tmp_path: Path) -> None:
    """--help lists the commands and succeeds; no command at all lists them too, but is a mistake."""
    helped, bare = _dev(tmp_path, "--help"), _dev(tmp_path)
    assert (0, 2) == (helped.returncode, bare.returncode)
    assert helped.stdout == bare.stdout
    assert "dev.py test" in helped.stdout


def test_run_passes_arguments_on_from_any_folder(tmp_path: Path) -> None:
    """`run --version` prints the project's version, and a folder named ui nearby is not taken for ours."""
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "__init__.py").write_text("raise SystemExit('the wrong ui')\n", "utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    done = _dev(tmp_path, "run", "--version")
    assert (0, True) == (done.returncode, version in done.stdout), done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_run_without_a_display_serves_the_demo(tmp_path: Path) -> None:
    """Without a screen `run` says so, serves the demo workshop and ends when it is asked to."""
    environment = {name: value for name, value in os.environ.items() if name not in _DISPLAYS}
    with subprocess.Popen(
        _command("run"),
        cwd=tmp_path,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        said = _read_until(process, rb"http://[\d.]+:\d+")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=100)
    assert "no display" in said
    assert "Traceback" not in said + rest.decode("utf-8", "replace")
    assert process.returncode in (0, 130)


def _read_until(process: "subprocess.Popen[bytes]", pattern: bytes) -> str:
    """What the program has said when the pattern turns up; fails the test when it does not."""
    assert process.stdout is not None
    said, deadline = b"", time.monotonic() + SERVING_WITHIN_S
    while not re.search(pattern, said):
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, deadline - time.monotonic()))
        piece = os.read(process.stdout.fileno(), 65536) if ready else b""
        if not piece:
            process.kill()
            pytest.fail(f"no address was told: {said.decode('utf-8', 'replace')}")
        said += piece
    return said.decode("utf-8", "replace")
