"""Makes the pictures: `python -m tests.screenshots [--out DIR] [--size 1280x800] [--language fi] [--scale 2]`."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from pathlib import Path

DAY = dt.date(2026, 11, 22)


def main(arguments: list[str] | None = None) -> int:
    """Make every picture; returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    folder_help = "folder for the pictures, made if need be"
    parser.add_argument("--out", type=Path, default=Path("out/screenshots"), help=folder_help)
    parser.add_argument("--size", default="1280x800", help="the window's size in pixels")
    parser.add_argument("--language", default="fi", choices=("fi", "sv", "en"))
    parser.add_argument("--scale", default="1", help="pixels of the screen for one of the window")
    parser.add_argument("--dark", action="store_true", help="as on a computer that is set to dark")
    found = parser.parse_args(arguments)
    # Qt reads both when it is loaded.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = found.scale
    from tests.screenshots.camera import Camera

    width, height = (int(side) for side in found.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        made = Camera(Path(folder), found.out, (width, height), found.language, dark=found.dark).take_all(DAY)
    for path in made:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
