"""Text that fits, bars, stairs, cards: nothing is clipped, everything can be read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from exports import pictures
from ui.widgets import drawn
from ui.widgets.cards import Card, Cards, Page
from ui.widgets.ladder_stairs import LadderStairs
from ui.widgets.painted import Painted
from ui.widgets.ranking_bars import RankingBars
from ui.widgets.scaled_text import Run, ScaledText, fit, marked, runs
from workshop_app.drawing.ranking import Bar, ranking, rows
from workshop_app.drawing.shapes import LEADING, Sheet
from workshop_app.drawing.stairs import Step, stairs

LONG = "Hyvinvointialuestrategiavalmistelutyöryhmätoiminta " * 4


@pytest.mark.usefixtures("qapp")
@given(
    text=st.text(min_size=1, max_size=200),
    width=st.integers(80, 900),
    lines=st.integers(1, 4),
    bold=st.booleans(),
)
def test_any_text_fits_its_place(text: str, width: int, lines: int, bold: bool) -> None:
    """Whatever is typed, no line is wider than its place and no line too many is there."""
    made = fit((Run(text, bold),), width, 36, least=24, lines=lines)
    assert len(made.layouts) <= lines
    assert made.height == len(made.layouts) * made.size * LEADING
    assert made.width <= width + 36
    assert 24 <= made.size <= 36


@pytest.mark.usefixtures("qapp")
def test_text_is_made_smaller_before_it_is_cut() -> None:
    """A text that fits at a smaller size is whole there; only at the least size is it cut."""
    whole = fit((Run("Osallistujat valitsevat"),), 300, 40, least=20)
    cut = fit((Run("Osallistujat valitsevat"),), 300, 40, least=38)
    assert (False, True) == (whole.cut, cut.cut)
    assert whole.size < 38 <= cut.size


def test_cut_text_is_whole_for_a_screen_reader(qtbot: QtBot) -> None:
    """The accessible name has every word, line breaks as spaces."""
    widget = ScaledText(lines=1)
    qtbot.addWidget(widget)
    widget.set_text("yksi\nkaksi\tkolme " * 30)
    assert widget.fitted(300).cut
    assert ("yksi kaksi kolme " * 30).strip() == widget.accessibleName()


def test_marked_values_are_bold() -> None:
    """A name in a translated sentence is found again, even one that the sentence itself holds."""
    assert (Run("Wi-Fiin "), Run("i", bold=True), Run("!")) == runs(f"Wi-Fiin {marked('i')}!")


@pytest.mark.parametrize("height", [180, 260, 430, 800])
def test_all_places_of_a_ranking_fit(qtbot: QtBot, height: int) -> None:
    """Rows share the lines that there are: in a low place long ideas are cut, in a high one whole."""
    widget = RankingBars()
    qtbot.addWidget(widget)
    texts = ["Lähipalvelut", LONG.strip(), "Kyläbussi", "Asukasillat", "Kokemusasiantuntijat"]
    widget.set_bars([Bar(str(n), text, 0.9 - n / 10, "80 %") for n, text in enumerate(texts, start=1)])
    shown = ["".join(row.text.lines) for row in rows(widget._bars, widget._sheet(1160, height))]
    assert min(5, max(1, int((height + 1 - 4 * 0.44 * 36) // (36 * LEADING)))) == len(shown)
    assert (height >= 430) == (len(shown) == 5 and shown[1].replace(" ", "") == texts[1].replace(" ", ""))
    assert all(text in widget.accessibleName() for text in texts)


@pytest.mark.usefixtures("qapp")
def test_hall_and_document_draw_the_same_shapes() -> None:
    """A ranking and stairs are the same shapes in the same tones on the hall screen and in the minutes."""
    bars = [Bar("1.", "Kyläbussi", 0.8, "80 %", 1.0, 0.7, 0.9), Bar("2.", "Asukasillat", 0.4, "40 %")]
    steps = [Step(1, "Informointi", "2 ideaa"), Step(2, "Dialogi", "", "luvattu", "koettu: 3")]
    hall, paper = (
        [*ranking(bars, sheet).shapes, *stairs(steps, sheet).shapes]
        for sheet in (Sheet(1160, 36, drawn.fit), pictures.sheet(17.0))
    )
    told = [[(type(s), s.tone, getattr(s, "text", "")) for s in shapes] for shapes in (hall, paper)]
    assert told[0] == told[1]


@pytest.mark.parametrize("count", range(4, 9))
def test_stairs_of_every_length_are_readable(qtbot: QtBot, count: int) -> None:
    """Stairs of 4 to 8 stages are drawn; marks are words, not colours only."""
    widget = LadderStairs()
    qtbot.addWidget(widget)
    widget.resize(1160, 430)
    steps = [Step(n, f"Porras {n}", str(n), "luvattu" if n == 2 else "") for n in range(1, count + 1)]
    widget.set_steps(steps)
    assert not widget.grab().isNull()
    assert "2 Porras 2: luvattu, 2" in widget.accessibleName().splitlines()


def test_cards_that_do_not_fit_come_on_further_pages(qtbot: QtBot) -> None:
    """No half card at the bottom, no half page at the end; a new card brings the first page back."""
    widget = Cards()
    qtbot.addWidget(widget)
    widget.resize(1160, 430)
    widget.set_cards([Card(f"Kyläbussi {n}", "Kunta") for n in range(30)])
    seen: list[int] = []
    sizes = set()
    while (widget.first, not seen) != (0, False):
        page = widget.page()
        assert page == Page("", widget.first + 1, widget.first + widget.shown_in(1160, 430), 30)
        seen += range(widget.first, page.last)
        sizes.add(page.last - widget.first)
        widget.turn()
    assert (list(range(30)), 1) == (sorted(set(seen)), len(sizes))
    widget.turn()
    widget.set_cards([Card("Uusi")] * 31)
    assert 0 == widget.first
    assert 31 == widget.shown_in(1160, 43000)


def test_a_group_begins_a_new_page(qtbot: QtBot) -> None:
    """What stands together is seen together: each page has cards of one group only, and says which of them."""
    widget = Cards()
    qtbot.addWidget(widget)
    widget.resize(1160, 430)
    widget.set_cards([Card(f"Bussi {n}", group="Kyyti" if n < 2 else "Muu") for n in range(14)])
    pages: list[Page | None] = []
    while len(pages) < 3:
        pages.append(widget.page())
        widget.turn()
    assert [Page("Kyyti", 1, 2, 2), Page("Muu", 1, 10, 12), Page("Muu", 3, 12, 12)] == pages
    assert 0 == widget.first


def test_one_page_does_not_turn(qtbot: QtBot) -> None:
    """Where all cards fit the picture stands still."""
    widget = Cards()
    qtbot.addWidget(widget)
    widget.resize(1160, 430)
    widget.set_cards([Card("Kyläbussi")])
    with qtbot.assertNotEmitted(widget.turned):
        widget.turn()


def test_an_unchanged_picture_is_not_painted_again(qtbot: QtBot) -> None:
    """Content is drawn when it changes; further frames only copy the picture."""

    class Counted(Painted):
        drawn = 0

        def draw(self, *_place: object) -> None:
            self.drawn += 1

    widget = Counted()
    qtbot.addWidget(widget)
    widget.resize(200, 100)
    for _ in range(5):
        widget.grab()
    assert 1 == widget.drawn
    widget.redraw()
    widget.grab()
    assert 2 == widget.drawn
