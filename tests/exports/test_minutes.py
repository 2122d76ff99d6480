"""What the minutes say: written from the results, in the language asked for, with nobody pointed at."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from exports.bundle import ranking_rows
from exports.kinds import duel, find, ideas, ladder
from exports.kinds.base import Context, merged_lines
from exports.text import shortened
from tests.exports.evenings import rendered, unopened_evening, words
from tests.exports.package import Package
from tests.exports.strict_reader import headings, problems, tables, text_of
from workshop_app import content
from workshop_app.i18n import translator
from workshop_app.kinds.table import KINDS
from workshop_app.minutes import Minutes

EXPECTED = Path(__file__).parents[1] / "content" / "expected_hyvat_kaytanteet.json"


def test_order_of_headings(document: bytes) -> None:
    """Summary first, then who was there, what was done, what was decided, how people hear, and the appendices."""
    expected = [
        "Tiivistelmä",
        "Osallistujat",
        "Tilaisuuden kulku",
        "Ideat",
        "Kaksintaistelu",
        "Osallisuuden portaat",
        "Päätökset ja jatko",
        "Palaute",
        "Avoimet kysymykset ja eriävät näkemykset",
        "Miten tuloksia käytetään",
        "Miten kuulette jatkosta",
        "Tietoja muistiosta",
        "Liite: kaikki ideat",
        "Liite: vastausten määrät",
        "Liite: näin tulokset saatiin",
    ]
    assert expected == [text for level, text in headings(document) if level == 1]
    assert (0, "Strategian keskeiset teemat") == headings(document)[0]


def test_facts_stand_in_the_body(evening: Minutes) -> None:
    """Organiser, time, place and purpose are repeated in the body: screen readers pass the header by."""
    said = words(evening)
    assert "Järjestäjä\tHyvinvointialue" in said
    assert "Aika\t22.11.2026 klo\xa017.30–17.3" in said
    assert "Paikka\tUtajärven kylätalo" in said
    assert "Tarkoitus\tValitaan yhdessä" in said
    assert "Luvattu porras\t4 Yhteissuunnittelu\nRatkaisut suunnitellaan yhdessä." in said


def test_header_and_properties(document: bytes) -> None:
    """Every page tells organiser, date and page; the properties tell title, author and language."""
    package = Package(document)
    assert "Hyvinvointialue\tMuistio · 22.11.2026 · 1 (1)" == text_of(package.xml("word/header1.xml"))
    properties = docx.Document(BytesIO(document)).core_properties
    assert "Strategian keskeiset teemat, muistio 22.11.2026" == properties.title
    assert "Hyvinvointialue" == properties.author
    assert "fi-FI" == properties.language
    assert properties.subject.startswith("Valitaan yhdessä")


def test_page_is_a4_with_text_at_the_columns(document: bytes) -> None:
    """A4, margins of 20 mm, headings at the margin, text at 4.6 cm."""
    opened = docx.Document(BytesIO(document))
    page = opened.sections[0]
    assert (21.0, 29.7) == tuple(round(x.cm, 1) for x in (page.page_width, page.page_height) if x)
    assert [2.0, 2.0] == [round(x.cm, 1) for x in (page.left_margin, page.right_margin) if x]
    indent = opened.styles["Body Text"].paragraph_format.left_indent
    assert 4.6 == round(indent.cm, 1)


def test_summary_writes_itself(evening: Minutes) -> None:
    """The summary tells who came first, promise and experience, and what was decided."""
    first = ranking_rows(evening)[0]
    said = words(evening)
    summary = said[said.index("Tiivistelmä") : said.index("\nOsallistujat\n")]
    assert f"”{first.idea}”" in summary
    assert "Tilaisuuteen osallistui 14 ihmistä." in summary
    assert "Luvattu porras oli ”Yhteissuunnittelu”." in summary
    assert "Osallistujat kokivat useimmin portaan ”Dialogi / yhteistyö” (14 vastauksesta 9)." in summary
    assert "Keskimmäinen vastaus on yhden portaan lupausta alempana." in summary
    assert (
        "Kirjattiin 2 päätöstä tai jatkotoimea: ”Kartta käydään läpi” (Koordinaattori, 15.1.2027 mennessä) ja "
        "”Kyläbussia kokeillaan”." in summary
    )


def test_own_summary_goes_before(evening: Minutes) -> None:
    """The facilitator's own words stand instead of the written summary."""
    said = words(replace(evening, texts={"summary": "Ilta meni hyvin.\n\nKiitos kaikille."}))
    assert "Tiivistelmä\nIlta meni hyvin.\nKiitos kaikille.\nOsallistujat" in said


