"""What all tests share: no real screen, no real settings of the person, garbage collected on the main thread.

It runs before anything of Tupailta or Qt is imported, so the environment that Qt reads is set here.
"""

import gc
import logging
import os
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests.clock import Clock, new_workshop
from tests.open_elsewhere import OpenElsewhere
from workshop_app.runtime import Runtime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Deadlines tell about the machine's other work, not about the code.
settings.register_profile("tupailta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tupailta")

_OURS = ("workshop_app", "ui", "exports", "resources")
_COLLECT_EVERY = 20
_state = {"tests": 0}


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run a home of its own, so that no test reads or changes the person's settings."""
    home = Path(tempfile.mkdtemp(prefix="tupailta-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    _wait_patiently()


def _wait_patiently() -> None:
    """What must come in a window is waited for, however busy the machine is; Qt's tests wait five seconds."""
    waits = (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive)
    for wait in waits:
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": 60_000}


def pytest_sessionstart() -> None:
    """Python may collect garbage on any thread; a Qt object freed on the web thread would end the process."""
    gc.disable()
    # A run under nohup or in a script's background would hand "ignored" on to programs that tests start and end.
    for number in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: no process shall have one of them in the end while the others rest."""
    seconds: Counter[Path] = Counter()
    for item in items:
        mark = item.get_closest_marker("slow")
        seconds[item.path] += mark.kwargs.get("seconds", 5) if mark is not None else 0
    items.sort(key=lambda item: -seconds[item.path])


def pytest_collection_finish() -> None:
    """What all imports have made stays to the end: a collection that looks through it each time takes a second."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Collect on the main thread instead: young objects after each test, all of them now and then."""
    _state["tests"] += 1
    gc.collect(2 if _state["tests"] % _COLLECT_EVERY == 0 else 0)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """A test that tells of a text which is none (half a sign, a file's strange name) must not end the whole run.

    The tests' processes send each other UTF-8 only.
    """
    return _sendable((yield))


def _sendable(told: object) -> object:
    match told:
        case str():
            return told.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {_sendable(key): _sendable(value) for key, value in told.items()}
        case list():
            return [_sendable(each) for each in told]
        case tuple():
            return tuple(_sendable(each) for each in told)
    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say again, just before the closing line, which of dev.py's checks failed before the tests."""
    failed = os.environ.get("TUPAILTA_FAILED_CHECKS")
    if failed:
        terminalreporter.write_line(f"Before the tests, these checks failed: {failed}", red=True)


@pytest.fixture(autouse=True)
def _no_unexpected_errors_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test fails when our code logs an error; one that expects errors asks for caplog and looks at them."""
    if "caplog" in request.fixturenames:
        yield
        return
    seen = _Errors()
    root = logging.getLogger()
    root.addHandler(seen)
    yield
    root.removeHandler(seen)
    if seen.texts:
        pytest.fail("logged: " + "; ".join(seen.texts), pytrace=False)


class _Errors(logging.Handler):
    """Keeps what our own loggers say at level ERROR and above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in _OURS:
            self.texts.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """``program("chromium", "google-chrome")``: the path of the first one there; without any the test is skipped.

    On CI (CI=true) a missing program fails the test: there dev.py installs them all.
    """

    def find(*names: str) -> str:
        places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
        for name in names:
            path = shutil.which(name, path=places)
            if path:
                return path
        missing = f"not on this computer: {' or '.join(names)}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)

    return find


@pytest.fixture
def open_elsewhere(monkeypatch: pytest.MonkeyPatch) -> OpenElsewhere:
    """Windows' way with files that another program has open."""
    return OpenElsewhere(monkeypatch)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def runtime(tmp_path: Path, clock: Clock) -> Iterator[Runtime]:
    """A fresh workshop from the strategy themes, by that clock, with nothing of it opened yet."""
    with new_workshop(tmp_path, clock=clock) as made:
        yield made
