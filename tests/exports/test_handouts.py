"""Poster and table cards: both codes are read from the printed page, in the right order, with a gap between."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import zxingcpp
from PIL import Image

from exports.handouts import Joining, poster, table_cards
from exports.participation_card import Plan, render
from tests.exports.strict_reader import headings, tables
from workshop_app.domain.text import Text
from workshop_app.minutes import Minutes

JOINING = Joining(
    "http://192.168.137.101:8080/", "kylatalo", "tupailta26", "WIFI:T:WPA;S:kylatalo;P:tupailta26;;"
)
LONG = "Mitä kylämme tarvitsee vuoteen 2040 mennessä, ja kuka siitä päättää? " * 3
MAKERS = {"poster": (poster, 1), "cards": (table_cards, 4)}


def _pages(document: Path, program: Callable[..., str]) -> list[Image.Image]:
    folder = document.parent
    office = program("libreoffice", "soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)]
    subprocess.run(convert, capture_output=True, timeout=280, check=True)
    pages = [
        program("pdftoppm"),
        "-r",
        "150",
        "-png",
        str(document.with_suffix(".pdf")),
        str(folder / "page"),
    ]
    subprocess.run(pages, capture_output=True, timeout=280, check=True)
    return [Image.open(page).convert("L") for page in sorted(folder.glob("page*.png"))]


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "language"), [("poster", "fi"), ("poster", "sv"), ("cards", "fi"), ("cards", "en")]
)
def test_codes_are_read_from_the_page(
    unopened: Minutes, program: Callable[..., str], tmp_path: Path, which: str, language: str
) -> None:
    """One page; a camera reads the Wi-Fi above the page's address, at least a centimetre apart."""
    make, copies = MAKERS[which]
    long = replace(unopened.workshop, title=Text(LONG, LONG, LONG))
    target = tmp_path / "out.docx"
    make(long, JOINING, language, long.created_at, target)
    pages = _pages(target, program)
    assert 1 == len(pages)
    found = sorted(zxingcpp.read_barcodes(pages[0]), key=lambda code: code.position.top_left.y)
    texts = [code.text for code in found]
    assert copies == texts.count(JOINING.address) == texts.count(JOINING.wifi_code)
    assert JOINING.wifi_code == texts[0]
    one_centimetre = 150 / 2.54
    for first in found:
        for second in found:
            if first is not second:
                assert one_centimetre < _gap(first, second)


def _gap(first: zxingcpp.Barcode, second: zxingcpp.Barcode) -> float:
    one, other = first.position, second.position
    across = max(other.top_left.x - one.top_right.x, one.top_left.x - other.top_right.x)
    down = max(other.top_left.y - one.bottom_left.y, one.top_left.y - other.bottom_left.y)
    return float(max(across, down))


def test_without_wifi_there_is_one_code(unopened: Minutes, tmp_path: Path) -> None:
    """A hall whose Wi-Fi everybody knows: only the page's code; the advice for both sorts of phone stays."""
    target = tmp_path / "poster.docx"
    poster(unopened.workshop, Joining("http://10.0.0.5/"), "fi", unopened.workshop.created_at, target)
    document = docx.Document(str(target))
    said = "\n".join(p.text for p in document.element.body.iter() if hasattr(p, "text") and p.text)
    assert 1 == len(document.inline_shapes)
    assert all(word in said for word in ("10.0.0.5", "Android", "iPhone"))


def test_no_address_no_poster(unopened: Minutes, tmp_path: Path) -> None:
    """A code that leads nowhere is not printed."""
    with pytest.raises(ValueError, match="no address"):
        poster(unopened.workshop, Joining(""), "fi", unopened.workshop.created_at, tmp_path / "poster.docx")


def test_the_card_tells_who_how_what_and_afterwards(evening: Minutes, tmp_path: Path) -> None:
    """Its headings are the four questions; the agenda with its promises is a table."""
    target = tmp_path / "card.docx"
    agenda = tuple(section.activity for section in evening.sections)
    plan = Plan(evening.workshop, agenda, "Kaikki kyläläiset", "Kirje jokaiseen talouteen")
    render(plan, "fi", evening.workshop.created_at, target)
    content = target.read_bytes()
    expected = [
        "Miksi",
        "Keitä kutsutaan",
        "Miten kerrotaan",
        "Mitä luvataan",
        "Miten osallistujat kuulevat jatkosta",
    ]
    assert expected == [text for level, text in headings(content) if level == 1][:5]
    assert len(agenda) + 1 == len(next(iter(tables(content).values())))
    opened = docx.Document(str(target))
    assert "Kirje jokaiseen talouteen" in "\n".join(p.text for p in opened.paragraphs)
    # As the minutes tell it: a part without a promise of its own has the evening's.
    assert {"4 Yhteissuunnittelu"} == {row[2] for row in tables(content)["Tilaisuuden osiot"][1:]}
    caption = opened.paragraphs[-1]
    assert ("Table Caption", None) == (
        caption.style and caption.style.name,
        caption.paragraph_format.keep_with_next,
    )
