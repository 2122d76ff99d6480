"""A rehearsal: an evening in a file of its own with simulated people, led by the facilitator. QT MAIN THREAD.

The people live on a pool thread.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
from pathlib import Path

from ui import locale
from ui.tasks import run_in_background
from workshop_app.runtime import NewWorkshop, Runtime

#: How many take part, how many pairs each answers, and how many seconds they think about each.
PEOPLE, DUELS, THINKS, SEED = 24, 15, 1.5, 7
_TEMPLATE = "strategian_teemat"
log = logging.getLogger(__name__)


def make(source: Path | None = None) -> Runtime:
    """Make the rehearsal's file in a temporary folder and open it. POOL THREAD.

    It is like the evening at `source`, whose file is only read, or else a template's.
    Raises SessionFileProblem as opening `source` does.
    """
    # Imported here first, off the main thread: the phones' HTTP client takes half a second to load.
    import workshop_app.rehearsal.crowd  # noqa: F401

    folder = Path(tempfile.mkdtemp(prefix="tupailta-"))
    speaks = locale.current()
    title = speaks.text("Rehearsal")
    new = NewWorkshop(
        template_id=_TEMPLATE,
        date=dt.datetime.now().astimezone().date(),
        language=speaks.language,
        place=title,
    )
    path = folder / f"{title}.tupa"
    try:
        return Runtime.duplicate(path, source, new) if source is not None else Runtime.create(path, new)
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise


class Rehearsal:
    """The crowd of one rehearsal; it follows whoever leads until `stop`."""

    def __init__(self, runtime: Runtime) -> None:
        from workshop_app.rehearsal.crowd import Follower

        self._folder = runtime.path.parent
        self._follower: Follower | None = None
        port = runtime.web.port
        if port is None:
            log.warning("The rehearsal has no people: the LAN host is not up")
            return
        follower = Follower(runtime.bus, f"http://127.0.0.1:{port}/", PEOPLE, DUELS, SEED, pace=THINKS)
        self._follower = follower
        run_in_background(follower.run, lambda _tally: None, lambda _error: None)

    def stop(self) -> None:
        """Send everybody home at once."""
        if self._follower is not None:
            self._follower.stop(at_once=True)

    def clear(self) -> None:
        """Delete the rehearsal's file; called when it is closed."""
        shutil.rmtree(self._folder, ignore_errors=True)
