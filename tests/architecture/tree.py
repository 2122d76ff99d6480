"""What the house-rule tests look at: the files of the working tree, as they are."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("workshop_app", "ui", "exports", "resources")
#: Folders that the work makes, besides those whose names begin with a dot.
_MADE = ("__pycache__", "out", "build", "dist")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """All Python files under the folders of the project's root, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def all_python_files() -> list[Path]:
    """Every Python file of ours: program, tests and tools."""
    return [ROOT / "dev.py", *python_files(*PACKAGES, "tests", "tools")]


def relative(path: Path) -> str:
    """The path as it is written in messages and lists of exceptions: with slashes, from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def tracked_files() -> list[Path]:
    """What git would hand on: tracked files and new ones that are not ignored. In an unpacked download: every file."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return list(_unpacked(ROOT))
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _unpacked(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_file():
            yield entry
        elif not entry.name.startswith(".") and entry.name not in _MADE:
            yield from _unpacked(entry)
