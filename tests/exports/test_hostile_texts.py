"""Whatever somebody writes, or a file from elsewhere holds, goes through every export safely."""

import csv
import email
import email.policy
import io
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from exports.bundle import Exported, export_all
from exports.handouts import Joining, poster, table_cards
from exports.kinds.base import Column, Table
from exports.mail_draft import draft
from exports.participation_card import Plan, render
from exports.tables import csv_bytes, xlsx_bytes
from exports.text import cleaned
from tests.exports.evenings import with_text
from tests.exports.strict_reader import form_problems, problems, seen
from workshop_app.domain.text import Text
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes

HOSTILE = {
    "control": "a\x00b\x01c\x0bd\x1fe\x7ff\x85g",
    "surrogate": "lone \ud800 and \udfff halves",
    "noncharacter": "x\ufffey\uffffz\ufdd0\U0001ffff",
    "bidi": "\u202egnirts desrever\u202c \u2066inside\u2069",
    "right to left": "قرية البلدية שלום",
    "emoji": "👩‍👩‍👧‍👦 🇫🇮 ☕️",
    "long": "pitkäsana" * 1_111 + "x",
    "formula": '=cmd|" /C calc"!A0',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "cdata": "]]></w:t></w:r>",
    "script": "<script>alert(1)</script> & 'x' \"y\"",
    "error": "#N/A",
    "lines": "yksi\r\nkaksi\rkolme\u2028neljä",
    "semicolon": 'a;b;"c"\nd',
    "placeholder": "{idea} {0} %s %(x)s",
    "field": "{ PAGE } «MERGE»",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_export(evening: Minutes, tmp_path: Path, name: str) -> None:
    """The document is faultless and says the text as it is after cleaning; the tables give it back, no formula."""
    done = export_all(with_text(evening, HOSTILE[name]), tmp_path)
    _look_at_document(done.minutes.read_bytes(), HOSTILE[name])
    _look_at_tables(done, cleaned(HOSTILE[name]))
    _look_at_page(done.page.read_text("utf-8"), HOSTILE[name])


def _look_at_page(page: str, text: str) -> None:
    """The page has one title and says the text; what it says is no markup, and no script is in it."""
    opened = html.document_fromstring(page)
    assert seen(cleaned(text, multiline=False)) == seen(opened.findtext(".//h1") or "")
    assert not opened.findall(".//script")
    assert not any((ord(sign) < 32 and sign not in "\n\t") or 0xD800 <= ord(sign) <= 0xDFFF for sign in page)


@pytest.mark.parametrize("name", HOSTILE)
def test_hand_outs(unopened: Minutes, name: str) -> None:
    """Poster, table cards and participation card take any text in title, place and Wi-Fi name."""
    words = HOSTILE[name]
    workshop = with_text(unopened, words).workshop
    joining = Joining("http://192.168.137.101:8080/", words, words, "")
    for make in (poster, table_cards):
        made = BytesIO()
        make(workshop, joining, "fi", workshop.created_at, made)
        assert [] == form_problems(made.getvalue())
    made = BytesIO()
    agenda = tuple(section.activity for section in unopened.sections)
    render(Plan(workshop, agenda, words, words), "fi", workshop.created_at, made)
    assert [] == problems(made.getvalue())


@pytest.mark.parametrize("name", HOSTILE)
def test_mail_draft(unopened: Minutes, name: str) -> None:
    """The draft of the e-mail says the text, and no text makes a header, an address or an attachment of its own."""
    words = HOSTILE[name]
    workshop = with_text(unopened, words).workshop
    raw = draft(workshop, ["aino@example.org"], "Muistio.docx", b"PK\x00\xff", translator("fi"))
    read = email.message_from_bytes(raw, policy=email.policy.default)
    (attached,) = read.iter_attachments()
    body = read.get_body()
    assert {"X-Unsent", "Subject", "Bcc", "MIME-Version", "Content-Type"} == set(read.keys())
    assert f"Muistio: {cleaned(words, multiline=False)}, 22.11.2026" == read["Subject"]
    assert ["aino@example.org"] == [address.addr_spec for address in read["Bcc"].addresses]
    assert b"PK\x00\xff" == attached.get_content()
    assert body is not None
    assert cleaned(words) in body.get_content().replace("\r\n", "\n")
    assert [] == read.defects


@given(
    st.lists(
        st.sampled_from(["👩‍👩‍👧‍👦", "🇫🇮", "☕️", " ", "kylä", "=?utf-8?q?hei?="]), min_size=1, max_size=30
    )
)
@settings(max_examples=40)
def test_mail_subject_is_whole(unopened: Minutes, words: list[str]) -> None:
    """However it is folded, the subject is read as it was written: no space is lost between emoji, nothing decoded."""
    title = "".join(["ilta", *words])
    workshop = replace(unopened.workshop, title=Text(title, title, title))
    raw = draft(workshop, ["aino@example.org"], "Muistio.docx", b"PK", translator("fi"))
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert f"Muistio: {cleaned(title, multiline=False)}, 22.11.2026" == read["Subject"]
    assert max(len(line) for line in raw.split(b"\r\n\r\n", 1)[0].split(b"\r\n")) <= 78


def _look_at_document(content: bytes, text: str) -> None:
    assert [] == problems(content)
    opened = docx.Document(BytesIO(content))
    said = cleaned(text)
    bullets = [p.text for p in opened.paragraphs if p.style and p.style.name == "List Bullet"]
    assert said in bullets
    ideas = next(table for table in opened.tables if [c.text for c in table.rows[0].cells][1:2] == ["Teema"])
    cells = [cell.text for cell in ideas.columns[0].cells]
    assert said in cells
    line = cleaned(text, multiline=False)
    assert line == opened.paragraphs[0].text


def _look_at_tables(done: Exported, said: str) -> None:
    path = next(p for p in done.csv if p.name == "ideas.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        ideas = [row[1] for row in csv.reader(file, delimiter=";")][1:]
    dangerous = said.startswith(("=", "+", "-", "@"))
    assert {f"'{said}" if dangerous else said} == set(ideas)
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in ideas)
    book = openpyxl.load_workbook(done.tables)
    assert {said} == {
        row[0] for row in book["Ideat"].iter_rows(min_row=2, min_col=2, max_col=2, values_only=True)
    }
    assert not _formulas(done.tables)


def _formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as book:
        return [
            name
            for name in book.namelist()
            if name.startswith("xl/worksheets/") and re.search(rb"<f[ >/]|t=\"e\"", book.read(name))
        ]


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=60)
def test_any_text_survives_in_tables(text: str) -> None:
    """Any text at all comes back from CSV and XLSX as it is after cleaning."""
    table = Table("t", "T", (Column("c", "x"), Column("d", "y")), ((text, "end"),))
    expected = cleaned(text)
    (_head, row) = csv.reader(
        io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""), delimiter=";", strict=True
    )
    assert [expected, "end"] == [row[0].removeprefix("'") if row[0] != expected else row[0], row[1]]
    book = openpyxl.load_workbook(BytesIO(xlsx_bytes([table], "fi")))
    assert expected == (book["T"]["A2"].value or "")
