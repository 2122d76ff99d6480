"""The program `tupailta`: opens the window, or runs one of the commands without it. Main thread.

Qt is loaded only when the window opens, python-docx and openpyxl only to export, pandas only to sum up many evenings.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Protocol

from ui.commands.outcome import INTERRUPTED, NOT_UNDERSTOOD, Told, guarded
from ui.commands.parsing import Parser, listed, speak
from ui.commands.speech import complain, language_of, log_folder, make_streams_safe, say
from workshop_app import log, settings
from workshop_app.i18n import LANGUAGES, N_, Translator, translator
from workshop_app.store.errors import SessionFileProblem

PROGRAM = "tupailta"
#: The commands in the order of the help, and what each is for.
COMMANDS = {
    "new": N_("Make a workshop's file from a template."),
    "serve": N_("Let phones take part without a window; lead the evening in the terminal."),
    "rehearse": N_("Try an evening out with made-up people, and get its file, minutes and tables."),
    "export": N_(
        "Write a workshop's minutes (DOCX, HTML), tables (CSV, XLSX) and all of it (JSON) into a folder."
    ),
    "summary": N_("Make one summary of many evenings: a document (DOCX) and a workbook (XLSX)."),
    "import": N_("Make a workshop's file from an exported workshop.json."),
    "tickets": N_("Make one-time tickets for votes that bind, and a sheet of them to print."),
    "wipe": N_("Remove what ties a workshop's phones to people; the results stay."),
    "recover": N_("Get what can be read out of a damaged file into a new one."),
}


class Command(Protocol):
    """What a module of `ui.commands` has."""

    def add(self, parser: Parser) -> None:
        """Describe the arguments."""
        ...

    def run(self, args: argparse.Namespace, translator: Translator, /) -> int:
        """Do it; returns the exit code."""
        ...


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (None: the process's own); returns the exit code.

    0 done, 1 a problem (one sentence on standard error), 2 not understood, 130 ended with Ctrl+C.
    """
    multiprocessing.freeze_support()  # packed as one program file, this is how the clerk's process starts too
    arguments = list(sys.argv[1:] if argv is None else argv)
    make_streams_safe()
    speaks = translator(_chosen_language(arguments) or language_of(os.environ))
    speak(speaks)
    _start_log()
    try:
        return guarded(lambda: _run(arguments, speaks), speaks)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else NOT_UNDERSTOOD
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str], speaks: Translator) -> int:
    at = _first_plain(arguments)
    name = "" if at is None else arguments[at]
    if at is None or name not in COMMANDS:
        return _window(arguments, speaks)
    _ = speaks.text
    found = command(name)
    parser = Parser(f"{PROGRAM} {name}", speaks, description=_(COMMANDS[name]))
    found.add(parser)
    return found.run(parser.parse_args(arguments[:at] + arguments[at + 1 :]), speaks)


def command(name: str) -> Command:
    """The command's module, loaded only now: some of them take half a second."""
    match name:
        case "new":
            from ui.commands import new

            return new
        case "serve":
            from ui.commands import serve

            return serve
        case "rehearse":
            from ui.commands import rehearse

            return rehearse
        case "summary":
            from ui.commands import summary

            return summary
        case "import":
            from ui.commands import importing

            return importing
        case "tickets":
            from ui.commands import tickets

            return tickets
        case "wipe":
            from ui.commands import wipe

            return wipe
        case "recover":
            from ui.commands import recover

            return recover
        case _:
            from ui.commands import export

            return export


def _window(arguments: list[str], speaks: Translator) -> int:
    """Open the window with the file, or without one."""
    _ = speaks.text
    file, command, heading = _("FILE"), _("COMMAND"), _("Commands:")
    more = _("Help: {command}", command=f"{PROGRAM} {command} --help")
    known = listed(f"{name:10} {_(about)}" for name, about in COMMANDS.items())
    parser = Parser(
        PROGRAM,
        speaks,
        description=_("Run a workshop from this laptop: people take part with their phones."),
        usage=f"{PROGRAM} [{file}]\n       {PROGRAM} {command} ...",
        epilog=f"{heading}\n{known}\n\n{more}",
    )
    parser.needed.add_argument(
        "file", nargs="?", type=Path, metavar=file, help=_("The workshop to open in the window.")
    )
    parser.extra.add_argument("--version", action="store_true", help=_("Say which version this is and end."))
    args = parser.parse_args(arguments)
    if args.version:
        say(f"Tupailta {version()}")
        return 0
    if args.file is not None and not args.file.exists():
        raise SessionFileProblem("missing", name=args.file.name)
    if args.language:
        # The window reads its language from the machine's settings; who names one here wants it from now on.
        settings.Kept(settings.default_file()).change(lambda now: replace(now, language=args.language))
    return _open_window(args.file, speaks)


def _open_window(path: Path | None, speaks: Translator) -> int:
    _ = speaks.text
    without = _("Without a window it works like this: {command}", command="tupailta serve FILE")
    if not _has_display(os.environ):
        missing = _("There is no screen here to open a window on.")
        raise Told(f"{missing} {without}")
    try:
        from ui.main import run
    except ImportError as error:
        complain(_("The window can't be opened: {why}.", why=error))
        raise Told(without) from error
    return run(path)


def version() -> str:
    """The program's version: the installed package's, else what pyproject.toml says."""
    try:
        return metadata.version(PROGRAM)
    except metadata.PackageNotFoundError:
        import tomllib

        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])


def _has_display(environment: dict[str, str] | os._Environ[str]) -> bool:
    # Without one, Qt would end the whole process with an abort.
    if not sys.platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _first_plain(arguments: list[str]) -> int | None:
    """The index of the first argument that is not an option: a command, or a file."""
    skip = False
    for at, argument in enumerate(arguments):
        if not skip and not argument.startswith("-"):
            return at
        skip = argument == "--language"
    return None


def _chosen_language(arguments: list[str]) -> str | None:
    """The value of `--language`, looked up before the arguments are parsed: their help is already in that language."""
    given = [a for a in arguments if a.startswith("--language=")]
    if "--language" in arguments:
        given += arguments[arguments.index("--language") + 1 :][:1]
    language = given[-1].removeprefix("--language=") if given else None
    return language if language in LANGUAGES else None


def _start_log() -> None:
    try:
        log.set_up(log_folder())
    except OSError:
        # The evening runs also where no log can be written.
        log.set_up(None)
