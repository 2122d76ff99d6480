"""The hunt of `dev.py chaos` in small: it finds nothing, and it would."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.bench import chaos
from tests.store.victims import evening


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
def test_a_few_kills(capsys: pytest.CaptureFixture[str]) -> None:
    """The host killed five times among voting phones: nothing lost, nothing doubled."""
    code = chaos.main(["--kills", "5", "--seconds", "60", "--phones", "6", "--seed", "3"])

    assert "lost 0, doubled 0" in capsys.readouterr().out
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
    phone = chaos.Phone(0, httpx.AsyncClient(), [(7, "left"), (8, "left"), (7, "right")])

    assert (3, 2, 1) == chaos.counted(path, [phone])
