"""Two phones of one person are made one by the facilitator, and two again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.asking import refusal
from tests.clock import Clock
from tests.kinds.duels import DUEL, ask, join, look
from workshop_app import archive
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.people import one_person
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, SetAside, ShowPair, UndoAnswer
from workshop_app.kinds.duel.kind import KIND
from workshop_app.kinds.feedback.kind import GiveFeedback, last_feedback
from workshop_app.kinds.ladder.kind import SayExperience, experiences
from workshop_app.minutes import read_minutes
from workshop_app.runtime import Runtime, import_archive
from workshop_app.store import idea_rows, workshop_rows


@pytest.fixture(name="runtime")
def _opened(runtime: Runtime) -> Runtime:
    runtime.submit(c.OpenActivity(DUEL)).result()
    return runtime


def _answer(runtime: Runtime, person: int, times: int, outcome: Outcome) -> None:
    pair = ask(runtime, ShowPair(DUEL, person))
    for _ in range(times):
        assert pair is not None
        pair = ask(runtime, AnswerPair(DUEL, person, pair, outcome))


def _double(runtime: Runtime, first: int, second: int) -> None:
    """The second person is asked a pair that the first has answered (two phones beside each other are)."""
    pair = rows.of_person(runtime.reader(), DUEL, first)[0]
    waiting = ask(runtime, ShowPair(DUEL, second))
    assert waiting is not None
    shown = (pair.right_id, pair.left_id, waiting)
    runtime._writer.submit(
        lambda tx: tx.execute("UPDATE appearance SET left_id = ?, right_id = ? WHERE id = ?", shown)
    ).result()
    runtime._writer.submit(lambda tx: tx.memory.clear()).result()
    ask(runtime, AnswerPair(DUEL, second, waiting, Outcome.LEFT))


def test_answers_of_both_count_once(runtime: Runtime) -> None:
    """Counts, places and pairs are one person's; of a pair answered twice the first answer counts."""
    first, second = join(runtime, 1), join(runtime, 2)
    _answer(runtime, first, 6, Outcome.LEFT)
    _double(runtime, first, second)
    _answer(runtime, second, 3, Outcome.RIGHT)
    before = look(runtime)
    ask(runtime, c.MergeParticipants(second, first))
    after, reader = look(runtime), runtime.reader()
    duel = workshop_rows.activity(reader, DUEL)
    shown = rows.of_person(reader, DUEL, first)

    assert (2, 10) == (before.people, before.answers)
    assert (1, 9) == (after.people, after.answers)
    assert 9 == KIND.count(reader, duel) == sum(a.answered for a in shown)
    assert 1 == sum(a.outcome == rows.TWICE for a in shown)
    assert 1 == workshop_rows.participant_count(reader) == len(workshop_rows.participants(reader))
    assert 1 == read_minutes(reader, runtime.path).second_phones


def test_one_person_goes_on_with_both_phones(runtime: Runtime) -> None:
    """Pairs that are out on either phone can be answered, none comes twice, and 15 are asked in all."""
    first, second = join(runtime, 1), join(runtime, 2)
    _answer(runtime, first, 6, Outcome.LEFT)
    _answer(runtime, second, 4, Outcome.LEFT)
    out = [ask(runtime, ShowPair(DUEL, person)) for person in (first, second)]
    ask(runtime, c.MergeParticipants(second, first))
    for pair in out:
        assert pair is not None
        ask(runtime, AnswerPair(DUEL, first, pair, Outcome.RIGHT))
    pair = ask(runtime, ShowPair(DUEL, first))
    while pair is not None:
        pair = ask(runtime, AnswerPair(DUEL, first, pair, Outcome.RIGHT))
    shown = rows.of_person(runtime.reader(), DUEL, first)

    assert 15 == sum(a.answered for a in shown)
    assert 15 == len({a.pair for a in shown if a.answered})


def test_undoing_a_pair_answered_on_both(runtime: Runtime) -> None:
    """Neither answer counts then, and the pair comes once more, once."""
    first, second = join(runtime, 1), join(runtime, 2)
    _answer(runtime, first, 1, Outcome.LEFT)
    _double(runtime, first, second)
    ask(runtime, c.MergeParticipants(second, first))
    ask(runtime, UndoAnswer(DUEL, first))
    nothing = look(runtime).answers
    again = ask(runtime, ShowPair(DUEL, first))
    assert again is not None
    ask(runtime, AnswerPair(DUEL, first, again, Outcome.RIGHT))
    shown = rows.of_person(runtime.reader(), DUEL, first)

    assert 0 == nothing
    assert 1 == look(runtime).answers == sum(a.answered for a in shown)
    assert 1 == len([a for a in shown if a.pair == shown[0].pair and (a.answered or a.out)])


