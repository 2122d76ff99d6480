"""Every kind's page: what it shows, what it takes, and that a form sent twice or too late does no harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import (
    ApproveIdea,
    CloseActivity,
    HideIdea,
    MergeIdea,
    PauseActivity,
    ResumeActivity,
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


def test_in_a_break_the_page_waits_and_nothing_is_lost(hall: Hall, joined: Phone) -> None:
    """A calm page instead of the question; an idea that was on its way is taken; afterwards it goes on."""
    activity = hall.open("ideas")
    writing = joined.get()
    hall.do(PauseActivity(activity))
    page = joined.send(writing, "/a/", text="Kyläbussi")
    assert (200, "Pieni tauko. Odota hetki.", True) == (page.status, page.heading, page.waits)
    assert not page.has_form("/a/")
    assert ["Kyläbussi"] == [idea.text for idea in written(hall)]
    version = joined.client.get("/version").text.split()[1]
    hall.do(ResumeActivity(activity))
    assert (f"{activity}p", f"{activity}") == (version, joined.client.get("/version").text.split()[1])
    assert joined.get().has_form("/a/")


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
    """The activity closed while someone wrote: what goes on now is shown, with the sentence and the text, and stays."""
    activity = hall.open("ideas")
    page = joined.get()
    hall.do(CloseActivity(activity))
    late = joined.send(page, "/a/", text="Melkein valmis ajatus")
    assert 409 == late.status
    assert late.notice.startswith("Tämä osio on nyt suljettu")
    assert "Tätä ei ehditty lähettää, ennen kuin salissa jatkettiin:Melkein valmis ajatus" in late.text
    assert (False, "/") == (late.waits, late.links()["Takaisin tilaisuuteen"])
    assert joined.get("/").waits
    assert ["/", "/", "/"] == [joined.get(path).path for path in (f"/a/{activity}", "/join", "/rejoin")]
    assert () == written(hall)


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


def test_unknown_activity_is_a_sentence(joined: Phone) -> None:
    """A form of an activity that is not on the agenda."""
    page = joined.post("/a/999", {"text": "Idea"})
    assert (409, "Tämä osio on nyt suljettu. Aiemmat vastauksesi ovat tallessa.") == (
        page.status,
        page.notice,
    )
    assert "Tätä ei ehditty lähettää, ennen kuin salissa jatkettiin:Idea" in page.text
