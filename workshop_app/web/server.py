"""The LAN host: a socket bound first, uvicorn in its own named thread, an orderly stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
import threading
from collections.abc import AsyncIterator
from concurrent import futures

import uvicorn

from workshop_app import tongues
from workshop_app.bus import Bus
from workshop_app.domain import agenda
from workshop_app.domain.arrivals import Doubtful
from workshop_app.domain.errors import WorkshopError
from workshop_app.kinds import table
from workshop_app.services.dispatch import Services
from workshop_app.store import workshop_rows
from workshop_app.store.reads import Reads
from workshop_app.web import app
from workshop_app.web.afterwards import Afterwards
from workshop_app.web.arrivals import Arrivals
from workshop_app.web.awake import stay_awake
from workshop_app.web.current import Current
from workshop_app.web.door import Server
from workshop_app.web.joining import Joining
from workshop_app.web.limits import HALL, Allowed, Connections, Rates
from workshop_app.web.live import Live
from workshop_app.web.pages import Pages
from workshop_app.web.presence import Presence
from workshop_app.web.protocol import BoundedProtocol
from workshop_app.web.views import Views
from workshop_app.web.visitors import Visitors

#: How many ports after the wanted one are tried before any port is taken.
NEXT_PORTS = 10
#: Whether a thread of ours accepts connections; asyncio's way does not last on Windows (`web.door`).
OWN_DOOR = sys.platform == "win32"
#: How long the host may take to start and to stop, in seconds.
START, STOP = 10.0, 5.0
#: How long answers may still be taken when the host stops, in seconds. Shorter than uvicorn's patience, which ends with
#: a traceback for each of them: three hundred phones that take nothing would have filled the log.
TAKEN = 0.6
log = logging.getLogger(__name__)


class WebHost:
    """Serves the phone pages of one open workshop. Called from the window's or the command line's thread.

    Every form must be posted as browsers do it: url-encoded, with an Origin (or a Referer) of the host's own.
    """

    def __init__(self, services: Services, reads: Reads, bus: Bus) -> None:
        self._services, self._reads, self._bus = services, reads, bus
        self._presence = Presence()
        self._arrivals = Arrivals(self._presence)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._live: Live | None = None
        self._port: int | None = None

    @property
    def port(self) -> int | None:
        """The port that is listened on, or None while the host is stopped, or has ended by itself."""
        return self._port if self._thread is not None and self._thread.is_alive() else None

    def start(
        self,
        host: str = "0.0.0.0",  # noqa: S104 - the hall's phones must reach it
        port: int = 8080,
        allowed: Allowed = HALL,
    ) -> int:
        """Listen on `host` and return the port: the wanted one, one after it, or any (always any for 0).

        `allowed`: how much of the host each phone and each address may take. A host that already runs goes on as it is.
        Raises WorkshopError(no_port) when nothing can be bound.
        """
        if self.port is not None:
            return self.port
        ready = self._make_ready()
        listening = bind(host, port)
        started = threading.Event()
        server = self._make_server(started, allowed)
        thread = threading.Thread(target=_serve, args=(server, listening), name="web", daemon=True)
        thread.start()
        waited = 0.0
        while not started.wait(0.1) and thread.is_alive() and waited < START:
            waited += 0.1
        if not started.is_set():
            server.should_exit = True
            listening.close()
            raise WorkshopError("no_port", host=host)
        self._server, self._thread = server, thread
        self._port = int(listening.getsockname()[1])
        # Nobody waits for this yet, while a window that is being built would compete with it for the processors.
        futures.wait(ready, START)
        return self._port

    def _make_ready(self) -> list[futures.Future[object]]:
        """Read the answers: after a restart the first answer in a large duel would otherwise wait for that."""
        live = agenda.live(workshop_rows.activities(self._reads.reader()))
        if live is None:
            return []
        return [self._services.make_ready(lambda tx: table.kind(live.kind).ready(tx, live))]

    def stop(self) -> None:
        """Stop listening and wait for the thread, at most STOP seconds. A second call does nothing."""
        server, thread = self._server, self._thread
        self._server = self._thread = self._port = None
        if server is None or thread is None:
            return
        if self._live is not None:
            self._live.close()
        server.should_exit = True
        thread.join(STOP)
        if thread.is_alive():
            log.warning("The LAN host did not stop in %s seconds", STOP)

    def connected(self) -> int:
        """How many people's phones are connected: heard of in the last seconds or holding a stream open."""
        return self._presence.connected()

    def doubtful(self) -> tuple[Doubtful, ...]:
        """Groups of people who may be one person, from how they joined."""
        return self._arrivals.doubtful()

    def reached_from_outside(self) -> dict[str, int]:
        """The laptop's own addresses that other machines' requests have come in on, and how many machines on each."""
        return self._presence.reached()

    def _make_server(self, started: threading.Event, allowed: Allowed) -> uvicorn.Server:
        current = Current(self._reads)
        views = Views(self._services, self._reads, current)
        who = Visitors(views, self._presence, self._arrivals, Rates(allowed))
        connections = Connections(allowed)

        def ending() -> None:
            connections.let_go()
            asyncio.get_running_loop().call_later(TAKEN, connections.cut)

        live = self._live = Live(current, self._presence, who.person, allowed, ending)
        served = app.routes(Joining(views, who), Pages(views, who), Afterwards(views, current, who), live)

        @contextlib.asynccontextmanager
        async def lifespan(_app: object) -> AsyncIterator[None]:
            live.start()
            # In this order: whoever is told must find the new version.
            endings = [self._bus.subscribe(current.heard), self._bus.subscribe(live.heard)]
            started.set()
            asyncio.get_running_loop().run_in_executor(None, tongues.learn)
            try:
                yield
            finally:
                for unsubscribe in endings:
                    unsubscribe()

        config = uvicorn.Config(
            app.application(served, self._presence, lifespan),
            loop="asyncio",
            http=BoundedProtocol.counted_by(connections),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=1,
        )
        return (Server if OWN_DOOR else uvicorn.Server)(config)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on the wanted port, one of the next ones, or any.

    Raises WorkshopError(no_port) when not even that can be had, for instance on an address that is not ours.
    """
    wanted = [p for p in range(port, port + NEXT_PORTS + 1) if 0 < p < 65_536] if port else []
    for candidate in [*wanted, 0]:
        # The protocol is named because asyncio turns Nagle's delay off only where it is: without it each answer
        # on a kept connection waits 40 ms for the phone's acknowledgement.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if sys.platform != "win32":
            # There REUSEADDR would let two programs have one port, and each get some of the phones. EXCLUSIVEADDRUSE
            # would keep the port from us while a connection of before a crash still ends, and phones know that port;
            # libuv and Go set neither, for the same reasons.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            listening.listen(1024)
        except OSError:
            listening.close()
            continue
        listening.setblocking(False)
        return listening
    raise WorkshopError("no_port", host=host)


def _serve(server: uvicorn.Server, listening: socket.socket) -> None:
    try:
        stay_awake()
        server.run(sockets=[listening])
    except Exception:
        # Otherwise it would go to a standard error that nobody sees; the window says that phones can't join.
        log.exception("The LAN host failed")
    finally:
        listening.close()
        if isinstance(server, Server) and server.door is not None:
            server.door.join()
