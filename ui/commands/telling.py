"""Messages about the file while it is served without a window, on standard error. A THREAD OF ITS OWN.

The sentences are the window's. Events come on the writer thread, which must not wait for a stopped terminal (Ctrl+S) or
for a pipe that nobody reads; and the main thread waits for what is typed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import SimpleQueue

from ui.commands.speech import complain
from workshop_app.domain.events import Event, FileFilling, StorageTrouble, StorageWell
from workshop_app.i18n import Translator
from workshop_app.problems import file_sentence
from workshop_app.runtime import Runtime

#: How long the end waits for a terminal to take the last messages, in seconds.
_PATIENCE = 1.0


@contextmanager
def telling(runtime: Runtime, translator: Translator) -> Iterator[None]:
    """Within this context, trouble with the file, its end, and how full the file is are reported."""
    waiting: SimpleQueue[str | None] = SimpleQueue()

    def hear(events: Sequence[Event]) -> None:
        # WRITER THREAD: only hand over.
        for event in events:
            if (said := _words(event, runtime.path.name, translator)) is not None:
                waiting.put(said)

    def tell() -> None:
        while (said := waiting.get()) is not None:
            # A terminal that was closed can't be written to any more.
            with suppress(OSError, ValueError):
                complain(said)

    if runtime.filling:
        complain(file_sentence(runtime.filling, runtime.path.name, translator))
    unsubscribe = runtime.bus.subscribe(hear)
    # The program ends even if nobody reads the messages.
    thread = threading.Thread(target=tell, name="telling", daemon=True)
    thread.start()
    try:
        yield
    finally:
        unsubscribe()
        waiting.put(None)
        thread.join(_PATIENCE)


def _words(event: Event, name: str, translator: Translator) -> str | None:
    match event:
        case StorageTrouble() | FileFilling():
            return file_sentence(event.code, name, translator)
        case StorageWell():
            return translator.text("Saving works again.")
        case _:
            return None