def test_notice_stands_before_the_summary(evening: Minutes) -> None:
    """A rehearsal says that it is one, and the summary writes itself all the same."""
    said = words(replace(evening, texts={"notice": "Tämä on harjoitus."}))
    assert "Tiivistelmä\nTämä on harjoitus.\nTilaisuuteen osallistui 14 ihmistä." in said


def test_the_same_words_are_told_once(evening: Minutes) -> None:
    """Many who wrote the same are one line with their number."""
    merged = next(idea for idea in evening.ideas if idea.merged_into)
    target = next(idea for idea in evening.ideas if idea.id == merged.merged_into)
    same = replace(merged, text=target.text)
    context = Context(evening, translator("fi"))
    lines = merged_lines(target, [merged, same, merged, same, same], context)
    assert ["Samoin sanoin vielä 3 kertaa.", "Yhdistetty: Sama toisin sanoin (2 kertaa)"] == lines


def test_ideas_by_theme(evening: Minutes) -> None:
    """Merged ideas stand under the one they were merged into; hidden and unread ones are only counted."""
    said = words(evening)
    assert "Yhdistetty: Sama toisin sanoin" in said
    assert "Yksi idea jätettiin pois. Yhtä ideaa ei ole vielä luettu, eikä se näy tässä." in said
    assert "Asiaton" not in said
    assert "Lukematon" not in said


def test_ranking_table_is_the_ranking(evening: Minutes, document: bytes) -> None:
    """The table tells the same ideas in the same order with the same shares as everything else."""
    tr = translator("fi")
    rows = ranking_rows(evening)
    expected = [
        [
            f"{row.band[0]}." if row.band[0] == row.band[1] else f"{row.band[0]}.–{row.band[1]}.",
            row.idea,
            tr.percent(row.share),
            f"{tr.number(row.low * 100)}–{tr.percent(row.high)}",
        ]
        for row in rows
    ]
    found = tables(document)["Ideat vertailujen mukaisessa järjestyksessä"]
    assert ["Sija", "Idea", "Osuus", "90\xa0%:n väli", "Porras"] == found[0]
    assert expected == [row[:4] for row in found[1:]]
    assert len(rows) == sum(idea.votable for idea in evening.ideas)


def test_top_five_are_told_with_their_probabilities(evening: Minutes) -> None:
    """The five first, and those further down that may belong there, each with the probability that it does."""
    rows = ranking_rows(evening)
    told = next(line for line in words(evening).splitlines() if "viiden parhaan joukkoon" in line)
    named = [
        f"”{shortened(row.idea, 60)}” {translator('fi').percent(min(row.top_chance, 0.99))}" for row in rows
    ]
    assert [row.place <= 5 or row.top_chance >= 0.25 for row in rows] == [name in told for name in named]
    assert pytest.approx(5.0, abs=0.01) == sum(row.top_chance for row in rows)


def test_numbers_of_answers(evening: Minutes, document: bytes) -> None:
    """The appendix tells answers by part, and how many the organiser entered from paper slips."""
    rows = {row[0]: row[1:] for row in tables(document)["Vastaukset osioittain"]}
    assert ["14", "168", "24"] == rows["Kaksintaistelu"]
    assert ["9", "9", "1"] == rows["Palaute"]
    assert "Järjestäjä kirjasi 27 vastausta toisten puolesta paperilapuilta." in words(evening)


def test_how_the_results_are_used(evening: Minutes) -> None:
    """The organiser's own words; without them what is always done."""
    assert "Miten tuloksia käytetään\nTulokset kirjattiin tähän muistioon" in words(evening)
    told = words(replace(evening, texts={"use": "Valtuusto saa koonnin helmikuussa."}))
    assert "Miten tuloksia käytetään\nValtuusto saa koonnin helmikuussa." in told


def test_who_wrote_and_what_is_added(evening: Minutes) -> None:
    """At the end stand the writer and the distribution, where they were written down, and the appendices."""
    asked = replace(
        evening, texts={"author": "Maija Meikäläinen, sihteeri", "distribution": "Kunnanhallitus"}
    )
    said = words(asked)
    assert (
        "Muistion laati\tMaija Meikäläinen, sihteeri\nJakelu\tKunnanhallitus\nLiitteet\tKaikki ideat\n"
        in said
    )
    assert "Muistion laati" not in words(evening)


def test_no_dissent_is_told(evening: Minutes) -> None:
    """A reader sees that nothing was written down rather than that something may be missing."""
    assert "Avoimia kysymyksiä tai eriäviä näkemyksiä ei kirjattu." in words(replace(evening, texts={}))


