"""The host's life: ports, starting, stopping, and who is there."""

from __future__ import annotations

import contextlib
import logging
import shutil
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import uvicorn

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.errors import WorkshopError
from workshop_app.runtime import Runtime
from workshop_app.web import server
from workshop_app.web.presence import FRESH, Presence


def test_answers_do_not_wait_for_acknowledgements() -> None:
    """The listening socket names its protocol: only then does asyncio turn off a delay of 40 ms an answer."""
    with server.bind("127.0.0.1", 0) as listening:
        assert socket.IPPROTO_TCP == listening.proto


def test_taken_port_gives_the_next(hall: Hall) -> None:
    """When the wanted port is taken, the next free one is used, and the host says which."""
    with server.bind("127.0.0.1", 0) as taken:
        wanted = taken.getsockname()[1]
        with server.bind("127.0.0.1", wanted) as next_one:
            assert wanted < next_one.getsockname()[1] <= wanted + server.NEXT_PORTS


def test_all_ports_taken_gives_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """When none of the next ports is free either, any port is used."""
    monkeypatch.setattr(server, "NEXT_PORTS", 0)
    with server.bind("127.0.0.1", 0) as taken, server.bind("127.0.0.1", taken.getsockname()[1]) as other:
        assert taken.getsockname()[1] != other.getsockname()[1]


def test_foreign_address_is_a_plain_error() -> None:
    """An address that is not the laptop's can't be listened on, which is said in a sentence."""
    with pytest.raises(WorkshopError) as caught:
        server.bind("203.0.113.7", 8080)
    assert "no_port" == caught.value.code


def test_half_sent_forms_end_without_a_word(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    """Who holds many of them when the host stops fills the log with nothing."""
    head = b"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nContent-Length: 900\r\n"
    half = head + b"Content-Type: application/x-www-form-urlencoded\r\n\r\ngroup="
    with contextlib.ExitStack() as plugs:
        for _ in range(3):
            one = plugs.enter_context(socket.create_connection(("127.0.0.1", hall.port), 60))
            one.sendall(half)
        # When this one is answered, those before it are read.
        assert 200 == httpx.get(f"http://127.0.0.1:{hall.port}/", trust_env=False, timeout=60).status_code
        hall.runtime.web.stop()
    assert [] == [record.message for record in caplog.records if record.levelno >= logging.ERROR]


def test_stop_is_quick_and_can_be_repeated(hall: Hall, joined: Phone) -> None:
    """After stop the port is closed, the thread is gone, a second stop does nothing, and start works again."""
    web = hall.runtime.web
    web.stop()
    web.stop()
    assert None is web.port
    assert [] == [t for t in threading.enumerate() if t.name == "web"]
    with pytest.raises(httpx.ConnectError):
        joined.client.get("/")
    port = web.start("127.0.0.1", hall.port)
    assert port == web.start("127.0.0.1", 0)
    again = httpx.get(
        f"http://127.0.0.1:{port}/", cookies=dict(joined.client.cookies), trust_env=False, timeout=60
    )
    assert "Olet mukana" in again.text


def test_a_host_that_ends_by_itself_has_no_port(hall: Hall) -> None:
    """So the window says that phones can't join, and it can be started again."""
    web, own = hall.runtime.web, hall.port
    running, thread = web._server, web._thread
    assert running is not None
    assert thread is not None
    running.should_exit = True
    thread.join(60)
    assert None is web.port
    assert own == web.start("127.0.0.1", own)


def test_why_a_host_ended_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody sees a window program's standard error; the port is free again."""

    class Broken(uvicorn.Server):
        def run(self, sockets: list[socket.socket] | None = None) -> None:
            raise OSError

    listening = server.bind("127.0.0.1", 0)
    server._serve(Broken(uvicorn.Config(lambda: None)), listening)
    told = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert ["The LAN host failed"] == told
    assert -1 == listening.fileno()


def test_what_runs_is_ready_before_a_phone_asks(fresh_file: Path, tmp_path: Path) -> None:
    """After a restart in the middle of a duel its pairs are there when the host is, not at the first answer."""
    path = Path(shutil.copy(fresh_file, tmp_path))
    with Runtime(path) as runtime:
        Hall(runtime).open("duel")
    with Runtime(path) as again:
        before = again._writer.submit(lambda tx: str(tx.memory)).result(100)
        again.web.start("127.0.0.1", 0)
        after = str(again._writer._memory)
    assert (False, True) == ("Picker" in str(before), "Picker" in str(after))


def test_connected_counts_people(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Phones of people who joined count once each, however often they ask; strangers don't."""
    first, second, stranger = phones(), phones(), phones()
    first.join()
    second.join()
    stranger.get()
    for _ in range(3):
        first.get()
    assert 2 == hall.runtime.web.connected()
    assert {} == hall.runtime.web.reached_from_outside()


def test_presence_forgets() -> None:
    """A phone counts for FRESH seconds after it was heard of, and as long as its stream is open."""
    at = [100.0]
    presence = Presence(lambda: at[0])
    presence.saw(1)
    with presence.stream(2), presence.stream(2):
        assert 2 == presence.connected()
        at[0] += FRESH + 1
        assert 1 == presence.connected()
    assert 1 == presence.connected()
    at[0] += FRESH + 1
    assert 0 == presence.connected()


def test_presence_knows_what_was_reached() -> None:
    """Only another machine's request tells that an address can be reached; each machine counts once."""
    presence = Presence()
    presence.came_in("127.0.0.1", "127.0.0.1")
    presence.came_in("192.168.1.5", "192.168.1.5")
    assert {} == presence.reached()
    for phone in ("192.168.1.40", "192.168.1.41", "192.168.1.40"):
        presence.came_in(phone, "192.168.1.5")
    presence.came_in("10.42.0.7", "10.42.0.1")
    assert {"192.168.1.5": 2, "10.42.0.1": 1} == presence.reached()


def test_sixty_phones_at_once(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Sixty connections opened at the same moment are all served."""
    sockets = [socket.create_connection(("127.0.0.1", hall.port), timeout=60) for _ in range(60)]
    for one in sockets:
        one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    for one in sockets:
        with one, one.makefile("rb") as answer:
            assert b"HTTP/1.1 200 OK\r\n" == answer.readline()
