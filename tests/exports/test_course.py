"""What the minutes tell of how the evening went: its parts in the order of the clock, and whether it was ended."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.exports.evenings import DAY, Evening, lower_id_mostly, rendered, words
from tests.exports.strict_reader import tables
from workshop_app.domain.agenda import ActivityState
from workshop_app.kinds.duel.final import StartFinal
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
    """Who was asked about the leading ideas once more finds that in the minutes."""
    path = tmp_path / "ilta.tupa"
    with Runtime.create(path, NewWorkshop("onnistunut_osallisuus", DAY), lambda: START) as runtime:
        evening = Evening(runtime)
        evening.join([2])
        evening.compare(lower_id_mostly)
        assert "finaali" not in words(read_minutes(runtime.reader(), path))
        leading = tuple(idea.id for idea in idea_rows.ideas(runtime.reader()))[:4]
        evening.do(StartFinal(evening.activity("duel").id, leading))
        said = words(read_minutes(runtime.reader(), path))
    assert "Lopuksi avattiin lyhyt finaali 4 ideasta; sen vastaukset on laskettu muiden mukaan." in said
