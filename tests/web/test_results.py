"""Results when they are shown, and the minutes when they are given out."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import cast

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import (
    AddIdea,
    CloseActivity,
    EndWorkshop,
    GiveMinutes,
    Join,
    OpenActivity,
    ShowResults,
    WithdrawMinutes,
)
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.report import DuelReport, report
from workshop_app.kinds.ladder.kind import SayExperience

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def compare(hall: Hall, phone: Phone) -> DuelReport:
    """One person answers all pairs, always choosing A; the report that comes of it."""
    hall.open("duel")
    for _ in range(15):
        phone.send(phone.get(), "/a/", action="left")
    return report(hall.runtime.reader(), hall.activity("duel"))


def test_results_only_when_shown(hall: Hall, joined: Phone) -> None:
    """Before they are shown the address leads to what is live; taken away again, it does so again."""
    compare(hall, joined)
    duel = hall.activity("duel").id
    assert "/" == joined.get(f"/a/{duel}/results").path
    hall.do(ShowResults(duel))
    assert "Tulokset: Kaksintaistelu" in joined.get().links()
    assert f"/a/{duel}/results" == joined.get(f"/a/{duel}/results").path
    hall.do(ShowResults(duel, shown=False))
    assert "/" == joined.get(f"/a/{duel}/results").path


def test_results_are_the_reports(hall: Hall, joined: Phone) -> None:
    """Names, shares and places on the phone are those of the report, in its order, level places as a range."""
    found = compare(hall, joined)
    duel = hall.activity("duel").id
    hall.do(CloseActivity(duel))
    hall.do(ShowResults(duel))
    page = joined.get()
    assert "1 osallistuja, 15 vertailua" in page.text
    assert "kuinka todennäköisesti idea voittaa keskimääräisen idean tämän joukon mielestä" in page.text
    lines = page.all('ol[@class="ranking"]/li/p')
    assert len(found.ranking.standings) == len(lines)
    for standing, line in zip(found.ranking.standings, lines, strict=True):
        first, last = standing.band
        place = f"{first}." if first == last else f"{first}.–{last}."
        share = f"{round(standing.share * 100)} %"
        assert f"{place} {found.ideas[standing.idea].text} {share}" == line


def test_own_idea_has_its_place(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """The writer sees the place of the idea; others see no such line."""
    writer = workshop_writer(hall)
    hall.do(AddIdea("Kyläbussi", IdeaOrigin.PARTICIPANT, None, None, writer))
    found = compare(hall, joined)
    duel = hall.activity("duel").id
    hall.do(ShowResults(duel))
    own = next(i for i in found.ideas.values() if i.text == "Kyläbussi")
    assert None is found.standing_of(own.id)
    page = joined.get(f"/a/{duel}/results")
    assert "Ideasi Kyläbussi ei ollut mukana vertailussa." in page.text
    other = phones()
    other.join()
    assert "Ideasi" not in other.get(f"/a/{duel}/results").text


def workshop_writer(hall: Hall) -> int:
    """The id of the only participant."""
    row = hall.runtime.reader().one("SELECT id FROM participant")
    assert row is not None
    return int(row["id"])


def test_results_follow_new_answers_once_closed(hall: Hall, joined: Phone) -> None:
    """What phones keep of a ranking is never older than the answers, once the activity is closed."""
    hall.open("duel")
    duel = hall.activity("duel").id
    hall.do(ShowResults(duel))
    assert "Vertailuja ei ole vielä tehty." in joined.get(f"/a/{duel}/results").text
    joined.send(joined.get(), "/a/", action="left")
    hall.do(CloseActivity(duel))
    assert "1 osallistuja, 1 vertailu" in joined.get(f"/a/{duel}/results").text


def test_ladder_shows_the_gap(hall: Hall, joined: Phone) -> None:
    """Promise against experience in words, not by colour; of fewer than five only how many answered."""
    ladder = hall.open("ladder")
    joined.send(joined.get(), "/a/", stage="pop5.konsultaatio")
    for number in range(3):
        person = cast("int", hall.do(Join(f"{number:064}", None, "fi")))
        hall.do(SayExperience(ladder, person, "pop5.konsultaatio"))
    hall.do(ShowResults(ladder))
    page = joined.get(f"/a/{ladder}/results")
    assert "4 vastausta" in page.text
    assert "Yhteissuunnittelu illan lupaus" in page.text
    assert "Näytetään, kun ainakin 5 on vastannut." in page.text
    assert not [told for told in ("Konsultaatio 4", "Ilta tuntui", "Konsultaatio 0") if told in page.text]
    hall.do(SayExperience(ladder, cast("int", hall.do(Join("5" * 64, None, "fi"))), "pop5.konsultaatio"))
    hall.do(CloseActivity(ladder))
    page = joined.get(f"/a/{ladder}/results")
    assert "Konsultaatio 5" in page.text
    assert "Yhteissuunnittelu 0 illan lupaus" in page.text
    assert "Ilta tuntui 2 porrasta matalammalta kuin luvattiin." in page.text


@pytest.mark.parametrize("kind", ["welcome", "ideas", "feedback"])
def test_kinds_without_results_have_no_page(hall: Hall, joined: Phone, kind: str) -> None:
    """Showing the results of a kind that has none changes nothing on the phones."""
    activity = hall.open(kind)
    hall.do(ShowResults(activity))
    assert "/" == joined.get(f"/a/{activity}/results").path


def test_planned_activity_has_no_results(hall: Hall, joined: Phone) -> None:
    """What was never open is not shown, even if somebody pressed the button early."""
    duel = hall.activity("duel").id
    hall.do(ShowResults(duel))
    assert "/" == joined.get(f"/a/{duel}/results").path


def test_minutes_are_downloaded_when_given(hall: Hall, joined: Phone) -> None:
    """The button and the file are there from giving out to taking back; name and type are the document's."""
    assert 404 == joined.client.get("/minutes.docx").status_code
    hall.do(GiveMinutes('Muistio "ilta" äö.docx', WORD, b"PK\x03\x04"))
    assert "/minutes.docx" == joined.get().links()["Lataa muistio"]
    answer = joined.client.get("/minutes.docx")
    assert b"PK\x03\x04" == answer.content
    assert WORD == answer.headers["content-type"]
    expected = "attachment; filename*=utf-8''Muistio%20%22ilta%22%20%C3%A4%C3%B6.docx"
    assert expected == answer.headers["content-disposition"]
    hall.do(WithdrawMinutes())
    assert "Lataa muistio" not in joined.get().links()
    assert 404 == joined.client.get("/minutes.docx").status_code


