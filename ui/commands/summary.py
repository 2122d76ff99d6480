"""`tupailta summary`: one document and one workbook of many evenings. Main thread; loads pandas and python-docx."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from ui.commands.documents import add_folder_and_template, template_of
from ui.commands.outcome import DONE, PROBLEM, writing
from ui.commands.parsing import Parser
from ui.commands.speech import complain, say
from workshop_app.gathering import gather
from workshop_app.i18n import Translator


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument(
        "files",
        metavar=_("FILE"),
        type=Path,
        nargs="+",
        help=_("The workshops' files, in any order; they are only read."),
    )
    add_folder_and_template(parser)


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Write the summary of the files that can be read; say why each other file is left out.

    Returns 1 where a file could not be read. Raises WorkshopError(no_evenings), SessionFileProblem.
    """
    template = template_of(args)
    gathered = gather(args.files)
    from exports.evenings.folder import export_summary, left_out

    # Without any evening the error says it all.
    for sentence in left_out(gathered, translator) if gathered.evenings else ():
        complain(sentence)
    now = dt.datetime.now().astimezone()
    with writing(str(args.out)):
        made = export_summary(gathered, args.out, args.language or translator.language, now, template)
    say(*(str(path) for path in made))
    return PROBLEM if gathered.refused else DONE
