"""Poster, table cards and the participation card from the window's own buttons."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.ui.evening import Evening
from ui.facilitator.invitation_card import CHANNELS, INVITED
from ui.facilitator.rail import Page
from workshop_app.web import lan


def _in_a_hall(evening: Evening) -> None:
    network = evening.page.network
    network.close()
    network.places = (lan.rated("wlan0", "192.168.8.10", up=True),)
    network.set_wifi("kylatalo", "tupailta26")


def test_hand_outs_are_written_in_every_language(evening: Evening, tmp_path: Path) -> None:
    """One press, one folder: poster and cards for Finnish, Swedish and English readers."""
    _in_a_hall(evening)
    evening.page.go(Page.NETWORK)
    assert evening.page.network_page.handouts.isEnabled()
    evening.page.printing.handouts_to(tmp_path)
    evening.until(lambda: "Tulosteet ovat valmiit" in evening.page.notice.text)
    folder = next(tmp_path.glob("Tulosteet *"))
    expected = [
        "Affisch sv.docx", "Bordskort sv.docx", "Juliste fi.docx", "Poster en.docx", "Pöytäkortit fi.docx",
        "Table cards en.docx",
    ]  # fmt: skip
    assert expected == sorted(path.name for path in folder.iterdir())
    assert 2 == len(Document(str(folder / "Juliste fi.docx")).inline_shapes)


def test_the_participation_card_holds_what_was_written(evening: Evening, tmp_path: Path) -> None:
    """Who is invited and how they hear of it are written in the plan and saved like everything else."""
    evening.page.go(Page.PLAN)
    card = evening.page.plan.invitation
    for part, words in ((INVITED, "Kaikki kylalaiset"), (CHANNELS, "Kirje ja lehti")):
        card.fields[part].setFocus()
        evening.write(card.fields[part], words)
        card.fields[part].clearFocus()
    evening.until(lambda: "Kirje ja lehti" == evening.snapshot.texts.get(CHANNELS))
    evening.page.printing.card_to(tmp_path / "kortti.docx")
    evening.until(lambda: "Kortti on valmis" in evening.page.notice.text)
    said = [paragraph.text for paragraph in Document(str(tmp_path / "kortti.docx")).paragraphs]
    assert {"Kaikki kylalaiset", "Kirje ja lehti"} <= set(said)


def test_a_folder_that_refuses_is_told(evening: Evening, tmp_path: Path) -> None:
    """What the disk says is one sentence, not an error of the program."""
    evening.page.tell(PermissionError(13, "denied"))
    assert "toinen kansio" in evening.page.notice.text
