"""The content that ships: complete, in three languages, ready to run."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import resources
from workshop_app import content
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.template import Group, Template
from workshop_app.kinds import table

# Ideas per theme and points, from the table of the content that was taken in.
COUNTS = {
    "strategian_teemat": ([9, 4, 3, 4], 0),
    "hyvat_kaytanteet": ([6, 6, 7, 5, 1], 0),
    "suositukset_kunnat": ([6], 16),
    "suositukset_palveluntuottajat": ([3], 15),
    "yhdyspintatyon_avaintekijat": ([5, 6, 5, 3, 2, 4], 0),
    "onnistunut_osallisuus": ([9], 1),
    "ohjaavat_periaatteet": ([6], 0),
    "markkinavuoropuhelu": ([7], 0),
    "painopisteet_2021": ([5, 5, 5, 5], 0),
    "missa_onnistuttava": ([14], 3),
    "valmistelun_priorisointi": ([9], 0),
    "mita_muuta": ([13], 2),
    "osallisuus_uudella_alueella": ([], 0),
    "hyvinvointia_edistavat_valinnat": ([4, 10], 12),
    "osallisuus_ja_yhteinen_tapa_toimia": ([12, 12, 11], 0),
    "mittarit": ([6], 0),
    "nykytilanteesta_kumppanuuteen": ([6], 0),
    "tyhja": ([], 0),
}
KINDS = {kind.name for kind in table.KINDS}


def objects(obj: object) -> Iterator[dict[str, object]]:
    """Every object of a JSON file, the nested ones too."""
    if isinstance(obj, dict):
        yield obj
        for value in obj.values():
            yield from objects(value)
    elif isinstance(obj, list):
        for value in obj:
            yield from objects(value)


def content_files() -> list[Path]:
    """All content files that ship."""
    return [
        resources.path("groups.json"),
        *sorted(resources.path("ladders").glob("*.json")),
        *sorted(resources.path("templates").glob("*.json")),
    ]


def test_templates_hold_what_their_sources_hold() -> None:
    """Themes, ideas and points are as many as in the documents, in the documents' order."""
    found = {
        t.id: (
            [len(theme.ideas) for theme in t.themes],
            sum(len(idea.points) for theme in t.themes for idea in theme.ideas),
        )
        for t in content.templates()
    }
    assert found == COUNTS
    assert list(found) == list(COUNTS)


def test_ladders_hold_what_their_sources_hold() -> None:
    """Four ladders with all their steps and examples, the default one first; IAP2 has names only."""
    shape = {ladder.id: [len(stage.examples) for stage in ladder.stages] for ladder in content.ladders()}
    described = {ladder.id: sum(1 for s in ladder.stages if s.description) for ladder in content.ladders()}
    assert shape == {
        "pop5": [6, 6, 7, 5, 1],
        "satakunta5": [1, 3, 3, 2, 3],
        "arnstein8": [0] * 8,
        "iap2": [0] * 5,
    }
    assert next(iter(shape)) == "pop5"
    assert described == {"pop5": 5, "satakunta5": 5, "arnstein8": 8, "iap2": 0}


def test_ladders_keep_bands_and_the_note_on_order() -> None:
    """Arnstein's three bands stand over their rungs, and Satakunta's two orders are told."""
    bands = Counter(s.band.en for s in content.ladder("arnstein8").stages if s.band)
    note = content.ladder("satakunta5").note
    assert dict(bands) == {"Nonparticipation": 2, "Degrees of tokenism": 3, "Degrees of citizen power": 3}
    assert note is not None
    assert "luvussa VI" in note.pick("fi")


@pytest.mark.parametrize("file", content_files(), ids=lambda file: file.stem)
def test_every_text_is_there_in_three_languages(file: Path) -> None:
    """Nobody meets a hole: each text has Finnish, Swedish and English, trimmed and on one line."""
    texts = [o for o in objects(json.loads(file.read_text("utf-8"))) if {"fi", "sv", "en"} & set(o)]
    holes = [o for o in texts for lang in ("fi", "sv", "en") if not o.get(lang)]
    untidy = [
        o
        for o in texts
        for lang in ("fi", "sv", "en")
        if o[lang] != " ".join(str(o[lang]).split(" ")).strip()
    ]
    assert texts != []
    assert holes == []
    assert untidy == []


