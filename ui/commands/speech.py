"""How the command line speaks: in which language, to which stream, and QR codes in characters. Main thread."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

import platformdirs

from workshop_app import settings
from workshop_app.i18n import LANGUAGES

#: Black letters' background and bright white letters: right on dark and on light terminals.
_COLOURS, _PLAIN = "\x1b[40;97m", "\x1b[0m"
#: What a terminal would obey, or what would turn its line around: a file's name and the words in it may hold any sign.
_ORDERS = dict.fromkeys(
    [code for code in range(0xA0) if chr(code) not in "\n\t" and not 0x20 <= code < 0x7F]
    + [*range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "?",
)


def log_folder() -> Path:
    """Where the program's log lies on this computer."""
    return platformdirs.user_log_path("tupailta", appauthor=False)


def language_of(environment: Mapping[str, str]) -> str:
    """The language chosen in the window; else the one the computer is set to, if it is ours; else Finnish."""
    chosen = settings.default_file()
    if chosen.exists():
        return settings.load(chosen).language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            language = value.replace("-", "_").split("_")[0].split(".")[0].lower()
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def make_streams_safe() -> None:
    """Make a character that the terminal can't show a question mark instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(*lines: str) -> None:
    """Write lines to standard output, at once even through a pipe; nowhere if there is none, as in pythonw."""
    draw(*(line.translate(_ORDERS) for line in lines))


def draw(*lines: str) -> None:
    """The same for lines of our own that may colour the terminal."""
    for line in lines:
        print(line, flush=True)


def complain(line: str) -> None:
    """Write one line to standard error: what went wrong, or how far a long job is."""
    print(line.translate(_ORDERS), file=sys.stderr, flush=True)


def qr_code(modules: Sequence[Sequence[bool]], stream: TextIO) -> list[str]:
    """A QR code in lines of text, two rows of modules a line.

    `modules`: rows, True is dark, with the quiet zone. Drawn light on dark, as terminals are; on a terminal the colours
    are set too. On a stream without block characters each module is two characters.
    """
    dark = [list(row) for row in modules]
    if not _shows(stream, "█▀▄"):
        return ["".join("  " if module else "##" for module in row) for row in dark]
    if len(dark) % 2:
        dark.append([True] * len(dark[0]))
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    lines = [
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(dark[::2], dark[1::2], strict=True)
    ]
    if stream.isatty() and os.name != "nt":
        return [f"{_COLOURS}{line}{_PLAIN}" for line in lines]
    return lines


def _shows(stream: TextIO, signs: str) -> bool:
    try:
        signs.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
