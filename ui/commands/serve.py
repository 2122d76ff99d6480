"""`tupailta serve`: an evening without a window, led with words in the terminal.

Main thread; the LAN host, the writer and the messages about the file (`ui.commands.telling`) have threads of their own.
Without a terminal it serves until it is told to end.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType

from ui.commands.addresses import Addresses
from ui.commands.lead import Lead
from ui.commands.outcome import DONE, Told
from ui.commands.parsing import Parser, whole_number
from ui.commands.speech import complain, say
from ui.commands.telling import telling
from workshop_app import settings
from workshop_app.domain.commands import OpenActivity
from workshop_app.i18n import Translator
from workshop_app.recovered import kept_beside
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import workshop_rows

_DEMO_TEMPLATE, _DEMO_KIND = "strategian_teemat", "duel"
#: How often to check the laptop's address, in seconds.
_LOOK_EVERY = 5.0
#: Ctrl+C, being told to end, a terminal that is closed (not on Windows), and Ctrl+Break (there only).
_ENDINGS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)


class Ended(BaseException):
    """The process was told to end."""


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument(
        "file", nargs="?", metavar=_("FILE"), type=Path, help=_("The workshop's file.")
    )
    parser.extra.add_argument(
        "--host", metavar=_("ADDRESS"), help=_("Answer at this address only; at all of them unless given.")
    )
    parser.extra.add_argument(
        "--port",
        type=whole_number(parser.translator, 0, 65535),
        metavar=_("NUMBER"),
        help=_("The port; without it a free one is found."),
    )
    parser.extra.add_argument(
        "--demo", action="store_true", help=_("Make a workshop to try things out with; gone afterwards.")
    )


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Serve until it is ended. Raises SessionFileProblem, WorkshopError(no_port); Told for a port that is taken."""
    _ = translator.text
    if (args.file is None) != args.demo:
        raise Told(_("Name a workshop's file or write --demo, one of the two."))
    with (
        _told_to_end() as closing,
        suppress(Ended),
        _folder(args) as folder,
        _opened(args, Path(folder), translator) as runtime,
        telling(runtime, translator),
    ):
        path = runtime.path
        try:
            _serve(runtime, args, translator)
        finally:
            closing()
    # A terminal that was closed can't be written to any more.
    with suppress(OSError):
        if args.demo:
            say(_("Ended. The demo's file is gone."))
        else:
            if runtime.path != path:
                say(kept_beside(path.name, runtime.path.name, translator))
            say(_("Ended. Everything that was sent is in the file."))
    return DONE


def collect_seldom() -> None:
    """Run the garbage collector seldom, and never on what exists already.

    A full collection stops every phone, for 80 ms in a large hall. With a window, `ui.main.garbage` does this in
    pieces.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _serve(runtime: Runtime, args: argparse.Namespace, translator: Translator) -> None:
    _ = translator.text
    collect_seldom()
    title = workshop_rows.workshop(runtime.reader()).title.pick(translator.language)
    addresses = Addresses(_start(runtime, args, translator), args.host, translator)
    say(title, str(runtime.path))
    if runtime.from_backup:
        say(_("That was a backup copy, so the evening goes on in the file {name}.", name=runtime.path.name))
    _remind(runtime, translator)
    addresses.tell()
    # A program without a terminal may have no standard input at all.
    if sys.stdin is not None and sys.stdin.isatty():
        lead = Lead(runtime, addresses, translator)
        lead.help()
        lead.listen(sys.stdin)
    else:
        while True:
            # Woken by a signal; on Windows only a sleep is.
            time.sleep(_LOOK_EVERY)
            addresses.look_again()


def _remind(runtime: Runtime, translator: Translator) -> None:
    """Say on standard error when the answers have been kept for longer than people were told."""
    _ = translator.text
    workshop = workshop_rows.workshop(runtime.reader())
    if workshop_rows.personal(runtime.reader()) and workshop.overdue(dt.date.today()):  # noqa: DTZ011
        day = translator.date(workshop.retention_until)
        told = _(
            "People were told that their answers are kept until {day}. Remove the personal data:", day=day
        )
        complain(f"{told} tupailta wipe {runtime.path.name}")


def _start(runtime: Runtime, args: argparse.Namespace, translator: Translator) -> int:
    """Start the LAN host as the arguments say; returns its port. Raises WorkshopError(no_port), Told."""
    _ = translator.text
    usual = settings.load(settings.default_file()).port
    wishes = {"host": args.host, "port": usual if args.port is None else args.port}
    port = runtime.web.start(**{name: wish for name, wish in wishes.items() if wish is not None})
    if args.port and port != args.port:
        # Somebody who names a port has it on a printed card; at another one nobody would find the host.
        raise Told(
            _("The port {port} can't be used: it is taken, or not allowed. Leave it out.", port=args.port)
        )
    return port


def _folder(args: argparse.Namespace) -> tempfile.TemporaryDirectory[str] | nullcontext[str]:
    return tempfile.TemporaryDirectory(prefix="tupailta-") if args.demo else nullcontext("")


def _opened(args: argparse.Namespace, folder: Path, translator: Translator) -> Runtime:
    """The workshop's file, or a new one in `folder` with its duel open."""
    if not args.demo:
        return Runtime.go_on(args.file)
    today = dt.date.today()  # noqa: DTZ011 - the day on the laptop's calendar
    language = args.language or "fi"
    runtime = Runtime.create(folder / "demo.tupa", NewWorkshop(_DEMO_TEMPLATE, today, language))
    agenda = workshop_rows.activities(runtime.reader())
    opened = next(a for a in agenda if a.kind == _DEMO_KIND)
    runtime.submit(OpenActivity(opened.id)).result()
    return runtime


@contextmanager
def _told_to_end() -> Iterator[Callable[[], None]]:
    """Within this context a signal that ends the program raises Ended on the main thread, once.

    Not after the function it yields was called: then the file is being folded into one, which a second Ctrl+C must not
    interrupt.
    """
    over = False

    def closing() -> None:
        nonlocal over
        over = True

    def end(_number: int, _frame: FrameType | None) -> None:
        if not over:
            closing()
            raise Ended

    # What is ignored already (`nohup`) stays so.
    heard = [number for number in _ENDINGS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, end) for number in heard}
    try:
        yield closing
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
