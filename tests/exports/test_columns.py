"""Column widths: as wished where there is room, and words whole also in a wide font."""

from hypothesis import given
from hypothesis import strategies as st

from exports import ooxml
from exports.columns import AFTER_NUMBERS, column_widths, hyphenated_to_fit
from workshop_app.domain.hyphens import SOFT_HYPHEN

FULL = 9639
cells = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)


def test_wishes_hold_where_words_fit() -> None:
    """Short words leave the widths as they were asked for."""
    assert [3000, 6639] == column_widths(["A", "B"], [["ab", "cd"]], (3000, 6639), right=(), full=FULL)


def test_a_long_word_gets_its_room() -> None:
    """A heading or a date in a column that was wished too narrow gets what it needs from the wide one."""
    rows = [["1.", "Idea, josta kerrotaan pitkästi", "31.12.2026", "95 %"]]
    widths = column_widths(["Sija", "Idea", "Milloin", "Osuus"], rows, (1, 20, 1, 1), right=(3,), full=FULL)
    assert widths[2] > 10 * 0.5 * 220
    assert widths[3] > 5 * 0.5 * 220 * 1.1 + AFTER_NUMBERS
    assert widths[1] > 4000
    assert FULL == sum(widths)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), max_size=5),
    headers=st.tuples(cells, cells, cells),
    wished=st.tuples(*[st.floats(0.1, 20)] * 3),
)
def test_always_the_whole_width(
    rows: list[tuple[str, str, str]], headers: tuple[str, str, str], wished: tuple[float, float, float]
) -> None:
    """Whatever stands in the cells, the columns take the width together and each has some of it."""
    widths = column_widths(headers, rows, wished, right=(2,), full=FULL)
    assert FULL == sum(widths)
    assert min(widths) > 0


def test_too_many_long_words() -> None:
    """When not all words fit, every column gets its part."""
    word = "kaksikymmentäkirjaiminen"
    widths = column_widths([word] * 6, [[word] * 6], [1] * 6, right=(), full=FULL)
    assert FULL == sum(widths)
    assert max(widths) - min(widths) <= 6


def test_short_words_stay_whole_where_long_ones_have_no_room() -> None:
    """The widest columns give way; a heading of three letters is not broken in two."""
    word = "kaksikymmentäkirjaiminen"
    rows = [[word, word, word, word, "0"]]
    widths = column_widths(["A", "B", "C", "D", "Ero"], rows, [8, 2, 2, 2, 1], right=(4,), full=6000)
    assert widths[4] > 3 * 0.6 * 220 * 1.1 + AFTER_NUMBERS
    assert max(widths[:4]) - min(widths[:4]) <= 4


def test_words_joined_by_a_slash_stay_whole() -> None:
    """No program breaks a line behind a slash without spaces, so the column is wide enough for both words."""
    rows = [["Kartan läpikäynti kylittäin ja kunnittain", "Dialog/samarbete"]]
    found = column_widths(["Vad", "Steg"], rows, (9, 1), right=(), full=9639)
    assert found[1] > len("Dialog/samarbete") * 110


def test_a_word_without_room_is_broken_at_a_syllable() -> None:
    """With a soft hyphen, in Word's own way, seen only where a line ends; other words stay as they are."""
    word = "Osallisuussuunnittelija"
    assert f"{word} ja" == hyphenated_to_fit(f"{word} ja", 4000, right=False)
    narrow = hyphenated_to_fit(f"{word} ja", 1_600, right=False)
    assert f"{word} ja" == narrow.replace(SOFT_HYPHEN, "")
    assert "Osal-lisuus-suun-nit-telija ja" == narrow.replace(SOFT_HYPHEN, "-")
    parts = [child.tag.rpartition("}")[2] for child in ooxml.run(narrow)]
    assert ["t", "softHyphen"] * narrow.count(SOFT_HYPHEN) + ["t"] == parts
