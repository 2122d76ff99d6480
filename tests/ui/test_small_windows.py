"""Small screens and large letters: nothing is cut, nothing lies over another, what does not fit is scrolled to."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from tests.ui.evening import Evening
from ui.facilitator.rail import Page
from ui.widgets.qr_code import QrCode


def test_in_the_smallest_window_the_code_is_whole(evening: Evening) -> None:
    """Nothing of the join page's code lies outside its card."""
    evening.program.window.resize(960, 620)
    panel = evening.go("welcome")
    code = panel.findChild(QrCode)
    assert code is not None
    evening.until(code.isVisible)
    card = code.parentWidget()
    assert card is not None
    evening.until(lambda: card.rect().contains(code.geometry()))


def test_in_a_low_and_narrow_window_nothing_lies_over_another(evening: Evening) -> None:
    """A laptop of 1366 x 768 pixels with letters at 150 %: words keep their height, the rest is scrolled to."""
    window = evening.program.window
    window.setMinimumSize(0, 0)
    window.resize(910, 470)
    for activity in evening.snapshot.activities:
        evening.page.go(activity.id)
        evening.until(partial(_was_read, evening, activity.id))
        page = evening.page.run_page(activity.id)
        # The layouts of what was shown a moment ago settle on the next turns.
        for _turn in range(5):
            QApplication.processEvents()
        assert (activity.kind, []) == (activity.kind, _cut(page))


def _cut(page: QWidget) -> list[str]:
    """The pieces of a page that lie over others, outside their place, or are too low for their words."""
    kinds = QLabel | QAbstractButton | QrCode
    pieces = [w for w in page.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
    wrong = []
    for piece in pieces:
        parent, place = piece.parentWidget(), piece.geometry()
        assert parent is not None
        beside = [other for other in pieces if other is not piece and other.parentWidget() is parent]
        low = piece.hasHeightForWidth() and piece.height() < piece.heightForWidth(piece.width())
        outside = place.right() > parent.width() or place.bottom() > parent.height()
        if low or outside or any(other.geometry().intersects(place) for other in beside):
            wrong.append(piece.accessibleName() or str(piece.property("text")))
    return wrong


def _was_read(evening: Evening, activity_id: int) -> bool:
    return activity_id in evening.snapshot.reports


def test_the_networks_page_ends_with_its_last_card(evening: Evening) -> None:
    """One scrolls to no empty page below it."""
    evening.program.window.resize(1092, 600)
    evening.page.go(Page.NETWORK)
    page = evening.page.network_page
    area = page.findChild(QScrollArea)
    assert area is not None
    tickets = evening.page.pages.tickets
    body = area.widget()
    assert body is not None
    evening.until(lambda: body.height() - tickets.geometry().bottom() < 40)


def test_names_and_questions_of_the_agenda_are_read_whole(evening: Evening) -> None:
    """In a narrow window a question is under its part's name; in a usual one beside it, also when it grows again."""
    window, page = evening.program.window, evening.page
    page.go(Page.PLAN)
    evening.until(lambda: page.plan.agenda.whole)
    rows = page.plan.agenda.rows.values()
    window.setMinimumSize(0, 0)
    for width, beside in ((1280, True), (910, False), (1280, True)):
        window.resize(width, 700)
        evening.until(lambda: all((r.question.y() == r.title.y()) is beside for r in rows))  # noqa: B023 - at once
        short = [field.text() for r in rows for field in (r.title, r.question) if _is_cut_off(field)]
        assert [] == short


def _is_cut_off(field: QLineEdit) -> bool:
    room = field.width() - 2 * field.fontMetrics().horizontalAdvance("m")
    return field.fontMetrics().horizontalAdvance(field.text()) > room
