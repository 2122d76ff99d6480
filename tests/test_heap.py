"""What was needed for a moment is the system's again."""

from __future__ import annotations

import ctypes
import sys

import psutil
import pytest

from workshop_app.heap import give_back

_MB = 1_000_000


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="only this C library keeps what is free",
)
def test_what_is_free_goes_back() -> None:
    """Also where something that is kept lies behind it."""
    process = psutil.Process()
    blocks = [bytes(100_000) for _ in range(500)]
    last = blocks[-1]
    blocks.clear()
    held = process.memory_info().rss
    give_back()
    assert held - process.memory_info().rss > 30 * _MB
    assert 100_000 == len(last)
