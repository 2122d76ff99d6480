"""One open workshop: its runtime, models, page and hall screen, made in order and closed in reverse. QT MAIN THREAD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QSettings, Qt

from ui.client import Client
from ui.facilitator.hall import Hall
from ui.facilitator.minutes_page import MinutesPage
from ui.facilitator.rail import Page
from ui.facilitator.window import MainWindow
from ui.facilitator.workshop_page import WorkshopPage
from ui.models import wording
from ui.models.network_model import Lan, NetworkModel, Place
from ui.models.workshop_model import WorkshopModel
from ui.projector.screens import HallScreens
from ui.projector.window import ProjectorWindow
from ui.tasks import wait_for_evening
from workshop_app.domain.agenda import ActivityState, live
from workshop_app.runtime import Runtime
from workshop_app.settings import Recent, Settings
from workshop_app.snapshot import Snapshot
from workshop_app.web import lan
from workshop_app.web.wifi_names import Naming

Keep = Callable[[Callable[[Settings], Settings]], None]


class OpenWorkshop:
    """What belongs to one open file. `keep(change)` saves settings of this machine, `memory` the windows' places."""

    def __init__(
        self, window: MainWindow, runtime: Runtime, settings: Settings, keep: Keep, memory: QSettings
    ) -> None:
        self.runtime = runtime
        self.client = Client(runtime)
        self.model = WorkshopModel(self.client)
        self.network = NetworkModel(
            _lan(runtime), settings.preferred_address, (settings.wifi_name, settings.wifi_password)
        )
        self.projector = ProjectorWindow()
        self.hall = Hall(self.projector, self.network)
        self.page = WorkshopPage(self.client, self.model, self.network, self.hall)
        self.projector.pictureChanged.connect(self.page.side.hall.picture_changed)
        self.network.changed.connect(
            lambda: keep(
                lambda now: replace(
                    now,
                    preferred_address=self.network.preferred,
                    wifi_name=self.network.wifi_name,
                    wifi_password=self.network.wifi_password,
                )
            )
        )
        self._template, self._keep = settings.docx_template, keep
        self.page.pages.minutes_made.connect(self._know_template)
        window.hall_wanted.connect(self.show_hall)
        self.hall.wanted.connect(self.show_hall)
        self._window = window
        window.show_workshop(self.page, runtime.path.stem)
        self.model.refreshed.connect(self._name_window)
        self.model.refreshed.connect(self._go_on, Qt.ConnectionType.SingleShotConnection)
        self.model.refreshed.connect(self._remind, Qt.ConnectionType.SingleShotConnection)
        self.model.refresh()
        self.network.look()
        self.screens = HallScreens(self.projector, window, memory)
        # Wanted from the start, so that it comes up by itself when a projector is plugged in.
        self.screens.placed.connect(lambda _place: self.hall.changed.emit())
        self.screens.show_hall(True)
        self.projector.closed.connect(self._hall_closed)

    def show_hall(self) -> None:
        """Show the hall screen: full screen on a second screen, else as a window of its own."""
        self.screens.show_hall(True, own_window=True)
        self.projector.raise_()

    def recent(self) -> Recent | None:
        """The workshop as the first page lists it; None when it was never read."""
        snapshot = self.model.snapshot
        if snapshot is None:
            return None
        workshop = snapshot.workshop
        return Recent(
            str(self.runtime.path),
            wording.pick(workshop.title),
            workshop.date.isoformat(),
            workshop.place,
            snapshot.participants,
            _state(snapshot),
            workshop.retention_until.isoformat() if snapshot.personal else "",
        )

    def close(self) -> None:
        """Write what is being typed, hear nothing more, finish what runs, close the file."""
        self.page.finish_typing()
        self._window.hall_wanted.disconnect(self.show_hall)
        self.projector.closed.disconnect(self._hall_closed)
        self.screens.show_hall(False)
        self.network.close()
        self.model.close()
        self.client.close()
        wait_for_evening()
        self.runtime.close()
        self._window.leave_workshop()
        # The page first, as it uses the others. Their signals refer to each other, which Python's collector can't see:
        # what is not deleted here stays in memory, and with it the evening as it was read last.
        for mine in (
            self.page,
            self.projector,
            self.screens,
            self.hall,
            self.model,
            self.network,
            self.client,
        ):
            mine.deleteLater()

    def _know_template(self, minutes: MinutesPage) -> None:
        minutes.export.template.show_path(self._template)
        minutes.export.template.chosen.connect(self._remember_template)

    def _remember_template(self, path: str) -> None:
        self._template = path
        self._keep(lambda now: replace(now, docx_template=path))

    def _hall_closed(self) -> None:
        # Its own window was closed by hand; a projector still brings it back.
        self.screens.show_hall(True)

    def _go_on(self) -> None:
        """An evening in which a part is open begins there, and not with its plan: the hall is waiting."""
        snapshot = self.model.snapshot
        open_now = live(snapshot.activities) if snapshot is not None else None
        if open_now is not None and self.page.place is Page.PLAN:
            self.page.go(open_now.id)

    def _remind(self) -> None:
        snapshot = self.model.snapshot
        today = dt.datetime.now().date()  # noqa: DTZ005 - the day on the laptop's calendar
        if snapshot is not None and snapshot.personal and snapshot.workshop.overdue(today):
            self.page.telling.tell_overdue(snapshot.workshop.retention_until, self.page.keeping.ask_wipe)

    def _name_window(self) -> None:
        snapshot = self.model.snapshot
        if snapshot is not None:
            self._window.setWindowTitle(f"{wording.pick(snapshot.workshop.title)} – Tupailta")


def _state(snapshot: Snapshot) -> str:
    if snapshot.workshop.ended_at is not None:
        return "ended"
    begun = any(activity.state is not ActivityState.PLANNED for activity in snapshot.activities)
    return "running" if begun else "planned"


def _lan(runtime: Runtime) -> Lan:
    naming = Naming()

    def choose(places: tuple[Place, ...], preferred: str | None, reached: Collection[str]) -> Place | None:
        known = [place for place in places if isinstance(place, lan.LanAddress)]
        return lan.choose(known, preferred, reached)

    return Lan(
        find=lambda: naming.named(lan.addresses()),
        choose=choose,
        url=lan.join_url,
        wifi=lan.wifi_code,
        port=lambda: runtime.web.port,
        reached=runtime.web.reached_from_outside,
    )
