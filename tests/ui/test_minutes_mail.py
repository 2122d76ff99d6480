"""The card for those who want the minutes by e-mail."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

from tests.ui.evening import Evening
from ui.facilitator.minutes_mail import ForgetDialog
from ui.facilitator.rail import Page
from workshop_app.domain.mail import KeepAddress


def test_a_draft_is_written_and_the_addresses_go(evening: Evening, tmp_path: Path) -> None:
    """The card is there when somebody has left an address, and gone with the addresses."""
    page, card = evening.page, evening.page.minutes.mail
    page.go(Page.MINUTES)
    page.minutes.turn_to(page.minutes.giving)
    assert card.isHidden()
    for name in ("aino", "veikko"):
        evening.phone(KeepAddress(f"{name}@example.fi"))
    evening.until(lambda: card.told.text().startswith("2 "))
    assert card.isVisible()
    target = tmp_path / "Muistio.eml"
    dialog = card.choose_file()
    dialog.fileSelected.emit(str(target))
    dialog.close()
    evening.until(lambda: str(target) in page.notice.text)
    read = email.message_from_bytes(target.read_bytes(), policy=default)
    assert "aino@example.fi, veikko@example.fi" == str(read["Bcc"])
    assert [True] == [a.get_content().startswith(b"PK") for a in read.iter_attachments()]

    evening.click(card.forget)
    asking = evening.dialog(ForgetDialog)
    assert isinstance(asking, ForgetDialog)
    evening.click(asking.do_it)
    evening.until(card.isHidden)
    assert 0 == evening.opened.runtime.reader().number("SELECT count(*) FROM mail_address")


def test_a_disk_that_is_full_is_told(evening: Evening) -> None:
    """One sentence, and the button works again."""
    card = evening.page.minutes.mail
    card.write_to(Path("/dev/full"))
    evening.until(lambda: "täynnä" in evening.page.notice.text)
    assert card.write.isEnabled()
