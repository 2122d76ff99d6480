"""What `dev.py chaos` does, in small: it finds nothing, and it would."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.bench import chaos
from tests.bench.chaos_phones import lost_and_doubled
from tests.browser.radio import possible
from tests.store.victims import evening

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")


@pytest.mark.slow
def test_a_few_kills(capsys: pytest.CaptureFixture[str]) -> None:
    """The host killed five times among voting phones: nothing lost, nothing doubled."""
    code = chaos.main(["kills", "--kills", "5", "--seconds", "60", "--phones", "6", "--seed", "3"])

    assert "lost 0, doubled 0" in capsys.readouterr().out
    assert 0 == code


@pytest.mark.slow
@pytest.mark.root
@pytest.mark.skipif(not possible(), reason="needs root to mount a small disk")
def test_disk_and_clock(capsys: pytest.CaptureFixture[str]) -> None:
    """The disk filled while phones vote, and a clock that shows another day at each look: nothing lost or doubled."""
    code = chaos.main(["disk", "clock", "--rounds", "1", "--jumping", "2", "--phones", "6"])

    out = capsys.readouterr().out
    assert 2 == out.count("lost 0, doubled 0")
    assert "refused while it was full: 1 of 1 times" in out
    assert 0 == code


def test_a_loss_would_be_found(tmp_path: Path) -> None:
    """An acknowledged answer that is not in the file, and one that stands there twice, are counted."""
    path = tmp_path / "ilta.tupa"
    evening(path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO appearance SELECT 7, 3, 1, 1, 2, created_at FROM workshop")
    for number in (1, 2):
        connection.execute(
            f"INSERT INTO comparison SELECT {number}, 7, 'left', '', 5, created_at FROM workshop"
        )
    connection.commit()
    connection.close()

    assert (2, 1, 2) == lost_and_doubled(path, [(7, "left"), (8, "left"), (7, "right")])
