"""The import contract of pyproject.toml holds, and each part of it notices a wrong import.

The wrong imports are laid into a copy of the tree, all at once: each contract must then name its own.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

# (contract, module that gets the import, what it must not import)
WRONG = [
    ("Arrows between the folders point down", "workshop_app.content", "exports.word"),
    ("Arrows between the folders point down", "exports.bundle", "ui.locale"),
    ("Layers inside workshop_app", "workshop_app.domain.errors", "workshop_app.settings"),
    ("Layers inside workshop_app", "workshop_app.bus", "workshop_app.store.tx"),
    ("Layers inside workshop_app", "workshop_app.services.dispatch", "workshop_app.kinds.table"),
    ("Layers inside ui", "ui.facilitator", "ui.projector"),
    ("Layers inside ui", "ui.client", "ui.models"),
    ("Layers inside ui", "ui.widgets", "ui.models"),
    ("Layers inside exports", "exports.word", "exports.bundle"),
    ("An activity kind knows no other kind", "workshop_app.kinds.ideas.kind", "workshop_app.kinds.duel.kind"),
    ("No cycles between siblings, at any depth", "workshop_app.domain.text", "workshop_app.domain.template"),
    ("Only the door and the starting points know the runtime", "ui.dialogs", "workshop_app.runtime"),
    ("Panels know the domain and the door, not the machinery", "ui.kinds", "workshop_app.store.reads"),
    ("Exporters see read models only", "exports.tables", "workshop_app.services.dispatch"),
    ("One way to the writer thread", "workshop_app.web", "workshop_app.store.writer"),
    ("Qt stays in ui", "workshop_app.log", "PySide6.QtCore"),
    ("The command line loads Qt for the window only", "ui.cli", "PySide6.QtWidgets"),
    (
        "The domain and drawings are plain Python: no file, no network, no thread",
        "workshop_app.domain.ideas",
        "sqlite3",
    ),
    (
        "The domain and drawings are plain Python: no file, no network, no thread",
        "workshop_app.drawing.svg",
        "threading",
    ),
    ("Pairing and ranking calculate, nothing else", "workshop_app.duel.fit", "workshop_app.content"),
    ("SQLite stays in store", "workshop_app.kinds.ladder.kind", "sqlite3"),
    ("The web server stays in web", "workshop_app.services.people", "starlette.responses"),
    ("pandas, python-docx and openpyxl stay in exports", "workshop_app.minutes", "docx"),
    ("pandas, python-docx and openpyxl stay in exports", "workshop_app.gathering", "pandas"),
]
UNPLACED = ("workshop_app/newcomer.py", "ui/newcomer.py", "exports/newcomer.py")


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _copy(target: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", target)
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            copied = target / path.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copied)
    return target


def _source(folder: Path, module: str) -> Path:
    path = folder.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the tree with all the wrong imports, each inside a function."""
    folder = _copy(tmp_path_factory.mktemp("wrong"))
    for _contract, module, imported in WRONG:
        with _source(folder, module).open("a", encoding="utf-8") as source:
            source.write(f"\n\ndef _wrong() -> None:\n    import {imported}\n")
    for name in UNPLACED:
        (folder / name).write_text('"""Nobody has said where it belongs."""\n', "utf-8")
    return _lint(folder).stdout


def _findings(report: str, contract: str) -> str:
    """The part of the report that lists what breaks one contract."""
    _, found, rest = report.rpartition(f"\n{contract}\n{'-' * len(contract)}\n")
    lines = rest.splitlines() if found else []
    ends = (n for n, line in enumerate(lines) if n and line and set(line) == {"-"})
    return "\n".join(lines[: next(ends, len(lines) + 1) - 1])


def test_contract_holds() -> None:
    """import-linter finds nothing to object to in the tree as it is."""
    done = _lint(ROOT)
    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize(("contract", "module", "imported"), WRONG)
def test_wrong_import_is_reported(report: str, contract: str, module: str, imported: str) -> None:
    """A wrong import, even a lazy one inside a function, is named under its contract."""
    findings = _findings(report, contract)
    # Of a library only its first name is told, of siblings in a cycle only the last.
    target = (
        imported if imported.split(".", maxsplit=1)[0] in PACKAGES else imported.split(".", maxsplit=1)[0]
    )
    siblings = f".{module.rpartition('.')[2]} -> .{imported.rpartition('.')[2]} "
    assert f"{module} -> {target}" in findings or siblings in findings, findings


@pytest.mark.parametrize("name", UNPLACED)
def test_module_without_a_place_is_reported(report: str, name: str) -> None:
    """A new module at the top of a folder must be given a layer."""
    assert "newcomer" in _findings(report, f"Layers inside {name.split('/', maxsplit=1)[0]}")
