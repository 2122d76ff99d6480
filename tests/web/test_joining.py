"""Joining: what the first page says, who a phone is afterwards, and in what language."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

import pytest
from starlette.requests import Request

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import EditWorkshop, WriteMinutesText
from workshop_app.domain.people import Channel
from workshop_app.store import workshop_rows
from workshop_app.web import current, identity


def test_first_page_says_what_this_is(phone: Phone) -> None:
    """Before joining a person reads the title, the purpose, who keeps the answers and how long, and the groups."""
    page = phone.get()
    assert "Strategian keskeiset teemat" == page.heading
    for words in ("Valitaan yhdessä", "nimettömiä", "Pohjois-Pohjanmaa säilyttää ne 22.11.2027 asti"):
        assert words in page.text
    assert ["Olen mukana"] == page.all("legend")
    groups = page.all("fieldset//label")
    assert 7 == len(groups)
    assert "En halua kertoa" == groups[-1]


def test_joining_keeps_only_a_hash(hall: Hall, phone: Phone) -> None:
    """The file holds the group, the language, the channel and a hash of the cookie's secret, nothing else."""
    page = phone.join("henkilosto")
    assert "/" == page.path
    person = workshop_rows.participants(hall.runtime.reader())[0]
    assert ("henkilosto", "fi", Channel.PHONE) == (person.group_id, person.language, person.channel)
    row = hall.runtime.reader().query("SELECT * FROM participant")[0]
    assert hashlib.sha256(phone.token().encode()).hexdigest() == row["token_hash"]
    assert phone.token() not in str(tuple(row))


def test_no_group_is_a_choice(hall: Hall, phone: Phone) -> None:
    """Whoever would rather not say joins without a group."""
    phone.join("")
    assert workshop_rows.participants(hall.runtime.reader())[0].group_id is None


def test_cookie_is_for_the_host_alone(phone: Phone) -> None:
    """The secret's cookie can't be read by a script nor sent from another site, and holds for all pages."""
    first = phone.get().form("/join")
    phone.client.follow_redirects = False
    answer = phone.client.post("/join", data={**first.fields, "group": ""}, headers={"Origin": phone.origin})
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("tupailta="))
    for flag in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert flag in cookie
    assert "Secure" not in cookie
    assert 43 == len(phone.token())


def test_a_strange_cookie_costs_no_time(hall: Hall, phone: Phone) -> None:
    """A cookie of backslashes, a second of Python's own reading, holds nobody up; ours counts."""
    phone.join()
    cookies = 'x="' + "\\" * 15_000 + f'"; tupailta={phone.token()}; tupailta=other'
    request = Request({"type": "http", "headers": [(b"cookie", cookies.encode())]})
    before = time.thread_time()
    found = identity.token_of(request), identity.language_of(request), identity.keeps_cookies(request)
    assert time.thread_time() - before < 0.1
    assert (phone.token(), "fi", True) == found
    own = phone.client.get("/own", headers={"Cookie": cookies})
    assert "/own" == own.url.path
    before = time.process_time()
    assert "/join" in phone.client.get("/", headers={"Cookie": cookies.replace("tupailta", "toinen")}).text
    assert time.process_time() - before < 0.5


def test_secrets_are_by_lot(phones: Callable[..., Phone]) -> None:
    """No two join pages have the same secret, and each of its signs is another one each time."""
    phone = phones()
    secrets = [phone.get().form("/join").fields["secret"] for _ in range(60)]
    assert 60 == len(set(secrets))
    # The last sign holds four bits; 60 draws of the others show more than half of the 64 signs, by far.
    assert min(len(set(signs)) for signs in list(zip(*secrets, strict=True))[:42]) > 24


