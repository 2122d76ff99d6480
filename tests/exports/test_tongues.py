"""Minutes tell in which language something was written, where it is another one than theirs; and no empty columns."""

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html

from exports import minutes_html
from tests.clock import Clock
from tests.exports.evenings import DAY, Evening, rendered
from tests.exports.strict_reader import problems, seen, tables
from workshop_app.domain.commands import AddIdea, ApproveIdea, EndWorkshop
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime

BUS, BEACH = "Bybuss till hälsocentralen", "Uimaranta kuntoon ennen kesää"


@pytest.fixture(scope="module")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Minutes:
    """An evening from the empty template, where one wrote in Swedish and one in Finnish; no themes, no promise."""
    path: Path = tmp_path_factory.mktemp("tongues") / "ilta.tupa"
    with Runtime.create(path, NewWorkshop("tyhja", DAY), Clock()) as runtime:
        evening = Evening(runtime)
        evening.join([2])
        ideas = evening.open("ideas")
        for text, person in zip((BUS, BEACH), evening.people, strict=True):
            evening.do(ApproveIdea(evening.do(AddIdea(text, IdeaOrigin.PARTICIPANT, ideas, None, person))))
        evening.do(EndWorkshop())
        return read_minutes(runtime.reader(), path)


@pytest.mark.parametrize(("language", "expected"), [("fi", {BUS: "sv-FI"}), ("sv", {BEACH: "fi-FI"})])
def test_word_knows_the_language_of_an_idea(
    two_languages: Minutes, language: str, expected: dict[str, str]
) -> None:
    """In the list and in the table of all ideas; for the spelling, and for who has the minutes read aloud."""
    content = rendered(two_languages, language)
    assert [] == problems(content)
    body = docx.Document(BytesIO(content)).element.body
    marked = [lang for lang in body.iter(qn("w:lang")) if lang.getparent().tag == qn("w:rPr")]
    runs = [(lang.getparent().getparent(), lang.get(qn("w:val"))) for lang in marked]
    spoken = [("".join(text.text for text in run.iter(qn("w:t"))), code) for run, code in runs]
    assert [*expected.items(), *expected.items()] == spoken


@pytest.mark.parametrize(("language", "expected"), [("fi", {BUS: "sv"}), ("sv", {BEACH: "fi"})])
def test_the_web_page_knows_it_too(two_languages: Minutes, language: str, expected: dict[str, str]) -> None:
    """The same in the page that phones show."""
    page: Any = html.fromstring(minutes_html.render(two_languages, language))
    spoken = [(seen(found.text_content()), found.get("lang")) for found in page.xpath("//main//*[@lang]")]
    assert [*expected.items(), *expected.items()] == spoken


def test_a_column_with_nothing_in_it_is_left_out(two_languages: Minutes) -> None:
    """Nothing was promised and there are no themes: who reads is not asked to wonder what should stand there."""
    found = tables(rendered(two_languages))
    assert ["Aika", "Osio ja menetelmä", "Osallistui"] == found["Tilaisuuden osiot"][0]
    (ideas,) = (rows for caption, rows in found.items() if caption.startswith("Kaikki ideat"))
    assert ["Idea"] == ideas[0]
    page: Any = html.fromstring(minutes_html.render(two_languages, "fi"))
    heads = [[cell.text_content() for cell in head] for head in page.xpath("//thead/tr")]
    assert [["Aika", "Osio ja menetelmä", "Osallistui"], ["Idea"]] == heads[:2]
