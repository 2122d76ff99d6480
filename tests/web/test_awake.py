"""The laptop stays awake while phones can join."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.ports import own_port
from workshop_app.runtime import Runtime
from workshop_app.web import awake


def test_windows_is_asked_by_the_thread_that_serves(
    tmp_path: Path, fresh_file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """For as long as it runs: system and screen. Elsewhere nobody is asked; a refusal is logged and stops nothing."""
    asked: list[tuple[str, int]] = []

    def ask(state: int) -> int:
        asked.append((threading.current_thread().name, state))
        return 0

    monkeypatch.setattr(awake, "ask", ask)
    with Runtime(Path(shutil.copy(fresh_file, tmp_path)), Clock()) as runtime:
        for system in ("linux", "win32"):
            monkeypatch.setattr(awake, "SYSTEM", system)
            runtime.web.start("127.0.0.1", own_port())
            runtime.web.stop()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert ([("web", 0x8000_0003)], ["Windows does not keep the laptop awake"]) == (asked, told)
