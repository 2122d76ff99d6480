"""The program's side of the clerk. Any thread may ask; whoever asks waits, one at a time.

Reading a whole evening and making documents of it takes seconds of a processor. On a thread of the program that work
would share Python's lock with the LAN host, and five hundred phones would wait for a Word document. A job that somebody
is looking at (`look`) is done before the others that wait, and also in the middle of the running job, wherever that
reports its progress.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import multiprocessing.connection
import pickle
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from workshop_app.clerk import desk
from workshop_app.clerk.desk import Job
from workshop_app.clerk.letters import Between, Failed, FromClerk, Logged, Made, Progress
from workshop_app.domain.errors import WorkshopError

#: After how many seconds without a job the process ends; the next job starts another in half a second.
IDLE = 60.0
#: How many seconds closing waits: an idle clerk ends within milliseconds; one in the middle of a job is not waited for.
_ENDS_WITHIN = 1.0

#: Called with a job's progress, `done` of `of`; False asks the job to stop.
Going = Callable[[int, int], bool]
T = TypeVar("T")
log = logging.getLogger(__name__)


class _Gone(Exception):
    """The process ended; `at_rest` when it was before it took the job."""

    def __init__(self, *, at_rest: bool) -> None:
        super().__init__()
        self.at_rest = at_rest


@dataclass(slots=True)
class _Errand:
    """A pickled job, and its result where another job's thread had it done."""

    asked: bytes
    letter: Made | Failed | None = None


class _Process:
    """One started process and the pipe to it."""

    def __init__(self, path: Path | None, idle: float) -> None:
        # Spawned on every system: a fork of a program with threads may hang for ever.
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=desk.work, args=(theirs, path, idle), name="tupailta-clerk", daemon=True
        )
        self._process.start()
        theirs.close()
        #: Whether the process has sent anything since it got a job.
        self._heard = False

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def do(self, errand: _Errand, going: Going, between: Callable[[], _Errand | None]) -> Made | Failed:
        """The result of the errand. Raises _Gone, and what `going` raises.

        At each of its steps those errands that `between` returns, until None, are done first.
        """

        def step(done: int, of: int) -> bool:
            answer = going(done, of)
            while (other := between()) is not None:
                with contextlib.suppress(OSError):  # a broken pipe is seen when it is read from
                    self._connection.send(Between(other.asked))
                other.letter = self._answered(lambda _done, _of: True)
            return answer

        self._heard = False
        try:
            self._connection.send_bytes(errand.asked)
        except OSError as error:
            raise _Gone(at_rest=True) from error
        return self._answered(step)

    def _answered(self, going: Going) -> Made | Failed:
        """Read letters until one brings the job's result. Raises _Gone, and what `going` raises."""
        while True:
            try:
                letter = self._next_letter()
            except (EOFError, OSError) as error:
                self._process.join(_ENDS_WITHIN)
                # It ends by itself with 0, and only while nothing is asked of it. A connection is reset, not ended,
                # where what was sent has not been read.
                unread = self._process.exitcode == 0 or isinstance(error, ConnectionResetError)
                raise _Gone(at_rest=not self._heard and unread) from error
            self._heard = True
            match letter:
                case Progress(done, of):
                    answer = going(done, of)
                    with contextlib.suppress(OSError):
                        self._connection.send(answer)
                case Logged(record):
                    logging.getLogger(record.name).handle(record)
                case _:
                    return letter

    def _next_letter(self) -> FromClerk:
        """Wait for the next letter. Raises EOFError, OSError when the process has ended and all it wrote has been read.

        The process itself is watched too: on Windows the program holds its end of the pipe until it has started, and a
        virus scanner may end it before that.
        """
        ready = multiprocessing.connection.wait([self._connection, self._process.sentinel])
        if self._connection not in ready and not self._connection.poll():
            raise EOFError
        letter: FromClerk = self._connection.recv()
        return letter

    def kill(self) -> None:
        """End it at once, from another thread than the one that waits for it."""
        self._process.kill()

    def end(self) -> None:
        """Hang up; a process that does not end by that is killed."""
        self._connection.close()
        self._process.join(_ENDS_WITHIN)
        self._process.kill()
        self._process.join()


class Clerk:
    """Does jobs with the evening at `path` in a process of its own, which the first job starts.

    Without a path it does jobs that are not about an open evening.
    """

    def __init__(self, path: Path | None, idle: float = IDLE) -> None:
        """`idle`: seconds without a job after which the process ends."""
        self._path, self._idle = path, idle
        self._turn = threading.Condition()
        #: Whether a job is running, and those that go before all others.
        self._busy = False
        self._first: deque[_Errand] = deque()
        self._process: _Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process's number, for measurements; None while there is no process."""
        process = self._process
        return process.pid if process is not None else None

    def do(self, job: Job[T], going: Going = lambda _done, _of: True) -> T:
        """The result of `job`, done in the other process; the calling thread waits.

        `going(done, of)` is called on this thread each time the job reports its progress; False asks it to stop.

        Raises what the job raises, WorkshopError(work_cut_off) when the process ended in the middle (the next job
        starts another one), WorkshopError(closed).
        """
        return cast("T", self._outcome(_Errand(pickle.dumps(job)), going))

    def look(self, job: Job[T]) -> T:
        """Like `do`, before all jobs that wait and in the middle of the running one: somebody is waiting to look."""
        errand = _Errand(pickle.dumps(job))
        with self._turn:
            self._first.append(errand)
        return cast("T", self._outcome(errand, lambda _done, _of: True))

    def close(self) -> None:
        """End the process, also one that is in the middle of a job; whoever waits for that is told so."""
        self._closed = True
        process = self._process
        if process is not None and self._busy:
            process.kill()
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
            self._end()

    def _outcome(self, errand: _Errand, going: Going) -> object:
        letter = self._in_turn(errand, going)
        if isinstance(letter, Failed):
            letter.error.add_note(f"In the clerk's process:\n{letter.traceback}")
            raise letter.error
        return letter.result

    def _in_turn(self, errand: _Errand, going: Going) -> Made | Failed:
        with self._turn:
            # This errand may have been done meanwhile on another one's thread.
            self._turn.wait_for(lambda: errand.letter is not None or self._is_next(errand))
            if errand.letter is not None:
                return errand.letter
            if self._first and self._first[0] is errand:
                self._first.popleft()
            self._busy = True
        try:
            return self._asked(errand, going)
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def _is_next(self, errand: _Errand) -> bool:
        return not self._busy and (not self._first or errand is self._first[0])

    def _between(self) -> _Errand | None:
        """The next errand to do before the running job goes on; reports to whoever was served before."""
        with self._turn:
            self._turn.notify_all()
            return self._first.popleft() if self._first else None

    def _asked(self, errand: _Errand, going: Going) -> Made | Failed:
        again = self._process is not None
        while True:
            if self._process is None and not self._closed:
                self._process = _Process(self._path, self._idle)
            # Checked after the start: whoever closes now either sees the process, or is seen here.
            if self._process is None or self._closed:
                raise WorkshopError("closed")
            try:
                return self._process.do(errand, going, self._between)
            except _Gone as gone:
                self._end()
                if gone.at_rest and again:
                    again = False
                    continue
                if self._closed:
                    raise WorkshopError("closed") from gone
                log.warning("The clerk's process ended in the middle of a job")
                raise WorkshopError("work_cut_off") from gone
            except BaseException:
                # The job goes on in the process: its next letter must not be taken for the next job's.
                self._end()
                raise

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
