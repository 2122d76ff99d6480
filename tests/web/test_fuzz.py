"""A small part of `python3 dev.py bench fuzz`: nothing that is sent upsets the host or changes what it refuses."""

from __future__ import annotations

from pathlib import Path

from tests.bench.fuzz_requests import fuzz
from tests.bench.fuzz_writing import ROUTES


def test_strange_requests_are_answered_calmly(tmp_path: Path) -> None:
    """No 5xx, no traceback, no hang, nothing unescaped, the file unchanged by what was refused; every route tried."""
    report = fuzz(tmp_path, 1000, seed=12, a_workshop=500)

    assert [] == report.failures
    assert 1000 == report.sent
    assert {"participant", "idea", "comparison"} <= set(+report.rows)
    assert {route.path for route in ROUTES} <= set(report.routes)
    assert {200, 204, 303, 400, 403, 404, 405, 413, 415, 421} <= set(report.statuses)
