"""The card that shows texts naming somebody, in the real window: blank one, keep another."""

from PySide6.QtWidgets import QPushButton

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin


def buttons(evening: Evening) -> dict[str, QPushButton]:
    """The buttons of the rows that the card shows now, by accessible name; rows on their way out are not among them."""
    rows = evening.page.minutes.cleaning._rows
    shown = [item.widget() for n in range(rows.count()) if (item := rows.itemAt(n)) is not None]
    return {b.accessibleName(): b for row in shown if row is not None for b in row.findChildren(QPushButton)}


def press(evening: Evening, name: str) -> None:
    """Press the button with this accessible name, once it is there."""
    evening.until(lambda: name in buttons(evening) and buttons(evening)[name].isVisible())
    buttons(evening)[name].click()


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
    assert "Tarkista ja jaa (2)" == page.minutes.hand_out.text()
    evening.click(page.minutes.hand_out)
    press(evening, "Peitä: Kysy Matti Meikäläiseltä")
    evening.until(lambda: len(card.doubts) == 1)
    evening.until(lambda: (made[0], "Kysy [poistettu]") in [(i.id, i.text) for i in evening.snapshot.ideas])
    assert card.erased.isVisible()
    evening.page.undoing.undo()
    evening.until(
        lambda: (made[0], "Kysy Matti Meikäläiseltä") in [(i.id, i.text) for i in evening.snapshot.ideas]
    )
    assert "Kumottiin: peittäminen." == evening.page.notice.text
    evening.page.undoing.redo()
    evening.until(
        lambda: (made[0], "Kysy [poistettu]") in [(i.id, i.original) for i in evening.snapshot.ideas]
    )
    press(evening, "Pidä: Antti <b>auttaa</b> numerosta 040 123 4567")
    assert () == card.doubts
    assert "Tarkista ja jaa" == page.minutes.hand_out.text()
    assert {} == buttons(evening)
    assert not card.erased.isVisible()
    kept = (made[1], "Antti <b>auttaa</b> numerosta 040 123 4567")
    assert kept in [(i.id, i.text) for i in evening.snapshot.ideas]
