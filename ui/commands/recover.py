"""`tupailta recover`: gets what can be read out of a damaged file into a new one. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.new import SUFFIX, with_suffix
from ui.commands.outcome import DONE
from ui.commands.parsing import Parser
from ui.commands.speech import say
from workshop_app.i18n import Translator
from workshop_app.runtime import recover_file
from workshop_app.store.recover import Recovery


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
    beside = args.file.with_name(f"{args.file.stem}.recovered{SUFFIX}")
    out = with_suffix(args.out) if args.out is not None else beside
    found = recover_file(args.file, out)
    say(_("What could be read is in the file {path}", path=out))
    say(*(f"  {line}" for line in saved(found, translator)))
    say(*missing(found, translator))
    return DONE


def saved(found: Recovery, translator: Translator) -> list[str]:
    """What was found, in the words of the evening."""
    _n = translator.plural
    return [
        _n("{n} participant", "{n} participants", n=found.saved["participant"]),
        _n("{n} idea", "{n} ideas", n=found.saved["idea"]),
        _n("{n} comparison", "{n} comparisons", n=found.saved["comparison"]),
        _n("{n} decision", "{n} decisions", n=found.saved["decision"]),
    ]


def missing(found: Recovery, translator: Translator) -> list[str]:
    """What was not found; one line when nothing seems to be missing."""
    _, _n = translator.text, translator.plural
    if found.complete:
        return [_("Nothing seems to be missing.")]
    lines = []
    if not found.workshop_kept:
        lines.append(_("Some of the workshop's own facts were lost: check its title, date and ladder."))
    gone = +(found.lost + found.gaps)
    if gone:
        lines.append(_n("{n} row is missing:", "{n} rows are missing:", n=gone.total()))
        lines += [f"  {table} {n}" for table, n in sorted(gone.items())]
    if made := found.made_up.total():
        lines.append(
            _n(
                "{n} row was made up: others name it, and it was lost.",
                "{n} rows were made up: others name them, and they were lost.",
                n=made,
            )
        )
    return lines
