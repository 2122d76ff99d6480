"""How a command ends: problems as one sentence, exit codes. Main thread.

Exit codes: 0 done, 1 a problem (a sentence on standard error says which), 2 the command line was not understood, 130
ended with Ctrl+C.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ui.commands.speech import complain, log_folder
from workshop_app.i18n import Translator
from workshop_app.problems import expected, sentence
from workshop_app.store.errors import SessionFileProblem, from_system

DONE, PROBLEM, NOT_UNDERSTOOD, INTERRUPTED = 0, 1, 2, 130

log = logging.getLogger(__name__)


class Told(Exception):
    """A problem whose sentence is ready: `str()` is what the person reads."""


def guarded(work: Callable[[], int], translator: Translator) -> int:
    """Run a command; whatever goes wrong becomes one sentence and an exit code, never a traceback."""
    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output (`| head`) has stopped: nothing more may be flushed into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Told as problem:
        complain(str(problem))
    except Exception as error:
        complain(sentence(error, translator))
        if not expected(error):
            _ = translator.text
            log.exception("A command of the command line failed")
            complain(_("What happened stands in the log: {path}", path=log_folder() / "tupailta.log"))
    return PROBLEM


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn an error from the disk while a result is written into a problem that a person can act on."""
    try:
        yield
    except OSError as error:
        code = getattr(from_system(error), "code", "not_writable")
        raise SessionFileProblem(code, name=name) from error
