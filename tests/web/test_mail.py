"""An address for the minutes on the phone: given with consent when the evening ends, taken away as easily."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from tests.web.test_limits import bounded
from workshop_app import log
from workshop_app.domain.commands import EndWorkshop
from workshop_app.store import mail_rows
from workshop_app.web.limits import HALL, Rate

AINO = "aino.salainen@example.fi"
LINK = "Muistio sähköpostiin"


def addresses(hall: Hall) -> tuple[str, ...]:
    """What the file holds."""
    return mail_rows.addresses(hall.runtime.reader())


def test_offered_when_the_last_part_is_on(hall: Hall, joined: Phone) -> None:
    """Not before: the evening's own pages have other things to ask."""
    assert LINK not in joined.get().links()
    hall.open("welcome")
    assert LINK not in joined.get().links()
    hall.open("feedback")
    page = joined.send(joined.get(), "/a/", heard="4")
    assert "/mail" == page.links()[LINK]
    hall.do(EndWorkshop())
    assert "/mail" == joined.get().links()[LINK]


def test_given_with_consent_and_taken_away(hall: Hall, joined: Phone) -> None:
    """Saved once it is ticked; what was typed stays in a refused form; removing tells nobody whether it was there."""
    page = joined.get("/mail")
    refused = joined.send(page, "/mail", address=AINO, action="keep")
    assert (400, "Merkitse, että muistion saa lähettää osoitteeseen.") == (refused.status, refused.notice)
    assert AINO == refused.form("/mail").fields["address"]
    assert () == addresses(hall)
    wrong = joined.send(page, "/mail", address="aino(at)example.fi", agree="yes", action="keep")
    assert 400 == wrong.status
    kept = joined.send(page, "/mail", address=AINO, agree="yes", action="keep")
    assert ("Kiitos!", (AINO,)) == (kept.heading, addresses(hall))
    assert AINO not in kept.response.text
    joined.send(page, "/mail", address=AINO, agree="yes", action="keep")
    assert (AINO,) == addresses(hall)
    for address in ("toinen@example.fi", AINO):
        gone = joined.send(page, "/mail", address=address, action="remove")
        assert "Osoite on poistettu" == gone.heading
    assert () == addresses(hall)


def test_strangers_are_sent_to_the_start(hall: Hall, phone: Phone) -> None:
    """Who has not joined finds no form and leaves nothing."""
    assert "/" == phone.get("/mail").path
    phone.post("/mail", {"address": AINO, "agree": "yes", "action": "keep"})
    assert () == addresses(hall)


def test_addresses_are_never_logged(hall: Hall, joined: Phone, tmp_path: Path) -> None:
    """Neither kept nor refused ones, down to the last detail of the log."""
    folder = tmp_path / "log"
    log.set_up(folder, verbose=True)
    try:
        page = joined.get("/mail")
        for address in (AINO, f"{AINO}, {AINO}"):
            joined.send(page, "/mail", address=address, agree="yes", action="keep")
        joined.send(page, "/mail", address=AINO, action="remove")
    finally:
        log.tear_down()
    assert [] == [file for file in folder.iterdir() if b"salainen" in file.read_bytes()]


@pytest.mark.parametrize(("language", "words"), [("fi", "30 päivän"), ("sv", "30 dagar"), ("en", "30 days")])
def test_the_page_says_what_becomes_of_it(hall: Hall, phone: Phone, language: str, words: str) -> None:
    """In the person's language, before anything is typed; the privacy page tells it too."""
    phone.join()
    page = phone.send(phone.get("/mail"), "/language", language=language)
    assert ("/mail", language) == (page.path, page.language)
    assert words in page.text
    assert {"fi": "sähköpost", "sv": "e-post", "en": "e-mail"}[language] in phone.get("/about").text


def test_nobody_fills_the_list_or_keeps_the_copies_away(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Each person's addresses are few; taken away by all together seldom enough that the rolling copies stay."""
    bounded(hall, replace(HALL, mailing=Rate(4, 0.001), removing=Rate(3, 0.001)))
    one, other = phones(), phones()
    for phone in (one, other):
        phone.join()
    given = [one.post("/mail", {"address": f"a{n}@example.fi", "agree": "yes"}).status for n in range(6)]
    assert [200] * 4 + [429] * 2 == given
    taken = [
        other.post("/mail", {"address": f"a{n}@example.fi", "action": "remove"}).status for n in range(4)
    ]
    assert [200] * 3 + [429] == taken
    assert ("a3@example.fi",) == addresses(hall)
