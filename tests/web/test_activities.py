"""Every kind's page: what it shows, what it takes, and that a form sent twice or too late does no harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from workshop_app.domain.commands import (
    AddIdea,
    ApproveIdea,
    CloseActivity,
    EditActivity,
    HideIdea,
    MergeIdea,
    OpenActivity,
)
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.feedback.kind import last_feedback
from workshop_app.kinds.ladder.kind import experiences
from workshop_app.store import idea_rows

SCRIPT = "<script>alert('x')</script> & \"sitaatti\""


def written(hall: Hall) -> tuple[Idea, ...]:
    """The ideas that participants wrote."""
    return tuple(i for i in idea_rows.ideas(hall.runtime.reader()) if i.origin is IdeaOrigin.PARTICIPANT)


def duel_count(hall: Hall) -> int:
    """How many comparisons stand in the file."""
    row = hall.runtime.reader().one(
        """SELECT count(*) FROM appearance a JOIN comparison c
           ON c.id = (SELECT max(id) FROM comparison WHERE appearance_id = a.id)
           WHERE c.outcome IN ('left', 'right', 'skip')"""
    )
    assert row is not None
    return int(row[0])


def test_between_activities_a_calm_page_waits(joined: Phone) -> None:
    """Nothing is open: the page says what comes next and asks again by itself."""
    page = joined.get()
    assert "Olet mukana. Nyt voi hengähtää." == page.heading
    assert "Seuraavaksi: Tervetuloa" in page.text
    assert page.waits


def test_welcome_counts_who_is_here(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """The welcome tells how many have joined, and follows."""
    phones().join()
    hall.open("welcome")
    page = joined.get()
    assert "Täällä on 2 osallistujaa." in page.text
    assert page.waits


def test_idea_is_sent_and_its_state_seen(hall: Hall, joined: Phone) -> None:
    """The writer sees the idea wait, then be in, be one with another, or be left out with the reason."""
    hall.open("ideas")
    page = joined.send(joined.get(), "/a/", text="Kyläbussi terveysasemalle")
    assert page.all('ul[@class="cards"]/li')[0].startswith("Kyläbussi terveysasemalle Odottaa vetäjää")
    assert not page.waits
    idea = written(hall)[0]
    states = (
        (ApproveIdea(idea.id), "Mukana, kaikki näkevät sen"),
        (MergeIdea(idea.id, 1), "Yhdistettiin tähän ideaan: Asukkaiden yhdenvertaisuus"),
        (HideIdea(idea.id, "Ei kuulu tähän"), "Jätettiin pois. Syy: Ei kuulu tähän"),
    )
    for command, sentence in states:
        hall.do(command)
        assert sentence in joined.get().text


def test_idea_is_withdrawn_by_its_writer(hall: Hall, joined: Phone, phones: Callable[..., Phone]) -> None:
    """The writer can take an idea back, nobody else can; its words are gone from the page."""
    activity = hall.open("ideas")
    page = joined.send(joined.get(), "/a/", text="Kadun tämän")
    taking_back = {"action": "withdraw", "idea": str(written(hall)[0].id)}
    other = phones()
    other.join()
    assert 400 == other.post(f"/a/{activity}", taking_back).status
    assert "Kadun tämän" in joined.get().text
    assert "Kadun tämän" not in joined.post(f"/a/{activity}", taking_back).text
    assert page.has_form("/a/")


def test_idea_goes_under_a_theme(hall: Hall, joined: Phone) -> None:
    """A theme can be chosen; one that is not there is refused and what was typed is kept."""
    hall.open("ideas")
    page = joined.send(joined.get(), "/a/", text="Kuljetus", theme="999")
    assert (400, "Valitse jokin sivun teemoista.") == (page.status, page.notice)
    assert "Kuljetus" == page.form("/a/").fields["text"]
    joined.send(page, "/a/", theme="2")
    assert [2] == [idea.theme_id for idea in written(hall)]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("   ", "Kirjoita ensin jotain."),
        ("pitkä " * 60, "Teksti on liian pitkä"),
        ("x" * 3_500, "Teksti on liian pitkä"),
    ],
)
def test_bad_idea_comes_back_as_it_was(hall: Hall, joined: Phone, text: str, notice: str) -> None:
    """An empty or too long idea brings the same page with a sentence and the text in its place."""
    hall.open("ideas")
    page = joined.send(joined.get(), "/a/", text=text)
    assert 400 == page.status
    assert page.notice.startswith(notice)
    assert text.strip() == page.form("/a/").fields["text"].strip()
    assert () == written(hall)


@pytest.mark.parametrize(
    "text",
    [
        SCRIPT,
        "=1+1",
        "👩‍👩‍👧 perhe",
        "مرحبا بالعالم",
        "{{ 7 * 7 }}",
        "a\x00b\x07c",
        "rivi\r\ntoinen",
        "%s{x}",
    ],
)
def test_strange_texts_are_shown_as_text(hall: Hall, joined: Phone, text: str) -> None:
    """Markup, formulas, emoji, right-to-left and control characters are stored and shown, and never obeyed."""
    hall.open("ideas")
    page = joined.send(joined.get(), "/a/", text=text)
    assert 200 == page.status
    stored = written(hall)[0].text
    assert " ".join(stored.split()) in page.text
    assert "<script>" not in page.response.text
    assert "49" not in stored


def test_double_tap_is_one_idea(hall: Hall, joined: Phone) -> None:
    """The same form sent twice is one idea; the same words from a fresh form are another."""
    hall.open("ideas")
    page = joined.get()
    for _ in range(2):
        joined.send(page, "/a/", text="Kyläbussi")
    assert 1 == len(written(hall))


def test_late_idea_is_kept_on_the_page(hall: Hall, joined: Phone) -> None:
    """The activity closed while someone wrote: what goes on now is shown, with the sentence and the text."""
    activity = hall.open("ideas")
    page = joined.get()
    hall.do(CloseActivity(activity))
    late = joined.send(page, "/a/", text="Melkein valmis ajatus")
    assert 409 == late.status
    assert late.notice.startswith("Tämä osio on nyt suljettu")
    assert "Kirjoitit näin:Melkein valmis ajatus" in late.text
    assert () == written(hall)


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
    assert ["Kyläbussi"] == [idea.text for idea in written(hall)]


def test_hidden_idea_leaves_the_pair(hall: Hall, joined: Phone) -> None:
    """An idea hidden while it stands on a phone is replaced by another pair, not by an error."""
    hall.open("duel")
    page = joined.get()
    for idea in idea_rows.ideas(hall.runtime.reader())[:10]:
        hall.do(HideIdea(idea.id))
    after = answer(joined, "left", page)
    assert 200 == after.status
    assert after.has_form("/a/")


def test_ladder_is_answered_and_changed(hall: Hall, joined: Phone) -> None:
    """The stages are shown with their descriptions; the last answer counts; a strange one is refused."""
    activity = hall.open("ladder")
    page = joined.get()
    assert page.all("label")[-1].startswith("Informointi Asukas saa ymmärrettävää tietoa")
    refused = joined.send(page, "/a/", stage="arnstein8.manipulaatio")
    assert (400, "Valitse jokin sivun portaista.") == (refused.status, refused.notice)
    said = joined.send(page, "/a/", stage="pop5.konsultaatio")
    assert "Valitsit portaan: Konsultaatio" in said.text
    assert said.waits
    joined.send(joined.get(said.links()["Muuta vastausta"]), "/a/", stage="pop5.dialogi_yhteistyo")
    assert 1 == len(experiences(hall.runtime.reader(), activity))


def test_decisions_appear(hall: Hall, joined: Phone) -> None:
    """What the facilitator writes down is seen on the phones, and nothing can be sent there."""
    activity = hall.open("decisions")
    assert "Mitään ei ole vielä kirjattu." in joined.get().text
    hall.do(MakeDecision(activity, "Kokeillaan <i>kyläbussia</i>", "Kunta", told_how="Lehdessä"))
    page = joined.get()
    assert "Kokeillaan <i>kyläbussia</i>" in page.text
    assert "Kuulet siitä näin: Lehdessä" in page.text
    assert 400 == joined.post(f"/a/{activity}", {"what": "Minä päätän"}).status


def test_feedback_is_given_and_changed(hall: Hall, joined: Phone) -> None:
    """Some answers and a free word; an empty form is refused; the last one counts."""
    activity = hall.open("feedback")
    page = joined.get()
    assert 400 == joined.send(page, "/a/").status
    thanks = joined.send(page, "/a/", heard="4", word="Hyvä ilta")
    assert "Kiitos palautteesta!" in thanks.text
    form = joined.get(thanks.links()["Muuta vastausta"])
    assert ("4", "Hyvä ilta") == (form.form("/a/").fields["heard"], form.form("/a/").fields["word"])
    joined.send(form, "/a/", clear="5")
    assert [({"heard": 4, "clear": 5}, "Hyvä ilta")] == list(
        last_feedback(hall.runtime.reader(), activity).values()
    )


def test_question_of_the_facilitator_is_escaped(hall: Hall, joined: Phone) -> None:
    """Words of the facilitator are text too."""
    activity = hall.activity("duel").id
    hall.do(AddIdea(SCRIPT, IdeaOrigin.FACILITATOR))
    hall.do(EditActivity(activity, question=hall.activity("ladder").question))
    hall.do(OpenActivity(activity))
    for _ in range(15):
        page = answer(joined, "left")
        assert "<script>" not in page.response.text


def test_unknown_activity_is_a_sentence(joined: Phone) -> None:
    """A form of an activity that is not on the agenda."""
    page = joined.post("/a/999", {"text": "Idea"})
    assert (404, "Tämä osio ei ole enää ohjelmassa.") == (page.status, page.notice)
    assert "Kirjoitit näin:Idea" in page.text
