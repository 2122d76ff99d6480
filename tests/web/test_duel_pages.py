"""The duel on a phone without JavaScript: pairs, counter, undo, skip, more, and an idea on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from workshop_app.domain.commands import AddIdea, EditActivity, EditIdea, HideIdea, OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store import idea_rows

SCRIPT = "<script>alert('x')</script> & \"sitaatti\""


def duel_count(hall: Hall) -> int:
    """How many comparisons stand in the file."""
    row = hall.runtime.reader().one(
        """SELECT count(*) FROM appearance a JOIN comparison c
           ON c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id)
           WHERE c.outcome IN ('left', 'right', 'skip')"""
    )
    assert row is not None
    return int(row[0])


def answer(phone: Phone, action: str, page: Page | None = None) -> Page:
    """Press a button of the duel's form."""
    return phone.send(page or phone.get(), "/a/", action=action)


def test_duel_counts_and_ends(hall: Hall, joined: Phone) -> None:
    """Pairs come one after another with a counter, then thanks, then five more for those who want."""
    hall.open("duel")
    page = joined.get()
    seen = set()
    for number in range(1, 16):
        assert f"Vertailu {number} / 15" in page.text
        cards = page.all('button[contains(@class, "card")]')
        assert 2 == len(cards)
        seen.add(frozenset(text[2:] for text in cards))
        page = answer(joined, ("left", "right", "skip")[number % 3], page)
    assert 15 == len(seen)
    assert "Kiitos! Siinä olivat kaikki." == page.heading
    assert page.waits
    assert "Vertailu 16 / 20" in answer(joined, "more", page).text
    assert 15 == duel_count(hall)


def test_double_taps_in_a_duel_count_once(hall: Hall, joined: Phone) -> None:
    """An answer, an undo and a wish for more sent twice are one each."""
    hall.open("duel")
    first = joined.get()
    second = answer(joined, "left", first)
    again = answer(joined, "right", first)
    assert "Vertailu 2 / 15" in again.text
    assert second.form("/a/").fields["pair"] == again.form("/a/").fields["pair"]
    third = answer(joined, "left", again)
    undone = answer(joined, "undo", third)
    assert "Vertailu 2 / 15" in undone.text
    assert again.form("/a/").fields["pair"] == undone.form("/a/").fields["pair"]
    assert "Vertailu 2 / 15" in answer(joined, "undo", third).text
    assert 1 == duel_count(hall)


