"""Before giving out: every text of the minutes is looked through, and one command blanks what was found in it."""

import datetime as dt
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.tables import all_tables
from tests.clock import Clock
from tests.exports.evenings import DAY, Evening, words
from workshop_app.cleaning import Doubt, doubts
from workshop_app.domain.commands import AddIdea, ApproveIdea, EditWorkshop, Join, WriteMinutesText
from workshop_app.domain.ideas import IDEA_LIMIT, IdeaOrigin
from workshop_app.i18n import translator
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime

TRACES = (
    "Matti Meikäläinen",
    "040 123 4567",
    "maija@example.org",
    "131052-308T",
    "Liisa",
    "Virtaselle",
    "Pekka",
)


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """An evening with somebody named in every place where people write."""
    new = NewWorkshop("strategian_teemat", DAY, contact="Maija Virtanen, maija@example.org")
    with Runtime.create(tmp_path / "ilta.tupa", new, Clock()) as runtime:
        made = Evening(runtime)
        person = made.do(Join("t", None, "fi"))
        idea = made.do(
            AddIdea("Kysykää: Matti Meikäläinen", IdeaOrigin.PARTICIPANT, made.open("ideas"), None, person)
        )
        made.do(ApproveIdea(idea))
        made.do(AddIdea("Lukematon Antti", IdeaOrigin.PARTICIPANT, made.open("ideas"), None, person))
        decisions = made.activity("decisions").id
        due = dt.date(2027, 1, 1)
        made.do(MakeDecision(decisions, "Soitetaan 040 123 4567", "Liisa", due, "maija@example.org"))
        made.do(GiveFeedback(made.open("feedback"), person, (), "Kiitos, terveisin Pekka"))
        made.do(WriteMinutesText("discussion", "Puhuttiin. Tunnus 131052-308T mainittiin."))
        made.do(EditWorkshop(follow_up="Kertokaa Virtaselle"))
        yield made


def minutes_of(evening: Evening) -> Minutes:
    """The evening's minutes now."""
    return read_minutes(evening.runtime.reader(), evening.runtime.path)


def test_finds_come_whole_from_another_process(evening: Evening) -> None:
    """The clerk looks the texts through: what the window gets from it blanks the same."""
    found = doubts(minutes_of(evening))
    speaks = translator("fi")
    sent = pickle.loads(pickle.dumps(found))  # noqa: S301 - what we have just made
    assert [d.blank(speaks) for d in found] == [d.blank(speaks) for d in sent]


def test_every_place_is_looked_at(evening: Evening) -> None:
    """Ideas, unread ones too, decisions with who and how, feedback, own words and follow-up; the contact is not."""
    found = [(d.written.where, d.written.text) for d in doubts(minutes_of(evening))]
    expected = [
        ("Discussion", "Puhuttiin. Tunnus 131052-308T mainittiin."),
        ("How participants hear what happens next", "Kertokaa Virtaselle"),
        ("Idea", "Kysykää: Matti Meikäläinen"),
        ("Idea that is not in the minutes", "Lukematon Antti"),
        ("Decision", "Soitetaan 040 123 4567"),
        ("Decision", "Liisa"),
        ("Decision", "maija@example.org"),
        ("Feedback", "Kiitos, terveisin Pekka"),
    ]
    assert expected == found


def test_blanked_everywhere(evening: Evening) -> None:
    """After one command for each find nothing is found any more, and neither document nor tables have it."""
    while found := doubts(minutes_of(evening)):
        evening.do(found[0].blank(translator("fi")))
    minutes = minutes_of(evening)
    assert "Kysykää: [poistettu]" in [idea.text for idea in minutes.ideas]
    told = words(minutes) + repr(all_tables(minutes, "fi"))
    told = told.replace("Maija Virtanen, maija@example.org", "")  # the contact is meant to be known
    assert [] == [trace for trace in TRACES if trace in told]
    assert "Kiitos, terveisin [poistettu]" in told
    assert "datetime.date(2027, 1, 1)" in told


def test_the_mark_is_in_the_evening_s_language(evening: Evening) -> None:
    """A Swedish evening gets a Swedish word."""
    idea = next(d for d in doubts(minutes_of(evening)) if d.written.where == "Idea")
    evening.do(idea.blank(translator("sv")))
    assert "Kysykää: [borttaget]" in [i.text for i in minutes_of(evening).ideas]


def test_a_full_text_gets_the_short_mark(evening: Evening) -> None:
    """An idea of the greatest length stays within it."""
    text = ("sana " * 100)[: IDEA_LIMIT - 5] + "Antti"
    evening.do(AddIdea(text, IdeaOrigin.FACILITATOR, evening.activity("ideas").id))
    doubt = next(d for d in doubts(minutes_of(evening)) if d.written.text == text)
    evening.do(doubt.blank(translator("fi")))
    assert text.removesuffix("Antti") + "…" in [i.text for i in minutes_of(evening).ideas]


def test_a_changed_text_is_another_doubt(evening: Evening) -> None:
    """What was kept is known by place and words."""
    keys = [d.key for d in doubts(minutes_of(evening))]
    assert len(keys) == len(set(keys))
    evening.do(WriteMinutesText("discussion", "Puhuttiin. Antti mainittiin."))
    assert ("Discussion", "Puhuttiin. Antti mainittiin.") in [d.key for d in doubts(minutes_of(evening))]


def test_nothing_to_find(tmp_path: Path) -> None:
    """An evening as its template has it has no doubts."""
    with Runtime.create(tmp_path / "x.tupa", NewWorkshop("strategian_teemat", DAY), Clock()) as runtime:
        none: tuple[Doubt, ...] = doubts(read_minutes(runtime.reader(), runtime.path))
    assert () == none
