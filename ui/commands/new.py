"""`tupailta new`: a session file from a template. Main thread."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from ui.commands.outcome import DONE
from ui.commands.parsing import Parser, day, listed
from ui.commands.speech import say
from workshop_app import content
from workshop_app.i18n import LANGUAGES, Translator
from workshop_app.runtime import NewWorkshop, Runtime

#: What a workshop's file name ends with.
SUFFIX = ".tupa"


def add(parser: Parser) -> None:
    """Describe the arguments; the help lists the templates."""
    _ = parser.translator.text
    language = parser.translator.language
    parser.needed.add_argument("file", metavar=_("FILE"), type=Path, help=_("The file to make."))
    parser.extra.add_argument(
        "--template", required=True, metavar="ID", help=_("Which template; they are listed below.")
    )
    parser.extra.add_argument(
        "--place", default="", metavar=_("PLACE"), help=_("Where the workshop is held.")
    )
    parser.extra.add_argument(
        "--date", type=day(parser.translator), metavar=_("DATE"), help=_("When; today unless given.")
    )
    parser.extra.add_argument("--organiser", default="", metavar=_("NAME"), help=_("Who invites people."))
    known = listed(f"{template.id:36} {template.title.pick(language)}" for template in content.templates())
    heading = _("Templates:")
    parser.epilog = f"{heading}\n{known}"


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Make the file. Raises SessionFileProblem(exists, not_writable), WorkshopError(template_unknown)."""
    _ = translator.text
    path = with_suffix(args.file)
    Runtime.create(
        path,
        NewWorkshop(
            template_id=args.template,
            date=args.date or dt.date.today(),  # noqa: DTZ011 - the day on the laptop's calendar
            language=args.language or LANGUAGES[0],
            place=args.place,
            organiser=args.organiser,
        ),
    ).close()
    say(_("The workshop is in the file {path}", path=path))
    say(_("Open its window: {command}", command=f"tupailta {path}"))
    return DONE


def with_suffix(path: Path) -> Path:
    """`path` with the ending of a workshop's file, where a person left it out."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