def test_decisions_table(document: bytes) -> None:
    """What, who, when, step and how people hear; what was not agreed is said so."""
    found = next(rows for rows in tables(document).values() if rows[0][0] == "Mitä tehdään")
    expected = [
        ["Mitä tehdään", "Kuka vastaa", "Milloin", "Porras", "Miten kuulette"],
        ["Kartta käydään läpi", "Koordinaattori", "15.1.2027", "3 Dialogi / yhteistyö", "Viesti"],
        ["Kyläbussia kokeillaan", "ei sovittu", "ei sovittu", "", "ei sovittu"],
    ]
    assert expected == found


def test_good_practices_by_step(practices: Minutes) -> None:
    """The good practices evening gives the same table practice by step as its source, and the same totals."""
    expected = json.loads(EXPECTED.read_text("utf-8"))
    found = tables(rendered(practices))
    rows = [[f"{r['stage_order']} {r['stage_fi']}".casefold(), r["practice_fi"]] for r in expected["rows"]]
    assert rows == [[step.casefold(), idea] for step, idea in found["Ideat portaittain"][1:]]
    assert list(expected["totals"].values()) == [int(row[1]) for row in found["Osallisuuden portaat"][1:]]


def test_evening_of_which_nothing_was_opened(unopened: Minutes) -> None:
    """It gives a proper document that says so."""
    said = words(unopened)
    assert "Yhtään osiota ei avattu, joten tuloksia ei ole." in said
    assert "Kukaan ei liittynyt." in said
    assert "Suunnitellut osiot, joita ei avattu: " in said
    expected = [
        "Tiivistelmä",
        "Osallistujat",
        "Tilaisuuden kulku",
        "Miten kuulette jatkosta",
        "Tietoja muistiosta",
    ]
    assert expected == [text for level, text in headings(rendered(unopened)) if level == 1]


@pytest.mark.parametrize(("language", "told"), [("sv", "Sammandrag"), ("en", "Summary")])
def test_other_languages(evening: Minutes, language: str, told: str) -> None:
    """The same minutes come in Swedish and English, whatever language the evening was held in."""
    document = rendered(evening, language)
    assert told == next(text for level, text in headings(document) if level == 1)
    assert {"sv": "sv-FI", "en": "en-GB"}[language] == docx.Document(
        BytesIO(document)
    ).core_properties.language


def test_steps_are_explained(evening: Minutes) -> None:
    """Who was not there learns what each step of the ladder means, for every language."""
    for language in ("fi", "sv", "en"):
        said = words(evening, language)
        for stage in evening.workshop.ladder.stages:
            assert stage.description is not None
            assert f"{stage.order} {stage.name.pick(language)}: {stage.description.pick(language)}" in said


def test_every_kind_has_its_module() -> None:
    """A kind that can be run has its part in the minutes: a module with the six functions."""
    for kind in KINDS:
        module = find(kind.name)
        for name in ("write", "tables", "summary", "appendix", "method", "way"):
            assert callable(getattr(module, name))


def test_a_long_ranking_goes_to_the_appendix(evening: Minutes, monkeypatch: pytest.MonkeyPatch) -> None:
    """With many ideas the body shows the first ones, and whole lists stand in appendices."""
    monkeypatch.setattr(duel, "LONGEST_TABLE", 10)
    monkeypatch.setattr(duel, "MOST_SHOWN", 6)
    monkeypatch.setattr(ladder, "LONGEST_LIST", 2)
    monkeypatch.setattr(ideas, "LONGEST_LIST", 2)
    document = rendered(evening)
    assert [] == problems(document)
    names = [text for level, text in headings(document) if level == 1]
    assert [
        "Liite: kaikki ideat",
        "Liite: koko järjestys, Kaksintaistelu",
        "Liite: ideat portaittain",
        "Liite: vastausten määrät",
        "Liite: näin tulokset saatiin",
    ] == names[-5:]
    lengths = [
        len(t.rows) - 1 for t in docx.Document(BytesIO(document)).tables if t.cell(0, 0).text == "Sija"
    ]
    assert [6, len(ranking_rows(evening))] == lengths


@pytest.mark.parametrize("template", [template.id for template in content.templates()])
def test_every_template_gives_faultless_minutes(tmp_path: Path, template: str) -> None:
    """Each evening that ships, unopened, gives a faultless document: long themes, points, other ladders and all."""
    assert [] == problems(rendered(unopened_evening(tmp_path / "x.tupa", template)))
