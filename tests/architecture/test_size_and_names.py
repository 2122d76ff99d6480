"""House rules that can be counted: lengths, docstrings, names of modules, where print stands."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import (
    PACKAGES,
    ROOT,
    all_python_files,
    functions,
    parsed,
    python_files,
    relative,
)

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_INIT_LINES = 40

# Exceptions by name, each with its reason. Keep them empty.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

# A name that says nothing about what is inside.
EMPTY_NAMES = re.compile(r"^_?(utils?|helpers?|misc|common|managers?|stuff|base_?utils?)$")

# The command line is a face of its own; these modules print what a person or a script reads there.
MAY_PRINT = re.compile(r"^(ui/cli(\.py|_\w+\.py|/.*)|ui/commands/.*|workshop_app/__main__\.py)$")


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_files_are_short() -> None:
    """No file of ours is longer than 300 lines: who reads one can keep it in mind."""
    scripts = [path for kind in ("js", "css") for path in (ROOT / "resources").rglob(f"*.{kind}")]
    found = {relative(path): _lines(path) for path in [*all_python_files(), *scripts]}
    too_long = {name: n for name, n in found.items() if n > MAX_FILE_LINES and name not in LONG_FILES}
    assert {} == too_long


def test_functions_are_short() -> None:
    """No function is longer than 40 lines, its docstring counted."""
    too_long = {}
    for path in all_python_files():
        for function in functions(path):
            length = (function.end_lineno or 0) - function.lineno + 1
            name = f"{relative(path)}:{function.name}"
            if length > MAX_FUNCTION_LINES and name not in LONG_FUNCTIONS:
                too_long[name] = length
    assert {} == too_long


def test_exceptions_are_still_needed() -> None:
    """An exception whose file or function is gone or short now goes from the list."""
    files = {relative(path) for path in all_python_files() if _lines(path) > MAX_FILE_LINES}
    named = {
        f"{relative(path)}:{function.name}"
        for path in all_python_files()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > MAX_FUNCTION_LINES
    }
    assert set() == (set(LONG_FILES) - files) | (set(LONG_FUNCTIONS) - named)


def test_every_module_says_what_it_is_for() -> None:
    """Each module begins with a docstring; only an empty __init__.py needs none."""
    silent = [
        relative(path)
        for path in all_python_files()
        if ast.get_docstring(parsed(path)) is None and parsed(path).body
    ]
    assert [] == silent


def test_every_test_says_what_must_hold() -> None:
    """Each test function has a docstring, so that a failure tells which promise is broken."""
    silent = [
        f"{relative(path)}:{function.name}"
        for path in python_files("tests")
        if path.name.startswith("test_")
        for function in functions(path)
        if function.name.startswith("test_") and ast.get_docstring(function) is None
    ]
    assert [] == silent


def test_init_files_are_short() -> None:
    """An __init__.py re-exports at most; what does work has a module with a name."""
    long_ones = [
        relative(path)
        for path in all_python_files()
        if path.name == "__init__.py" and _lines(path) > MAX_INIT_LINES
    ]
    assert [] == long_ones


def test_names_say_what_is_inside() -> None:
    """No module or folder is called utils, helpers, misc, common or manager."""
    paths = {
        path for file in all_python_files() for path in (file, *file.parents) if path.is_relative_to(ROOT)
    }
    empty = {relative(path) for path in paths if path != ROOT and EMPTY_NAMES.match(path.stem)}
    assert set() == empty


def test_only_the_command_line_prints() -> None:
    """Elsewhere print would be lost: a window has no terminal, the LAN host has its log."""
    prints = [
        f"{relative(path)}:{node.lineno}"
        for path in python_files(*PACKAGES)
        if not MAY_PRINT.match(relative(path))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert [] == prints
