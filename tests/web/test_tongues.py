"""What is in another language than its page says so, so that a screen reader does not read Swedish as Finnish."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.hall import Hall
from tests.web.phone import Phone
from tests.web.test_own import wrote
from workshop_app.domain.commands import ApproveIdea, EditActivity, HideIdea
from workshop_app.domain.text import Text
from workshop_app.store import idea_rows

BUS, BEACH = "Bybuss till hälsocentralen", "Uimaranta kuntoon ennen kesää"


def test_ideas_are_spoken_in_their_language(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """On the wall, among one's own, and on a duel's cards, each is in the language that it was written in."""
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(HideIdea(idea.id))
    hall.open("ideas")
    for number in wrote(hall, joined, BUS, BEACH):
        hall.do(ApproveIdea(number))
    swede = phones("sv")
    swede.join()
    assert {BUS: "sv"} == joined.get("/own").foreign()
    assert {BUS: "sv"} == joined.get().foreign()
    assert {BEACH: "fi"} == swede.get().foreign()
    hall.open("duel")
    assert {BUS: "sv"} == joined.get().foreign()
    assert {BEACH: "fi"} == swede.get().foreign()


def test_what_the_organiser_wrote_in_one_language(hall: Hall, phones: Callable[..., Phone]) -> None:
    """A question in Finnish only is read as Finnish on a Swedish page; the Finnish page says nothing of it."""
    activity = hall.open("ideas")
    hall.do(EditActivity(activity, question=Text(fi="Mitä kylälle?")))
    pages = {}
    for language in ("fi", "sv"):
        phone = phones(language)
        phone.join()
        pages[language] = phone.get().foreign()
    assert "fi" == pages["sv"]["Mitä kylälle?"]
    assert "Mitä kylälle?" not in pages["fi"]
