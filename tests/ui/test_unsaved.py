"""What the facilitator writes while the file can't be written: nothing of it is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.evening import Evening
from ui.dialogs.leaving import LeavingDialog
from ui.facilitator.rail import Page
from workshop_app.domain.agenda import live
from workshop_app.domain.commands import AddIdea, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store import upkeep


@pytest.fixture(autouse=True)
def _looks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer looks often whether trouble is over."""
    monkeypatch.setattr(upkeep, "LOOK_EVERY", 0.05)


def test_what_is_written_meanwhile_is_saved_afterwards(evening: Evening) -> None:
    """It is said that it is kept, the fields keep it, and once the file can be written it goes into it, in order; what
    was pressed is not done by itself later. Whoever closes the window meanwhile is told what would be lost.
    """
    evening.page.go(Page.MINUTES)
    writer = evening.opened.runtime._writer
    writer.submit(lambda tx: tx._connection.execute("PRAGMA query_only=ON")).result(100)
    field = evening.page.minutes.parts["discussion"]
    for text in ("Bussista puhuttiin", "Bussista puhuttiin pitkään."):
        field.setPlainText(text)
        field.leave()
    evening.opened.client.submit(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))
    evening.opened.client.submit(OpenActivity(evening.activity_id("welcome")))
    evening.until(lambda: evening.page.top.file.text() == "Ei tallennu")
    evening.until(lambda: "tallentuu" in evening.page.notice.text)
    with evening.qtbot.waitSignal(evening.opened.client.refused):
        evening.opened.client.submit(OpenActivity(evening.activity_id("welcome")))
    assert "tallentuu" in evening.page.notice.text
    evening.program.window.close()
    asked = evening.dialog(LeavingDialog)
    assert isinstance(asked, LeavingDialog)
    assert "katoaisi" in " ".join(found.text() for found in asked.findChildren(QLabel))
    asked.reject()
    evening.opened.runtime._file.connection.execute("PRAGMA query_only=OFF")
    evening.until(lambda: evening.snapshot.texts.get("discussion") == "Bussista puhuttiin pitkään.")

    assert "Bussista puhuttiin pitkään." == field.toPlainText()
    assert 1 == [idea.text for idea in evening.snapshot.ideas].count("Kyläbussi")
    assert live(evening.snapshot.activities) is None
