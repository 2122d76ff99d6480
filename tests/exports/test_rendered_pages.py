"""The minutes as LibreOffice sets them, page by page: nothing leaves its page, nothing is left behind at its end."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import pytest
from lxml import html

from tests.bench.bench_minutes import make_evening
from tests.exports.evenings import rendered
from tests.exports.many import document
from tests.exports.strict_reader import tables
from workshop_app.gathering import Gathered
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import Runtime

pytestmark = [pytest.mark.office, pytest.mark.slow(seconds=1)]

#: The text's edges on the page in points: 20 mm from the sides, with a point for how letters overhang.
LEFT, RIGHT = 55.7, 539.6
#: Above the first line stands the header, below the last one the footer.
TOP, BOTTOM = 60.0, 795.0


@dataclass(frozen=True)
class Printed:
    """A document and its pages: each a list of lines as they are read, header and footer left out."""

    content: bytes
    pages: tuple[tuple[str, ...], ...]
    #: Lines outside the margins, as they are read.
    outside: tuple[str, ...]
    #: What the header says on each page.
    headers: tuple[str, ...]


def large_evening(path: Path) -> Minutes:
    """200 ideas, 5,000 comparisons of 60 people."""
    make_evening(path, 200, 5000, 60)
    with Runtime(path) as runtime:
        return read_minutes(runtime.reader(), path)


@pytest.fixture(scope="module")
def printed(
    evening: Minutes,
    practices: Minutes,
    unopened: Minutes,
    gathered: Gathered,
    program: Callable[..., str],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Printed]:
    """The strategy themes evening in three languages, the good practices, an empty, a large one, a summary of four."""
    office, reader = program("libreoffice", "soffice"), program("pdftotext")
    folder = tmp_path_factory.mktemp("pages")
    made = {f"themes-{language}": rendered(evening, language) for language in ("fi", "sv", "en")}
    made |= {"practices": rendered(practices), "empty": rendered(unopened)}
    made["summary"] = document(gathered)
    made["large"] = rendered(large_evening(folder / "large.tupa"))
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in made]
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, timeout=280, check=True)
    found = {}
    for name, content in made.items():
        laid = subprocess.run(
            [reader, "-bbox", str(folder / f"{name}.pdf"), "-"], capture_output=True, timeout=280, check=True
        )
        found[name] = _printed(content, laid.stdout)
    return found


#: How the caption of a picture begins.
PICTURE = re.compile(r"(Kuva|Figur|Bild|Figure|Picture) \d+\. ")
EVENINGS = ("themes-fi", "themes-sv", "themes-en", "practices", "empty", "summary", "large")


@pytest.mark.parametrize("name", EVENINGS)
def test_nothing_leaves_the_page(printed: dict[str, Printed], name: str) -> None:
    """Every word stands between the margins, and every page has its number and how many there are."""
    paper = printed[name]
    assert () == paper.outside
    pages = len(paper.pages)
    told = [header.rsplit(" · ", 1)[1] for header in paper.headers]
    assert [f"{number} ({pages})" for number in range(1, pages + 1)] == told


@pytest.mark.parametrize("name", EVENINGS)
def test_nothing_is_left_behind(printed: dict[str, Printed], name: str) -> None:
    """No page ends with a heading, a caption of a table or a table's header row, and none is nearly empty."""
    paper = printed[name]
    kept = _kept_with_next(paper.content)
    assert [] == [page[-1] for page in paper.pages if page[-1] in kept]
    # One row or line alone would be left behind; a page of two pictures has nothing but their captions.
    few = [page for page in paper.pages if len(page) < 3]
    assert [] == [page for page in few if len(page) < 2 or not all(map(PICTURE.match, page))]


@pytest.mark.parametrize("name", EVENINGS)
def test_every_table_is_whole(printed: dict[str, Printed], name: str) -> None:
    """On each page that a table goes on, its header row stands again, with two lines at least below it."""
    paper = printed[name]
    headers = {_words(" ".join(rows[0])) for rows in tables(paper.content).values()}
    for page in paper.pages:
        places = [number for number, line in enumerate(page) if _words(line) in headers]
        assert all(len(page) - place > 1 for place in places)


def test_the_check_sees_what_is_left_behind() -> None:
    """A heading at a page's end and a word beyond the margin would be found."""
    content = _a_document("Otsikko")
    laid = (
        '<doc><page><word xMin="60" xMax="90" yMin="30" yMax="40">A · 1 (1)</word>'
        '<word xMin="60" xMax="90" yMin="100" yMax="110">Otsikko</word>'
        '<word xMin="500" xMax="560" yMin="90" yMax="100">ulkona</word></page></doc>'
    )
    found = _printed(content, laid.encode())
    assert (("ulkona", "Otsikko"),) == found.pages
    assert ("ulkona",) == found.outside
    assert found.pages[0][-1] in _kept_with_next(content)


def _a_document(heading: str) -> bytes:
    made, target = docx.Document(), BytesIO()
    made.add_heading(heading, 1)
    made.save(target)
    return target.getvalue()


def _printed(content: bytes, laid: bytes) -> Printed:
    pages: list[tuple[str, ...]] = []
    outside: list[str] = []
    headers: list[str] = []
    for page in html.fromstring(laid.decode()).iter("page"):
        lines = list(_lines(page))
        headers.append(" ".join(text for top, text, _inside in lines if top < TOP))
        body = [(text, inside) for top, text, inside in lines if TOP <= top <= BOTTOM]
        pages.append(tuple(text for text, _inside in body))
        outside.extend(text for text, inside in body if not inside)
    return Printed(content, tuple(pages), tuple(outside), tuple(headers))


def _lines(page: html.HtmlElement) -> Iterator[tuple[float, str, bool]]:
    """The lines of a page from top to bottom: where each begins, its words, whether it is between the margins."""
    rows: dict[int, list[html.HtmlElement]] = defaultdict(list)
    for word in page.iter("word"):
        rows[round((float(word.get("ymin")) + float(word.get("ymax"))) / 4)].append(word)
    for _middle, words in sorted(rows.items()):
        words.sort(key=lambda word: float(word.get("xmin")))
        inside = float(words[0].get("xmin")) >= LEFT and float(words[-1].get("xmax")) <= RIGHT
        yield float(words[0].get("ymin")), " ".join(word.text_content() for word in words), inside


def _kept_with_next(content: bytes) -> set[str]:
    """Headings, captions of tables and their header rows: what is nothing without what follows it."""
    styles = {"Heading 1", "Heading 2", "Heading 3", "Table Caption"}
    opened = docx.Document(BytesIO(content))
    found = {p.text for p in opened.paragraphs if p.style and p.style.name in styles}
    return found | {_words(" ".join(rows[0])) for rows in tables(content).values()}


def _words(text: str) -> str:
    return " ".join(text.split())
