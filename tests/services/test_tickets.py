"""One-time tickets in the file: asked for or not, used once, tied to nobody, void, wiped."""

from __future__ import annotations

from pathlib import Path

from tests.asking import do, refusal
from tests.clock import Clock, new_workshop
from workshop_app.domain.codes import ALPHABET
from workshop_app.domain.commands import Join, Rejoin, WipePersonalData
from workshop_app.domain.mail import KeepAddress
from workshop_app.domain.people import Channel
from workshop_app.domain.tickets import LENGTH, CancelTickets, MakeTickets, RequireTickets, Tickets, spelled
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime, recover_file
from workshop_app.snapshot import free_tickets, read_snapshot, wanted_by
from workshop_app.store import workshop_rows
from workshop_app.taking_back import inverse


def stand(runtime: Runtime) -> Tickets:
    """How the tickets stand."""
    return read_snapshot(runtime.reader()).tickets


def test_without_the_switch_nothing_changes(runtime: Runtime) -> None:
    """Nobody needs a ticket, and one that is given is not used."""
    (code,) = free_tickets_of(runtime, 1)
    do(runtime, Join("a" * 64, None, "fi"))
    do(runtime, Join("b" * 64, None, "fi", ticket=code))

    assert Tickets(required=False, free=1) == stand(runtime)
    assert 0 == read_minutes(runtime.reader(), runtime.path).tickets_used


def test_a_ticket_lets_one_person_in_once(runtime: Runtime) -> None:
    """However it is typed; a second tap of the same phone is the same person and uses nothing more."""
    do(runtime, Join("early" * 10, None, "fi"))
    do(runtime, RequireTickets(on=True))
    first, second = free_tickets_of(runtime, 2)
    assert "ticket_needed" == refusal(runtime, Join("a" * 64, None, "fi"))
    assert "ticket_unknown" == refusal(runtime, Join("a" * 64, None, "fi", ticket="ABCDE-23456"))
    person = do(runtime, Join("a" * 64, None, "fi", ticket=f" {spelled(first).lower()} "))
    again = do(runtime, Join("a" * 64, None, "fi", ticket=first))
    assert "ticket_used" == refusal(runtime, Join("b" * 64, None, "fi", ticket=first))
    code = workshop_rows.code_of(runtime.reader(), int(str(person))) or ""
    assert person == again == do(runtime, Rejoin(code, "c" * 64))
    do(runtime, Join("paper" * 10, None, "fi", Channel.PAPER))
    assert Tickets(required=True, free=1, used=1) == stand(runtime)
    assert 1 == do(runtime, CancelTickets())
    assert "ticket_void" == refusal(runtime, Join("d" * 64, None, "fi", ticket=second))
    assert 1 == read_minutes(runtime.reader(), runtime.path).tickets_used


def free_tickets_of(runtime: Runtime, count: int) -> tuple[str, ...]:
    """So many new tickets."""
    do(runtime, MakeTickets(count))
    return free_tickets(runtime.reader())


def test_tickets_can_not_be_guessed_and_are_bounded(runtime: Runtime) -> None:
    """Ten signs by lot of 31, all different; no endless sheets."""
    made = free_tickets_of(runtime, 300)
    assert 300 == len(set(made))
    assert {LENGTH} == {len(code) for code in made}
    assert set(ALPHABET) == {sign for code in made for sign in code}
    assert "too_many_tickets" == refusal(runtime, MakeTickets(1_701))
    assert "too_many_tickets" == refusal(runtime, MakeTickets(0))


def test_the_file_does_not_tell_whose_ticket_it_was(runtime: Runtime) -> None:
    """Neither a person nor a time stands with a ticket; the order of the rows is the lot's."""
    do(runtime, RequireTickets(on=True))
    codes = do(runtime, MakeTickets(20))
    assert isinstance(codes, tuple)
    for number, code in enumerate(codes):
        do(runtime, Join(f"{number:064}", None, "fi", ticket=code))
    columns = [row["name"] for row in runtime.reader().query("PRAGMA table_info(ticket)")]
    order = [row["code"] for row in runtime.reader().query("SELECT code FROM ticket ORDER BY id")]
    assert ["id", "code", "used", "void"] == columns
    assert sorted(order) == sorted(codes)
    assert list(codes) != order


def test_the_switch_is_taken_back_like_everything(runtime: Runtime) -> None:
    """Undo asks for tickets no more; making tickets is nothing to take back."""
    before = read_snapshot(runtime.reader())
    do(runtime, RequireTickets(on=True))
    assert RequireTickets(on=False) == inverse(RequireTickets(on=True), before, None)
    assert inverse(MakeTickets(1), before, ("ABCDEFGHJK",)) is None


def test_wiping_and_recovering(tmp_path: Path) -> None:
    """After the wiping no code is in the file; a recovered file still asks for tickets and knows them."""
    with new_workshop(tmp_path) as runtime:
        do(runtime, RequireTickets(on=True))
        do(runtime, KeepAddress("maija@example.org"))
        first, *_rest = codes = free_tickets_of(runtime, 5)
        do(runtime, Join("a" * 64, None, "fi", ticket=first))
    recovered = tmp_path / "pelastettu.tupa"
    assert recover_file(runtime.path, recovered, Clock()).complete
    with Runtime(recovered, Clock()) as again:
        assert Tickets(required=True, free=4, used=1) == stand(again)
        assert ("maija@example.org",) == wanted_by(again.reader())[1]
        do(again, WipePersonalData())
        assert Tickets(required=True, used=1, void=4) == stand(again)
    content = recovered.read_bytes()
    assert [] == [code for code in codes if code.encode() in content]
