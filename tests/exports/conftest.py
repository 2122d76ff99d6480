"""Fixtures of the export tests: evenings that several tests look at are run once."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.evenings import rendered, unopened_evening, whole_evening
from tests.exports.many import make_evenings
from workshop_app.gathering import Gathered, gather
from workshop_app.minutes import Minutes


@pytest.fixture(scope="session", autouse=True)
def finnish_time() -> Iterator[None]:
    """Times of day are told in the laptop's time zone: for the tests that is Finland's."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Helsinki"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture(scope="session")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Minutes:
    """An evening with everything in it."""
    return whole_evening(tmp_path_factory.mktemp("evening") / "ilta.tupa")


@pytest.fixture(scope="session")
def unopened(tmp_path_factory: pytest.TempPathFactory) -> Minutes:
    """An evening of which nothing was opened, and whose template has nothing in it."""
    return unopened_evening(tmp_path_factory.mktemp("unopened") / "tyhja.tupa", "tyhja")


@pytest.fixture(scope="session")
def practices(tmp_path_factory: pytest.TempPathFactory) -> Minutes:
    """The good-practices evening as its template has it: every practice stands on its step."""
    path: Path = tmp_path_factory.mktemp("practices") / "kaytanteet.tupa"
    return unopened_evening(path, "hyvat_kaytanteet")


@pytest.fixture(scope="session")
def document(evening: Minutes) -> bytes:
    """The whole evening's minutes in Finnish."""
    return rendered(evening)


@pytest.fixture(scope="session")
def evening_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three evenings with everything in them, and one of which nothing was opened."""
    return make_evenings(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="session")
def gathered(evening_files: list[Path]) -> Gathered:
    """The four evenings as they were read for a summary."""
    return gather(evening_files)
