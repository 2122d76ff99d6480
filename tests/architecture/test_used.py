"""What the program defines the program uses; what only a test needs stands with the tests."""

import ast
import re
from collections import Counter

from tests.architecture.tree import PACKAGES, ROOT, parsed, python_files, relative

#: Names that stand once all the same, each with its reason.
NOT_BY_NAME = {
    "handle_starttag": "HTMLParser calls it",
    "handle_endtag": "HTMLParser calls it",
    "handle_data": "HTMLParser calls it",
    "TABLES_LEFT_OUT": "the reasons, which a test compares with the tables",
}
_WORD = re.compile(r"[A-Za-z_]\w*")
#: Qt and logging call what they name themselves.
_QTS = re.compile(r"[a-z]+[A-Z]")


def _words() -> Counter[str]:
    """How often each word stands in the program: code, page templates, the start script, the project's file."""
    files = [*python_files(*PACKAGES, "tools"), ROOT / "dev.py", ROOT / "pyproject.toml"]
    files += (ROOT / "resources").rglob("*.html")
    return Counter(word for path in files for word in _WORD.findall(path.read_text("utf-8")))


def _defined(module: ast.Module) -> set[str]:
    """Functions, methods, classes and constants that have a name of their own."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    named = {node.name for node in ast.walk(module) if isinstance(node, kinds)}
    assigned = [target for node in module.body if isinstance(node, ast.Assign) for target in node.targets]
    return named | {target.id for target in assigned if isinstance(target, ast.Name)}


def test_whatever_is_defined_is_used() -> None:
    """A name that stands nowhere in the program but where it is defined is a leftover, or belongs to the tests."""
    words = _words()
    unused = {
        f"{relative(path)}: {name}"
        for path in python_files(*PACKAGES)
        for name in _defined(parsed(path))
        if words[name] == 1 and not name.startswith("__") and not _QTS.match(name) and name not in NOT_BY_NAME
    }
    assert set() == unused


def test_exceptions_are_still_needed() -> None:
    """An exception that is used by name now, or is gone, goes from the list."""
    words = _words()
    assert [] == [name for name in NOT_BY_NAME if words[name] != 1]
