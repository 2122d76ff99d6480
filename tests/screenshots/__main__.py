"""Makes the pictures: `python -m tests.screenshots [--out DIR]` every set of them, each in a folder of its own.

With one of `--size 1280x800`, `--language fi`, `--scale 2`, `--dark` only that set of the window, in DIR itself; with
`--phones` (and `--language`, `--no-script`) only the phone's pages, in a folder for each width and look.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = dt.date(2026, 11, 22)
#: Every set: its folder and its options. Each is a program of its own, since Qt reads the scale when it is loaded.
SETS = {
    "fi-1280x800": ("--size", "1280x800"),
    "fi-1920x1080": ("--size", "1920x1080"),
    "fi-960x620": ("--size", "960x620"),
    "fi-200-percent": ("--scale", "2"),
    "fi-dark": ("--dark",),
    "sv": ("--language", "sv"),
    "en": ("--language", "en"),
    "phones-fi": ("--phones", "--language", "fi"),
    "phones-sv": ("--phones", "--language", "sv"),
    "phones-en": ("--phones", "--language", "en"),
    "phones-no-script": ("--phones", "--no-script"),
}


def main(arguments: list[str] | None = None) -> int:
    """Make every picture; returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests.screenshots", description=__doc__)
    folder_help = "folder for the pictures, made if need be"
    parser.add_argument("--out", type=Path, default=Path("out/screenshots"), help=folder_help)
    parser.add_argument("--size", default="1280x800", help="the window's size in pixels")
    parser.add_argument("--language", default="fi", choices=("fi", "sv", "en"))
    parser.add_argument("--scale", default="1", help="pixels of the screen for one of the window")
    parser.add_argument("--dark", action="store_true", help="as on a computer that is set to dark")
    parser.add_argument("--phones", action="store_true", help="the phone's pages instead of the window's")
    parser.add_argument("--no-script", action="store_true", help="on a phone without JavaScript")
    given = sys.argv[1:] if arguments is None else arguments
    found = parser.parse_args(given)
    if all(word.split("=")[0] == "--out" or not word.startswith("--") for word in given):
        return _every_set(found.out)
    for path in _phones(found) if found.phones or found.no_script else _window(found):
        print(path)
    return 0


def _window(found: argparse.Namespace) -> list[Path]:
    # Qt reads both when it is loaded.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = found.scale
    from tests.screenshots.camera import Camera

    width, height = (int(side) for side in found.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        camera = Camera(Path(folder), found.out, (width, height), found.language, dark=found.dark)
        return camera.take_all(DAY)


def _phones(found: argparse.Namespace) -> list[Path]:
    from tests.screenshots import phones

    return phones.take_all(found.out, found.language, js=not found.no_script)


def _every_set(out: Path) -> int:
    worst = 0
    for name, options in SETS.items():
        command = [sys.executable, "-m", "tests.screenshots", "--out", str(out / name), *options]
        worst = max(worst, subprocess.run(command, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
