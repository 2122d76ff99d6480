"""The program with a window: application, settings, the file that is open; and an orderly end. QT MAIN THREAD."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QSettings, Qt, QThreadPool, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from ui import locale, style
from ui.dialogs.new_workshop import NewChoice
from ui.facilitator.home import HomePage
from ui.facilitator.window import MainWindow
from ui.facilitator.workshop_page import WorkshopPage
from ui.locale import _
from ui.main import rehearsal
from ui.main.garbage import Garbage
from ui.main.opened import OpenWorkshop
from ui.main.rehearsal import Rehearsal
from ui.main.taskbar import have_own_button
from ui.tasks import is_writing, run_in_background, wait_for_all
from workshop_app import settings as machine
from workshop_app.clerk import Clerk
from workshop_app.recovered import free_beside, kept_beside, told
from workshop_app.runtime import Clock, NewWorkshop, Runtime, now, recover_file
from workshop_app.settings import Settings
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.recovery import Recovery
from workshop_app.threads import take_turns

#: How soon, in milliseconds, the program notices that the system asks it to end, or that something has been written.
_PULSE_MS = 300
#: After how many seconds the process that made a summary ends: its 120 MB are then free for the next evening.
_SUMMARY_RESTS = 2.0


class Program(QObject):
    """One window and at most one open workshop."""

    def __init__(
        self, application: QApplication, settings_file: Path, memory: QSettings, clock: Clock = now
    ) -> None:
        super().__init__(application)
        take_turns()
        self._clock = clock
        self._application = application
        self._kept = machine.Kept(settings_file)
        locale.choose(self.settings.language)
        self._qt_words = QTranslator(self)
        self._translate_qt()
        self._memory = memory
        self.window = MainWindow(memory)
        self.window.home_wanted.connect(self.go_home)
        self.window.closing.connect(self.close)
        self.opened: OpenWorkshop | None = None
        self._rehearsal: Rehearsal | None = None
        self._busy = self._closed = False
        #: Runs while the evening is waiting to be closed because something is still being written.
        self._leaving = QTimer(self, interval=_PULSE_MS)
        self._leaving.timeout.connect(self._leave)
        #: The file that is being opened, which can be rescued where it is damaged; None while a new one is made.
        self._opening: Path | None = None
        #: For documents of evenings that are not open; its process begins with the first of them.
        self._clerk = Clerk(None, idle=_SUMMARY_RESTS)
        self.show_home()

    @property
    def settings(self) -> Settings:
        """This machine's settings, as this program knows them."""
        return self._kept.now

    def show_home(self) -> HomePage:
        """Show the first page."""
        page = HomePage(self.settings, self._clerk, can_rehearse=True)
        page.open_wanted.connect(self.open)
        page.made.connect(self.make)
        page.rehearse_wanted.connect(self.rehearse)
        page.language_wanted.connect(self.speak)
        page.forget_wanted.connect(self._forget)
        page.template_chosen.connect(
            lambda path: self.keep(lambda settings: replace(settings, docx_template=path))
        )
        self.window.show_home(page)
        return page

    def open(self, path: Path) -> None:
        """Open a workshop's file; the window stays alive meanwhile."""
        self._start(lambda: Runtime.go_on(path, self._clock), opening=path)

    def recover(self, damaged: Path) -> None:
        """Open what can be read of a damaged file, in a new file beside it, and say what that is."""
        made, words = free_beside(damaged), locale.current()
        found: list[Recovery] = []

        def recovered() -> Runtime:
            found.append(recover_file(damaged, made, self._clock))
            return Runtime(made, self._clock)

        self._start(
            recovered, then=lambda page: page.notice.say(told(found[0], made.name, words), stays=True)
        )

    def make(self, choice: NewChoice) -> None:
        """Make a workshop's file from a template, or like an evening that was, and open it."""
        new = NewWorkshop(
            template_id=choice.template_id,
            date=choice.date,
            language=locale.current().language,
            place=choice.place,
            organiser=choice.organiser,
            ideas=choice.ready_ideas,
        )

        def create() -> Runtime:
            choice.path.parent.mkdir(parents=True, exist_ok=True)
            if choice.source is not None:
                everybodys = choice.participants_ideas
                return Runtime.duplicate(
                    choice.path, choice.source, new, self._clock, participants_ideas=everybodys
                )
            return Runtime.create(choice.path, new, self._clock)

        if choice.organiser:
            self.keep(lambda settings: replace(settings, organiser=choice.organiser))
        self._start(create)

    def rehearse(self, source: Path | None = None) -> None:
        """Open an evening like `source` with a simulated crowd; it is not remembered among the recent ones."""
        self._start(lambda: rehearsal.make(source), rehearsed=True)

    def go_home(self) -> None:
        """Close the workshop and show the first page; what is being written is waited for, and that is said."""
        if self.opened is not None and is_writing():
            self.opened.page.say_leaving()
            self._leaving.start()
        else:
            self._leave()

    def speak(self, language: str) -> None:
        """Use another language from now on."""
        self.keep(lambda settings: replace(settings, language=language))
        locale.choose(language)
        self._translate_qt()
        self.show_home()

    def keep(self, change: Callable[[Settings], Settings]) -> None:
        """Remember the settings of this machine as `change` makes them."""
        self._kept.change(change)

    def close(self) -> None:
        """Close everything in order: hear nothing more, finish what runs, close the file. Asks nothing."""
        if not self._closed:
            self._closed = True
            self._leaving.stop()
            self._close_workshop()
            self._clerk.close()
            wait_for_all()
            # A file that was just being opened comes back only now, and is closed again.
            self._application.processEvents()

    def _leave(self) -> None:
        if not is_writing():
            self._leaving.stop()
            runtime = self.opened.runtime if self.opened is not None else None
            before = runtime and runtime.path
            self._close_workshop()
            home = self.show_home()
            if runtime and before and runtime.path != before:
                home.notice.say(kept_beside(before.name, runtime.path.name, locale.current()), stays=True)

    def _start(
        self,
        make: Callable[[], Runtime],
        *,
        rehearsed: bool = False,
        opening: Path | None = None,
        then: Callable[[WorkshopPage], object] | None = None,
    ) -> None:
        """`opening`: the file that is opened as it is; `then` gets the page once it is there."""
        if self._busy or self._closed:
            return
        self._busy, self._opening = True, opening

        words = locale.current()

        def make_and_serve() -> Runtime:
            # Loaded here: loading the language's data in one go would freeze the window.
            words.number(0)
            words.time(dt.datetime.now(dt.UTC))
            runtime = make()
            # Without phones an evening can still be prepared: the chip says that they can't join.
            with contextlib.suppress(Exception):
                runtime.web.start(port=self.settings.port)
            return runtime

        def started(runtime: Runtime) -> None:
            self._started(runtime, rehearsed=rehearsed)
            if then is not None and self.opened is not None:
                then(self.opened.page)

        run_in_background(make_and_serve, started, self._not_started)

    def _started(self, runtime: Runtime, *, rehearsed: bool) -> None:
        self._busy = False
        if self._closed:
            runtime.close()
            return
        self._close_workshop()
        self.opened = OpenWorkshop(self.window, runtime, self.settings, self.keep, self._memory)
        self._rehearsal = Rehearsal(runtime) if rehearsed else None
        self.window.asks_before_closing = not rehearsed
        if not rehearsed:
            # Now, not at the end: after a crash it must be offered again, at the port that the phones know.
            path, port = runtime.path, runtime.web.port or self.settings.port
            if self.settings.unfinished == str(path) and port != self.settings.port:
                self.opened.page.telling.tell_port()
            self.keep(lambda settings: settings.begun(str(path), path.stem, port))
            self.opened.model.refreshed.connect(self._remember, Qt.ConnectionType.SingleShotConnection)

    def _remember(self) -> None:
        entry = self.opened.recent() if self.opened is not None and self._rehearsal is None else None
        if entry is not None:
            self.keep(lambda settings: settings.opened(entry))

    def _not_started(self, error: BaseException) -> None:
        self._busy = False
        if self.window.home is None:
            return
        opening, rescue = self._opening, None
        if opening is not None and isinstance(error, SessionFileProblem) and error.code == "damaged":
            rescue = (_("Rescue what can be read"), lambda: self.recover(opening))
        self.window.home.tell(error, rescue)

    def _close_workshop(self) -> None:
        if self.opened is None:
            return
        opened, self.opened = self.opened, None
        entry, path = opened.recent(), str(opened.runtime.path)
        rehearsed, self._rehearsal = self._rehearsal, None
        if rehearsed is not None:
            rehearsed.stop()
        opened.close()
        if rehearsed is not None:
            rehearsed.clear()
        else:
            # The file may have been moved since it was opened.
            entry = entry and replace(entry, path=str(opened.runtime.path))
            self.keep(lambda settings: (settings.opened(entry) if entry else settings).closed(path))

    def _forget(self, path: str) -> None:
        self.keep(lambda settings: settings.forgotten(path))
        if self.window.home is not None:
            self.window.home.show_settings(self.settings)

    def _translate_qt(self) -> None:
        self._application.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt_words.load(f"qtbase_{locale.current().language}", folder):
            self._application.installTranslator(self._qt_words)


def run(path: Path | None = None, settings_file: Path | None = None) -> int:
    """Open the window, with the workshop at `path` when one is given. Returns the exit code."""
    have_own_button()
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Tupailta")
    application.setOrganizationName("Tupailta")
    style.follow_system(application)
    # A rehearsal's crowd keeps one thread for itself.
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(4, pool.maxThreadCount()))
    program = Program(application, settings_file or machine.default_file(), QSettings("Tupailta", "Tupailta"))
    garbage = Garbage(program)
    program.window.show()
    # Once the window can be used: what was loaded to show it stays for good.
    QTimer.singleShot(0, garbage.settle)
    _end_politely(application, program)
    if path is not None:
        program.open(path)
    code = application.exec()
    program.close()
    return code


def _end_politely(application: QApplication, program: Program) -> None:
    """Close the window, and with it the file, on Ctrl+C and when the system asks to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_signal: program.window.close_surely())
    # Python hears of a signal only when it runs; Qt's loop would else sleep until the next click.
    pulse = QTimer(application, interval=_PULSE_MS)
    pulse.timeout.connect(lambda: None)
    pulse.start()
    application.aboutToQuit.connect(program.close)
