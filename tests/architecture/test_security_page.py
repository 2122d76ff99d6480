"""The table of threats names tests that are there."""

import re

from tests.architecture.tree import ROOT, functions

_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def test_every_named_test_exists() -> None:
    """An answer to a threat without its test would be a promise only."""
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = _NAMED.findall(page)
    there = {
        (file, function.name)
        for file in {file for file, _ in named}
        if (ROOT / "tests" / file).is_file()
        for function in functions(ROOT / "tests" / file)
    }
    assert [] == [f"{file}::{test}" for file, test in named if (file, test) not in there]
    assert len(named) > 40


def test_every_answer_has_a_test() -> None:
    """Each row of the tables between the figures and the open ends names at least one test."""
    page = (ROOT / "docs" / "security.md").read_text("utf-8")
    page = page.partition("\n## ")[2].partition("## What is still open")[0]
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
    assert [] == [row for row in rows if not _NAMED.search(row)]
    assert len(rows) > 30
