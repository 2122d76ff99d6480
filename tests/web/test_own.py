"""One's own ideas in one place: where each stands, its place among all, what was decided of it; and taking one back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from tests.web.test_results import compare
from workshop_app.domain.commands import (
    ApproveIdea,
    CloseActivity,
    HideIdea,
    MergeIdea,
    MergeParticipants,
    ShowResults,
)
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.store import idea_rows, workshop_rows


def wrote(hall: Hall, phone: Phone, *texts: str) -> list[int]:
    """The person writes these; the numbers of all that participants wrote."""
    for text in texts:
        phone.send(phone.get(), "/a/", text=text)
    ideas = idea_rows.ideas(hall.runtime.reader())
    return [i.id for i in ideas if i.origin is IdeaOrigin.PARTICIPANT]


def cards(phone: Phone) -> list[str]:
    """What the page of own ideas says of each, the latest first, without the way to take it back."""
    return [text.partition(" Peru idea")[0] for text in phone.get("/own").all('ul[@class="cards"]/li')]


def place(found: DuelReport, idea: int) -> str:
    """The place of an idea as a phone says it, or nothing: one, or a range where it can't be told apart."""
    standing, total = found.standing_of(idea), len(found.ranking.standings)
    if standing is None:
        return ""
    first, last = standing.band
    if first == last:
        return f"Kaksintaistelu: sija {first} / {total}"
    return f"Kaksintaistelu: jaetut sijat {first}–{last} / {total}"


def test_what_became_of_own_ideas(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """State, place and decision stand together as soon as each may be told; nobody sees another's."""
    other = phones()
    other.join()
    assert "Et ole vielä kirjoittanut ideoita." in joined.get("/own").text
    hall.open("ideas")
    bus, beach, left_out, same = wrote(hall, joined, "Kyläbussi", "Uimaranta", "Kahvi", "Bussi kylälle")
    assert ["Bussi kylälle Odottaa vetäjää", "Kahvi Odottaa vetäjää"] == cards(joined)[:2]
    for command in (ApproveIdea(bus), ApproveIdea(beach), HideIdea(left_out, "On jo"), MergeIdea(same, bus)):
        hall.do(command)
    found = compare(hall, joined)
    in_words = ["Bussi kylälle Yhdistettiin tähän ideaan: Kyläbussi", "Kahvi Jätettiin pois. Syy: On jo"]
    assert in_words == cards(joined)[:2]
    hall.do(ShowResults(hall.activity("duel").id))
    places = [place(found, one) for one in (same, left_out, beach, bus)]
    assert "" == places[1]
    for card, told in zip(cards(joined), places, strict=True):
        assert (told, bool(told)) == (told if told in card else "", "Kaksintaistelu" in card)
    assert [] == cards(other)

    activity = hall.open("decisions")
    hall.do(MakeDecision(activity, "Bussia kokeillaan", "Kunta", told_how="Lehdessä", idea_id=bus))
    told = "Päätettiin: Bussia kokeillaan Kunta Kuulet siitä näin: Lehdessä"
    assert [True, False, False, True] == [told in card for card in cards(joined)]
    assert "Ei ole vielä johtanut päätökseen." not in joined.get("/own").text
    hall.do(CloseActivity(activity))
    assert [False, False, True, False] == ["Ei ole vielä johtanut" in card for card in cards(joined)]
    assert "/own" == joined.get().links()["Omat ideasi"]


def test_decisions_mark_what_came_from_own_ideas(
    hall: Hall, joined: Phone, phones: Callable[..., Phone]
) -> None:
    """Among all decisions each writer, also of an idea made one with another, sees which came from the own one."""
    other = phones()
    other.join()
    hall.open("ideas")
    bus, beach = wrote(hall, joined, "Kyläbussi", "Uimaranta")
    same = wrote(hall, other, "Bussi kylälle")[-1]
    for command in (ApproveIdea(bus), ApproveIdea(beach), MergeIdea(same, bus)):
        hall.do(command)
    activity = hall.open("decisions")
    assert "Sinun ideastasi" not in joined.get().text
    hall.do(MakeDecision(activity, "Bussia kokeillaan", idea_id=bus))
    hall.do(MakeDecision(activity, "Tiedotetaan"))
    assert "Bussia kokeillaan Sinun ideastasi: Kyläbussi" in joined.get().text
    assert "Sinun ideastasi: Bussi kylälle" in other.get().text
    assert 1 == joined.get().text.count("Sinun ideastasi")


def test_second_phone_sees_the_ideas_of_both(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """When the facilitator has made two phones one person, both show what was written on either."""
    other = phones()
    other.join()
    hall.open("ideas")
    wrote(hall, joined, "Kyläbussi")
    wrote(hall, other, "Uimaranta")
    first, second = (person.id for person in workshop_rows.participants(hall.runtime.reader()))
    hall.do(MergeParticipants(second, first))
    assert [["Uimaranta Odottaa vetäjää", "Kyläbussi Odottaa vetäjää"]] * 2 == [cards(joined), cards(other)]


def test_idea_is_taken_back_at_any_time(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """The writer can take an idea back, also when writing is over; nobody else can; its words are gone."""
    activity = hall.open("ideas")
    number = wrote(hall, joined, "Kadun tämän")[0]
    taking_back = joined.get().form("/own")
    assert (str(number), "/") == (taking_back.fields["idea"], taking_back.fields["back"])
    hall.do(CloseActivity(activity))
    other, stranger = phones(), phones()
    other.join()
    refused = other.post("/own", {"idea": str(number)})
    assert (400, "Idean voi perua vain sen kirjoittaja.") == (refused.status, refused.notice)
    assert "/" == stranger.post("/own", {"idea": str(number)}).path
    assert "Kadun tämän" in joined.get("/own").text
    gone = joined.send(joined.get("/own"), "/own")
    assert ("/own?show=gone", ["Ideasi on poistettu."]) == (gone.path, gone.all('p[@role="status"][text()]'))
    assert "Ideasi on poistettu." not in joined.get("/own").text
    assert [] == cards(joined)


@pytest.mark.parametrize("idea", ["", "x", "9999", "-1", "9" * 40])
def test_nonsense_is_a_sentence(joined: Phone, idea: str) -> None:
    """A number that is no idea's."""
    page = joined.post("/own", {"idea": idea, "back": "http://elsewhere.example/"})
    assert (400, "Idean voi perua vain sen kirjoittaja.") == (page.status, page.notice)
