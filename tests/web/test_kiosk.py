"""A device that goes round: one person after another joins on it, each apart from the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.domain.people import Channel
from workshop_app.domain.tickets import MakeTickets, RequireTickets, spelled
from workshop_app.snapshot import free_tickets
from workshop_app.store import workshop_rows

PhoneMaker = Callable[..., Phone]


@pytest.fixture
def key(hall: Hall) -> str:
    """What lets a shared device in."""
    return str(hall.do(AllowKiosk(on=True)))


def channels(hall: Hall) -> list[Channel]:
    """How each person has joined."""
    return [person.channel for person in workshop_rows.participants(hall.runtime.reader())]


def test_one_person_after_another(hall: Hall, phone: Phone, key: str) -> None:
    """Each joins on it and is shown nothing of who was there before; the pair of one is answered by that one only."""
    hall.open("duel")
    door = phone.get(f"/kiosk/{spelled(key).lower()}")
    assert ("/", True) == (door.path, "Tämä laite kiertää" in door.text)
    assert not door.has_form("/rejoin")
    first = phone.send(door, "/join", group="jarjestot")
    secret, pair = phone.token(), first.form("/a/").fields["pair"]
    assert "/next" in first.links().values()
    phone.send(first, "/a/", action="left")
    assert "Vertailu 2" in phone.get(phone.get("/next").links()["Ei, jatkan vastaamista"]).text
    door = phone.send(phone.get("/next"), "/next")
    assert ("/", True, False) == (door.path, door.has_form("/join"), "tupailta" in phone.client.cookies)
    second = phone.send(door, "/join", group="", channel="paper")
    assert secret != phone.token()
    assert "1 / " in " ".join(second.all("*[contains(@class, 'screen')]"))
    refused = phone.post(second.form("/a/").action, {"pair": pair, "action": "left"})
    assert 409 == refused.status
    assert [Channel.KIOSK, Channel.PAPER] == channels(hall)


def test_only_who_has_the_key(hall: Hall, phones: PhoneMaker, key: str) -> None:
    """A phone without it, with a wrong one, or with one that is void joins as a phone and can't make room."""
    stranger, guesser, late = phones(), phones(), phones()
    guesser.client.cookies.set("kioski", "ABCDE23456")
    late.get(f"/kiosk/{key}")
    assert late.get().text.count("Tämä laite kiertää") == 1
    assert (
        "Tämä laite kiertää"
        not in stranger.get().text + guesser.get().text + guesser.get("/kiosk/ABCDE23456").text
    )
    hall.do(AllowKiosk(on=False))
    for each in (stranger, guesser, late):
        page = each.get(f"/kiosk/{key}")
        assert "Tämä laite kiertää" not in page.text
        page = each.send(page, "/join", group="", channel="kiosk")
        assert "/next" not in page.links().values()
        assert ("/", "/") == (each.get("/next").path, each.post("/next", {}).path)
        assert "tupailta" in each.client.cookies
    assert [Channel.PHONE] * 3 == channels(hall)
    assert key != hall.do(AllowKiosk(on=True))


def test_who_was_on_the_device_before_has_left_it(hall: Hall, joined: Phone, key: str) -> None:
    """A phone that somebody has joined by, and that is to go round now, begins with the join page."""
    assert joined.get(f"/kiosk/{key}").has_form("/join")
    joined.join()
    assert [Channel.PHONE, Channel.KIOSK] == channels(hall)


def test_a_shared_device_raises_no_doubt(hall: Hall, phone: Phone, key: str) -> None:
    """Ten people one after another on a device that was let in are no one who votes ten times."""
    page: Page = phone.get(f"/kiosk/{key}")
    for _ in range(10):
        phone.send(page, "/join", group="")
        page = phone.send(phone.get("/next"), "/next")
    assert () == hall.runtime.web.doubtful()
    assert [Channel.KIOSK] * 10 == channels(hall)


def test_where_votes_bind_each_person_brings_a_ticket(hall: Hall, phone: Phone, key: str) -> None:
    """The shared device is no way round the tickets, nor is what is written down for others."""
    hall.do(RequireTickets(on=True))
    door = phone.get(f"/kiosk/{key}")
    assert "Kuka vastaa?" not in door.text
    refused = phone.send(door, "/join", group="", channel="paper", admission="")
    assert "lip" in refused.notice.lower()
    hall.do(MakeTickets(1))
    (ticket,) = free_tickets(hall.runtime.reader())
    phone.send(refused, "/join", group="", admission=ticket)
    assert [Channel.KIOSK] == channels(hall)


def test_no_code_to_come_back_with(hall: Hall, phone: Phone, key: str) -> None:
    """Who was on the device leaves it for good: there is no code that the next person could read."""
    phone.send(phone.get(f"/kiosk/{key}"), "/join", group="")
    phone.get("/about")
    assert workshop_rows.code_of(hall.runtime.reader(), 1) is None
