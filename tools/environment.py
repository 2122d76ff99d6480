"""The folder .venv: made when it is missing, filled from the locks, stamped with the lock it was filled from.

Two locks: requirements.txt (to run) and requirements-dev.txt (to run and to test). Once a folder's stamp fits the
lock, nothing here asks the network for anything.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "requirements.txt", "dev": ROOT / "requirements-dev.txt"}

_STAMP = VENV / "tupailta-lock.json"
_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = _BIN / ("python.exe" if os.name == "nt" else "python")
#: The same without a terminal's window, where there is such a thing.
WINDOWED = _BIN / "pythonw.exe" if os.name == "nt" else PYTHON
#: The longest name below this folder, with .venv before it, is so long (PySide6's, 6.11 and 6.12); Windows takes 259.
_NAMES, _LONGEST = 176, 259


class SetUpProblem(Exception):
    """Set-up cannot go on; the text says what to do, in a sentence for the person at the keyboard."""


def say(text: str) -> None:
    """One line of progress. On standard error: standard output belongs to the program that is started."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def environment(**extra: str) -> dict[str, str]:
    """What a started program sees: our folders are found from any current folder, other Pythons' settings are not.

    Where Python may leave no compiled code beside its sources, it lies in .venv: without any, each process that makes
    documents would compile python-docx and pandas again, which takes longer than the document.
    """
    foreign = ("PYTHONHOME", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
    mine = {name: value for name, value in os.environ.items() if name not in foreign}
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        mine.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "compiled"))
    mine["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return mine | extra


def ensure(what: str) -> None:
    """Make .venv fit a lock: ``what`` is "run" or "dev". Raises SetUpProblem when that cannot be done."""
    if _fits(what) and PYTHON.exists():
        return
    with _alone():
        if not _works():
            _make()
        if not _fits(what):
            _install(what)


def _fits(what: str) -> bool:
    try:
        stamp = json.loads(_STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(stamp, dict) and stamp.get(what) == _digest(what)


def _digest(what: str) -> str:
    return hashlib.sha256(LOCKS[what].read_bytes()).hexdigest()


def _works() -> bool:
    """Whether .venv has a Python that starts, is new enough and has pip."""
    if not PYTHON.exists():
        return False
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    if _quiet([str(PYTHON), "-c", question]) != 0:
        say("the Python that .venv was made with is gone or too old")
        return False
    return _quiet([str(PYTHON), "-m", "pip", "--version"]) == 0 or (
        _quiet([str(PYTHON), "-m", "ensurepip"]) == 0
    )


def need_short_folder(folder: str, *, long_names: bool) -> None:
    """Raise SetUpProblem where Windows could not write the packages' longest names below `folder`."""
    if not long_names and len(folder) + 1 + _NAMES > _LONGEST:
        most = _LONGEST - _NAMES - 1
        raise SetUpProblem(
            f"This folder's name is too long for Windows: {len(folder)} letters with all folders, at most {most} fit. "
            "Move the folder to a shorter place, such as C:\\Tupailta, and start again."
        )


def _takes_long_names() -> bool:
    try:
        import winreg
    except ImportError:  # not Windows
        return True
    try:
        place = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:  # type: ignore[attr-defined,unused-ignore]
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False


def _make() -> None:
    need_short_folder(str(ROOT), long_names=_takes_long_names())
    say(f"[1/3] making .venv with Python {sys.version.split()[0]}")
    _need_ensurepip()
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode != 0:
        raise SetUpProblem("Could not make the folder .venv; the reason stands above.")


def _need_ensurepip() -> None:
    """Debian and Ubuntu leave ensurepip out of their Python; without it a venv has no pip."""
    if _quiet([sys.executable, "-c", "import ensurepip"]) == 0:
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say(f"installing {package}")
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        if subprocess.run(["apt-get", "-qq", "-y", "install", package], check=False).returncode == 0:
            return
    raise SetUpProblem(f"This Python cannot make a venv. Install the package {package} and try again.")


def _install(what: str) -> None:
    lock = LOCKS[what]
    pins = [line for line in lock.read_text("utf-8").splitlines() if "==" in line]
    if _quiet([str(PYTHON), "-m", "uv", "--version"]) != 0:
        say("[2/3] getting uv, which installs ten times as fast as pip")
        wanted = _uv_pin()
        subprocess.run([str(PYTHON), "-m", "pip", "install", "-qq", "--no-input", wanted], check=False)
    say(f"[3/3] installing what {lock.name} lists ({len(pins)} packages; the first time some 200 MB)")
    if not (_uv_install(lock) or _pip_install(lock)):
        raise SetUpProblem(
            f"Could not install the packages of {lock.name}; the reason stands above. "
            "Set-up needs the network once: check the connection, close Tupailta if it is open, and start the same "
            "command again."
        )
    fitting = ("run", "dev") if what == "dev" else ("run",)
    _STAMP.write_text(json.dumps({name: _digest(name) for name in fitting}), "utf-8")
    say("set-up is done; from now on no network is needed")


def _uv_pin() -> str:
    found = re.search(r"^uv==\S+", LOCKS["dev"].read_text("utf-8"), re.MULTILINE)
    return found.group() if found else "uv"


def _uv_install(lock: Path) -> bool:
    # Copies, not hard links: a package that is edited here must not change under another project.
    command = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON), "--link-mode", "copy"]
    return subprocess.run([*command, "-r", str(lock)], env=environment(), check=False).returncode == 0


def _pip_install(lock: Path) -> bool:
    say("uv did not manage; trying pip (half a minute or more)")
    command = [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    return subprocess.run([*command, "-r", str(lock)], env=environment(), check=False).returncode == 0


def _quiet(command: list[str]) -> int:
    try:
        nothing = subprocess.DEVNULL
        return subprocess.run(command, stdout=nothing, stderr=nothing, check=False).returncode
    except OSError:
        return 1


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in this folder: a second one waits for the first, then finds everything done."""
    try:
        import fcntl
    except ImportError:  # Windows: two set-ups at once are not guarded against there
        yield
        return
    VENV.mkdir(exist_ok=True)
    with (VENV / ".setup-lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up of this folder is running; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
