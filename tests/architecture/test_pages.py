"""What our pages and comments name is there: files, links, tests, commands. One that is not true any more misleads."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, all_python_files, functions, relative, tracked_files
from tools import commands
from ui import cli
from ui.commands.parsing import Parser
from workshop_app.i18n import translator

PAGES = [path for path in tracked_files() if path.suffix == ".md"]
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=relative)
#: Where a page's short names begin: each page may leave out what its readers know.
BEGINNINGS = ("", "workshop_app", "tests", "exports", "ui", "resources", "resources/web")
#: Names of files that are not in the tree, with the reason.
ELSEWHERE = {
    "workshop.json": "an export writes it",
    "phone.js": "put together from resources/web/script",
    "csv/": "an export writes it",
    "handouts/": "an export writes it",
    "folder/file.py": "what a row of docs/security.md looks like",
    "devset.json": "the lists of ideas that the duel was tuned on; not handed on",
    "domain/voting.py": "what DECISIONS.md did not take",
    "services/voting.py": "what DECISIONS.md did not take",
}
#: The kind that ARCHITECTURE.md takes for an example.
EXAMPLE = "survey"

_TOLD = re.compile(
    r"`([\w./-]+/|[\w./-]*[\w-]\.(?:py|md|html|js|css|json|toml|txt|svg|cmd|xml|qss))(?:::(\w+))?`"
)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@cache
def _names() -> frozenset[str]:
    """Every file and folder of the tree, from its root."""
    files = [relative(path) for path in tracked_files()]
    return frozenset([*files, *(str(parent) for name in files for parent in Path(name).parents)])


def _found(page: Path, name: str) -> str | None:
    """The file or folder that a page means, from the tree's root."""
    own = relative(page.parent) if page.parent != ROOT else ""
    candidates = [str(Path(beginning, name)) for beginning in (own, *BEGINNINGS)]
    exact = next((path for path in candidates if path in _names()), None)
    return exact or next((path for path in _names() if path.endswith(f"/{name.rstrip('/')}")), None)


def _anchors(page: Path) -> set[str]:
    headings = _HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@EACH_PAGE
def test_files_that_a_page_names_are_there(page: Path) -> None:
    """A name between backquotes that looks like a file of ours is one."""
    named = {name for name, _test in _TOLD.findall(page.read_text("utf-8")) if EXAMPLE not in name}
    assert [] == sorted(name for name in named - set(ELSEWHERE) if _found(page, name) is None)


@EACH_PAGE
def test_tests_that_a_page_names_are_there(page: Path) -> None:
    """`folder/test_file.py::test_name` is a test."""
    named = [(name, test) for name, test in _TOLD.findall(page.read_text("utf-8")) if test]
    missing = []
    for name, test in named:
        file = _found(page, name)
        if file is None or test not in {function.name for function in functions(ROOT / file)}:
            missing.append(f"{name}::{test}")
    assert [] == missing


@EACH_PAGE
def test_links_lead_somewhere(page: Path) -> None:
    """Links within the tree lead to a file, and to a heading that it has."""
    dead = []
    for target, anchor in _LINK.findall(page.read_text("utf-8")):
        aim = (page.parent / target).resolve() if target else page
        if not aim.exists() or (anchor and anchor not in _anchors(aim)):
            dead.append(f"{target}#{anchor}")
    assert [] == dead


@EACH_PAGE
def test_commands_of_dev_py_are_there(page: Path) -> None:
    """`dev.py NAME` is a command, and `dev.py bench NAME` a measurement."""
    text = page.read_text("utf-8")
    known = {*commands.COMMANDS, "NAME"}
    benches = {path.stem.removeprefix("bench_") for path in ROOT.glob("tests/bench/bench_*.py")} | {"NAME"}
    assert set() == set(re.findall(r"`(?:python3 |py )?dev\.py (\w+)", text)) - known
    assert set() == set(re.findall(r"dev\.py bench (\w+)`", text)) - benches


def test_files_that_comments_name_are_there() -> None:
    """A docstring or comment that points at a test, a page or another folder's module points at one that is there."""
    folders = "|".join([*PACKAGES, "tests", "docs", "tools"])
    told = re.compile(rf"\b(?:{folders})/[\w/-]+\.(?:py|md|json|js|css|html)\b")
    dead = {
        f"{relative(path)}: {name}"
        for path in all_python_files()
        if path.parent != Path(__file__).parent  # these make up names, to show what is found
        for name in told.findall(path.read_text("utf-8"))
        if name not in _names() and "NAME" not in name
    }
    assert set() == dead


def test_the_readme_lists_every_command_of_the_program() -> None:
    """The table has each command, with options that it knows."""
    text = (ROOT / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `tupailta (\w+) ([^`]*)`", text, re.MULTILINE))

    assert set(cli.COMMANDS) == set(rows)
    for name, usage in rows.items():
        parser = Parser(name, translator("en"))
        cli.command(name).add(parser)
        assert [] == [option for option in re.findall(r"--\w+", usage) if option not in parser.format_help()]


def test_the_architecture_page_names_every_part_of_the_core() -> None:
    """A new module or package at the top of `workshop_app` gets its line in the table."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    folder = ROOT / "workshop_app"
    parts = [path.name for path in folder.iterdir() if path.suffix == ".py" and not path.stem.startswith("_")]
    parts += [f"workshop_app/{path.parent.name}" for path in folder.glob("*/__init__.py")]

    assert [] == sorted(part for part in parts if part not in text)
