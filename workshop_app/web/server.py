"""The LAN host: a socket bound first, uvicorn in its own named thread, an orderly stop."""

from __future__ import annotations

from workshop_app.bus import Bus
from workshop_app.services.dispatch import Services
from workshop_app.store.reads import Reads


class WebHost:
    """Serves the phone pages of one open workshop."""

    def __init__(self, services: Services, reads: Reads, bus: Bus) -> None:
        self._services, self._reads, self._bus = services, reads, bus

    def stop(self) -> None:
        """Stop."""
