"""What the minutes tell of how ideas were looked after: how many were mended, taken back and left out, not which."""

import re
from pathlib import Path

from exports.bundle import export_all
from tests.exports.evenings import DAY, Evening, lower_id_mostly, rendered, words
from tests.exports.strict_reader import tables
from workshop_app.domain.commands import AddIdea, EditIdea, HideIdea, MergeIdea, WithdrawIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import idea_rows


def _looked_after(path: Path) -> Minutes:
    """Four ideas: one mended, one taken back, one hidden after something was decided of it, one left as it is."""
    with Runtime.create(path, NewWorkshop("tyhja", DAY)) as runtime:
        evening = Evening(runtime)
        evening.join([6])
        ideas = evening.open("ideas")
        said = ("Kylabussi", "Perutaan", "Salaisuus", "Sauna")
        bus, mine, secret, sauna = (
            evening.do(AddIdea(text, IdeaOrigin.FACILITATOR, ideas, None, person))
            for text, person in zip(said, evening.people, strict=False)
        )
        evening.do(EditIdea(bus, "Kyläbussi"))
        evening.do(WithdrawIdea(mine, evening.people[1]))
        decisions = evening.open("decisions")
        evening.do(MakeDecision(decisions, "Kokeillaan keväällä", idea_id=bus))
        evening.do(MakeDecision(decisions, "Sauna", idea_id=sauna))
        evening.do(MakeDecision(decisions, "Selvitetään", idea_id=secret))
        evening.do(HideIdea(secret, "ei sovi"))
        return read_minutes(runtime.reader(), path)


def test_looking_after_is_counted(tmp_path: Path) -> None:
    """Mended, taken back, left out: each is told as a number, in a sentence of its own."""
    said = words(_looked_after(tmp_path / "ilta.tupa"))
    expected = (
        "Järjestäjä korjasi yhden idean sanamuotoa. Kirjoittaja perui yhden idean. Yksi idea jätettiin pois."
    )
    assert expected in said


def test_comparisons_that_are_not_in_the_result_are_told(tmp_path: Path) -> None:
    """What the duel counts and what its sentence leaves out are together what the appendix counts."""
    path = tmp_path / "ilta.tupa"
    with Runtime.create(path, NewWorkshop("strategian_teemat", DAY)) as runtime:
        evening = Evening(runtime)
        evening.join([6])
        evening.compare(lower_id_mostly)
        hidden, one, other = [idea.id for idea in idea_rows.ideas(runtime.reader())][:3]
        evening.do(HideIdea(hidden, "tuplana"))
        evening.do(MergeIdea(one, other))
        minutes = read_minutes(runtime.reader(), path)
    said = words(minutes).replace("\u00a0", " ")
    found = re.search(r"Vertailuja tehtiin (\d+), .* Lisäksi (\d+) vertailua ei ole tuloksessa", said)
    assert found is not None
    counted, unused = int(found[1]), int(found[2])
    rows = {row[0]: row for row in tables(rendered(minutes))["Vastaukset osioittain"]}
    assert (72, True) == (counted + unused, unused > 0)
    assert "72" == rows["Kaksintaistelu"][2]


def test_a_decision_tells_its_idea(tmp_path: Path) -> None:
    """The idea stands under the decision where it says something else, and never when it was left out."""
    minutes = _looked_after(tmp_path / "ilta.tupa")
    rows = tables(rendered(minutes))["Päätökset ja jatko"][1:]
    assert ["Kokeillaan keväällä\nIdeasta ”Kyläbussi”", "Sauna", "Selvitetään"] == [row[0] for row in rows]
    done = export_all(minutes, tmp_path / "ulos")
    given = [words(minutes), *(path.read_text("utf-8-sig") for path in (done.page, *done.csv))]
    assert not any("Salaisuus" in said or "Perutaan" in said for said in given)
