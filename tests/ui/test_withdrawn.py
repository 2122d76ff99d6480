"""A phone withdraws an idea after the minutes were given: the window says that they are no longer on the phones."""

from __future__ import annotations

from tests.ui.evening import Evening
from workshop_app.domain import commands as c


def test_minutes_that_were_taken_back_are_told(evening: Evening) -> None:
    """It stays in sight, as only the facilitator can give them anew."""
    (person,) = evening.join(1)
    idea = evening.write_idea("Kyläbussi", person)
    evening.phone(c.ApproveIdea(idea))
    evening.phone(c.GiveMinutes("Muistio.docx", "application/x", b"Kylabussi"))
    evening.until(lambda: evening.snapshot.minutes_given)
    evening.phone(c.WithdrawIdea(idea, person))
    evening.until(lambda: not evening.snapshot.minutes_given)
    notice = evening.page.notice
    evening.until(lambda: "perui ideansa" in notice.text)
    assert notice.stays
