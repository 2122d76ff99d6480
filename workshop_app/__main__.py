"""A headless host: `python -m workshop_app FILE` serves one session file until it is told to end. Main thread.

For load tests and for a computer without a screen's libraries; people use `tupailta serve`.
"""

import signal
import sys
import time
from pathlib import Path
from types import FrameType

from workshop_app import log
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.problems import expected, sentence
from workshop_app.runtime import Runtime


class _Ended(BaseException):
    """Ctrl+C or SIGTERM."""


def main(arguments: list[str]) -> int:
    """Serve the file; prints the port. 0 when it was told to end, 1 on a problem, 2 without a file."""
    if len(arguments) != 1:
        print("python -m workshop_app FILE", file=sys.stderr)
        return 2
    log.set_up(None)
    ending = _Ending()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ending)
    try:
        with Runtime(Path(arguments[0])) as runtime:
            print(runtime.web.start(), flush=True)
            while True:
                time.sleep(1)
    except _Ended:
        return 0
    except Exception as error:
        if not expected(error):
            raise
        print(sentence(error, translator(LANGUAGES[0])), file=sys.stderr)
        return 1


class _Ending:
    """Raises _Ended once. After that the file is folded into one: a second Ctrl+C must not break that off."""

    def __init__(self) -> None:
        self._told = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if not self._told:
            self._told = True
            raise _Ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
