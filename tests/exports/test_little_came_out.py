"""Evenings of which little came out: the minutes say so plainly, and nothing that did not happen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from tests.clock import Clock
from tests.exports.evenings import DAY, Evening, rendered, words
from tests.exports.strict_reader import tables
from workshop_app.domain.commands import EndWorkshop
from workshop_app.kinds.duel.commands import Outcome
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime

QUESTION = "”Kumpi on tärkeämpi hyvinvointialueella?”"


def _held(
    path: Path, *kinds: str, people: int = 3, crowd: Callable[[int, int], Outcome] | None = None
) -> Minutes:
    """Some people were there while `kinds` were open; with a `crowd` they compared."""
    with Runtime.create(path, NewWorkshop("strategian_teemat", DAY), Clock()) as runtime:
        evening = Evening(runtime)
        evening.join([people])
        for kind in kinds:
            evening.open(kind)
        if crowd is not None:
            evening.compare(crowd)
        evening.do(EndWorkshop())
        return read_minutes(runtime.reader(), path)


def test_all_pairs_were_skipped(tmp_path: Path) -> None:
    """People were asked and skipped every pair: that is told, instead of that nothing was compared."""
    minutes = _held(tmp_path / "ilta.tupa", crowd=lambda _left, _right: Outcome.SKIP)
    said = words(minutes)
    assert (
        "Vertailuja tehtiin 36, ja niitä teki 3 osallistujaa. Kaikki ohitettiin, joten järjestystä ei saatu."
        in said
    )
    assert "Vertailuja ei tehty." not in said
    summary = said[said.index("Tiivistelmä") : said.index("\nOsallistujat\n")]
    assert f"Kysymyksessä {QUESTION} kaikki parit ohitettiin, joten järjestystä ei saatu." in summary


def test_nobody_wrote_or_compared(tmp_path: Path) -> None:
    """Ideas that stood ready are not told as if people had brought them, and no comparison is spoken of."""
    said = words(_held(tmp_path / "ilta.tupa", "ideas", "duel"))
    summary = said[said.index("Tiivistelmä") : said.index("\nOsallistujat\n")]
    assert "Ideoita oli valmiina 20. Osallistujat eivät kirjoittaneet uusia." in summary
    assert "Ideoita on kaikkiaan" not in summary
    assert "Vertailuja ei tehty." in said


def test_no_order_has_no_best_five(tmp_path: Path) -> None:
    """Where no idea can be told from another, that is told, and not which may be among the best."""
    sides = cycle([Outcome.LEFT, Outcome.RIGHT])
    minutes = _held(tmp_path / "ilta.tupa", people=1, crowd=lambda _left, _right: next(sides))
    said = words(minutes)
    assert "Vertailut eivät riitä panemaan ideoita järjestykseen: ne ovat kaikki tasoissa." in said
    assert "viiden parhaan joukkoon" not in said


def test_a_part_of_less_than_a_minute(tmp_path: Path) -> None:
    """What began and ended in the same minute has one time."""
    minutes = _held(tmp_path / "ilta.tupa", "ideas")
    assert minutes.started_at is not None
    from_to = replace(minutes, ended_at=minutes.started_at + dt.timedelta(seconds=5))
    said = words(from_to)
    assert "17.30–17.30" not in said
    assert "\t22.11.2026 klo\xa017.30\n" in said
    assert "klo\xa017.30" == tables(rendered(from_to))["Tilaisuuden osiot"][1][0]
