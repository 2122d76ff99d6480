"""Phones that ask for much and take little of it: they are cut, and hold little until then."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from tests.web.test_limits import bounded, connected, status
from workshop_app.domain.commands import GiveMinutes
from workshop_app.web import outgoing, protocol, server
from workshop_app.web.limits import HALL, Connections

_ASK = b"GET /minutes.docx HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def plugs() -> Iterator[ExitStack]:
    """Closes the sockets of a test."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def register(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Connections:
    """The connections of a host that is started anew, with minutes of 12 MB given out."""
    register = Connections()
    monkeypatch.setattr(server, "Connections", lambda _allowed: register)
    bounded(hall, HALL)
    hall.do(GiveMinutes("m.docx", "application/zip", bytes(12_000_000)))
    return register


def test_who_does_not_read_is_cut(
    hall: Hall, plugs: ExitStack, register: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A phone that asks for the minutes and takes none of them does not hold the connection for ever."""
    monkeypatch.setattr(protocol, "SLOWEST_SECONDS", 0.2)
    connection = connected(hall, plugs)
    connection.sendall(_ASK)
    assert b"HTTP/1.1 200" == connection.recv(12)
    # Nothing is read meanwhile; that the host has hung up is heard on the rest.
    while register.count:
        threading.Event().wait(0.01)


def test_who_takes_next_to_nothing_keeps_nobody_out(
    hall: Hall, plugs: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every place is held by somebody who asks for the minutes and takes a little now and then: the others get in."""
    register = Connections(replace(HALL, connections=12))
    monkeypatch.setattr(server, "Connections", lambda _allowed: register)
    bounded(hall, HALL)
    hall.do(GiveMinutes("m.docx", "application/zip", bytes(12_000_000)))
    slow = [connected(hall, plugs) for _ in range(12)]
    for one in slow:
        one.sendall(_ASK)
    assert {b"HTTP/1.1 200"} == {one.recv(12) for one in slow}
    while sum(len(known.slow) for known in register._addresses.values()) < len(slow):
        threading.Event().wait(0.01)
    assert {b"200"} == {status(connected(hall, plugs)) for _ in range(20)}
    assert 12 == register.count


def test_a_document_is_not_held_for_each(hall: Hall, plugs: ExitStack, register: Connections) -> None:
    """Many who ask for large minutes and take nothing hold one copy of them, with a small piece for each."""
    connections = [connected(hall, plugs) for _ in range(10)]
    for one in connections:
        one.sendall(_ASK)
    assert {b"HTTP/1.1 200"} == {one.recv(12) for one in connections}
    there = [one for each in register._addresses.values() for one in each.open]
    held = [
        one.transport.get_write_buffer_size() for one in there if isinstance(one, protocol.BoundedProtocol)
    ]
    assert 10 == len(held)
    assert max(held) <= 3 * outgoing.PIECE
    taken = 0
    while taken < 12_000_000:
        taken += len(connections[0].recv(1_000_000))


def test_who_takes_nothing_does_not_fill_the_log_at_the_end(
    hall: Hall, plugs: ExitStack, register: Connections, caplog: pytest.LogCaptureFixture
) -> None:
    """When the evening closes, answers that are still under way are cut without a line for each."""
    connections = [connected(hall, plugs) for _ in range(10)]
    for one in connections:
        one.sendall(_ASK)
    assert {b"HTTP/1.1 200"} == {one.recv(12) for one in connections}
    hall.runtime.web.stop()
    told = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert ([], 0) == (told, register.count)


def test_requests_in_advance_are_few(
    hall: Hall, plugs: ExitStack, joined: Phone, register: Connections
) -> None:
    """Behind a stream, which never ends, thousands of requests could wait on each connection: it is closed instead."""
    head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: tupailta={joined.token()}\r\n\r\n".encode()
    greedy, plain = connected(hall, plugs), connected(hall, plugs)
    greedy.sendall(head)
    assert b"HTTP/1.1 200" == greedy.recv(12)
    with suppress(OSError):
        greedy.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000)
        while greedy.recv(65_536):
            continue
    asked = b"GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    plain.sendall((asked + b"\r\n") * (protocol.PIPELINED - 1) + asked + b"Connection: close\r\n\r\n")
    answers = b"".join(iter(lambda: plain.recv(65_536), b""))
    assert protocol.PIPELINED == answers.count(b"HTTP/1.1 204")
    held = [one for each in register._addresses.values() for one in each.open]
    assert all(isinstance(one, protocol.BoundedProtocol) and not one.pipeline for one in held)
