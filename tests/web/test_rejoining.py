"""The same person again: with the code on the page, after a lost cookie, on another phone, at another address."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.held import held
from tests.ports import own_port
from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from tests.web.test_duel_pages import answer, duel_count
from workshop_app.domain.codes import ALPHABET, new_code, read_code
from workshop_app.domain.commands import CloseActivity, MergeParticipants, WipePersonalData
from workshop_app.runtime import Runtime
from workshop_app.store import checking, workshop_rows
from workshop_app.store.schema import CORE
from workshop_app.web.guesses import ADDRESS, BASE, WINDOW, Guesses

WRONG = "Tunnusta ei löytynyt. Tarkista se tai liity mukaan uutena."
TOO_MANY = "Tunnuksia on kokeiltu liian monta. Odota muutama minuutti tai liity mukaan uutena."


def code_on(page: Page) -> str:
    """The code that the page shows."""
    return page.all('strong[@class="code"]')[0]


def rejoin(phone: Phone, code: str) -> Page:
    """Type a code on the join page."""
    return phone.send(phone.get(), "/rejoin", code=code)


def people(hall: Hall) -> int:
    """How many have joined."""
    return workshop_rows.participant_count(hall.runtime.reader())


def test_code_is_shown_calmly(hall: Hall, phone: Phone) -> None:
    """Waiting, welcome and privacy page show the same code of four signs; others keep it for a lost connection."""
    code = code_on(phone.join())
    assert re.fullmatch(f"[{ALPHABET}]{{4}}", code)
    assert f"Oma tunnuksesi: {code}" in phone.get("/about").text
    hall.open("welcome")
    assert code == code_on(phone.get())
    hall.open("duel")
    page = phone.get()
    assert code not in page.text
    assert f"lue QR-koodi uudelleen ja anna tunnuksesi {code}." in page.response.text


def test_codes_are_all_different_and_no_words() -> None:
    """A code has letters and digits and none that look alike; small letters and spaces do no harm."""
    codes = [new_code() for _ in range(500)]
    assert 480 < len(set(codes))
    assert not set("".join(codes)) & set("O0I1L")
    assert all(re.search("[A-Z]", code) and re.search("[0-9]", code) for code in codes)
    assert "K7MQ" == read_code(" k7-m q.\u200b")


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{1:.2} {1[2]}-{1[3]}"])
def test_cleared_cookie(hall: Hall, phone: Phone, typed: str) -> None:
    """A phone that forgot everything goes on in the same duel at the same pair, with the same counter."""
    code = code_on(phone.join())
    hall.open("duel")
    page = answer(phone, "right", answer(phone, "left"))
    pair = page.form("/a/").fields["pair"]
    phone.client.cookies.clear()
    page = rejoin(phone, typed.format(code, code.lower()))
    assert "Vertailu 3 / 15" in page.text
    assert pair == page.form("/a/").fields["pair"]
    assert (1, 2) == (people(hall), duel_count(hall))


def test_other_phone_is_a_second_one(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Both phones stay the same person; a pair that both answer is one answer, and a double tap one device."""
    first, second = phones(), phones("sv")
    code = code_on(first.join())
    hall.open("duel")
    one = answer(first, "left")
    join_page = second.get()
    other = second.send(join_page, "/rejoin", code=code)
    assert first.token() != second.token()
    token = second.token()
    second.send(join_page, "/rejoin", code=code)
    assert token == second.token()
    assert 1 == len(hall.runtime.reader().query("SELECT * FROM device"))
    assert "fi" == other.language
    assert one.form("/a/").fields["pair"] == other.form("/a/").fields["pair"]
    answer(first, "left", one)
    page = answer(second, "right", other)
    assert "Vertailu 3 / 15" in page.text
    assert "Vertailu 3 / 15" in first.get().text
    assert 2 == duel_count(hall)
    row = hall.runtime.reader().query("SELECT outcome FROM comparison ORDER BY id")
    assert ["left", "left"] == [r["outcome"] for r in row]
    assert 1 == people(hall)


def test_address_changes(hall: Hall, phones: Callable[..., Phone]) -> None:
    """At another address and port every phone is a stranger; with its code it goes on, to the same count."""
    first = phones()
    code = code_on(first.join())
    hall.open("duel")
    answer(first, "left")
    hall.runtime.web.stop()
    hall.port = hall.runtime.web.start("127.0.0.1", own_port())
    again = phones()
    assert again.origin != first.origin
    assert "Vertailu 2 / 15" in rejoin(again, code).text
    assert (1, 1) == (people(hall), duel_count(hall))


def test_who_joined_anew_can_go_back(hall: Hall, phones: Callable[..., Phone]) -> None:
    """A phone that joined as a stranger first types the code on the privacy page and is the first person again."""
    first, second = phones(), phones()
    code = code_on(first.join())
    hall.open("duel")
    answer(first, "left")
    second.join()
    page = second.send(second.get("/about"), "/rejoin", code="2222")
    assert (400, WRONG, "Tietosuoja ja saavutettavuus") == (page.status, page.notice, page.heading)
    assert "Vertailu 2 / 15" in second.send(page, "/rejoin", code=code).text


