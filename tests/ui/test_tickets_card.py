"""Tickets from the network page: asked for, printed, printed again, made void; undo asks for none."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.ui.evening import Evening
from workshop_app.domain.commands import Join


def test_tickets_are_made_printed_and_asked_for(evening: Evening, tmp_path: Path) -> None:
    """One press makes and prints them; the card tells how many are used and who came without one."""
    evening.in_the_halls_network()
    card = evening.page.pages.tickets
    assert "Lippuja ei ole vielä" in card.state.text()
    card.sheet_to(tmp_path / "liput.docx", 4)
    evening.until(lambda: "Liput ovat valmiit" in evening.page.notice.text)
    sheet = Document(str(tmp_path / "liput.docx"))
    code = sheet.tables[0].cell(0, 0).paragraphs[2].text
    evening.phone(Join("a" * 64, None, "fi"))
    card.needed.click()
    evening.until(lambda: evening.snapshot.tickets.required)
    evening.phone(Join("b" * 64, None, "fi", ticket=code))
    evening.until(lambda: "Käyttämättömiä lippuja: 3. Käytettyjä: 1." in card.state.text())
    evening.until(lambda: "ilman lippua" in card.state.text())
    card.sheet_to(tmp_path / "uudelleen.docx", 0)
    evening.until(lambda: "uudelleen.docx" in evening.page.notice.text)
    assert code not in Document(str(tmp_path / "uudelleen.docx")).tables[0].cell(0, 0).text
    card.cancel.click()
    evening.until(lambda: 3 == evening.snapshot.tickets.void)
    evening.page.undoing.undo()
    evening.until(lambda: not card.needed.isChecked())
    assert "lippujen käyttö" in evening.page.notice.text
