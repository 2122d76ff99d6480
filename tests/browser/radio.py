"""Two hosts on one machine, the laptop and the phone, with a weak radio between them. Needs root and /dev/net/tun.

Each host is a network namespace with a TUN device; a thread carries the packets between them and delays, loses or
swallows them, in order, as one radio link does.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
LAPTOP, PHONE = "10.77.0.1", "10.77.0.2"
_CLONE_NEWNET = 0x4000_0000
_TUNSETIFF, _TUN_WITHOUT_HEADER = 0x4004_54CA, 0x1001


def possible() -> bool:
    """Whether this process may make namespaces and TUN devices."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    return os.path.exists("/dev/net/tun")  # noqa: PTH110 - a device


class Radio:
    """The link: `loss` is the share of packets lost, `delay` the seconds that each of the others takes one way."""

    def __init__(self, name: str, loss: float, delay: float) -> None:
        self.laptop, self.phone = f"{name}-laptop", f"{name}-phone"
        self.loss, self.delay = loss, delay
        self._cut = False
        self._ends: tuple[int, int] = (-1, -1)
        self._running = True
        self._carrier = threading.Thread(target=self._carry, name="radio", daemon=True)
        self._dice = random.Random(7)

    def cut(self) -> None:
        """From now on every packet vanishes, without a sign to either side."""
        self._cut = True

    def restore(self) -> None:
        """The radio is there again."""
        self._cut = False

    def on_laptop(self, call: Callable[[], T]) -> T:
        """Run `call` as the laptop: a socket that it makes is on the laptop's side."""
        return _inside(self.laptop, call)

    @contextlib.contextmanager
    def up(self) -> Iterator[Radio]:
        """Both hosts are there for as long as this lasts."""
        try:
            for host in (self.laptop, self.phone):
                _ip("netns", "add", host)
                _ip("-n", host, "link", "set", "lo", "up")
            self._ends = (_inside(self.laptop, _tun), _inside(self.phone, _tun))
            for host, own, other in ((self.laptop, LAPTOP, PHONE), (self.phone, PHONE, LAPTOP)):
                _ip("-n", host, "addr", "add", own, "peer", other, "dev", "radio0")
                _ip("-n", host, "link", "set", "radio0", "up")
            self._carrier.start()
            yield self
        finally:
            self._running = False
            if self._carrier.is_alive():
                self._carrier.join(100)
            for end in self._ends:
                if end >= 0:
                    os.close(end)
            for host in (self.laptop, self.phone):
                subprocess.run(["ip", "netns", "del", host], check=False, capture_output=True)

    def _carry(self) -> None:
        air: list[tuple[float, int, int, bytes]] = []
        poll, sent = select.poll(), 0
        other = {self._ends[0]: self._ends[1], self._ends[1]: self._ends[0]}
        for end in self._ends:
            poll.register(end, select.POLLIN)
        while self._running:
            while air and air[0][0] <= time.monotonic():
                _at, _n, end, packet = heapq.heappop(air)
                with contextlib.suppress(OSError):
                    os.write(end, packet)
            patience = min(100.0, (air[0][0] - time.monotonic()) * 1_000) if air else 100.0
            for end, _what in poll.poll(max(0.0, patience)):
                sent += 1
                packet = os.read(end, 65_535)
                if not self._cut and self._dice.random() >= self.loss:
                    heapq.heappush(air, (time.monotonic() + self.delay, sent, other[end], packet))


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def _tun() -> int:
    end = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(end, _TUNSETIFF, struct.pack("16sH22s", b"radio0", _TUN_WITHOUT_HEADER, b""))
    return end


def _inside(host: str, call: Callable[[], T]) -> T:
    """Run `call` in a namespace, on a thread of its own: a thread that has moved does not come back."""
    found: list[T] = []

    def moved() -> None:
        namespace = os.open(f"/var/run/netns/{host}", os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).setns(namespace, _CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "setns")
        finally:
            os.close(namespace)
        found.append(call())

    thread = threading.Thread(target=moved)
    thread.start()
    thread.join()
    return found[0]
