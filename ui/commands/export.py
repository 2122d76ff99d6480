"""`tupailta export`: the minutes, tables and archive of a session file. Main thread; loads python-docx and openpyxl."""

from __future__ import annotations

import argparse
from io import BytesIO
from pathlib import Path

from ui.commands.documents import add_folder_and_template, template_of
from ui.commands.outcome import DONE, writing
from ui.commands.parsing import Parser
from ui.commands.speech import say
from workshop_app import archive
from workshop_app.i18n import Translator
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument("file", metavar=_("FILE"), type=Path, help=_("The workshop's file."))
    add_folder_and_template(parser)


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Write everything and say what was written. Raises SessionFileProblem."""
    template = template_of(args)
    with Runtime(args.file) as runtime:
        minutes = read_minutes(runtime.reader(), args.file)
        everything = BytesIO(archive.dump(runtime.reader()).encode())
    from exports import bundle

    with writing(str(args.out)):
        args.out.mkdir(parents=True, exist_ok=True)
        made = bundle.export_all(
            minutes,
            args.out,
            language=args.language,
            archive=everything,
            template=template,
        )
    say(*(str(path) for path in made.files))
    return DONE