@pytest.mark.parametrize("file", content_files(), ids=lambda file: file.stem)
def test_no_address_or_number_of_a_person(file: Path) -> None:
    """The content holds no e-mail address, web address or telephone number."""
    found = re.findall(r"\S+@\S+|https?:\S+|\+358\S*|\b0\d{2}[ -]?\d{5,}", file.read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize("template", content.templates(), ids=lambda t: t.id)
def test_template_opens_ready_to_run(template: Template) -> None:
    """Welcome first, decisions and feedback last, known kinds, questions where people answer, under two hours."""
    kinds = [activity.kind for activity in template.activities]
    asked = [a.question for a in template.activities if a.kind in {"ideas", "duel", "ladder", "feedback"}]
    assert set(kinds) <= KINDS
    assert kinds[0] == "welcome"
    assert kinds[-3:] == ["ladder", "decisions", "feedback"]
    assert None not in asked
    assert None not in [a.title for a in template.activities]
    assert 60 <= sum(a.minutes for a in template.activities) <= 120
    assert template.groups != ()


def test_strategy_evening_is_the_one_in_the_pictures() -> None:
    """The agenda and the duel's question are those of the target pictures."""
    evening = content.template("strategian_teemat")
    titles = [a.title.pick("fi") for a in evening.activities if a.title]
    duel = next(a for a in evening.activities if a.kind == "duel")
    assert titles == [
        "Tervetuloa",
        "Ideat",
        "Kaksintaistelu",
        "Osallisuuden portaat",
        "Päätökset ja jatko",
        "Palaute",
    ]
    assert duel.question is not None
    assert duel.question.pick("fi") == "Kumpi on tärkeämpi hyvinvointialueella?"


def test_several_questions_become_several_steps() -> None:
    """The evening with four questions has four steps for ideas, each with its question and a title of its own."""
    steps = [a for a in content.template("osallisuus_uudella_alueella").activities if a.kind == "ideas"]
    assert len(steps) == 4
    assert len({a.question for a in steps}) == 4
    assert len({a.title for a in steps}) == 4


def test_good_practices_stand_on_the_steps_of_the_expected_table() -> None:
    """Every practice carries the stage of the expected table, in the table's order."""
    expected = json.loads((Path(__file__).parent / "expected_hyvat_kaytanteet.json").read_text("utf-8"))
    evening = content.template("hyvat_kaytanteet")
    ladder = content.ladder(evening.ladder_id)
    rows = [
        (idea.id, idea.text.fi, idea.stage_id, ladder.stage(idea.stage_id or "").order)
        for theme in evening.themes
        for idea in theme.ideas
    ]
    assert rows == [
        (r["idea_id"], r["practice_fi"], r["stage_id"], r["stage_order"]) for r in expected["rows"]
    ]
    assert dict(Counter(stage_id for _, _, stage_id, _ in rows)) == expected["totals"]


def test_groups_read_as_a_choice_and_as_a_name() -> None:
    """The phone's choice and the official name are both there."""
    residents = content.groups()[0]
    assert residents.name.pick("fi") == "Asukkaana tai asiakkaana"
    assert residents.label.pick("fi") == "Kuntalaiset ja asiakkaat"
    assert len(content.groups()) == 23


def test_ladders_and_groups_survive_the_session_file() -> None:
    """A session's own copy reads back as the same ladder and the same groups."""
    copies = [Ladder.from_json(json.loads(json.dumps(one.as_json()))) for one in content.ladders()]
    groups = [Group.from_json(json.loads(json.dumps(one.as_json()))) for one in content.groups()]
    assert copies == list(content.ladders())
    assert groups == list(content.groups())


@pytest.mark.parametrize(
    ("ask", "code"), [(content.ladder, "ladder_unknown"), (content.template, "template_unknown")]
)
def test_an_unknown_id_is_refused(ask: object, code: str) -> None:
    """Asking for what is not there says so, with the id and with what there is."""
    assert callable(ask)
    with pytest.raises(WorkshopError) as refused:
        ask("nowhere")
    assert (refused.value.code, refused.value.params["id"]) == (code, "nowhere")
    assert {"pop5", "tyhja"} & set(str(refused.value.params["known"]).split(", "))


def test_bundled_files_lie_on_the_disk() -> None:
    """The fonts, their licence and the program's icon are where the window looks for them."""
    wanted = [
        ("fonts", "AtkinsonHyperlegibleNext-Regular.ttf"),
        ("fonts", "AtkinsonHyperlegibleNext-SemiBold.ttf"),
        ("fonts", "AtkinsonHyperlegibleNext-Bold.ttf"),
        ("fonts", "OFL.txt"),
        ("icons", "tupailta.svg"),
    ]
    assert [parts for parts in wanted if not resources.path(*parts).is_file()] == []
