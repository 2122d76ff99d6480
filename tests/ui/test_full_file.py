"""A file that fills up, as somebody's phone can make it: the window says so while there is time, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.evening import Evening
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.events import CopyTrouble, CopyWell, StorageTrouble, StorageWell
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store import checking

HALF = (
    "on puolillaan, vaikka tilaisuus vie siitä vain pienen osan: jokin puhelin saattaa lähettää loputtomasti."
)
FULL = "on täynnä: puhelimet eivät voi enää lähettää."


def fill(evening: Evening, monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """The next idea brings the file to this share of what fits."""
    rows = checking.count_rows(evening.opened.runtime._file.connection)
    monkeypatch.setattr(checking, "FULL", round((rows + 1) / share))
    evening.phone(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))


def test_it_is_told_in_time(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half full it is a warning, full it is told like every trouble with the file; both stay in sight on the chip."""
    top, notice = evening.page.top, evening.page.notice
    fill(evening, monkeypatch, 0.5)
    evening.until(lambda: top.file.text() == "Tiedosto puolillaan")
    said = f"{evening.opened.runtime.path.name} {HALF}"
    assert ("warn", True, True) == (top.file.state, said in notice.text, notice.stays)
    assert (True, notice.text) == (notice.isVisible(), top.file.toolTip())
    fill(evening, monkeypatch, 1.0)
    evening.until(lambda: top.file.text() == "Tiedosto täynnä")
    said = f"{evening.opened.runtime.path.name} {FULL}"
    assert ("live", True, True) == (top.file.state, said in notice.text, notice.stays)
    # The way out is called as the button is.
    assert "Tee samanlainen uusi tilaisuus" in notice.text
    assert (True, notice.text) == (notice.isVisible(), top.file.toolTip())


def test_it_is_told_when_such_a_file_is_opened(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next day somebody looks at it: at once, not with the next answer."""
    fill(evening, monkeypatch, 0.6)
    program, path = evening.program, evening.opened.runtime.path
    program.go_home()
    program.open(path)
    evening.until(lambda: program.opened is not None and program.opened.page.pages.settled)
    assert "Tiedosto puolillaan" == evening.page.top.file.text()
    evening.until(evening.page.notice.isVisible)
    assert HALF in evening.page.notice.text


def test_what_weighs_most_is_on_the_chip(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not saved, then full, then damaged, then half full, then no copy; the notice tells what has just come."""
    bus, top, notice = evening.opened.runtime.bus, evening.page.top, evening.page.notice
    bus.publish([CopyTrouble()])
    evening.until(lambda: top.file.text() == "Tallennettu, ei varmuuskopiota")
    fill(evening, monkeypatch, 0.5)
    evening.until(lambda: top.file.text() == "Tiedosto puolillaan")
    bus.publish([CopyTrouble("damaged")])
    evening.until(lambda: top.file.text() == "Tiedosto vaurioitunut")
    fill(evening, monkeypatch, 1.0)
    evening.until(lambda: top.file.text() == "Tiedosto täynnä")
    bus.publish([StorageTrouble("full")])
    evening.until(lambda: top.file.text() == "Ei tallennu")
    bus.publish([StorageWell()])
    evening.until(lambda: top.file.text() == "Tiedosto täynnä")
    bus.publish([CopyTrouble("room")])
    evening.until(lambda: "varmuuskopio tiedoston viereen ei onnistu" in notice.text)
    assert "Tiedosto täynnä" == top.file.text()
    bus.publish([CopyWell()])
    evening.until(lambda: notice.text == "Varmuuskopiointi toimii taas.")
