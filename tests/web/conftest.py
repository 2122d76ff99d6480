"""A real host on a real port, and phones to visit it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.runtime import Runtime


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new session file, closed: copied for each test, which is quicker than making one."""
    with new_workshop(tmp_path_factory.mktemp("fresh")) as runtime:
        return runtime.path


@pytest.fixture
def hall(tmp_path: Path, fresh_file: Path) -> Iterator[Hall]:
    """The strategy themes, being held."""
    with Runtime(Path(shutil.copy(fresh_file, tmp_path)), Clock()) as runtime:
        yield Hall(runtime)


@pytest.fixture
def phones(hall: Hall) -> Iterator[Callable[..., Phone]]:
    """Makes phones that are put away at the end."""
    made: list[Phone] = []

    def make(language: str = "fi") -> Phone:
        made.append(Phone(hall.port, language))
        return made[-1]

    yield make
    for phone in made:
        phone.close()


@pytest.fixture
def phone(phones: Callable[..., Phone]) -> Phone:
    """One phone, not joined yet."""
    return phones()


@pytest.fixture
def joined(phone: Phone) -> Phone:
    """One phone whose owner has joined."""
    phone.join()
    return phone
