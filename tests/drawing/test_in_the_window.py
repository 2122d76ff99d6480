"""The drawings that only the window shows: the ladder's columns with room for cards, and the bar of a scale."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import pictures
from workshop_app.drawing.columns import column, places
from workshop_app.drawing.scale import scale
from workshop_app.drawing.shapes import TRACK, Box, Mark, Role, Shape, Sheet, Words
from workshop_app.drawing.stairs import Step


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_columns_rise_to_the_whole_height(count: int) -> None:
    """Each column stands beside the one before and is higher; the last takes all of the height and ends at the edge."""
    found = places(count, Sheet(1000.0, 15.0, pictures.fit, 400.0))
    assert all(low.x + low.width < high.x and low.height < high.height for low, high in pairwise(found))
    assert {400.0} == {place.y + place.height for place in found}
    assert (400.0, 1000.0) == (found[-1].height, found[-1].x + found[-1].width)
    assert [0.0, 1.0][count == 1] == found[0].tone.at


def test_low_columns_still_have_room_for_cards() -> None:
    """Where the whole is low, the lowest takes more of it, and they rise all the same."""
    low, *higher = places(5, Sheet(600.0, 15.0, pictures.fit, 320.0))
    assert low.height >= 12 * 15
    assert all(low.height < other.height for other in higher)


def test_a_long_name_is_broken_where_a_word_may_be() -> None:
    """Not a letter before its end: in a narrow column the name is broken between syllables, with a hyphen."""
    made = column(Step(4, "Yhteissuunnittelu"), 0.5, Sheet(90.0, 15.0, pictures.fit, 300.0))
    name = [shape.text for shape in made.drawing.shapes if isinstance(shape, Words)]
    assert ["4", "Yhteissuun-", "nittelu"] == " ".join(name).split()


@given(st.text(max_size=80), st.floats(40, 400), st.floats(120, 600))
def test_nothing_in_a_column_lies_on_its_cards(text: str, width: float, height: float) -> None:
    """Name above, marks below: however long their words are, they stay inside the column and beside the cards' room."""
    step = Step(3, text, "", "luvattu", f"koettu: {text}")
    made = column(step, 0.5, Sheet(width, 15.0, pictures.fit, height))
    room = made.room
    (_ground, *pills) = [shape for shape in made.drawing.shapes if isinstance(shape, Box)]
    name = [s for s in made.drawing.shapes if isinstance(s, Words) and s.tone.role is Role.ON_STEP]
    assert all(line.y + line.size / 2 <= room.y for line in name)
    assert all(pill.y >= room.y + room.height or room.height == 0 for pill in pills)
    assert all(pill.y + pill.height <= height for pill in pills)
    assert all(pill.x + pill.width <= max(width, 45) for pill in pills)
    assert {Shape.DIAMOND, Shape.DOT} == {s.shape for s in made.drawing.shapes if isinstance(s, Mark)}


def test_a_scale_has_a_segment_for_each_answer() -> None:
    """As wide as so many gave it, from light to dark, its number on it where there is room."""
    drawing = scale((1, 0, 3, 96), Sheet(200.0, 13.0, pictures.fit, 24.0))
    track, *segments = [shape for shape in drawing.shapes if isinstance(shape, Box)]
    assert (TRACK, 200.0) == (track.tone, track.width)
    assert [2.0, 6.0, 192.0] == [round(segment.width, 6) for segment in segments]
    assert [0.0, 2 / 3, 1.0] == [segment.tone.at for segment in segments]
    assert ["96"] == [shape.text for shape in drawing.shapes if isinstance(shape, Words)]


def test_a_scale_without_answers_is_an_empty_bar() -> None:
    """Nobody has answered: the track alone, no division by nothing."""
    assert 1 == len(scale((0, 0, 0), Sheet(200.0, 13.0, pictures.fit, 24.0)).shapes)


def test_words_of_a_name_stay_whole_in_a_narrow_column() -> None:
    """On a ladder of eight, letters get smaller before a word is broken, and a mark keeps its numbers together."""
    step = Step(8, "Kansalaisten valta", "", "luvattu", "koettu: 12 / 29")
    made = column(step, 1.0, Sheet(98.0, 15.0, pictures.fit, 500.0))
    lines = [shape.text for shape in made.drawing.shapes if isinstance(shape, Words)]
    assert "Kansalaisten" in " ".join(lines).split()
    assert any("12\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}29" in line for line in lines)
