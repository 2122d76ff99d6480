"""The locks and dev.py: plain pins, and nothing but Python needed to start."""

import ast
import re
import sys
import tomllib

from packaging.markers import Marker
from packaging.requirements import Requirement

from tests.architecture.tree import ROOT, python_files, relative

PIN = re.compile(r"^[a-z0-9][a-z0-9.-]*==[0-9][\w.]*( ; (?P<marker>.+))?$")


def _pins(name: str) -> list[str]:
    return (ROOT / name).read_text("utf-8").splitlines()


def _asked_for() -> dict[str, list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run = [Requirement(line) for line in project["dependencies"]]
    dev = [Requirement(line) for line in project["optional-dependencies"]["dev"]]
    return {"requirements.txt": run, "requirements-dev.txt": run + dev}


def test_locks_are_plain_pins() -> None:
    """Each line is `name==version`, at most with a marker: no hash, no address, no option."""
    odd = [line for name in _asked_for() for line in _pins(name) if not PIN.match(line)]
    assert [] == odd


def test_locks_fit_the_project_file() -> None:
    """Every dependency is pinned, to a version in its range, for each Python that the project runs on."""
    wrong = []
    for name, requirements in _asked_for().items():
        pins = [Requirement(line) for line in _pins(name)]
        for python in ("3.11", "3.12", "3.13"):
            there = {pin.name: pin for pin in pins if _holds(pin.marker, python)}
            for asked in requirements:
                pin = there.get(asked.name)
                version = next(iter(pin.specifier)).version if pin else ""
                if _holds(asked.marker, python) and version not in asked.specifier:
                    wrong.append(f"{name}, Python {python}: {asked}")
    assert [] == wrong


def test_the_runtime_lock_is_part_of_the_full_one() -> None:
    """What is tested is what people run: the same versions stand in both locks."""
    assert [] == [line for line in _pins("requirements.txt") if line not in _pins("requirements-dev.txt")]


def test_dev_can_be_read_by_older_pythons() -> None:
    """Python 3.6 must be able to read dev.py, to be told in a sentence that it is too old."""
    source = (ROOT / "dev.py").read_text("utf-8")
    assert ast.parse(source, feature_version=(3, 6)).body


def test_set_up_needs_only_python() -> None:
    """dev.py and tools/ import the standard library and each other; messages.py alone runs inside .venv."""
    strange = []
    for path in [ROOT / "dev.py", *python_files("tools")]:
        if path.name == "messages.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            known = {*sys.stdlib_module_names, "tools"}
            strange += [f"{relative(path)}: {name}" for name in names if name.split(".")[0] not in known]
    assert [] == strange


def _holds(marker: Marker | None, python: str) -> bool:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    return marker is None or marker.evaluate(environment)
