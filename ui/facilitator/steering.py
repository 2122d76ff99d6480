"""What the buttons and keys of a part do: open, pause, close, more time, results on the phones. QT MAIN THREAD."""

from __future__ import annotations

from collections.abc import Callable

from ui.client import Client
from ui.facilitator.next_step import Does, Step
from ui.facilitator.run_controls import EXTRA_MINUTES, RunControls
from ui.models.workshop_model import WorkshopModel
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import Activity, ActivityState, live


class Steering:
    """Sends the commands; `shown()` is the activity whose page is shown, None on the other pages."""

    def __init__(self, client: Client, model: WorkshopModel, shown: Callable[[], Activity | None]) -> None:
        self._client, self._model, self._shown = client, model, shown

    def connect(self, controls: RunControls, take_step: Callable[[], None]) -> None:
        """Connect the buttons to what they do."""
        controls.next_wanted.connect(take_step)
        controls.extra_wanted.connect(self._give_extra)
        controls.pause_wanted.connect(self.toggle_pause)
        controls.close_wanted.connect(lambda: self._with_shown(lambda a: c.CloseActivity(a.id)))
        controls.again_wanted.connect(lambda: self._with_shown(lambda a: c.OpenActivity(a.id)))
        controls.results_wanted.connect(
            lambda shown: self._with_shown(lambda a: c.ShowResults(a.id, shown)),
        )

    def do(self, step: Step) -> bool:
        """Carry out a step that changes the activity's state; False for one that only leads to a page."""
        made: dict[Does, Callable[[int], c.Command]] = {
            Does.OPEN: c.OpenActivity,
            Does.CLOSE: c.CloseActivity,
            Does.RESUME: c.ResumeActivity,
        }
        if step.activity_id is None or step.does not in made:
            return False
        self._client.submit(made[step.does](step.activity_id))
        return True

    def toggle_pause(self) -> None:
        """Pause what is open, or end its break, from whichever page; without anything open there is nothing to do."""
        snapshot = self._model.snapshot
        found = live(snapshot.activities) if snapshot else None
        if found is not None:
            paused = found.state is ActivityState.PAUSED
            self._client.submit(c.ResumeActivity(found.id) if paused else c.PauseActivity(found.id))

    def _give_extra(self) -> None:
        self._with_shown(lambda a: c.EditActivity(a.id, minutes=a.minutes + EXTRA_MINUTES))

    def _with_shown(self, command: Callable[[Activity], c.Command]) -> None:
        activity = self._shown()
        if activity is not None:
            self._client.submit(command(activity))
