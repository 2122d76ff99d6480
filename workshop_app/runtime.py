"""Builds store, bus, services and the LAN host in order, and stops them in reverse. Composition root of the core."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from workshop_app import archive, content
from workshop_app.bus import Bus
from workshop_app.clerk import Clerk
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Event
from workshop_app.domain.mail import KEPT, ForgetAddresses
from workshop_app.domain.text import Text
from workshop_app.heap import give_back, keep_no_large_pieces
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.kinds import table
from workshop_app.services.again import another
from workshop_app.services.creation import CreateWorkshop, create_workshop
from workshop_app.services.dispatch import Services
from workshop_app.store import backup, mail_rows, session_file
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.reads import Reads
from workshop_app.store.recover import recover
from workshop_app.store.recovery import Recovery
from workshop_app.store.tx import Connected, Tx
from workshop_app.store.upkeep import COPY_EVERY
from workshop_app.store.writer import Writer
from workshop_app.threads import take_turns
from workshop_app.verify import verify
from workshop_app.web.server import WebHost

#: Gives a workshop its facts where the damaged file's own were lost.
_EMPTY_TEMPLATE = "tyhja"

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time of the laptop's clock, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class NewWorkshop:
    """What is needed to make a session file from a template; `ideas`: with those that stand ready in it."""

    template_id: str
    date: date
    language: str = "fi"
    place: str = ""
    organiser: str = ""
    contact: str = ""
    follow_up: str = ""
    ideas: bool = True


class Runtime:
    """One open workshop without a screen: the file, its writer, the bus and, when started, the LAN host."""

    def __init__(self, path: Path, clock: Clock = now, *, copy_every: float | None = COPY_EVERY) -> None:
        """Open the file at `path`. Raises SessionFileProblem with a reason a person can act on.

        `copy_every`: seconds between two rolling copies beside the file while something changes; None for none.
        """
        take_turns()
        keep_no_large_pieces()
        # The file itself, not a link to it: two names must not open one evening twice.
        self.path = Path(os.path.realpath(path))
        #: Whether it was opened by a rolling copy, whose copy it is.
        self.from_backup = False
        self.bus = Bus()
        self._version = 0
        self._file = session_file.open_file(self.path, table.owners(), clock(), verify)
        # All of it was read.
        give_back()
        self._reads = Reads(self.path)
        self._writer = Writer(
            self._file, clock, self._publish, reopened=self._reads.renew, copy_every=copy_every
        )
        self.services = Services(self._writer, table.handlers())
        self.web = WebHost(self.services, self._reads, self.bus)
        #: Makes documents of the evening in a process of its own, which begins with the first of them.
        self.clerk = Clerk(self.path)
        old = clock().date() - KEPT
        if mail_rows.any_until(self.reader(), old):
            # Nobody waits for it: a file that can't be written to now opens all the same, and it goes the next time.
            self.submit(ForgetAddresses(until=old))

    @classmethod
    def create(cls, path: Path, new: NewWorkshop, clock: Clock = now) -> Self:
        """Make a file from a template and open it.

        Raises SessionFileProblem(exists, not_writable), WorkshopError(template_unknown).
        """
        whole = content.template(new.template_id)
        template = whole if new.ideas else whole.bare()
        command = CreateWorkshop(
            template=template,
            ladder=content.ladder(template.ladder_id),
            titles=tuple(_label(activity.kind) for activity in template.activities),
            language=new.language,
            place=new.place,
            date=new.date,
            organiser=new.organiser,
            contact=new.contact,
            follow_up=new.follow_up,
        )
        session_file.create(
            path, table.owners(), lambda connection: create_workshop(Tx(connection, clock(), {}), command)
        )
        return cls(path, clock)

    @classmethod
    def go_on(cls, path: Path, clock: Clock = now) -> Self:
        """Open the file at `path` to work on it.

        A rolling copy of a file that is there is written over when that is opened again, and with it an evening that
        went on in the copy. So the copy is copied first, and `path` of what is returned is another one.
        Raises SessionFileProblem as opening does, or what the disk says.
        """
        copy = Path(os.path.realpath(path))
        source = backup.rolled_from(copy)
        if source is None:
            return cls(path, clock)
        made = backup.free_beside(source, "from-backup")
        with cls(copy, clock, copy_every=None) as opened:
            opened.back_up_to(made)
        runtime = cls(made, clock)
        runtime.from_backup = True
        return runtime

    @classmethod
    def duplicate(
        cls,
        path: Path,
        source: Path,
        new: NewWorkshop,
        clock: Clock = now,
        *,
        participants_ideas: bool = False,
    ) -> Self:
        """Make a file for another evening like the one at `source`, without its people and answers, and open it.

        Of `new`, the date, place and organiser count. Without `participants_ideas` only the prepared ideas come along.
        Raises SessionFileProblem as opening `source` and making `path` do.
        """
        with cls(source, clock, copy_every=None) as old:
            command = another(
                old.reader(),
                new.date,
                new.place,
                new.organiser,
                participants_ideas=participants_ideas,
                lasting=_lasting,
            )
        session_file.create(
            path, table.owners(), lambda connection: create_workshop(Tx(connection, clock(), {}), command)
        )
        return cls(path, clock)

    @property
    def version(self) -> int:
        """Grows with each published change; whoever keeps something read compares it."""
        return self._version

    @property
    def filling(self) -> str:
        """How full of rows the file is: the code of the last `FileFilling`, nothing before there was one."""
        return self._writer.filling.code

    def submit(self, command: Command) -> Future[object]:
        """Send a command round the ring; the Future holds its result once it is on the disk.

        Raises WorkshopError(busy, closed) at once; the Future raises what the handler refuses.
        """
        return self.services.submit(command)

    def reader(self) -> Connected:
        """This thread's reader of what has been committed."""
        return self._reads.reader()

    def back_up_to(self, target: Path) -> None:
        """Write a copy of the workshop as it stands to `target` (a stick), replacing what is there.

        Works on the calling thread, not on the writer's, and takes as long as the stick does: call it in the
        background. Raises SessionFileProblem(exists) for the open file itself, (in_use) for another one that is open,
        or what the disk says.
        """
        if os.path.realpath(target) == str(self.path):
            raise session_file.SessionFileProblem("exists", name=target.name)
        with session_file.not_open(target), session_file.disk_trouble(target):
            backup.copy_file(self.path, target)

    def other_copies(self) -> list[Path]:
        """Copies beside the file that are not renewed: what is wiped from the file is still in them."""
        return other_copies(self.path)

    def close(self) -> None:
        """Stop the LAN host and the clerk, commit what is queued, fold the file into one.

        `path` is another one afterwards where another file has taken the place of the evening's, which lies beside it.
        """
        self.web.stop()
        self.clerk.close()
        self._writer.close()
        self._reads.close()
        self.path = self._file.close()

    def __enter__(self) -> Self:
        """Use as a context: closed at the end."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close."""
        self.close()

    def _publish(self, events: Sequence[Event]) -> None:
        self._version += 1
        self.bus.publish(events)


