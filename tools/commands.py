"""What dev.py can do: one function a command, each returns an exit code."""

import os
import subprocess
import sys
from collections.abc import Callable

from tools import system
from tools.environment import PYTHON, ROOT, WINDOWED, SetUpProblem, ensure, environment, say

_CODE = ["workshop_app", "ui", "exports", "resources", "tests", "tools", "dev.py"]
# All tests: many wait for a browser, a disk or a radio, so there is one process more than there are cores. The files
# stay whole, since their tests share what is slow to make; tests/conftest.py says which begin. With arguments pytest
# alone decides.
_PROCESSES = min(4, (os.cpu_count() or 1) + 1)
_SIDE_BY_SIDE = ["-n", str(_PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder"]
#: A program that does not run after so many seconds has failed; one that does has its window soon.
_ENDS_AT_ONCE = 3.0
# Not the programs in .venv/bin: those know where .venv was made, and would fail in a folder that was moved.
_LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def execute(command: str, arguments: list[str]) -> int:
    """Run the command of that name. Returns its exit code; 2 for an unknown name, 1 when set-up failed."""
    action = COMMANDS.get(command)
    if action is None:
        say(f"there is no command {command!r}; there are: {', '.join(COMMANDS)}")
        return 2
    try:
        return action(arguments)
    except SetUpProblem as problem:
        say(str(problem))
        return 1


def run(arguments: list[str]) -> int:
    """Start Tupailta; without a display and without arguments, the demo workshop without a window."""
    ensure("run")
    if system.has_display():
        system.provide(system.QT)
    elif not arguments:
        say("there is no display, so no window can be shown; serving the demo workshop without one")
        say("(end it with Ctrl+C; for your own: python3 dev.py run serve FILE)")
        arguments = ["serve", "--demo"]
    # -P: a folder named ui where the person stands must not be taken for ours.
    return _become([str(PYTHON), "-P", "-m", "ui", *arguments])


def start(arguments: list[str]) -> int:
    """Open the window and let go of the terminal: who closes that ends no evening. For Tupailta.cmd."""
    ensure("run")
    return leave([str(WINDOWED), "-P", "-m", "ui", *arguments])


def test(arguments: list[str]) -> int:
    """All checks, then pytest, which has the last word on the screen; both run even when the first fails."""
    ensure("dev")
    system.provide(system.QT + system.TESTS)
    failed = _failed_checks()
    extra = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    if failed:
        # tests/conftest.py says it again, just before pytest's closing line
        extra["TUPAILTA_FAILED_CHECKS"] = ", ".join(failed)
    say("tests")
    tests = _call([str(PYTHON), "-m", "pytest", *(arguments or _SIDE_BY_SIDE)], **extra)
    return tests or (1 if failed else 0)


def check(arguments: list[str]) -> int:
    """Ruff, formatting, types and imports: all of them, whatever the first one says."""
    if arguments:
        say("check takes no arguments")
        return 2
    ensure("dev")
    return 1 if _failed_checks() else 0


def bench(arguments: list[str]) -> int:
    """A measurement by name; without one, the names."""
    names = sorted(path.stem.removeprefix("bench_") for path in ROOT.glob("tests/bench/bench_*.py"))
    if not arguments or arguments[0] not in names:
        say(f"which measurement? There are: {', '.join(names) or 'none yet'}")
        return 2
    ensure("dev")
    return _call([str(PYTHON), "-m", f"tests.bench.bench_{arguments[0]}", *arguments[1:]])


def chaos(arguments: list[str]) -> int:
    """Let things go wrong while phones vote (kills, disk, clock, radio), and look for answers lost or doubled."""
    ensure("dev")
    return _call([str(PYTHON), "-m", "tests.bench.chaos", *arguments])


def screenshots(arguments: list[str]) -> int:
    """Pictures of the windows and pages, to be looked at beside the target pictures."""
    ensure("dev")
    system.provide(system.QT + system.TESTS)
    return _call([str(PYTHON), "-m", "tests.screenshots", *arguments])


def messages(arguments: list[str]) -> int:
    """Bring the catalogues up to date with the code, and list what is untranslated."""
    ensure("run")
    return _call([str(PYTHON), "-m", "tools.messages", *arguments])


def lock(arguments: list[str]) -> int:
    """Write the locks anew from pyproject.toml; pins stay where they fit, unless --upgrade is given."""
    ensure("dev")
    options = ["--quiet", "--universal", "--no-header", "--no-annotate", "--python-version", "3.11"]
    compiled = [str(PYTHON), "-m", "uv", "pip", "compile", "pyproject.toml", *options, *arguments]
    code = _call([*compiled, "-o", "requirements.txt"])
    # The full lock holds the same versions, so that what is tested is what people run.
    return code or _call(
        [*compiled, "--extra", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt"]
    )


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "chaos": chaos,
    "screenshots": screenshots,
    "messages": messages,
    "lock": lock,
    "start": start,
}


def _failed_checks() -> list[str]:
    code = [name for name in _CODE if (ROOT / name).exists()]
    checks = {
        "ruff": ["-m", "ruff", "check", *code],
        "formatting": ["-m", "ruff", "format", "--check", *code],
        "types": ["-m", "mypy"],
        "imports": ["-c", _LINT_IMPORTS, "--no-logo"],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if _call([str(PYTHON), *command]) != 0:
            failed.append(name)
    say(f"checks that failed: {', '.join(failed)}" if failed else "all checks passed")
    return failed


def _call(command: list[str], **extra: str) -> int:
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=environment(**extra), check=False).returncode


def _become(command: list[str]) -> int:
    """Hand this process over, so that signals reach the program itself; the person's current folder stays."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, environment())  # noqa: S606  # no shell, on purpose
    return wait_for(command)


def wait_for(command: list[str]) -> int:
    """Run a program to its end and return its exit code. Ctrl+C in the terminal reaches it too, and it ends in order.

    `subprocess.run` would kill it a quarter second after Ctrl+C.
    """
    process = subprocess.Popen(command, env=environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def leave(command: list[str]) -> int:
    """Start a program that goes on without us and this terminal; its exit code where it ends at once, else 0."""
    flags = [getattr(subprocess, name, 0) for name in ("DETACHED_PROCESS", "CREATE_NEW_PROCESS_GROUP")]
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        env=environment(),
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        creationflags=sum(flags),
        start_new_session=True,
    )
    try:
        code = process.wait(_ENDS_AT_ONCE)
    except subprocess.TimeoutExpired:
        process.returncode = 0  # nobody waits for it any more
        return 0
    if code != 0:
        say(f"it ended at once; what went wrong tells: python {ROOT / 'dev.py'} run")
    return code
