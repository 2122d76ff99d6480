"""What dev.py does on Windows, as far as it can be tried elsewhere, and what a double click starts there."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tools import commands
from tools.environment import SetUpProblem, need_short_folder

_ENDS_SLOWLY = """
import signal, sys, time
def end(*_signal):
    time.sleep(0.6)
    print("in order", flush=True)
    sys.exit(7)
signal.signal(signal.SIGINT, end)
print("ready", flush=True)
time.sleep(100)
"""


def test_a_double_click_starts_the_window() -> None:
    """Windows' shell wants its own line ends; it is dev.py beside it that starts, with a command that is there."""
    raw = (ROOT / "Tupailta.cmd").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    started = re.search(r'^%with% "%~dp0dev\.py" (\w+) %\*\r?$', raw.decode("utf-8"), re.MULTILINE)
    assert started is not None
    assert started[1] in commands.COMMANDS


@pytest.mark.skipif(os.name == "nt", reason="sends a signal to a group of processes")
def test_ctrl_c_leaves_the_program_time_to_end() -> None:
    """It reaches both at once, as from a terminal: dev.py waits, and passes the program's own exit code on."""
    code = f"from tools import commands; raise SystemExit(commands.wait_for({[sys.executable, '-c', _ENDS_SLOWLY]!r}))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        assert ("in order\n", 7) == (process.stdout.read(), process.wait(60))


def test_the_window_goes_on_without_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever started it is not waited for; one that ends at once is told, with the way to see why."""
    assert 3 == commands.leave([sys.executable, "-c", "raise SystemExit(3)"])
    assert "dev.py run" in capfd.readouterr().err
    monkeypatch.setattr(commands, "_ENDS_AT_ONCE", 0.0)
    mark = tmp_path / "mark"
    os.mkfifo(mark)
    assert 0 == commands.leave([sys.executable, "-c", f"open({str(mark)!r}, 'w').write('went on')"])
    assert "went on" == mark.read_text("utf-8")
    assert "" == capfd.readouterr().err


def test_a_folder_too_deep_for_windows_is_told_before_setting_up() -> None:
    """Where it does not take long names, the packages' longest would fail in the middle, with nothing said of it."""
    deep = "C:\\" + "k" * 80
    need_short_folder(deep[:82], long_names=False)
    need_short_folder(deep, long_names=True)
    with pytest.raises(SetUpProblem, match=r"83 letters .* at most 82 fit"):
        need_short_folder(deep, long_names=False)
