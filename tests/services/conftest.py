"""A fresh workshop from the strategy themes, open, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from workshop_app.runtime import Runtime


@pytest.fixture
def clock() -> Clock:
    """The workshop's clock."""
    return Clock()


@pytest.fixture
def runtime(tmp_path: Path, clock: Clock) -> Iterator[Runtime]:
    """The workshop, nothing of it opened yet."""
    with new_workshop(tmp_path, clock=clock) as made:
        yield made
