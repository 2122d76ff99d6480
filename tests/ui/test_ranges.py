"""The window and the hall screen end no line inside a range of numbers: Qt's rules do it, with a plain text."""

from __future__ import annotations

from PySide6.QtGui import QTextLayout, QTextOption

from ui import style

TEXT = "Sijat 10.–32., 1–3 ja 2.–9. klo 17.30–19.45, 12–18\u00a0% ja 8–43 prosenttiyksikköä"


def test_no_line_ends_in_a_range(qapp: object) -> None:
    """At whatever width, as labels and painted texts are laid out; ours and Qt's rules may change, so it is held."""
    shortest = max(len(word) for word in TEXT.split(" "))
    font = style.font(style.S)
    ends = set()
    for width in range(12 * shortest, 600, 3):
        layout = QTextLayout(TEXT, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            ends.add(TEXT[line.textStart() : line.textStart() + line.textLength()].rstrip()[-1])
        layout.endLayout()
    assert len(ends) > 3
    assert "–" not in ends
