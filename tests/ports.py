"""Ports of our own: a host that is stopped and started again finds its port still free.

A port that the system chose is given to the next program that asks for any, for instance to a host in a test that runs
beside this one. These lie below what systems choose from, and each of pytest's processes has its own.
"""

from __future__ import annotations

import itertools
import os
import socket

#: From here on, so many for each of pytest's processes.
FIRST, EACH = 20_000, 2_500
_WORKERS = 4
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
# Two runs at the same time (in two folders) begin at different places.
_turns = itertools.count(os.getpid() * 37)


def own_port(address: str = "127.0.0.1") -> int:
    """A port that is free now, that nobody was given before, and that nobody is given by chance."""
    while True:
        port = FIRST + EACH * _worker + next(_turns) % EACH
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((address, port))
            except OSError:
                continue
            return port
