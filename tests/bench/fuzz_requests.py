"""Requests that no page would send, against every route of the real host; the host must stay calm.

What is sent grows out of the pages that come back (`fuzz_writing`). Routes come from the host's own list, so a new one
is tried by itself. One connection at a time, so that what a request did to the file is known. Bounded by a number of
requests.
"""

from __future__ import annotations

import contextlib
import logging
import random
import re
import shutil
import socket
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.fuzz_writing import MARK, Person, Strange, Writing
from tests.clock import Clock, new_workshop
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.tickets import MakeTickets, RequireTickets
from workshop_app.kinds.duel.commands import SetAside
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows
from workshop_app.web.limits import HALL, MACHINES

#: An answer takes no longer, in seconds of this process's own time: the host is in it.
PATIENCE = 2.0
#: Without an answer for so many seconds the host hangs. Those timers of its own that would end a wait are longer.
SILENCE = 15.0
#: Pairs shown are written down with the page, also with one that says no, and that one of them can't be shown any more.
_ELSE = {"appearance": "0", "comparison": "outcome <> 'void'"}
#: What uvicorn itself says to what is no HTTP, before there is a request.
_NO_HTTP = b"Invalid HTTP request received."
#: Tables that requests fill.
_ROWS = (
    "participant",
    "idea",
    "comparison",
    "skip_reason",
    "more_asked",
    "experience",
    "feedback",
    "device",
    "mail_address",
)
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: tupailta=([^;]+)", re.IGNORECASE)


