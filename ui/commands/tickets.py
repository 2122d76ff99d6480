"""`tupailta tickets`: one-time tickets for binding votes, made and put on a sheet to print. Main thread."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from ui.commands.outcome import DONE, writing
from ui.commands.parsing import Parser, whole_number
from ui.commands.speech import say
from workshop_app.domain.tickets import TICKETS, MakeTickets, RequireTickets
from workshop_app.i18n import Translator
from workshop_app.runtime import Runtime
from workshop_app.snapshot import free_tickets, read_snapshot


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument("file", metavar=_("FILE"), type=Path, help=_("The workshop's file."))
    parser.extra.add_argument(
        "--count",
        type=whole_number(parser.translator, 1, TICKETS),
        metavar=_("NUMBER"),
        help=_("How many new tickets; without it the unused ones are printed again."),
    )
    parser.extra.add_argument(
        "--address",
        metavar=_("ADDRESS"),
        help=_("The address that phones join at, as in http://192.168.1.5:8080."),
    )
    parser.extra.add_argument("--out", type=Path, metavar=_("FILE"), help=_("The Word document to write."))
    parser.extra.add_argument(
        "--off", action="store_true", help=_("Joining needs no ticket any more. Nothing is written.")
    )


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Make and print tickets and require them, or stop requiring them.

    Raises SessionFileProblem, WorkshopError(too_many_tickets).
    """
    _, _n = translator.text, translator.plural
    with Runtime.go_on(args.file) as runtime:
        if runtime.from_backup:
            say(
                _(
                    "That was a backup copy, so the evening goes on in the file {name}.",
                    name=runtime.path.name,
                )
            )
        runtime.submit(RequireTickets(on=not args.off)).result()
        if args.count:
            runtime.submit(MakeTickets(args.count)).result()
        workshop, found = read_snapshot(runtime.reader()).workshop, free_tickets(runtime.reader())
    if args.off:
        say(_("Joining needs no ticket any more."))
        return DONE
    if args.out is not None and args.address:
        from exports.tickets import ticket_sheet

        address = args.address if "://" in args.address else f"http://{args.address}"
        language = args.language or workshop.language
        with writing(str(args.out)):
            ticket_sheet(workshop, found, address, language, dt.datetime.now(dt.UTC), args.out)
        say(str(args.out))
    say(_("Joining needs a ticket now."), _n("{n} unused ticket.", "{n} unused tickets.", len(found)))
    return DONE
