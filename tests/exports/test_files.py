"""Files that appear whole, and what is left of those that did not."""

from __future__ import annotations

import os
import time
from pathlib import Path

from exports.files import write_whole


def test_what_a_killed_program_left_is_cleared_away(tmp_path: Path) -> None:
    """The half of a document that was being written hours ago goes with the next one; who writes just now is let be."""
    old, new = (tmp_path / f".muistio.docx.{sign * 32}.part" for sign in "ab")
    own = tmp_path / ".muistio.part"
    for left in (old, new, own):
        left.write_bytes(b"puolikas")
    for left in (old, own):
        os.utime(left, (time.time() - 7_200,) * 2)
    write_whole(tmp_path / "luonnos.eml", b"koko")
    assert {".muistio.part", new.name, "luonnos.eml"} == {file.name for file in tmp_path.iterdir()}
