"""Logging set-up, once a process. What participants write or are never goes to the log.

An exception's own words may quote an idea ("could not decode ... with text ..."), so of each only its kind and the
lines of code are written, whoever logs it (`WordlessFormatter`), and paths without the name of the person's own folder.
So are those that nobody catches, in the window's slots and in threads: `hear_uncaught`.
"""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType

#: The log's name in its folder; older ones beside it are `tupailta.log.1` and so on.
NAME = "tupailta.log"

#: What an exception tells of itself besides its kind: names from our code, SQLite's and the system's, never a text.
_TELLS = ("code", "sqlite_errorname", "strerror")
#: What others log is only told from this level on.
_QUIET = {
    # An HTTP client's log lines hold addresses; the access log of the host is off for the same reason.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "uvicorn.access": logging.WARNING,
    # It warns of each request that is none: whoever sends many would push everything else out of the log.
    "uvicorn.error": logging.ERROR,
    # It tells the names of files, and facilitators name them after people and places.
    "filelock": logging.WARNING,
}
_FORM = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_ours: list[logging.Handler] = []
#: asyncio tells of a call that failed with all that it was given, and of a task with its exception's words.
_CALL = "Exception in callback"
_log = logging.getLogger(__name__)
#: What heard of uncaught exceptions before: of the main thread, of others, and where none can be raised.
_hooks: list[tuple[Callable[..., object], Callable[..., object], Callable[..., object]]] = []
#: What `set_up` found and `tear_down` puts back: the levels of the loggers whose level it sets.
_before: dict[logging.Logger, int] = {}
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def told(error: BaseException) -> str:
    """Where an exception and those that led to it happened and of which kind they are; several lines."""
    return "\n".join(_one(each) for each in reversed(list(_led_by(error))))


class WordlessFormatter(logging.Formatter):
    """Writes exceptions without their words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; what another handler has made of the exception is not taken over."""
        record.exc_text = None
        if record.name == "asyncio":
            said = record.getMessage().partition("\n")[0]
            record = logging.makeLogRecord(
                {**vars(record), "msg": _CALL if said.startswith(_CALL) else said, "args": ()}
            )
        return _in_nobodys_folder(super().format(record))

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - logging's name
        """The exception as `told` tells it."""
        return "" if ei[1] is None else told(ei[1])


def _in_nobodys_folder(text: str) -> str:
    """The text with paths in the person's own folder as from there: it is called after them, and a log is sent on."""
    with contextlib.suppress(RuntimeError):
        home = str(Path.home())
        # Of a service's "/" nothing would be left.
        return text.replace(home, "~") if len(home) > len("C:\\") else text
    return text


class _Turning(logging.handlers.RotatingFileHandler):
    """Goes on in the old file where it can't be put aside.

    On Windows a second program of ours has it open, and each line would be lost from then on.
    """

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        """Put the file aside and begin anew, if that can be done."""
        try:
            super().doRollover()
        except OSError:
            self.stream = self._open()


def set_up(folder: Path | None, *, verbose: bool = False) -> None:
    """Log to a rotating file in `folder`; without one, or with `verbose`, to standard error.

    With a file a person's terminal stays clean: there the faces say in one sentence what went wrong.
    Calling it again begins anew. Raises OSError when the file can't be made.
    """
    tear_down()
    root = logging.getLogger()
    _set_level(root, logging.DEBUG if verbose else logging.INFO)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        _add(
            _Turning(
                folder / NAME,
                maxBytes=1_000_000,
                backupCount=3,
                encoding="utf-8",
                # A file's name may be no text at all; the line is worth more than its exact letters.
                errors="backslashreplace",
            ),
            root.level,
        )
    if folder is None or verbose:
        _add(logging.StreamHandler(), logging.DEBUG if verbose else logging.WARNING)
    for name, level in _QUIET.items():
        _set_level(logging.getLogger(name), level)
    hear_uncaught()


def hear_uncaught(*, logged: bool = True) -> None:
    """Tell what nobody catches without its words: Python writes it whole to standard error, which systems keep.

    In the log, and on standard error where no handler of the log writes there; not `logged`: there only.
    """
    if not _hooks:
        _hooks.append((sys.excepthook, threading.excepthook, sys.unraisablehook))

    def hear(kind: type[BaseException], error: BaseException | None, where: TracebackType | None) -> None:
        raised = RuntimeError(kind.__qualname__) if error is None else error
        if logged:
            _log.error("Nobody caught this", exc_info=(kind, raised, where))
        # None in a program without a terminal (pythonw).
        if sys.stderr is not None and not any(type(handler) is logging.StreamHandler for handler in _ours):
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(_in_nobodys_folder(told(raised.with_traceback(where))) + "\n")

    sys.excepthook = hear
    threading.excepthook = lambda found: hear(found.exc_type, found.exc_value, found.exc_traceback)
    sys.unraisablehook = lambda found: hear(found.exc_type, found.exc_value, found.exc_traceback)


def tear_down() -> None:
    """Close what `set_up` opened, and put the loggers' levels and what hears of uncaught exceptions back."""
    while _hooks:
        sys.excepthook, threading.excepthook, sys.unraisablehook = _hooks.pop()
    while _ours:
        handler = _ours.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()
    while _before:
        logger, level = _before.popitem()
        logger.setLevel(level)


def _set_level(logger: logging.Logger, level: int) -> None:
    _before.setdefault(logger, logger.level)
    logger.setLevel(level)


def _add(handler: logging.Handler, level: int) -> None:
    handler.setLevel(level)
    handler.setFormatter(WordlessFormatter(_FORM))
    logging.getLogger().addHandler(handler)
    _ours.append(handler)


def _led_by(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _one(error: BaseException) -> str:
    values = [str(value) for name in _TELLS if isinstance(value := getattr(error, name, None), str)]
    # Notes are our own: what the clerk's process tells of where it happened.
    notes = "".join(f"\n{note}" for note in getattr(error, "__notes__", ()))
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return "".join(traceback.format_tb(error.__traceback__)) + " ".join([kind, *values]) + notes