def _label(kind_name: str) -> Text:
    """The kind's own name in every language: the title of an activity that the template gives none."""
    label = table.kind(kind_name).label
    return Text(**{language: translator(language).text(label) for language in LANGUAGES})


def _lasting(activity: Activity) -> dict[str, object]:
    """An activity's settings without those that belong to one evening."""
    passing = table.kind(activity.kind).passing
    return {name: value for name, value in activity.config.items() if name not in passing}


def recover_file(path: Path, out: Path, clock: Clock = now) -> Recovery:
    """Get what can be read out of the damaged file at `path` into a new one at `out`; see `store.recover`.

    Raises SessionFileProblem: missing, not_readable, exists, full, beyond_recovery.
    """
    template = content.template(_EMPTY_TEMPLATE)
    moment = clock()
    command = CreateWorkshop(
        replace(template, activities=(), themes=()),
        content.ladder(template.ladder_id),
        (),
        language=LANGUAGES[0],
        place="",
        date=moment.date(),
    )
    return recover(
        path,
        out,
        table.owners(),
        verify,
        lambda connection: create_workshop(Tx(connection, moment, {}), command),
    )


def import_archive(source: Path, path: Path, clock: Clock = now) -> None:
    """Make the session file `path` from an archive (`workshop_app.archive`); nothing is left of a failure.

    Raises SessionFileProblem: missing, not_readable, no_archive, newer, archive_broken, exists, full, not_writable.
    """
    found = archive.load(source)

    def fill(tx: Tx) -> None:
        archive.write(tx, found)
        try:
            verify(tx)
        except Exception as error:
            if isinstance(error, WorkshopError) and error.code == "kind_unknown":
                raise  # only a newer program knows that activity; it has a sentence of its own
            # As when a file is opened: what our own reading can't take is refused here.
            raise SessionFileProblem("archive_broken", name=found.name, where=type(error).__name__) from error

    session_file.create(path, table.owners(), lambda connection: fill(Tx(connection, clock(), {})))


def other_copies(path: Path) -> list[Path]:
    """Copies of a workshop's file beside it that are not renewed: what is wiped from the file is still in them."""
    return backup.others(path)
