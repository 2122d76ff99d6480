"""argparse in our three languages: its own sentences, and the types of our arguments. Main thread."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from workshop_app.i18n import LANGUAGES, N_, Translator

# What argparse says -> what we say, and which of its own fields fill our {placeholders}.
_SENTENCES: dict[str, tuple[str, dict[str, str]]] = {
    "usage: ": (N_("Usage: "), {}),
    "the following arguments are required: %s": (N_("Missing: {names}"), {"names": "%s"}),
    "unrecognized arguments: %s": (N_("Not understood: {names}"), {"names": "%s"}),
    "expected one argument": (N_("a value is missing"), {}),
    "argument %(argument_name)s: %(message)s": (
        "{name}: {message}",
        {"name": "%(argument_name)s", "message": "%(message)s"},
    ),
    "ignored explicit argument %r": (N_("takes no value (there was {value})"), {"value": "%r"}),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        N_("there is no {value}; choose one of: {choices}"),
        {"value": "%(value)s", "choices": "%(choices)s"},
    ),
}


def speak(translator: Translator) -> None:
    """Let argparse speak the translator's language from now on.

    argparse asks the standard library's gettext, which knows only compiled catalogues on disk; ours are compiled in
    memory. So the two functions that it calls are replaced, in the whole process.
    """

    def text(message: str) -> str:
        ours, fields = _SENTENCES.get(message, (message, {}))
        return translator.text(ours, **fields) if ours is not message else message

    def plural(one: str, many: str, n: int) -> str:
        return text(one if n == 1 else many)

    # By name: typeshed, rightly, does not list them.
    vars(argparse).update({"_": text, "ngettext": plural})


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in the person's language; an error is one sentence and exit code 2."""

    def __init__(self, prog: str, translator: Translator, **options: str) -> None:
        """`options`: description, epilog, usage as argparse takes them."""
        super().__init__(
            prog=prog,
            add_help=False,
            allow_abbrev=False,
            description=options.get("description"),
            epilog=options.get("epilog"),
            usage=options.get("usage"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.translator = translator
        _ = translator.text
        self.needed = self.add_argument_group(_("Arguments"))
        self.extra = self.add_argument_group(_("Options"))
        self.extra.add_argument("-h", "--help", action="help", help=_("Show this help and end."))
        self.extra.add_argument(
            "--language",
            choices=LANGUAGES,
            help=_("Language: {languages}.", languages=", ".join(LANGUAGES)),
        )

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and where to read more."""
        _ = self.translator.text
        more = _("Help: {command}", command=f"{self.prog} --help")
        self.exit(2, f"{_sentence(message)} {more}\n")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End with `status`; the message goes to standard error."""
        if message:
            # Not its own `write`: a program without a terminal has none (pythonw).
            print(message, end="", file=sys.stderr, flush=True)
        raise SystemExit(status)


def whole_number(translator: Translator, low: int, high: int) -> Callable[[str], int]:
    """The type of an argument that is a whole number from `low` to `high`."""
    _ = translator.text

    def read(raw: str) -> int:
        number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else low - 1
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(
                _("give a whole number from {low} to {high}", low=low, high=high)
            )
        return number

    return read


def day(translator: Translator) -> Callable[[str], dt.date]:
    """The type of an argument that is a date, written 2026-11-22 or 22.11.2026."""
    _ = translator.text

    def read(raw: str) -> dt.date:
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return dt.datetime.strptime(raw, form).date()  # noqa: DTZ007 - a day, no time of day
            except ValueError:
                continue
        raise argparse.ArgumentTypeError(_("write the date like this: {example}", example="2026-11-22"))

    return read


def listed(names: Iterable[str]) -> str:
    """Names one under the other, for the end of a help page."""
    return "\n".join(f"  {name}" for name in names)


def _sentence(message: str) -> str:
    message = message.strip().rstrip(".")
    return f"{message[:1].upper()}{message[1:]}." if message else ""
