"""One phone under many names, shown to the facilitator in plain words; answers left out and taken back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.evening import Evening
from tests.web.phone import Phone
from ui.kinds.duel.doubts import DoubtsDialog
from ui.kinds.duel.panel import Panel
from workshop_app.domain.commands import OpenActivity
from workshop_app.kinds.duel.report import DuelReport

_ONE = "3 osallistujaa liittyi yhdellä ja samalla selaimella."


@pytest.fixture
def stuffer(evening: Evening) -> Iterator[Phone]:
    """A phone whose owner clears the cookie and joins again: three names, and answers under each."""
    evening.go("duel")
    evening.phone(OpenActivity(evening.activity_id("duel")))
    phone = Phone(evening.opened.runtime.web.start("127.0.0.1", 0))
    for _ in range(3):
        phone.client.cookies.clear()
        page = phone.join()
        phone.send(page, "/a/", action="left")
    yield phone
    phone.close()


def test_stuffing_is_told_and_left_out(evening: Evening, stuffer: Phone) -> None:
    """Told on whatever page and on the duel's; left out, counted again, and taken back with undo."""
    panel = cast("Panel", evening.page.run_page(evening.activity_id("duel")).panel)
    evening.page.arrivals.look_for_doubts()
    assert _ONE == evening.page.notice.text
    evening.until(lambda: _ONE in panel.outlook.arrivals.text())
    assert panel.outlook.look.isVisible()

    panel.outlook.look.click()
    dialog = cast("DoubtsDialog", evening.dialog(DoubtsDialog))
    assert [(1, False)] * 3 == [(each.answers, each.aside) for each in dialog.people]
    dialog.leave_out(dialog.people[1].person, aside=True)
    evening.until(counts(evening, 2))
    evening.until(lambda: dialog.people[1].aside)
    evening.until(lambda: "Yhden vastaukset on jätetty pois." in panel.outlook.arrivals.text())
    dialog.accept()
    assert "vastausten pois jättäminen" == evening.page.undoing.undo_words
    evening.page.undoing.undo()
    evening.until(counts(evening, 3))
    evening.page.undoing.redo()
    evening.until(counts(evening, 2))
    evening.page.arrivals.look_for_doubts()
    assert "Tehtiin uudelleen" in evening.page.notice.text  # the same people are not told twice


def test_many_names_are_left_out_at_once(evening: Evening, stuffer: Phone) -> None:
    """One press for all who are listed for how they joined, and one to count them all again; Enter only closes."""
    panel = cast("Panel", evening.page.run_page(evening.activity_id("duel")).panel)
    evening.page.arrivals.look_for_doubts()
    evening.until(panel.outlook.look.isVisible)
    panel.outlook.look.click()
    dialog = cast("DoubtsDialog", evening.dialog(DoubtsDialog))
    close = dialog.focusWidget()
    assert isinstance(close, QPushButton)
    assert ("Sulje", True) == (close.text(), close.isDefault())
    for answers, then in ((0, "Laske kaikki taas mukaan"), (3, "Jätä kaikki 3 pois liittymisen perusteella")):
        dialog.all.click()
        evening.until(counts(evening, answers))
        evening.until(lambda then=then: then == dialog.all.text())  # type: ignore[misc]
    dialog.accept()


def counts(evening: Evening, answers: int) -> Callable[[], bool]:
    """Whether the window shows so many answers."""

    def hold() -> bool:
        report = evening.snapshot.reports.get(evening.activity_id("duel"))
        return isinstance(report, DuelReport) and answers == report.answers

    return hold
