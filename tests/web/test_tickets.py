"""Joining with a printed ticket: its QR code fills the field in, a used one is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.tickets import MakeTickets, RequireTickets, spelled
from workshop_app.snapshot import free_tickets
from workshop_app.store import workshop_rows

PhoneMaker = Callable[..., Phone]


def made(hall: Hall, count: int) -> tuple[str, ...]:
    """So many new tickets."""
    hall.do(MakeTickets(count))
    return free_tickets(hall.runtime.reader())


def test_joining_with_a_ticket(hall: Hall, phones: PhoneMaker) -> None:
    """The code comes with the address or is typed; the second phone with it is told so, and joins with another."""
    assert "admission" not in phones().get().form("/join").fields
    first, second = made(hall, 2)
    hall.do(RequireTickets(on=True))
    mine, other = phones(), phones()

    page = mine.get(f"/?t={first}")
    assert first == page.form("/join").fields["admission"]
    page = mine.send(page, "/language", language="sv")
    assert ("sv", first) == (page.language, page.form("/join").fields["admission"])
    page = mine.send(page, "/language", language="fi")
    assert "/" == mine.send(page, "/join", group="").path
    assert "/join" == other.send(other.get(f"/?t={first}"), "/join", group="").path
    refused = other.send(other.get(), "/join", group="", admission=first)
    assert (409, "Tämä lippu on jo käytetty.") == (refused.status, refused.notice[:26])
    assert "/" == other.send(refused, "/join", group="", admission=spelled(second).lower()).path
    assert 2 == workshop_rows.participant_count(hall.runtime.reader())


def test_one_who_is_in_needs_no_ticket(hall: Hall, joined: Phone, phones: PhoneMaker) -> None:
    """Who joined before, opens a ticket's address again or comes back with the own code goes on as before."""
    code = workshop_rows.code_of(hall.runtime.reader(), 1) or ""
    (ticket,) = made(hall, 1)
    hall.do(RequireTickets(on=True))
    assert not joined.get(f"/?t={ticket}").has_form("/join")
    again = phones()
    page = again.get()
    assert "Lippusi koodi" in page.text
    again.send(page, "/rejoin", code=code)
    assert not again.get().has_form("/join")
    assert 1 == workshop_rows.participant_count(hall.runtime.reader())


def test_strange_codes_are_sentences(hall: Hall, phone: Phone) -> None:
    """What is no ticket, nothing at all, or endless is refused; what was chosen stays chosen."""
    hall.do(RequireTickets(on=True))
    for typed in ("", "   ", "ABCDE-23456", "<b>x</b>", "x" * 5_000, "٣" * 10):
        refused = phone.send(phone.get(), "/join", group="jarjestot", admission=typed)
        assert 400 == refused.status
        assert refused.notice
        assert "jarjestot" == refused.form("/join").fields["group"]
    assert "" == phone.get("/?t=").form("/join").fields["admission"]
    assert 0 == workshop_rows.participant_count(hall.runtime.reader())