def test_taken_apart_everything_is_as_it_was(runtime: Runtime) -> None:
    """Ideas, feedback, steps and answers are two people's again, and so it stays after a restart."""
    first, second = join(runtime, 1), join(runtime, 2)
    _answer(runtime, first, 3, Outcome.LEFT)
    _answer(runtime, second, 3, Outcome.RIGHT)
    idea = c.AddIdea("Kyläbussi", IdeaOrigin.PARTICIPANT, None, None, second, "a1")
    number = runtime.submit(idea).result()
    agenda = {a.kind: a.id for a in workshop_rows.activities(runtime.reader())}
    runtime.submit(c.OpenActivity(agenda["ladder"])).result()
    stage = workshop_rows.workshop(runtime.reader()).ladder.stages[0].id
    for person in (first, second):
        ask(runtime, SayExperience(agenda["ladder"], person, stage))
    runtime.submit(c.OpenActivity(agenda["feedback"])).result()
    for person in (first, second):
        ask(runtime, GiveFeedback(agenda["feedback"], person, (("heard", 3),), f"sana {person}"))
    before = _picture(runtime, agenda)
    ask(runtime, c.MergeParticipants(second, first))
    as_one = _picture(runtime, agenda)
    sent_again = runtime.submit(
        c.AddIdea("Kyläbussi", IdeaOrigin.PARTICIPANT, None, None, first, "a1")
    ).result()
    ask(runtime, c.MergeParticipants(second, None))
    ask(runtime, c.MergeParticipants(second, None))

    assert number == sent_again
    assert ({first}, {first}, {first: "sana 2"}, 1) == as_one[:4]
    assert before == _picture(runtime, agenda)
    assert 2 == runtime.reader().number("SELECT count(*) FROM participant_merge")


def _picture(runtime: Runtime, agenda: dict[str, int]) -> tuple[object, ...]:
    reader = runtime.reader()
    return (
        {idea.participant_id for idea in idea_rows.ideas(reader) if idea.participant_id},
        set(experiences(reader, agenda["ladder"])),
        {person: word for person, (_, word) in last_feedback(reader, agenda["feedback"]).items()},
        len(workshop_rows.participants(reader)),
        look(runtime),
    )


def test_coming_back_before_and_after(runtime: Runtime) -> None:
    """The same form is sent while two are one person and again when they are two: the phone is whose code it is."""
    one, other = join(runtime, 1), join(runtime, 2)
    code = workshop_rows.code_of(runtime.reader(), other)
    assert code is not None
    runtime.submit(c.MergeParticipants(other, one)).result()
    whose = [runtime.submit(c.Rejoin(code, "secret")).result()]
    runtime.submit(c.MergeParticipants(other, None)).result()
    whose.append(runtime.submit(c.Rejoin(code, "secret")).result())
    found = workshop_rows.participant_by_token(runtime.reader(), "secret")

    assert found is not None
    assert [one, other, other] == [*whose, found.id]
    assert "code_unknown" == refusal(runtime, c.Rejoin(code, "hash-1"))


def test_who_can_be_merged(runtime: Runtime) -> None:
    """Nobody with themselves, nobody who is not there; three phones in a chain are one person."""
    one, two, three = (join(runtime, n) for n in range(3))
    assert "already_one" == refusal(runtime, c.MergeParticipants(one, one))
    assert "participant_unknown" == refusal(runtime, c.MergeParticipants(one, 99))
    ask(runtime, c.MergeParticipants(three, two))
    ask(runtime, c.MergeParticipants(two, one))
    assert "already_one" == refusal(runtime, c.MergeParticipants(one, three))
    assert [one] == [p.id for p in workshop_rows.participants(runtime.reader())]
    ask(runtime, c.MergeParticipants(two, None))
    assert [one, two] == [p.id for p in workshop_rows.participants(runtime.reader())]


def test_a_ring_ends_at_its_smallest() -> None:
    """Only a foreign file has one; nobody is lost or looked for without end."""
    assert {3: 1, 2: 1} == one_person({1: 2, 2: 3, 3: 1})
    assert {5: 1, 2: 1} == one_person({5: 2, 2: 1, 1: 2})
    assert {} == one_person({4: 4})


def test_aside_with_one_phone_is_aside_with_both(runtime: Runtime) -> None:
    """Neither phone's answers count until the person is taken in again."""
    first, second = join(runtime, 1), join(runtime, 2)
    _answer(runtime, first, 2, Outcome.LEFT)
    _answer(runtime, second, 2, Outcome.LEFT)
    ask(runtime, SetAside(second, aside=True))
    ask(runtime, c.MergeParticipants(second, first))
    aside = look(runtime).answers
    ask(runtime, SetAside(first, aside=False))
    assert (0, True) == (aside, look(runtime).answers > 0)


def test_the_archive_brings_it_along(runtime: Runtime, tmp_path: Path) -> None:
    """Imported, they are one person still, and can be taken apart."""
    first, second = join(runtime, 1), join(runtime, 2)
    ask(runtime, c.MergeParticipants(second, first))
    document = tmp_path / "workshop.json"
    document.write_text(archive.dump(runtime.reader()), encoding="utf-8")
    import_archive(document, tmp_path / "toinen.tupa", Clock())
    with Runtime(tmp_path / "toinen.tupa") as again:
        assert 1 == workshop_rows.participant_count(again.reader())
        ask(again, c.MergeParticipants(second, None))
        assert 2 == workshop_rows.participant_count(again.reader())
