"""Monitors plugged into and pulled out of a virtual X screen, while a program runs on it.

Xvfb has one screen; since RandR 1.5 it can be told that several monitors show parts of it. There is no tool for
that in what the tests install, so the four requests needed are spoken here over the X socket.
"""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from types import TracebackType
from typing import Self

_SET_MONITOR, _DELETE_MONITOR = 43, 44


class Monitors:
    """A connection to the X server of `display` (":77"), which must run without authority files."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(60)
        self._socket.connect(str(Path("/tmp/.X11-unix") / f"X{display.removeprefix(':')}"))
        self._send(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = self._receive(8)
        body = self._receive(4 * struct.unpack("<H", head[6:8])[0])
        vendor, formats = struct.unpack("<H", body[16:18])[0], body[21]
        self._root = struct.unpack_from("<I", body, 32 + vendor + (-vendor % 4) + 8 * formats)[0]
        self._opcode = self._extension("RANDR")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def plug(self, name: str, x: int, y: int, width: int, height: int, *, primary: bool = False) -> None:
        """A monitor of this name now shows this part of the screen."""
        info = struct.pack(
            "<IBBHhhHHII", self._atom(name), primary, 0, 0, x, y, width, height, width // 4, height // 4
        )
        self._send(struct.pack("<BBHI", self._opcode, _SET_MONITOR, 2 + len(info) // 4, self._root) + info)
        self._atom(name)  # An answer: the server has done what came before.

    def unplug(self, name: str) -> None:
        """The monitor is gone."""
        self._send(struct.pack("<BBHII", self._opcode, _DELETE_MONITOR, 3, self._root, self._atom(name)))
        self._atom(name)

    def _extension(self, name: str) -> int:
        return self._asked(98, 0, name)[9]

    def _atom(self, name: str) -> int:
        return int(struct.unpack("<I", self._asked(16, 0, name)[8:12])[0])

    def _asked(self, opcode: int, data: int, name: str) -> bytes:
        text = name.encode() + b"\0" * (-len(name) % 4)
        self._send(struct.pack("<BBHHxx", opcode, data, 2 + len(text) // 4, len(name)) + text)
        while True:
            answer = self._receive(32)
            if answer[0] == 0:
                raise OSError(f"the X server refused a request: error {answer[1]}, minor opcode {answer[8]}")
            if answer[0] == 1:
                return answer

    def _send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def _receive(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            part = self._socket.recv(count - len(found))
            if not part:
                raise OSError("the X server closed the connection")
            found += part
        return found