@dataclass(slots=True)
class Report:
    """What came of it all."""

    sent: int = 0
    slowest: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)
    #: Rows that came into the file in all: how far behind the doors the requests got.
    rows: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def fail(self, what: str, request: bytes) -> None:
        """Something that must not be."""
        self.failures.append(f"{what}: {request[:600]!r}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes


class Wire:
    """The connection to the host: kept while it can be, made anew when it is gone."""

    def __init__(self, port: int) -> None:
        self._address = ("127.0.0.1", port)
        self._socket: socket.socket | None = None

    def ask(self, request: bytes, *, streams: bool) -> Answer:
        """The answer to a request. Raises OSError, ValueError when none comes."""
        if self._socket is None:
            self._socket = socket.create_connection(self._address, SILENCE)
        self._socket.sendall(request)
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += _more(self._socket)
        head, status = data[: end + 2], int(data[9:12])
        length = _LENGTH.search(head)
        bodiless = request.startswith(b"HEAD ") or status in (204, 304)
        if (streams and status == 200) or (b"transfer-encoding: chunked" in head.lower() and not bodiless):
            self.hang_up()  # an event stream has no end
            return Answer(status, head, data[end + 4 :])
        wanted = 0 if bodiless or not length else int(length[1])
        while len(data) < end + 4 + wanted:
            data += _more(self._socket)
        if b"connection: close" in head.lower():
            self.hang_up()
        return Answer(status, head, data[end + 4 :])

    def throw(self, data: bytes) -> bytes:
        """Send bytes on a connection of their own and close our side of it; what came back. Raises TimeoutError."""
        answer = b""
        connection = socket.create_connection(self._address, SILENCE)
        with connection, contextlib.suppress(ConnectionError):
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                answer += part
        return answer

    def hang_up(self) -> None:
        """Close the kept connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _Log(logging.Handler):
    """Errors that the program notes; that a request was no HTTP is only a warning."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.found.append(record.getMessage())


class Fuzzer:
    """One workshop under strange requests."""

    def __init__(self, runtime: Runtime, seed: int, report: Report) -> None:
        self._runtime, self._dice, self.report = runtime, random.Random(seed), report
        port = runtime.web.start("127.0.0.1", 0, HALL if seed % 4 == 3 else MACHINES)
        self._wire, self._writing = Wire(port), Writing(f"127.0.0.1:{port}", self._dice)
        self._file = sqlite3.connect(runtime.path)
        self._version, self._content = 0, dict[str, int]()
        #: Who was led to another page and opens it next.
        self._looks: Person | None = None
        self._look()

    def run(self, requests: int) -> None:
        """So many requests; now and then the facilitator goes on with the evening."""
        log = _Log()
        coming = self._writing.joinings()
        logging.getLogger().addHandler(log)
        try:
            for number in range(requests):
                if number % 25 == 0:
                    self._lead()
                if coming:
                    self._one(coming.pop())
                elif self._dice.random() < 0.06:
                    self._garbage()
                elif self._looks is not None or self._dice.random() < 0.15:
                    self._one(self._writing.look(self._looks))
                else:
                    self._one(self._writing.request())
                if log.found:
                    self.report.fail(f"log {log.found.pop()}", b"")
        finally:
            logging.getLogger().removeHandler(log)
            self._wire.hang_up()
            self._file.close()

    def _one(self, strange: Strange) -> None:
        self.report.routes[strange.route] += 1
        self._looks = None
        began, worked = time.monotonic(), time.process_time()
        try:
            answer = self._wire.ask(strange.data, streams=strange.streams)
        except (OSError, ValueError) as error:
            self._wire.hang_up()
            self.report.fail(f"no answer ({type(error).__name__})", strange.data)
            return
        self.report.slowest = max(self.report.slowest, time.monotonic() - began)
        self._judge(strange.data, answer, time.process_time() - worked)
        given = _COOKIE.search(answer.head)
        if given:
            strange.person.token = given[1].decode("latin-1")
        if answer.status == 303 and self._dice.random() < 0.5:
            self._looks = strange.person
        if answer.status == 200 and b"<form" in answer.body:
            self._writing.saw(strange.person, answer.body)

    def _judge(self, request: bytes, answer: Answer, took: float) -> None:
        report, head = self.report, answer.head.lower()
        report.sent += 1
        report.statuses[answer.status] += 1
        if answer.status >= 500:
            report.fail(f"status {answer.status}", request)
        if took > PATIENCE:
            report.fail(f"took {took:.1f} s", request)
        if b"Traceback" in answer.body or MARK.encode() in answer.body:
            report.fail("traceback or unescaped text", request)
        if (
            answer.body != _NO_HTTP
            and answer.status != 431
            and b"x-content-type-options: nosniff" not in head
        ):
            report.fail("without its headers", request)
        if b"\r\nserver:" in head or b"python" in head or b"uvicorn" in head:
            report.fail("names its program", request)
        before = self._content
        if self._changed() and answer.status >= 400 and before != self._content:
            changed = ", ".join(name for name in before if before[name] != self._content.get(name))
            report.fail(f"refused with {answer.status}, but the file changed ({changed})", request)

    def _changed(self) -> bool:
        """Whether somebody has written to the file since it was looked at; then it is looked at again."""
        (number,) = self._file.execute("PRAGMA data_version").fetchone()
        if number == self._version:
            return False
        self._look()
        return True

    def _look(self) -> None:
        (self._version,) = self._file.execute("PRAGMA data_version").fetchone()
        tables = self._file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._content = {
            name: hash(tuple(self._file.execute(f'SELECT * FROM "{name}" WHERE {_ELSE.get(name, "1")}')))
            for (name,) in tables
        }

    def _garbage(self) -> None:
        request, worked, answer = self._writing.broken(), time.process_time(), b""
        try:
            answer = self._wire.throw(request)
        except TimeoutError:
            self.report.fail("not closed", request)
        self.report.sent += 1
        self.report.routes["(garbage)"] += 1
        if answer[9:10] == b"5" or b"Traceback" in answer or time.process_time() - worked > PATIENCE:
            self.report.fail(f"garbage answered {answer[:40]!r}", request)
        # What a whole one among them changed is no refusal's doing.
        self._look()

    def _lead(self) -> None:
        """The facilitator does something; what the rules refuse is left."""
        dice, reader = self._dice, self._runtime.reader()
        agenda, ideas = workshop_rows.activities(reader), idea_rows.ideas(reader)
        # Duels have most to be tried.
        at = dice.choice([*agenda, *[a for a in agenda if a.kind == "duel"] * 4]).id
        idea = dice.choice(ideas).id if ideas else 1
        opened = [a for a in agenda if a.state is not ActivityState.PLANNED]
        steps: list[c.Command] = [
            *[c.OpenActivity(at)] * 5,
            c.CloseActivity(at),
            c.ShowResults(dice.choice(opened).id if opened else at, dice.random() < 0.8),
            c.AddIdea(f"Idea {MARK} {dice.random()}", IdeaOrigin.FACILITATOR),
            c.ApproveIdea(idea),
            c.HideIdea(idea, MARK),
            c.GiveMinutes("muistio.docx", "application/octet-stream", b"DOCX", b"<p>page</p>"),
            c.WithdrawMinutes(),
            RequireTickets(on=dice.random() < 0.3),
            MakeTickets(3),
            SetAside(dice.randrange(1, 9), dice.random() < 0.5),
        ]
        with contextlib.suppress(WorkshopError):
            self._runtime.submit(dice.choice(steps)).result(100)
        self._look()


def fuzz(folder: Path, requests: int, seed: int, a_workshop: int = 1000) -> Report:
    """Requests in all; each workshop gets `a_workshop` of them. Its duels are short: somebody asks for more."""
    report, templates = Report(), ("strategian_teemat", "hyvat_kaytanteet", "markkinavuoropuhelu")
    for number in range(0, requests, a_workshop):
        place = folder / str(number)
        place.mkdir()
        turn = number // a_workshop
        with new_workshop(place, templates[turn % len(templates)], Clock()) as runtime:
            for duel in (a.id for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel"):
                runtime.submit(c.EditActivity(duel, config={"duels": 2})).result(100)
            Fuzzer(runtime, seed + turn, report).run(min(a_workshop, requests - number))
            for table in _ROWS:
                report.rows[table] += runtime.reader().number(f"SELECT count(*) FROM {table}")
        with Runtime(runtime.path, Clock()):
            pass  # whatever came, the file opens again
        shutil.rmtree(place)
    return report


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(65_536)
    if not part:
        raise ValueError("closed")
    return part
