"""Every command there is, in any order, among failing disks, crashes and restarts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.any_commands import MAKERS
from tests.store.any_evening import AnyEvening
from workshop_app.kinds import table
from workshop_app.services.creation import CreateWorkshop
from workshop_app.services.dispatch import CORE


def test_every_command_is_tried() -> None:
    """A new command is tried with all the others."""
    assert {*CORE, *table.handlers()} - {CreateWorkshop} == MAKERS.keys()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_evening_is_kept(tmp_path: Path, seed: int, caplog: pytest.LogCaptureFixture) -> None:
    """Acknowledged is in the file, once, and nothing else is; what is kept in memory is what the file says.

    `python3 dev.py bench evenings` plays longer ones.
    """
    evening = AnyEvening(tmp_path, seed)
    evening.play(150)

    assert [] == evening.found
    assert 150 == sum(evening.done.values()) - evening.done["together", "done"]
    # Of errors only the commits that were made to fail.
    errors = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert ["A transaction failed"] * evening.done["in trouble", "commit"] == errors
