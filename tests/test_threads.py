"""Threads let each other go on soon, on Windows in whole milliseconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from workshop_app import threads


@pytest.fixture
def interval() -> Iterator[None]:
    """The interval is what it was afterwards."""
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("interval")
@pytest.mark.parametrize(("system", "least"), [("linux", 0.0001), ("win32", 0.001)])
def test_nobody_waits_without_pause(system: str, least: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a millisecond is none on Windows; there the system's clock is asked for whole ones too."""
    asked: list[str] = []
    monkeypatch.setattr(threads, "SYSTEM", system)
    monkeypatch.setattr(threads, "tick_finely", lambda: asked.append(system))
    threads.take_turns()
    assert least <= sys.getswitchinterval() < 0.005
    assert asked == [name for name in ("win32",) if name == system]
