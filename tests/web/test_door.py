"""The door that lets phones in on Windows; it works everywhere, so it is tried here."""

from __future__ import annotations

import asyncio
import errno
import logging
import shutil
import socket
import threading
from collections import deque
from pathlib import Path

import httpx
import pytest

from tests.clock import Clock
from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.runtime import Runtime
from workshop_app.web import door, server


class Shaky(socket.socket):
    """A listening socket on which some of the connections are gone before they are let in."""

    troubles: deque[OSError]

    def accept(self) -> tuple[socket.socket, object]:
        """Fail as long as there is trouble."""
        if self.troubles:
            raise self.troubles.popleft()
        return super().accept()


def test_a_connection_that_is_gone_closes_no_door(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What asyncio ends its accepting for on Windows (a reset, 64) is passed over, and so is a lack of room."""
    monkeypatch.setattr(door, "REST", 0.0)
    let_in: list[socket.socket] = []
    came = threading.Event()

    def meet(connection: socket.socket) -> None:
        let_in.append(connection)
        came.set()

    listening = Shaky()
    listening.troubles = deque(
        [ConnectionResetError(), OSError(errno.EINVAL, "gone"), OSError(errno.EMFILE, "full")]
    )
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    opened = door.Door(listening, meet)
    with socket.create_connection(listening.getsockname(), 60):
        assert came.wait(60)
    opened.close()
    opened.join()
    let_in[0].close()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    caplog.clear()
    assert ["A phone could not be let in: gone", "A phone could not be let in: full"] == told


def test_a_hall_through_the_door(tmp_path: Path, fresh_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: joining, many connections at once, an orderly end with no thread left, a new start."""
    monkeypatch.setattr(server, "OWN_DOOR", True)
    with Runtime(Path(shutil.copy(fresh_file, tmp_path)), Clock()) as runtime:
        hall = Hall(runtime)
        phone = Phone(hall.port)
        phone.join()
        assert 1 == runtime.web.connected()
        waiting = [socket.create_connection(("127.0.0.1", hall.port), 60) for _ in range(50)]
        for one in waiting:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        for one in waiting:
            with one, one.makefile("rb") as answer:
                assert b"HTTP/1.1 200 OK\r\n" == answer.readline()
        runtime.web.stop()
        assert [] == [t.name for t in threading.enumerate() if t.name in ("web", "door")]
        with pytest.raises(httpx.ConnectError):
            phone.client.get("/")
        assert hall.port == runtime.web.start("127.0.0.1", hall.port)
        assert 200 == phone.client.get("/").status_code
        phone.close()


def test_only_what_is_odd_comes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """A phone that went away is no error of the program's; anything else in the loop is told as before."""
    loop = asyncio.new_event_loop()
    for error in (ConnectionResetError(10054, "reset"), RuntimeError("odd")):
        door.tell(loop, {"message": f"told of {type(error).__name__}", "exception": error})
    loop.close()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    caplog.clear()
    assert ["told of RuntimeError"] == told
