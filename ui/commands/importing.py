"""`tupailta import`: a session file from an exported `workshop.json`. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.new import SUFFIX, with_suffix
from ui.commands.outcome import DONE
from ui.commands.parsing import Parser
from ui.commands.speech import say
from workshop_app.i18n import Translator
from workshop_app.runtime import import_archive


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument(
        "file", metavar=_("FILE"), type=Path, help=_("The workshop.json of an export; it is only read.")
    )
    parser.extra.add_argument(
        "--out",
        metavar=_("FILE"),
        type=Path,
        help=_("The file to make; beside the one that is read unless given."),
    )


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Make the file. Raises SessionFileProblem, WorkshopError(kind_unknown)."""
    _ = translator.text
    path = with_suffix(args.out) if args.out is not None else args.file.with_suffix(SUFFIX)
    import_archive(args.file, path)
    say(_("The workshop is in the file {path}", path=path))
    return DONE
