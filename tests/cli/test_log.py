"""The log is bounded: it turns over, and old parts go."""

from __future__ import annotations

import logging
from pathlib import Path

from workshop_app import log


def test_the_log_turns_over(tmp_path: Path) -> None:
    """However long the program runs, four files of a megabyte are the most, and the newest words are there."""
    log.set_up(tmp_path)
    told = logging.getLogger("workshop_app")
    for number in range(6_000):
        told.info("%s %s", number, "x" * 1_000)
    log.tear_down()
    sizes = sorted(file.stat().st_size for file in tmp_path.iterdir())
    assert 4 == len(sizes)
    assert 1_000_000 >= sizes[-1]
    assert "5999 " in (tmp_path / log.NAME).read_text("utf-8")
