"""`tupailta rehearse`: a whole evening through the real pages, and what it leaves behind."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from ui.cli import main
from workshop_app import log
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.ideas import IdeaState
from workshop_app.minutes import read_minutes
from workshop_app.rehearsal.script import script
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of one evening with eight people and six pairs each, held once for all tests."""
    folder = tmp_path_factory.mktemp("evening") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANG", "C")
        assert 0 == main(
            ["rehearse", "--participants", "8", "--duels", "6", "--seed", "5", "--out", str(folder)]
        )
    yield folder
    log.tear_down()


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    """What was printed, as `rehearsal.json` keeps it."""
    found: dict[str, Any] = json.loads((out / "rehearsal.json").read_text("utf-8"))["summary"]
    return found


def test_everybody_answered_and_nothing_is_lost(summary: dict[str, Any]) -> None:
    """Sent, acknowledged and stored are people times pairs; everybody did all the rest too."""
    assert (8, 48, 48, 48) == (
        summary["participants"],
        summary["comparisons_sent"],
        summary["comparisons_acknowledged"],
        summary["comparisons_stored"],
    )
    assert (8, 8, 8) == (summary["stages_said"], summary["feedback_given"], summary["minutes_downloaded"])
    assert ([], []) == (summary["notes"], summary["troubles"])


def test_the_file_holds_the_whole_evening(out: Path, summary: dict[str, Any]) -> None:
    """Every activity is closed, ideas were sorted, decisions made, the minutes given; one file, folded."""
    path = out / "strategian_teemat.tupa"
    assert str(path) == summary["workshop"]
    with Runtime(path) as runtime:
        minutes = read_minutes(runtime.reader(), path)
        given = workshop_rows.given_minutes(runtime.reader())
        page = workshop_rows.given_minutes(runtime.reader(), page=True)
    assert {ActivityState.CLOSED} == {section.activity.state for section in minutes.sections}
    assert given is not None
    assert (out / "minutes.docx").read_bytes() == given[2]
    assert page is not None
    assert (out / "minutes.html").read_bytes() == page[2]
    states = {idea.state for idea in minutes.ideas}
    assert IdeaState.WAITING not in states
    assert minutes.workshop.ended_at is not None
    assert [] == list(out.glob("*.tupa-*"))
    assert [] == list(out.glob(".*"))


def test_the_ranking_is_the_same_everywhere(out: Path, summary: dict[str, Any]) -> None:
    """JSON, CSV, XLSX and DOCX tell the same ideas in the same order with the same shares."""
    told = [(row["idea"], row["share"], row["low"], row["high"]) for row in summary["ranking"]]
    assert len(told) > 20
    assert sorted((-share for _idea, share, _low, _high in told)) == [
        -share for _idea, share, _low, _high in told
    ]

    with (out / "csv" / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    assert told == [(row[1], *(float(cell.replace(",", ".")) for cell in row[2:5])) for row in rows]

    sheet = openpyxl.load_workbook(out / "tables.xlsx")["Järjestys"]
    assert told == [row[1:5] for row in sheet.iter_rows(min_row=2, values_only=True)]

    tables = docx.Document(str(out / "minutes.docx")).tables
    ranking = next(
        t for t in tables if told[0][0] in [row.cells[1].text for row in t.rows] and len(t.rows) > len(told)
    )
    written = [[cell.text for cell in row.cells][1:4] for row in ranking.rows][1:]
    whole = [
        (idea, round(share * 100), round(low * 100), round(high * 100)) for idea, share, low, high in told
    ]
    assert [[idea, f"{s}\xa0%", f"{lo}–{hi}\xa0%"] for idea, s, lo, hi in whole] == written


def test_a_second_evening_replaces_the_first_and_nothing_else(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same folder again: a rehearsal's own files are replaced, a stray one of ours goes, others stay."""
    folder = tmp_path / "out"
    arguments = ["rehearse", "--participants", "2", "--duels", "2", "--out", str(folder)]
    assert 0 == main(arguments)
    first = json.loads(capsys.readouterr().out)
    (folder / "csv" / "oma.csv").write_text("oma", encoding="utf-8")
    (folder / "muistiinpanot.txt").write_text("omat", encoding="utf-8")
    assert 0 == main([*arguments, "--template", "hyvat_kaytanteet"])
    second = json.loads(capsys.readouterr().out)
    assert "omaomat" == (folder / "csv" / "oma.csv").read_text("utf-8") + (
        folder / "muistiinpanot.txt"
    ).read_text("utf-8")
    assert Path(first["workshop"]).is_file()
    assert not (folder / "csv" / "ranking.csv").exists()
    assert [] == [name for name in second["files"] if not Path(name).is_file()]
    log.tear_down()


@pytest.mark.parametrize(
    "name", ["strategian_teemat.tupa", "minutes.docx", "minutes.html", "tables.xlsx", "rehearsal.json"]
)
def test_somebody_elses_files_are_never_replaced(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A real evening's file in the same folder is not touched: the rehearsal refuses before it begins."""
    (tmp_path / name).write_text("oikea", encoding="utf-8")
    assert 1 == main(["rehearse", "--out", str(tmp_path)])
    assert name in capsys.readouterr().err
    assert "oikea" == (tmp_path / name).read_text("utf-8")
    assert [name] == [path.name for path in tmp_path.iterdir()]
    log.tear_down()


def test_few_ideas_give_fewer_pairs_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """More pairs than there are: everybody answers all there are, and the summary says why it is fewer."""
    options = [
        "--template",
        "mittarit",
        "--participants",
        "2",
        "--duels",
        "500",
        "--out",
        str(tmp_path / "out"),
    ]
    assert 0 == main(["rehearse", *options])
    found = json.loads(capsys.readouterr().out)
    with Runtime(Path(found["workshop"])) as runtime:
        ideas = sum(i.votable for i in read_minutes(runtime.reader(), runtime.path).ideas)
    pairs = ideas * (ideas - 1) // 2
    assert 2 * pairs == found["comparisons_sent"] == found["comparisons_stored"]
    assert [True] == [str(pairs) in note for note in found["notes"]]
    log.tear_down()


def test_a_template_without_a_duel_is_rehearsed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No comparisons, no ranking, and a note that says why; standard output is one JSON object."""
    options = ["--template", "mita_muuta", "--participants", "3", "--out", str(tmp_path / "out")]
    assert 0 == main(["rehearse", *options])
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert (0, 0, [], 1) == (
        found["comparisons_sent"],
        found["comparisons_stored"],
        found["ranking"],
        len(found["notes"]),
    )
    assert 3 == found["minutes_downloaded"]
    assert len(told.err.splitlines()) > 5
    log.tear_down()


def test_the_script_has_an_idea_to_hide_and_enough_to_choose_from() -> None:
    """The built-in lines: distinct ideas, one that is beside the point, owners for the decisions."""
    lines = script()
    assert len(lines.ideas) == len(set(lines.ideas)) > 10
    assert set(lines.hide) < set(lines.ideas)
    assert lines.hide
    assert 3 == len(lines.owners)
