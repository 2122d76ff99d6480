"""What the minutes tell of how the evening went: its parts in the order of the clock, and whether it was ended."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from exports.tables import all_tables
from tests.clock import Clock
from tests.exports.evenings import DAY, Evening, rendered, words
from tests.exports.strict_reader import tables
from workshop_app.domain.agenda import ActivityState
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.duel.final import EndFinal, StartFinal
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import idea_rows

START = dt.datetime(2026, 11, 22, 15, 30, tzinfo=dt.UTC)


def test_course_of_the_evening(document: bytes) -> None:
    """Each part has its times, method, how many took part and the promised step."""
    rows = {row[1]: row[2:] for row in tables(document)["Tilaisuuden osiot"]}
    assert ["Osallistui", "Luvattu porras"] == rows["Osio ja menetelmä"]
    assert ["14", "4 Yhteissuunnittelu"] == rows["Kaksintaistelu\nKahden vertailu"]
    assert ["5", "4 Yhteissuunnittelu"] == rows["Ideat\nIdeointi"]
    assert ["–", "4 Yhteissuunnittelu"] == rows["Päätökset ja jatko\nYhdessä sopiminen"]


def test_the_course_goes_by_the_clock(evening: Minutes) -> None:
    """A part that was opened before the others stands before them, wherever it is in the programme."""
    *others, last = evening.sections
    assert last.activity.opened_at is not None
    early = last.activity.opened_at - dt.timedelta(hours=1)
    moved = replace(last, activity=replace(last.activity, opened_at=early))
    rows = tables(rendered(replace(evening, sections=(*others, moved))))["Tilaisuuden osiot"]
    assert ["Palaute\nPalautelomake", "Tervetuloa\nLiittyminen"] == [row[1] for row in rows[1:3]]


def test_an_evening_that_was_not_ended(evening: Minutes) -> None:
    """Broken off or going on: the file doesn't tell which, so the sentence says what is true of both."""
    first, *others = evening.sections
    running = replace(first, activity=replace(first.activity, state=ActivityState.OPEN))
    said = words(replace(evening, sections=(running, *others)))
    assert "Tilaisuutta ei ole päätetty: luvut ovat siltä hetkeltä, jolloin tämä muistio tehtiin." in said
    assert "Tilaisuutta ei ole päätetty" not in words(evening)


def test_a_final_is_told(tmp_path: Path) -> None:
    """Among how many ideas it was, and when; of one that was ended by hand that too, in each language and the timeline.

    One that was ended again before anybody answered was none; an end that is taken back ended nothing.
    """
    path, clock = tmp_path / "ilta.tupa", Clock()
    with Runtime.create(path, NewWorkshop("onnistunut_osallisuus", DAY), clock) as runtime:
        evening, ideas = Evening(runtime), tuple(idea.id for idea in idea_rows.ideas(runtime.reader()))
        evening.join([2])
        duel = evening.open("duel")
        for command in (StartFinal(duel, ideas[:3]), EndFinal(duel), StartFinal(duel, ideas[:4])):
            clock.forward(minutes=5)
            evening.do(command)
        shown = evening.do(ShowPair(duel, evening.people[0]))
        for _pair in range(3):
            shown = evening.do(AnswerPair(duel, evening.people[0], shown, Outcome.LEFT))
        running = read_minutes(runtime.reader(), path)
        for command in (EndFinal(duel), StartFinal(duel, ideas[:4]), EndFinal(duel)):
            clock.forward(minutes=7)
            evening.do(command)
        ended = read_minutes(runtime.reader(), path)
    told = words(running)
    assert (
        "Klo\u00a017.45 avattiin lyhyt finaali 4 ideasta; sen vastaukset on laskettu muiden mukaan." in told
    )
    assert 1 == told.count("finaali")
    told = words(ended)
    assert (
        "Klo\u00a017.45–18.06 pidettiin lyhyt finaali 4 ideasta. Se lopetettiin kesken vertailun, ja sen vastaukset on "
        "laskettu muiden mukaan."
    ) in told
    assert 1 == told.count("finaali")
    assert "Kl.\u00a017.45–18.06 hölls en kort final mellan 4 idéer. Den avslutades innan" in words(
        ended, "sv"
    )
    assert "A short final of 4 ideas was held from 17:45 to 18:06 and ended before" in words(ended, "en")
    timeline = next(table.rows for table in all_tables(ended, "fi") if table.name == "timeline")
    finals = [(str(at)[11:16], what) for at, what, _part in timeline if "finaali" in str(what)]
    assert [("17:45", "finaali alkoi"), ("18:06", "finaali lopetettiin")] == finals
