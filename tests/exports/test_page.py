"""The minutes as a web page: the same words as the document, accessible, safe, whole in one file."""

import pickle
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from lxml import html

from exports import minutes_html, pictures
from exports.bundle import ranking_rows
from exports.text import cleaned
from tests.exports.evenings import rendered, with_text
from tests.exports.strict_reader import seen, tables
from tests.exports.test_hostile_texts import HOSTILE
from workshop_app.minutes import Minutes

VOID = {"meta", "img", "br"}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.texts.append((self.open[-1], seen(data)))

    def of(self, *tags: str) -> list[str]:
        """The texts that stand directly in elements of these names."""
        return [text for tag, text in self.texts if tag in tags]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_page_is_accessible(evening: Minutes, language: str) -> None:
    """Language and title are told, headings do not skip, tables have captions and scopes, pictures their words."""
    read = Reader(minutes_html.render(evening, language))
    assert ([], []) == (read.wrong, read.open)
    assert ("html", {"lang": language}) == read.tags[0]
    assert 1 == len(read.of("title"))
    levels = [int(tag[1]) for tag, _ in read.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert 1 == levels.count(1) == levels[0]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [tag for tag, _ in read.tags]
    assert names.count("table") == names.count("caption") == names.count("thead") > 0
    assert all("col" == attributes.get("scope") for tag, attributes in read.tags if tag == "th")
    pictures = [attributes for tag, attributes in read.tags if tag == "svg"]
    assert 4 == len(pictures)
    assert all(attributes["aria-label"] and "img" == attributes["role"] for attributes in pictures)


def test_page_asks_for_nothing(evening: Minutes) -> None:
    """No script, no form, no link: the file works from a stick."""
    read = Reader(minutes_html.render(evening, "fi"))
    assert not {"script", "link", "form", "iframe", "a"} & {tag for tag, _ in read.tags}
    assert not [a for _, attributes in read.tags for a in attributes if a.startswith("on") or a == "href"]


def test_page_says_what_the_document_says(evening: Minutes) -> None:
    """Headings, paragraphs, list items and table cells are the document's, one by one."""
    document = rendered(evening)
    opened = docx.Document(BytesIO(document))
    by_style: dict[str, list[str]] = {}
    for paragraph in opened.paragraphs:
        by_style.setdefault(str(paragraph.style and paragraph.style.name), []).append(seen(paragraph.text))
    read = Reader(minutes_html.render(evening, "fi"))
    assert by_style["Title"] == read.of("h1")
    assert by_style["Heading 1"] == read.of("h2")
    assert by_style["Heading 2"] == read.of("h3")
    said = [
        seen(p.text) for p in opened.paragraphs if p.style and p.style.name in ("Body Text", "After Table")
    ]
    assert said == read.of("p")
    facts = [f"{label}\t{value}" for label, value in zip(read.of("dt"), read.of("dd"), strict=True)]
    assert by_style["Fact"] == facts
    cells = [cell for rows in tables(document).values() for row in rows for cell in row if cell]
    assert cells == read.of("th", "td")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(evening: Minutes, name: str) -> None:
    """A hostile text is shown as text, as it is after cleaning, and opens nothing."""
    read = Reader(minutes_html.render(with_text(evening, HOSTILE[name]), "fi"))
    assert ([], []) == (read.wrong, read.open)
    assert "script" not in {tag for tag, _ in read.tags}
    assert [cleaned(HOSTILE[name], multiline=False)] == read.of("h1")
    assert cleaned(HOSTILE[name]) in read.of("li")


def test_short_cells_stay_on_one_line(evening: Minutes) -> None:
    """A place or an interval is not broken at its dash, a text is; a caption is no wider than the screen."""
    page: html.HtmlElement = html.document_fromstring(minutes_html.render(evening, "fi"))
    cells = {seen(cell.text_content()): "whole" in cell.get("class", "").split() for cell in page.iter("td")}
    bands = {row.band for row in ranking_rows(evening)}
    places = {f"{first}." if first == last else f"{first}.–{last}." for first, last in bands}
    assert [True] * len(places) == [cells[place] for place in places]
    assert any("–" in place for place in places)
    assert not cells["Asukas- ja asiakasosallisuus"]
    assert len(list(page.iter("caption"))) == len(page.findall(".//caption/span[@class='told']"))


def test_a_list_in_a_cell_can_be_read_on_a_phone(evening: Minutes) -> None:
    """The groups' first ideas have room for words; no other cell is made wider, so that shares stay in sight."""
    page: html.HtmlElement = html.document_fromstring(minutes_html.render(evening, "fi"))
    wide = [seen(cell.text_content()) for cell in page.iter("td") if "list" in cell.get("class", "").split()]
    assert 3 == len(wide)
    assert all(text.startswith("1.") for text in wide)


def test_drawings_come_whole_from_another_process(evening: Minutes) -> None:
    """The window's preview gets its drawings from the clerk: sent, they draw the same."""
    _page, drawings = minutes_html.preview(evening, "fi")
    place = pictures.sheet(12.0)
    sent = pickle.loads(pickle.dumps(drawings))  # noqa: S301 - what we have just made
    assert [draw(place) for draw in drawings] == [draw(place) for draw in sent]
