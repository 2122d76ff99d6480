"""The garbage collector runs where Qt's objects live, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.main.garbage import Garbage
from ui.tasks import run_in_background


class _Ring:
    """Two of these that name each other are freed by the collector only."""

    other: _Ring


@pytest.fixture(name="collected_on")
def _collected_on() -> Iterator[list[int]]:
    """The threads on which a collection began."""
    threads: list[int] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.get_ident())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def test_garbage_of_a_worker_is_collected_on_the_main_thread(
    qapp: QApplication, qtbot: QtBot, collected_on: list[int]
) -> None:
    """However many objects a background job makes, no collection begins there; a ring is freed soon after."""
    owner = QObject()
    Garbage(owner)
    ring = _Ring()
    ring.other = _Ring()
    ring.other.other = ring
    gone = weakref.ref(ring)
    del ring
    made: list[object] = []
    work: Callable[[], list[list[int]]] = lambda: [[n] for n in range(200_000)]  # noqa: E731
    run_in_background(work, made.append, made.append)
    qtbot.waitUntil(lambda: bool(made) and gone() is None)
    assert {threading.get_ident()} == set(collected_on)
    owner.deleteLater()
