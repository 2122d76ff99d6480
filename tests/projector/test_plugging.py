"""The projector's cable is pulled out and put back in the middle of the evening, on a real X server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


@pytest.fixture
def display(program: Callable[..., str]) -> Iterator[str]:
    """An X server of its own, 3286 x 1080 pixels large."""
    command = [program("Xvfb"), "-displayfd", "1", "-screen", "0", "3286x1080x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.mark.slow
def test_the_picture_comes_back_when_the_projector_does(display: str, tmp_path: Path) -> None:
    """Full screen on the second monitor, gone with it, back on another size, an own window where it was wanted.

    It leaves the laptop's own screen when the facilitator's window comes there, which opens on no strange projector.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.projector.plugging_program", str(tmp_path / "window.ini")],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert 0 == done.returncode, done.stderr[-800:]
    *steps, calm = [json.loads(line) for line in done.stdout.splitlines()]
    assert [
        ["shown", [1366, 0, 1920, 1080], True],
        ["unplugged", None, False],
        ["plugged", [1366, 0, 1280, 720], True],
        ["unplugged again", [24, 437, 546, 307], False],
        ["plugged again", [1366, 0, 1920, 1080], True],
        ["begun on the projector", [0, 0, 1366, 768], True],
        ["moved to the laptop", [1366, 0, 1920, 1080], True],
        ["opened again", "HALL", "LAPTOP"],
    ] == steps
    assert calm
    assert "requestActivate" not in done.stderr
