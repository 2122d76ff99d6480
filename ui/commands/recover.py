"""`tupailta recover`: gets what can be read out of a damaged file into a new one. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.new import with_suffix
from ui.commands.outcome import DONE
from ui.commands.parsing import Parser
from ui.commands.speech import say
from workshop_app.i18n import Translator
from workshop_app.recovered import beside, missing, saved
from workshop_app.runtime import recover_file


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument(
        "file", metavar=_("FILE"), type=Path, help=_("The damaged file; it is only read.")
    )
    parser.extra.add_argument(
        "--out",
        metavar=_("FILE"),
        type=Path,
        help=_("The file to make; beside the damaged one unless given."),
    )


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Make the new file, and say what is in it and what is not. Raises SessionFileProblem."""
    _ = translator.text
    out = with_suffix(args.out) if args.out is not None else beside(args.file)
    found = recover_file(args.file, out)
    say(_("What could be read is in the file {path}", path=out))
    say(*(f"  {line}" for line in saved(found, translator)))
    say(*missing(found, translator))
    return DONE
