"""An evening with answers, read into the views that the hall screen is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

import resources
from tests.turns import pair_of
from ui.kinds.base import View
from ui.projector.window import ProjectorWindow
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import (
    AddIdea,
    CloseActivity,
    Command,
    HideIdea,
    Join,
    OpenActivity,
)
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.kinds.ladder.kind import SayExperience
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.snapshot import read_snapshot

ADDRESS = "http://192.168.8.10:8080/"
WIFI = ("kylatalo", "tupailta26", "WIFI:T:WPA;S:kylatalo;P:tupailta26;;")
LONG = (
    "Kunnan ja järjestöjen yhteiset kyläillat, joissa käydään läpi lähipalvelujen tilanne ja sovitaan, "
    "kuka ottaa asian hoitaakseen seuraavaksi"
)
HIDDEN = "Tämä idea on piilotettu"
FREE_WORD = "Sihteeri Virtanen oli myöhässä"


@dataclass(frozen=True)
class Evening:
    """What one evening holds; `views` by the kind's name."""

    views: dict[str, View] = field(default_factory=dict)


def _answer(do: Callable[[Command], object], kinds: dict[str, Activity], people: int) -> None:
    persons = [do(Join(f"token-{n}", None, "fi")) for n in range(people)]
    ids = [person for person in persons if isinstance(person, int)]
    for text in (LONG, "Rivi 1\nrivi 2\t<script>alert(1)</script> 😀 שלום", "Kyläbussi"):
        do(AddIdea(text, IdeaOrigin.FACILITATOR, kinds["ideas"].id))
    hidden = do(AddIdea(HIDDEN, IdeaOrigin.FACILITATOR, kinds["ideas"].id))
    assert isinstance(hidden, int)
    do(HideIdea(hidden, "kokeilu"))
    if "duel" in kinds:
        do(OpenActivity(kinds["duel"].id))
        for person in ids[1:]:
            pair = do(ShowPair(kinds["duel"].id, person))
            for _ in range(4):
                if isinstance(pair, int):
                    pair = do(AnswerPair(kinds["duel"].id, person, pair, Outcome.LEFT))
    do(OpenActivity(kinds["ladder"].id))
    for n, person in enumerate(ids[1:]):
        stage = ("pop5.konsultaatio", "pop5.dialogi_yhteistyo", "pop5.dialogi_yhteistyo")[n % 3]
        do(SayExperience(kinds["ladder"].id, person, stage))
    do(CloseActivity(kinds["ladder"].id))
    do(OpenActivity(kinds["feedback"].id))
    for person in ids[1:]:
        answers = (("heard", 5), ("clear", 4), ("again", 2))
        do(GiveFeedback(kinds["feedback"].id, person, answers, FREE_WORD))
    if people:
        do(MakeDecision(None, "Kylien kartta", "Aluekoordinaattori", dt.date(2027, 1, 15), "Verkkosivu"))


def evening(path: Path, people: int, language: str = "fi", template: str = "strategian_teemat") -> Evening:
    """Run an evening of `people` persons through the real session file and read it."""
    new = NewWorkshop(template, dt.date(2026, 11, 22), language=language, place="Utajärvi", organiser="Kunta")
    with Runtime.create(path, new) as runtime:
        agenda = read_snapshot(runtime.reader()).activities
        kinds = {activity.kind: activity for activity in agenda}
        _answer(lambda command: pair_of(runtime.submit(command).result()), kinds, people)
        snap = read_snapshot(runtime.reader(), [a.id for a in agenda])
    return Evening(
        {
            a.kind: View(
                snap.workshop,
                a,
                snap.reports[a.id],
                snap.participants,
                snap.themes,
                snap.ideas,
                snap.ideas,
                ADDRESS,
            )
            for a in snap.activities
        }
    )


@pytest.fixture(scope="session")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    """An evening in Finnish with eight people, seven of whom answer."""
    return evening(tmp_path_factory.mktemp("evening") / "fi.tupa", 8).views


@pytest.fixture(scope="session")
def empty_views(tmp_path_factory: pytest.TempPathFactory) -> dict[str, View]:
    """An evening in English to which nobody came."""
    return evening(tmp_path_factory.mktemp("empty") / "en.tupa", 0, "en").views


@pytest.fixture(scope="session", autouse=True)
def _typeface(qapp: object) -> None:
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@pytest.fixture
def hall(qtbot: QtBot) -> Iterator[ProjectorWindow]:
    """The hall's window at 1280 x 720, with the address and the Wi-Fi told."""
    window = ProjectorWindow()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.set_join(ADDRESS, 34, *WIFI)
    window.show()
    yield window
    window.close()