def test_minutes_are_read_as_a_page_when_given(
    hall: Hall, joined: Phone, phones: Callable[..., Phone]
) -> None:
    """Beside the document there is a web page, for who has not joined too, with a policy that allows no script."""
    page = "<!doctype html><title>ä</title>".encode()
    hall.do(GiveMinutes("Muistio.docx", WORD, b"PK", page))
    assert ["Lue muistio", "Lataa muistio"] == [t for t in joined.get().links() if "muistio" in t]
    answer = joined.client.get("/minutes.html")
    assert page == answer.content
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert "inline; filename*=utf-8''Muistio.html" == answer.headers["content-disposition"]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "/minutes.html" == phones().get().links()["Lue muistio"]
    hall.do(WithdrawMinutes())
    assert 404 == joined.client.get("/minutes.html").status_code
    assert {} == {text: to for text, to in joined.get().links().items() if "muistio" in text}


def test_the_halls_code_leads_to_both(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """At its address a phone that never joined finds the page and the document, when they are given, and no earlier."""
    stranger = phones()
    assert {} == {text: to for text, to in stranger.get("/minutes").links().items() if "muistio" in text}
    assert "Muistio ei ole vielä täällä." in stranger.get("/minutes").text
    hall.do(GiveMinutes("Muistio.docx", WORD, b"PK", b"<!doctype html><title>x</title>"))
    for phone in (stranger, joined):
        found = {text: to for text, to in phone.get("/minutes").links().items() if "muistio" in text}
        assert {"Lue muistio": "/minutes.html", "Lataa muistio": "/minutes.docx"} == found
    assert b"PK" == stranger.client.get("/minutes.docx").content


def test_a_document_alone_has_no_page(hall: Hall, joined: Phone) -> None:
    """Where only a document was given there is no link to a page, and none to be had."""
    hall.do(GiveMinutes("Muistio.docx", WORD, b"PK", b"<p>"))
    hall.do(GiveMinutes("Muistio.docx", WORD, b"PK"))
    assert "Lue muistio" not in joined.get().links()
    assert 404 == joined.client.get("/minutes.html").status_code


def test_the_end_says_thank_you(hall: Hall, joined: Phone) -> None:
    """After the evening the phone says so, and still has the results and the minutes."""
    compare(hall, joined)
    hall.do(ShowResults(hall.activity("duel").id))
    hall.do(OpenActivity(hall.activity("feedback").id))
    hall.do(GiveMinutes("Muistio.docx", WORD, b"PK"))
    hall.do(EndWorkshop())
    page = joined.get()
    assert "Kiitos!" == page.heading
    assert "Tilaisuus on päättynyt." in page.text
    assert {"Tulokset: Kaksintaistelu", "Lataa muistio"} <= set(page.links())


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move an open file")
def test_results_of_a_file_that_is_gone(hall: Hall, joined: Phone, caplog: pytest.LogCaptureFixture) -> None:
    """What can't be read because the stick is out is no error of ours: a phone that is told of one gives its answer up
    after some tries; told to come again it keeps it.
    """
    duel = hall.open("duel")
    hall.do(ShowResults(duel))
    away = hall.runtime.path.with_name("elsewhere")
    hall.runtime.path.rename(away)
    gone = joined.client.get(f"/a/{duel}/results")
    away.rename(hall.runtime.path)
    back = joined.client.get(f"/a/{duel}/results")

    assert [(503, "3"), (200, None)] == [(a.status_code, a.headers.get("retry-after")) for a in (gone, back)]
    assert "" == caplog.text