def test_people_at_hand_are_bounded(
    hall: Hall, phones: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those who have joined only so many secrets stay in memory; each is known all the same."""
    monkeypatch.setattr(current, "PEOPLE", 2)
    made = [phones() for _ in range(5)]
    for phone in made:
        phone.join()
    tokens = [phone.token() for phone in made]
    kept = current.Current(hall.runtime._reads)
    assert None not in {kept.person(token) for token in tokens}
    assert len(kept._people[1]) <= 2


def test_double_tap_joins_once(hall: Hall, phone: Phone) -> None:
    """The same join form sent twice, even by a phone whose first answer was lost, is one person."""
    form = phone.get().form("/join")
    phone.post("/join", {**form.fields, "group": "jarjestot"})
    first = phone.token()
    phone.client.cookies.delete("tupailta")
    phone.post("/join", {**form.fields, "group": "jarjestot"})
    assert first == phone.token()
    assert 1 == workshop_rows.participant_count(hall.runtime.reader())


def test_a_browser_without_cookies_is_told(hall: Hall, phone: Phone) -> None:
    """It would come to the join page again and again: it is told what to do, and nobody is made; then it is let in."""
    form = phone.get().form("/join")
    for address, values in (("/join", {"group": "jarjestot"}), ("/rejoin", {"code": "ABCD"})):
        phone.client.cookies.clear()
        page = phone.post(address, {**form.fields, **values})
        assert (400, True) == (page.status, page.notice.startswith("Tämä selain ei salli evästeitä"))
    assert 0 == workshop_rows.participant_count(hall.runtime.reader())
    phone.send(page, "/join", group="jarjestot")
    assert 1 == workshop_rows.participant_count(hall.runtime.reader())


def test_two_tabs_are_one_person(hall: Hall, phone: Phone) -> None:
    """A join page left open in another tab does not make a second person."""
    one, other = phone.get(), phone.get()
    phone.send(one, "/join", group="jarjestot")
    phone.send(other, "/join", group="henkilosto")
    assert 1 == workshop_rows.participant_count(hall.runtime.reader())


@pytest.mark.parametrize("group", ["presidentti", "'; DROP TABLE participant; --", None])
def test_strange_group_is_refused_and_can_be_mended(hall: Hall, phone: Phone, group: str | None) -> None:
    """A group that is not on the page (or none chosen) brings the page again with a sentence."""
    form = phone.get().form("/join")
    values = dict(form.fields) if group is None else {**form.fields, "group": group}
    page = phone.post("/join", values)
    assert 400 == page.status
    assert "Valitse jokin sivun ryhmistä." == page.notice
    assert 0 == workshop_rows.participant_count(hall.runtime.reader())
    assert 200 == phone.send(page, "/join", group="jarjestot").status
    assert 1 == workshop_rows.participant_count(hall.runtime.reader())


@pytest.mark.parametrize("token", ["x", "ö" * 43, "A" * 43, "", "../../etc"])
def test_forged_cookie_is_nobody(hall: Hall, phone: Phone, token: str) -> None:
    """A form sent with a cookie that nobody was given leads to the join page and changes nothing."""
    activity = hall.open("ideas")
    cookie = f"tupailta={token}".encode()
    answer = phone.client.post(
        f"/a/{activity}", data={"text": "Idea"}, headers={b"Origin": phone.origin.encode(), b"Cookie": cookie}
    )
    assert "/" == answer.url.path
    assert 'action="/join"' in answer.text
    assert [] == hall.runtime.reader().query("SELECT * FROM idea WHERE participant_id IS NOT NULL")


@pytest.mark.parametrize(
    ("header", "language", "button"),
    [
        ("fi-FI,fi;q=0.9", "fi", "Liity mukaan"),
        ("sv-FI,sv;q=0.9,en;q=0.5", "sv", "Delta"),
        ("en-GB", "en", "Join in"),
        ("de-DE,de;q=0.9", "fi", "Liity mukaan"),
        ("", "fi", "Liity mukaan"),
        (";;;q=q,,de;q=x,sv;q=0.1,fi;q=0", "sv", "Delta"),
    ],
)
def test_language_of_the_phone(phones: Callable[..., Phone], header: str, language: str, button: str) -> None:
    """The first page is in the phone's language where it is one of ours, else in Finnish."""
    page = phones(header).get()
    assert (language, button) == (page.language, page.all('form[@action="/join"]//button')[-1])


def test_language_can_change_at_any_time(hall: Hall, phone: Phone) -> None:
    """Chosen before joining and changed after it, on the page where one is; the file remembers the last one."""
    page = phone.send(phone.get(), "/language", language="sv")
    assert "Strategins centrala teman" == page.heading
    phone.send(page, "/join", group="jarjestot")
    person = workshop_rows.participants(hall.runtime.reader())[0]
    assert "sv" == person.language
    page = phone.send(phone.get("/about"), "/language", language="en")
    assert ("/about", "Privacy and accessibility") == (page.path, page.heading)
    changed = workshop_rows.participant(hall.runtime.reader(), person.id)
    assert changed is not None
    assert "en" == changed.language


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "/minutes.docx", "javascript:1", "/\\x"]
)
def test_language_leads_back_to_our_own_pages_only(phone: Phone, back: str) -> None:
    """The address to come back to can't lead anywhere else."""
    phone.client.follow_redirects = False
    answer = phone.client.post(
        "/language", data={"language": "sv", "back": back}, headers={"Origin": phone.origin}
    )
    assert (303, "/") == (answer.status_code, answer.headers["location"])


def test_unknown_language_is_refused(phone: Phone) -> None:
    """A language that we do not have is a sentence, not an error of ours."""
    page = phone.post("/language", {"language": "kl"})
    assert (400, "Valitse jokin sivun kielistä.") == (page.status, page.notice)


def test_about_says_who_keeps_what(hall: Hall, phone: Phone) -> None:
    """Privacy and accessibility can be read before joining; an organiser's words are escaped."""
    hall.do(EditWorkshop(organiser="<b>Kunta</b>", contact="a&b@example.org"))
    page = phone.get("/about")
    assert "<b>Kunta</b> säilyttää ne" in page.text
    assert "a&b@example.org" in page.text
    assert "Saavutettavuusseloste" == page.all("h2")[-1]


def test_about_has_the_facilitators_own_words(hall: Hall, phone: Phone) -> None:
    """Each line of the privacy text is a paragraph, escaped, as it stands now."""
    assert "tsv@example.org" not in phone.get("/about").text
    hall.do(WriteMinutesText("privacy", "Kysy: tsv@example.org\n\n<b>Rekisteri</b>"))
    page = phone.get("/about")
    assert {"Kysy: tsv@example.org", "<b>Rekisteri</b>"} <= set(page.all("p"))