def test_another_persons_pair_is_refused(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """A pair can be answered only by whom it was shown to."""
    hall.open("duel")
    mine = joined.get()
    other = phones()
    other.join()
    theirs = other.get()
    stolen = other.send(theirs, "/a/", action="left", pair=mine.form("/a/").fields["pair"])
    assert 409 == stolen.status
    assert stolen.notice.startswith("Tuohon pariin et voi enää vastata")
    assert 0 == duel_count(hall)


@pytest.mark.parametrize(
    "values",
    [
        {"x": ""},
        {"action": "both"},
        {"action": "left", "pair": "-1"},
        {"action": "left", "pair": "9" * 40},
        {"action": "left", "pair": "12345"},
        {"action": "left", "pair": "²"},
    ],
)
def test_nonsense_in_a_duel_is_refused(hall: Hall, joined: Phone, values: dict[str, str]) -> None:
    """Values that no page of ours sends bring the page again."""
    activity = hall.open("duel")
    page = joined.post(f"/a/{activity}", values)
    assert page.status in (400, 409)
    assert "Vertailu 1 / 15" in page.text
    assert 0 == duel_count(hall)


def test_undo_with_nothing_to_undo(hall: Hall, joined: Phone) -> None:
    """There is no undo button on the first pair, and a forged undo is a sentence."""
    activity = hall.open("duel")
    assert "Peru edellinen" not in joined.get().text
    page = joined.post(f"/a/{activity}", {"action": "undo"})
    assert (409, "Ei ole vastausta, jonka voisi perua.") == (page.status, page.notice)


def test_idea_on_the_way(hall: Hall, joined: Phone) -> None:
    """In the middle of comparing a person adds an idea and goes on; an empty one keeps the form open."""
    hall.open("duel")
    form = joined.get(joined.get().links()["Lisää oma idea"])
    empty = joined.send(form, "/a/", text="")
    assert (400, "Lisää oma idea") == (empty.status, empty.heading)
    page = joined.send(empty, "/a/", text="Kyläbussi")
    assert "Kiitos, ideasi on lähetetty." in page.text
    assert "Vertailu 1 / 15" in page.text
    assert "Kyläbussi" == idea_rows.ideas(hall.runtime.reader())[-1].text


def test_hidden_idea_leaves_the_pair(hall: Hall, joined: Phone) -> None:
    """An idea hidden while it stands on a phone is replaced by another pair, not by an error."""
    hall.open("duel")
    page = joined.get()
    for idea in idea_rows.ideas(hall.runtime.reader())[:10]:
        hall.do(HideIdea(idea.id))
    after = answer(joined, "left", page)
    assert 200 == after.status
    assert after.has_form("/a/")


def test_question_of_the_facilitator_is_escaped(hall: Hall, joined: Phone) -> None:
    """Words of the facilitator are text too."""
    activity = hall.activity("duel").id
    hall.do(AddIdea(SCRIPT, IdeaOrigin.FACILITATOR))
    hall.do(EditActivity(activity, question=hall.activity("ladder").question))
    hall.do(OpenActivity(activity))
    for _ in range(15):
        page = answer(joined, "left")
        assert "<script>" not in page.response.text


def test_a_skip_may_be_explained_with_one_tap(hall: Hall, joined: Phone) -> None:
    """After a skip the next pair is there with three reasons; one tap says it, going on does without."""
    duel = hall.open("duel")
    page = answer(joined, "skip")
    pair = page.form("/a/").fields["pair"]
    assert "Vertailu 2 / 15" in page.text
    assert "Ohitit parin" in page.text
    page = answer(joined, "unknown", page)
    assert (200, pair) == (page.status, page.form("/a/").fields["pair"])
    assert "Ohitit parin" not in page.text
    page = answer(joined, "skip", page)
    assert "Ohitit parin" in page.text
    page = answer(joined, "left", page)
    assert "Ohitit parin" not in page.text
    said = hall.runtime.reader().query("SELECT reason FROM skip_reason")
    assert ["unknown"] == [row["reason"] for row in said]
    for values in ({"action": "equal", "skipped": "x"}, {"action": "equal"}):
        assert 400 == joined.post(f"/a/{duel}", values).status


def bit(phone: Phone, duel: int, has: str, **values: str) -> tuple[list[str], list[str]]:
    """What an answer brings to a script that `has` these stamps: what stands now and ahead, and the fillings."""
    answer = phone.client.post(
        f"/a/{duel}", data={**values, "has": has}, headers={"Origin": phone.origin, "X-Tupailta": "1"}
    )
    (told,) = re.findall(r'data-now="([^"]*)" data-ahead="([^"]*)"', answer.text)
    return list(told), re.findall(r'<template id="\w+" data-stamp="([^"]*)">', answer.text)


def test_an_answer_brings_what_the_script_lacks(hall: Hall, joined: Phone) -> None:
    """After an answer the pair that is ahead; after a reason, and of an undo, nothing that is there already; of two new
    ones with long ideas the first, and the other when it is asked for.
    """
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(EditIdea(idea.id, f"{idea.id} {'pitkä idea ' * 30}"[:250]))
    duel = hall.open("duel")
    page = joined.client.get("/").text
    screen, ahead = re.findall(r'data-stamp="([^"]*)"', page)
    pair = screen.rsplit("-", 1)[1]

    after, brought = bit(joined, duel, f"{screen} {ahead}", pair=pair, action="skip")
    assert (ahead, [after[1]]) == (after[0], brought)
    assert (after, []) == bit(joined, duel, " ".join(after), skipped=pair, action="equal")
    assert ([screen, ahead], [screen]) == bit(joined, duel, " ".join(after), action="undo")
    # A phone whose page has lost what was ahead.
    now, brought = bit(joined, duel, screen, pair=pair, action="left")
    assert [now[0]] == brought
    asked = joined.client.get("/", params={"has": now[0]}).text
    assert [now[1]] == re.findall(r'<template id="\w+" data-stamp="([^"]*)">', asked)
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(EditIdea(idea.id, f"Lyhyt {idea.id}"))
    now, brought = bit(joined, duel, screen, pair=now[0].rsplit("-", 1)[1], action="left")
    assert now == brought
