"""Which rows of a table stay together on a page."""

from exports import ooxml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def kept(*lines: int) -> list[bool]:
    """Whether each row, the header first, is kept with the next one; `lines`: how many lines each row takes."""
    rows = [["\n".join(["x"] * n)] for n in lines]
    made = ooxml.table(["Idea"], rows, widths=[9000], right=(), caption="c", description="d")
    return [row.find(f".//{_W}keepNext") is not None for row in made.iter(f"{_W}tr")]


def test_a_short_table_stays_whole() -> None:
    """Sixteen lines stay on one page: every row but the last is kept with the next one."""
    assert [True] * 16 + [False] == kept(*[1] * 16)
    assert [True, True, True, False] == kept(6, 5, 5)


def test_no_row_of_a_long_table_stands_alone() -> None:
    """The header keeps three lines with it, and the last three lines stay together."""
    assert [True, True, True, *[False] * 14, True, True, False] == kept(*[1] * 19)


def test_rows_of_many_lines_may_part() -> None:
    """A few tall rows leave no page half empty: the first stays with the header, the others go where they fit."""
    assert [True, False, False, False, False] == kept(7, 7, 7, 7)
