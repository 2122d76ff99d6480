"""A small part of `python3 dev.py bench fuzz`: a changed file is refused in a sentence or read whole."""

from __future__ import annotations

from pathlib import Path

from tests.bench.fuzz_files import fuzz


def test_changed_files_are_refused_or_read(tmp_path: Path) -> None:
    """Session files, archives, Word templates, lists of ideas; `recover` for those refused. None is changed by it."""
    report = fuzz(tmp_path, 24, seed=11)

    assert [] == report.failures
    assert 12 == report.files["session file"]
    assert {"archive", "Word template", "list of ideas", "recover"} <= set(report.files)
