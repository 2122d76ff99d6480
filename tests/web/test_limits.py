"""Nobody takes the host from the others: connections, slow ones, rates for each person and each address."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.web import limits, protocol
from workshop_app.web.limits import HALL, Allowed, Buckets, Connections, Rate, Rates
from workshop_app.web.presence import KNOWN, Presence

NONE = Rate(2, 0.001)
_ASK = b"GET /static/phone.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture
def plugs() -> Iterator[ExitStack]:
    """Closes the sockets of a test."""
    with ExitStack() as stack:
        yield stack


def bounded(hall: Hall, allowed: Allowed) -> None:
    """Start the hall's host anew with other limits, on the same port."""
    hall.runtime.web.stop()
    hall.port = hall.runtime.web.start("127.0.0.1", hall.port, allowed)


def connected(hall: Hall, plugs: ExitStack) -> socket.socket:
    """A connection to the host on which nothing has been said."""
    return plugs.enter_context(socket.create_connection(("127.0.0.1", hall.port), timeout=60))


def status(connection: socket.socket, request: bytes = _ASK) -> bytes:
    """The status of what the host answers on this connection; empty when it is closed."""
    try:
        connection.sendall(request)
        return connection.recv(65_536)[9:12]
    except OSError:
        return b""


def stream(hall: Hall, plugs: ExitStack, phone: Phone) -> socket.socket:
    """An event stream of the phone's, once it has begun."""
    connection = connected(hall, plugs)
    head = f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: tupailta={phone.token()}\r\n\r\n"
    assert b"200" == status(connection, head.encode())
    return connection


def ended(connection: socket.socket) -> bool:
    """Whether the host ends or closes what it was sending, within the socket's patience."""
    try:
        while part := connection.recv(65_536):
            if part.endswith(b"0\r\n\r\n"):
                return True
    except ConnectionError:
        return True
    return True


def test_a_bucket_refills() -> None:
    """As many at once as the burst, then as many as time has brought; the wait that is told is enough."""
    at = [0.0]
    bucket = Buckets(Rate(2, 0.5), lambda: at[0])
    assert [0.0, 0.0, 2.0] == [bucket.take("a") for _ in range(3)]
    assert 0.0 == bucket.take("b")
    at[0] += 2.0
    assert [0.0, 2.0] == [bucket.take("a") for _ in range(2)]


def test_tables_are_bounded() -> None:
    """However many people and addresses ask, only so many are remembered, and none of a closed connection."""
    bucket = Buckets(Rate(1, 0.01), lambda: 0.0)
    for n in range(limits.KEYS + 100):
        bucket.take(n)
    assert limits.KEYS == len(bucket)

    class Held:
        def hang_up(self) -> None:
            """Not needed here."""

        def let_go(self) -> None:
            """Neither."""

    register = Connections()
    held = [Held() for _ in range(100)]
    for n, one in enumerate(held):
        assert register.opened(one, f"10.0.0.{n}")
    for n, one in enumerate(held):
        register.closed(one, f"10.0.0.{n}")
        register.closed(one, f"10.0.0.{n}")
    assert (0, 0) == (register.count, register.addresses)

    presence = Presence()
    for n in range(KNOWN + 100):
        presence.came_in(f"10.0.{n // 250}.{n % 250}", "10.0.0.1")
    assert {"10.0.0.1": KNOWN} == presence.reached()


def test_a_hall_behind_one_address_is_let_in() -> None:
    """500 people who join within ten seconds from one address, with what their browsers ask for, never wait."""
    at = [0.0]
    rates = Rates(HALL, lambda: at[0])
    waits = set()
    for person in range(500):
        at[0] += 0.02
        waits |= {rates.request(None, "192.168.1.1", reads=True) for _ in range(4)}
        waits |= {rates.request(None, "192.168.1.1", reads=False), rates.joining("192.168.1.1")}
        waits |= {rates.request(person, "192.168.1.1", reads=True) for _ in range(3)}
    assert {0.0} == waits


def test_who_sends_too_much_waits_alone(hall: Hall, phones: Callable[..., Phone]) -> None:
    """One person beyond the rate is told to wait, in a sentence, and nothing is written; others go on."""
    bounded(hall, Allowed(sending=NONE))
    eager, calm = phones(), phones()
    eager.join()
    calm.join()
    hall.open("ideas")
    page = eager.get()
    answers = [eager.send(page, "/a/", text=f"Idea {n}", client_id=f"{n}") for n in range(4)]
    assert [200, 200, 429, 429] == [answer.status for answer in answers]
    assert 900 < int(answers[2].response.headers["retry-after"]) <= 1000
    assert answers[2].notice.startswith("Pyyntöjä tuli liikaa")
    assert 200 == calm.send(calm.get(), "/a/", text="Rauhallinen", client_id="9").status
    count = hall.runtime.reader().number("SELECT count(*) FROM idea WHERE participant_id IS NOT NULL")
    assert 3 == count


def test_who_reads_too_much_waits_alone(hall: Hall, phones: Callable[..., Phone]) -> None:
    """The same for reading, also of the stream and its short form."""
    eager, calm = phones(), phones()
    eager.join()
    calm.join()
    bounded(hall, Allowed(reading=NONE))
    codes = [eager.client.get(path).status_code for path in ("/", "/version", "/", "/version", "/live")]
    assert [200, 200, 429, 429, 429] == codes
    assert 200 == calm.client.get("/").status_code


