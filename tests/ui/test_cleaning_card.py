"""The card that shows texts naming somebody, in the real window: blank one, keep another."""

from PySide6.QtWidgets import QPushButton

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin


def press(evening: Evening, name: str) -> None:
    """Press the card's button with this accessible name."""
    buttons = evening.page.minutes.cleaning.findChildren(QPushButton)
    evening.click(next(b for b in buttons if b.accessibleName().startswith(name)))


def test_blank_and_keep(evening: Evening) -> None:
    """Two ideas name somebody: one is blanked in the file, the other stays, and the card is then empty."""
    made = [
        evening.phone(AddIdea(text, IdeaOrigin.FACILITATOR))
        for text in ("Kysy Matti Meikäläiseltä", "Antti <b>auttaa</b> numerosta 040 123 4567")
    ]
    page = evening.page
    page.go(Page.MINUTES)
    card = page.minutes.cleaning
    evening.until(lambda: len(card.doubts) == 2)
    press(evening, "Peitä: Kysy Matti")
    evening.until(lambda: len(card.doubts) == 1)
    evening.until(lambda: evening.idea(int(str(made[0]))).text == "Kysy [poistettu]")
    press(evening, "Pidä: Antti")
    assert () == card.doubts
    assert [] == card.findChildren(QPushButton)[2:]
    page.go(Page.MINUTES)
    assert "Antti <b>auttaa</b> numerosta 040 123 4567" == evening.idea(int(str(made[1]))).text