def test_wrong_codes_are_limited(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Ten wrong ones say the same sentence each, however near; then even the right one has to wait; joining doesn't."""
    first, second = phones(), phones()
    code = code_on(first.join())
    near = code[:3] + next(s for s in ALPHABET if s != code[3])
    for typed in (near, "ZZZZ", "", "'; DROP TABLE device; --", "ä" * 300, near, near, near, near, near):
        page = rejoin(second, typed)
        assert (400, WRONG) == (page.status, page.notice)
        assert "tupailta" not in second.client.cookies
    page = rejoin(second, code)
    assert (429, TOO_MANY) == (page.status, page.notice)
    assert code == page.form("/rejoin").fields["code"]
    assert "Olet mukana" in second.send(page, "/join", group="jarjestot").text


def test_right_codes_cost_nothing(hall: Hall, phones: Callable[..., Phone]) -> None:
    """After a change of address a whole hall behind one router comes back at once."""
    first, second = phones(), phones()
    code = code_on(first.join())
    for _ in range(40):
        second.client.cookies.clear()
        assert 200 == rejoin(second, code).status
    assert 20 == len(hall.runtime.reader().query("SELECT * FROM device"))


def test_right_codes_all_at_once(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Twenty that are under way at the same time, while the disk is slow: none of them waits for a guess."""
    code = code_on(phones().join())
    others = [phones() for _ in range(20)]
    pages = [other.get() for other in others]
    go_on = held(hall.runtime)
    with ThreadPoolExecutor(20) as hands:
        sent = [
            hands.submit(other.send, page, "/rejoin", code=code)
            for other, page in zip(others, pages, strict=True)
        ]
        while hall.runtime._writer._queue.qsize() < len(sent) and not any(one.done() for one in sent):
            threading.Event().wait(0.01)
        go_on.set()
        assert {200} == {one.result(100).status for one in sent}


def test_guesses_in_all() -> None:
    """Many addresses together get no more tries than the hall mistypes; they come back with time."""
    at = [0.0]
    guesses = Guesses(lambda: at[0])
    assert BASE + 10 == sum(guesses.begin(f"192.0.2.{n}", 40) == 0 for n in range(200))
    assert WINDOW == guesses.begin("192.0.2.201", 40)
    at[0] = WINDOW
    assert BASE == sum(guesses.begin("192.0.2.1" if n < 3 else f"192.0.3.{n}", 0) == 0 for n in range(200))
    at[0] = 2 * WINDOW
    assert ADDRESS.burst == sum(guesses.begin("192.0.2.1", 900) == 0 for _ in range(200))


def test_older_file_gets_codes(tmp_path: Path) -> None:
    """A person from before there were codes has one after the next page: the file is taken further on opening."""
    with new_workshop(tmp_path) as runtime:
        phone = Phone(Hall(runtime).port)
        phone.join()
    first = checking.made_by([replace(CORE, steps=CORE.steps[:1])]).columns
    later = set(checking.made_by([CORE]).columns) - set(first)
    with sqlite3.connect(runtime.path) as file:
        file.executescript("".join(f"DROP TABLE {table};" for table in sorted(later)))
        file.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'core.%' AND name <> 'core.1'")
    file.close()
    with Runtime(runtime.path, Clock()) as runtime:
        moved = Phone(Hall(runtime).port)
        moved.client.cookies.set("tupailta", phone.token())
        code = code_on(moved.get())
        assert code == code_on(moved.get("/about"))
        assert 1 == workshop_rows.participant_count(runtime.reader())
    phone.close()
    moved.close()


def test_wiping_takes_codes_and_devices(hall: Hall, phones: Callable[..., Phone]) -> None:
    """After the evening's wiping neither a code nor a second phone leads to anybody."""
    first, second = phones(), phones()
    code = code_on(first.join())
    rejoin(second, code)
    hall.open("duel")
    hall.do(CloseActivity(hall.activity("duel").id))
    hall.do(WipePersonalData())
    for table in ("rejoin_code", "device"):
        assert [] == hall.runtime.reader().query(f"SELECT * FROM {table}")
    assert second.get().has_form("/join")
    assert WRONG == rejoin(second, code).notice


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Koden hittades inte."), ("en", "There is no such code")]
)
def test_wrong_code_in_every_language(
    hall: Hall, phones: Callable[..., Phone], language: str, words: str
) -> None:
    """The sentence is in the phone's language."""
    assert rejoin(phones(language), "2345").notice.startswith(words)


def test_two_phones_made_one(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Each goes on as the same person; what a phone has not sent stays under its own name; then they are two again."""
    one, other = phones(), phones()
    one.join()
    other.join()
    first, second = (person.id for person in workshop_rows.participants(hall.runtime.reader()))
    names, codes = [_me(one), _me(other)], [code_on(one.get()), code_on(other.get())]
    hall.do(MergeParticipants(second, first))
    assert [codes[0], codes[0]] == [code_on(one.get()), code_on(other.get())]
    assert names == [_me(one), _me(other)]
    hall.do(MergeParticipants(second, None))
    assert codes == [code_on(one.get()), code_on(other.get())]


def _me(phone: Phone) -> str:
    found = re.search(r'data-me="([^"]+)"', phone.get().response.text)
    assert found
    return found[1]