def test_strangers_do_not_hold_up_the_joined(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """When an address has asked too much without joining, those who have joined from it go on."""
    bounded(hall, Allowed(strangers=NONE))
    stranger, forger = phones(), phones()
    forger.client.cookies.set("tupailta", "x" * 43)
    assert [200, 200, 429] == [stranger.client.get("/").status_code for _ in range(3)]
    assert [429] * 2 == [forger.client.get(path).status_code for path in ("/", "/minutes.docx")]
    assert {200} == {joined.get().status for _ in range(5)}


def test_joining_again_and_again_is_slowed(hall: Hall, phones: Callable[..., Phone]) -> None:
    """One address can't fill the evening with people who are not there."""
    bounded(hall, Allowed(joining=NONE))
    pages = [phones().join() for _ in range(4)]
    assert [200, 200, 429, 429] == [page.status for page in pages]
    assert 2 == hall.runtime.reader().number("SELECT count(*) FROM participant")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that waits for heads and bodies longer than a test does."""
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 1_000)
    monkeypatch.setattr(protocol, "BODY_SECONDS", 1_000)


@pytest.mark.usefixtures("patient")
def test_idle_connections_give_way(hall: Hall, plugs: ExitStack) -> None:
    """Connections that are only held, or on which a request trickles, are closed for one that asks."""
    bounded(hall, Allowed(of_address=4))
    silent, trickling, body = (connected(hall, plugs) for _ in range(3))
    trickling.sendall(b"GET / HTTP/1.1\r\nHo")
    body.sendall(
        b"POST /a/1 HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 9\r\n\r\nx"
    )
    for _ in range(4):
        assert b"200" == status(connected(hall, plugs))
    assert [True] * 3 == [ended(one) for one in (silent, trickling, body)]


@pytest.mark.usefixtures("patient")
def test_too_many_in_all_give_way(hall: Hall, plugs: ExitStack) -> None:
    """The bound on all connections holds too."""
    bounded(hall, Allowed(connections=2))
    held = [connected(hall, plugs) for _ in range(2)]
    assert b"200" == status(connected(hall, plugs))
    assert ended(held[0])


def test_connections_in_use_stay(hall: Hall, plugs: ExitStack, phones: Callable[..., Phone]) -> None:
    """A connection that serves is not closed for a new one: that one is told to come again."""
    bounded(hall, Allowed(of_address=2))
    person = phones()
    person.join()
    person.client.close()
    streams = [stream(hall, plugs, person) for _ in range(2)]
    late = connected(hall, plugs)
    told = late.recv(4_000).decode()
    assert "HTTP/1.1 503 " == told[:13]
    head, _, page = told.partition("\r\n\r\n")
    assert f"content-length: {len(page.encode())}" in head
    assert "http-equiv=refresh content=3" in page
    assert "Täällä on juuri nyt hyvin monta puhelinta" in page
    for one in streams:
        one.settimeout(0.05)
        with pytest.raises(TimeoutError):
            ended(one)


def test_streams_of_one_person_are_few(hall: Hall, plugs: ExitStack, joined: Phone) -> None:
    """The newest stream is kept, the oldest ends."""
    bounded(hall, Allowed(of_person=2))
    first, second, third = (stream(hall, plugs, joined) for _ in range(3))
    assert ended(first)
    for one in (second, third):
        one.settimeout(0.05)
        with pytest.raises(TimeoutError):
            ended(one)


def test_streams_in_all_are_bounded(hall: Hall, plugs: ExitStack, phones: Callable[..., Phone]) -> None:
    """A phone beyond the last stream is told to come again; its script asks now and then instead."""
    bounded(hall, Allowed(streams=1))
    first, second = phones(), phones()
    first.join()
    second.join()
    stream(hall, plugs, first)
    answer = second.client.get("/live")
    assert (503, "3") == (answer.status_code, answer.headers["retry-after"])
    assert 200 == second.client.get("/version").status_code


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nX: ", _ASK + b"GET / HTTP/1.1\r\nX: "])
def test_a_head_that_trickles_is_cut(
    hall: Hall, plugs: ExitStack, sent: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head must come in its time, however steadily its bytes do."""
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.1)
    connection = connected(hall, plugs)
    connection.sendall(sent)
    assert ended(connection)


@pytest.mark.parametrize("head", [b"GET / HTTP/1.1", b"POST /about HTTP/1.1", b"POST /a/1 HTTP/1.1"])
def test_a_body_that_trickles_is_cut(
    hall: Hall, plugs: ExitStack, head: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So must a body, also one that no page waits for."""
    monkeypatch.setattr(protocol, "BODY_SECONDS", 0.3)
    connection = connected(hall, plugs)
    connection.sendall(
        head + b"\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 5000\r\n\r\n"
    )
    with pytest.raises(ConnectionError):  # noqa: PT012 - the host closes at some byte of these
        for _byte in range(4_000):  # of which each takes longer than ten milliseconds
            connection.sendall(b"x")
            connection.settimeout(0.01)
            try:
                if not connection.recv(65_536):
                    raise ConnectionResetError
            except TimeoutError:
                continue
