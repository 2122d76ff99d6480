"""Shared devices from the network page: let in by a code, made void; undo does so too."""

from __future__ import annotations

from tests.ui.evening import Evening
from workshop_app.domain.kiosk import way_in


def test_a_shared_device_is_let_in_and_shut_out(evening: Evening) -> None:
    """One press shows the code and the address to type; the next person's join page is a press away on this laptop."""
    evening.in_the_halls_network()
    card = evening.page.pages.kiosk
    assert (True, True) == (card.code.isHidden(), card.here.isHidden())
    card.show_code.click()
    evening.until(lambda: evening.snapshot.kiosk is not None and not card.code.isHidden())
    key = evening.snapshot.kiosk or ""
    assert card.address.text().endswith(way_in(key))
    assert card.show_code.isHidden()
    card.void.click()
    evening.until(lambda: evening.snapshot.kiosk is None and card.code.isHidden())
    card.show_code.click()
    evening.until(lambda: evening.snapshot.kiosk not in (None, key))
    evening.page.undoing.undo()
    evening.until(lambda: evening.snapshot.kiosk is None)
    assert "yhteisten laitteiden" in evening.page.notice.text
