"""The program's side of the clerk. Any thread may ask; whoever asks waits, one at a time.

Reading a whole evening and making documents of it takes seconds of the processor. In a thread of the program they
would share Python's lock with the LAN host, and five hundred phones would wait for a Word document.

A job that somebody looks for is done `first`: before the others that wait, and between two steps of the one that is
being done, wherever that tells its progress.
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

#: So many seconds without a job, and the process ends; the next job starts another in half a second.
IDLE = 60.0
#: A clerk that is told to end and has nothing to do needs milliseconds; one that is in the middle is not waited for.
_ENDS_WITHIN = 1.0

#: Told how far a job is, `done` of `of`; False asks it to stop.
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
    """A pickled job, and what came of it where another one's thread had it done."""

    asked: bytes
    letter: Made | Failed | None = None


class _Process:
    """One started process and the pipe to it."""

    def __init__(self, path: Path | None, idle: float) -> None:
        # Spawned on every system: what is forked off a program with threads may stand still for ever.
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(
            target=desk.work, args=(theirs, path, idle), name="tupailta-clerk", daemon=True
        )
        self._process.start()
        theirs.close()
        #: Whether anything has come from it since a job was sent.
        self._heard = False

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def do(self, errand: _Errand, going: Going, between: Callable[[], _Errand | None]) -> Made | Failed:
        """What came of the errand. At each of its steps those that `between` gives, until None, are done first.

        Raises _Gone, and what `going` raises.
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
        """Read letters until one tells what came of the job. Raises _Gone, and what `going` raises."""
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
        """Wait for it. Raises EOFError, OSError when the process has ended and all it wrote has been read.

        The process is looked at too: on Windows its end of the pipe lies in the program itself until it has begun, and
        a virus scanner may end it before that.
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
    """Does jobs with the evening at `path` in a process of its own, which is started by the first of them.

    Without a path it does jobs that are about no evening that is open.
    """

    def __init__(self, path: Path | None, idle: float = IDLE) -> None:
        """`idle`: seconds without a job after which the process ends."""
        self._path, self._idle = path, idle
        self._turn = threading.Condition()
        #: Whether somebody has the turn, and those who want it before all others.
        self._busy = False
        self._first: deque[_Errand] = deque()
        self._process: _Process | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process's number, for who measures; None while there is none."""
        process = self._process
        return process.pid if process is not None else None

    def do(self, job: Job[T], going: Going = lambda _done, _of: True) -> T:
        """What comes of `job`, done in the other process; the calling thread waits.

        `going(done, of)` is called on this thread each time the job tells how far it is; False asks it to stop.
        Raises what the job raises, WorkshopError(work_cut_off) when the process ended in the middle (the next job
        starts another one), WorkshopError(closed).
        """
        return cast("T", self._outcome(_Errand(pickle.dumps(job)), going))

    def look(self, job: Job[T]) -> T:
        """Like `do`, before all that wait, and between two steps of what is being done: somebody looks for it."""
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
            # Who wants to be first may have been served by another one's thread meanwhile.
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
        """Who is to be served before what is being done goes on; whoever was served before is told."""
        with self._turn:
            self._turn.notify_all()
            return self._first.popleft() if self._first else None

    def _asked(self, errand: _Errand, going: Going) -> Made | Failed:
        again = self._process is not None
        while True:
            if self._process is None and not self._closed:
                self._process = _Process(self._path, self._idle)
            # Looked at after the start: who closes now either sees the process, or is seen here.
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
                # The job goes on over there: what it says next must not be taken for the next job's.
                self._end()
                raise

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
