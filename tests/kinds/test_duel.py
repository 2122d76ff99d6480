"""The duel through the ring: pairs given out, answered once, taken back, replayed after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.asking import refusal
from tests.clock import Clock, new_workshop
from tests.kinds.duels import DUEL, ask, join, look, pair_shown, shown_in
from workshop_app.domain import commands as c
from workshop_app.domain.agenda import Activity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.commands import (
    AnswerPair,
    AskMore,
    Outcome,
    SetAside,
    ShowPair,
    UndoAnswer,
)
from workshop_app.kinds.duel.final import EndFinal, StartFinal
from workshop_app.kinds.duel.kind import KIND
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows


@pytest.fixture(name="runtime")
def _opened(runtime: Runtime) -> Runtime:
    runtime.submit(c.OpenActivity(DUEL)).result()
    return runtime


def test_a_person_answers_what_is_asked_and_no_pair_twice(runtime: Runtime) -> None:
    """Fifteen different pairs, then nothing more; five more on request."""
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    while pair is not None:
        pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    first = rows.of_person(runtime.reader(), DUEL, person)
    pair = ask(runtime, AskMore(DUEL, person))
    while pair is not None:
        pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.SKIP))
    shown = rows.of_person(runtime.reader(), DUEL, person)

    assert (15, 20) == (len(first), len(shown))
    assert 20 == len({frozenset((a.left_id, a.right_id)) for a in shown})
    assert (15, 5) == (look(runtime).ranking.answers, look(runtime).ranking.skips)


def test_a_reload_shows_the_same_pair(runtime: Runtime) -> None:
    """A shown pair is a row; asking again gives it again."""
    person = join(runtime)

    assert ask(runtime, ShowPair(DUEL, person)) == ask(runtime, ShowPair(DUEL, person))


def test_only_the_first_answer_counts(runtime: Runtime, clock: Clock) -> None:
    """A second tap, on the other side, changes nothing and is no error; the time taken is kept."""
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    clock.forward(milliseconds=2500)
    following = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    again = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.RIGHT))
    kept = pair_shown(runtime.reader(), pair)

    assert following == again
    assert kept is not None
    assert ("left", 2500) == (kept.outcome, kept.took_ms)


def test_another_persons_pair_is_refused(runtime: Runtime) -> None:
    """Answers are taken only for pairs given to that person."""
    first, second = join(runtime, 1), join(runtime, 2)
    pair = ask(runtime, ShowPair(DUEL, first))
    assert pair is not None

    assert "pair_not_yours" == refusal(runtime, AnswerPair(DUEL, second, pair, Outcome.LEFT))
    assert "pair_not_yours" == refusal(runtime, AnswerPair(DUEL, second, 999, Outcome.LEFT))


def test_undo_shows_the_pair_again(runtime: Runtime) -> None:
    """The answer no longer counts, the pair waits, and a new answer counts instead."""
    person = join(runtime)
    first = ask(runtime, ShowPair(DUEL, person))
    assert first is not None
    runtime.submit(AnswerPair(DUEL, person, first, Outcome.LEFT)).result()
    undone = ask(runtime, UndoAnswer(DUEL, person))
    before = look(runtime).answers
    waiting = ask(runtime, ShowPair(DUEL, person))
    runtime.submit(AnswerPair(DUEL, person, first, Outcome.RIGHT)).result()
    kept = pair_shown(runtime.reader(), first)

    assert (first, first, 0) == (undone, waiting, before)
    assert kept is not None
    assert "right" == kept.outcome
    assert "nothing_to_undo" == refusal(runtime, UndoAnswer(DUEL, join(runtime, "b")))


def test_a_late_answer_is_refused(runtime: Runtime) -> None:
    """After closing, the ranking stands."""
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    runtime.submit(c.CloseActivity(DUEL)).result()

    assert "activity_closed" == refusal(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))


def test_a_hidden_ideas_pair_is_taken_off_the_phone(runtime: Runtime) -> None:
    """The pair becomes void, another one comes, and the hidden idea is not in the ranking."""
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    shown = pair_shown(runtime.reader(), pair)
    assert shown is not None
    runtime.submit(c.HideIdea(shown.left_id)).result()
    other = ask(runtime, ShowPair(DUEL, person))

    assert other not in (None, pair)
    assert shown.left_id not in {s.idea for s in look(runtime).ranking.standings}


def test_merged_ideas_carry_their_answers_and_give_them_back(runtime: Runtime) -> None:
    """Merging moves the comparisons to the other idea; restoring moves them back."""
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    shown = pair_shown(runtime.reader(), pair)
    assert shown is not None
    runtime.submit(AnswerPair(DUEL, person, pair, Outcome.LEFT)).result()
    other = next(
        i.id for i in idea_rows.ideas(runtime.reader()) if i.id not in (shown.left_id, shown.right_id)
    )
    runtime.submit(c.MergeIdea(shown.left_id, other)).result()
    merged = {s.idea: s.wins for s in look(runtime).ranking.standings}
    runtime.submit(c.RestoreIdea(shown.left_id)).result()
    restored = {s.idea: s.wins for s in look(runtime).ranking.standings}

    assert (1, None) == (merged[other], merged.get(shown.left_id))
    assert (0, 1) == (restored[other], restored[shown.left_id])


def test_a_restart_goes_on_where_it_was(tmp_path: Path) -> None:
    """After closing and opening, the same pair is out and no pair comes twice."""
    runtime = new_workshop(tmp_path)
    runtime.submit(c.OpenActivity(DUEL)).result()
    person = join(runtime)
    pair = ask(runtime, ShowPair(DUEL, person))
    for _ in range(7):
        assert pair is not None
        pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.RIGHT))
    runtime.close()
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        assert pair == ask(again, ShowPair(DUEL, person))
        while pair is not None:
            pair = ask(again, AnswerPair(DUEL, person, pair, Outcome.LEFT))
        shown = rows.of_person(again.reader(), DUEL, person)

        assert 15 == len({frozenset((a.left_id, a.right_id)) for a in shown})


def evening_with_answers(runtime: Runtime, people: int, group: str | None = None) -> None:
    """People join and answer everything that is asked: the idea written first wins."""
    for n in range(people):
        person = int(str(runtime.submit(c.Join(f"{group}-{n}", group, "fi")).result()))
        pair = ask(runtime, ShowPair(DUEL, person))
        while pair is not None:
            shown = pair_shown(runtime.reader(), pair)
            assert shown is not None
            better = Outcome.LEFT if shown.left_id < shown.right_id else Outcome.RIGHT
            pair = ask(runtime, AnswerPair(DUEL, person, pair, better))


def test_a_final_gives_out_only_its_ideas(runtime: Runtime) -> None:
    """Everybody is asked five more, among the finalists; ending it gives all ideas out again."""
    evening_with_answers(runtime, 3)
    before = len(shown_in(runtime.reader(), DUEL))
    runtime.submit(StartFinal(DUEL, (1, 2, 3, 4, 5, 6, 7))).result()
    for person in (1, 2, 3):
        pair = ask(runtime, ShowPair(DUEL, person))
        while pair is not None:
            pair = ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    shown = shown_in(runtime.reader(), DUEL)[before:]
    running = look(runtime).final
    runtime.submit(EndFinal(DUEL)).result()

    assert {1, 2, 3, 4, 5, 6, 7} >= {idea for a in shown for idea in (a.left_id, a.right_id)}
    assert 0 < len(shown) <= 15
    assert ((1, 2, 3, 4, 5, 6, 7), ()) == (running, look(runtime).final)
    assert 20 == len(look(runtime).ranking.standings)
    assert "final_too_small" == refusal(runtime, StartFinal(DUEL, (1, 2, 99)))


def test_the_report_says_what_would_be_enough(runtime: Runtime) -> None:
    """The plan of the people who came, the outlook, and what is proposed for them."""
    evening_with_answers(runtime, 8)
    found = look(runtime)

    assert (15, 12.0, True) == (found.plan.duels, found.plan.showings, found.plan.enough)
    assert (15, True) == (found.proposed.duels, found.proposed.enough)
    assert 12.0 == found.outlook.showings


def test_groups_are_told_apart_from_five_people_on(runtime: Runtime) -> None:
    """The minutes tell of groups with five who answered; of four nothing is told."""
    groups = workshop_rows.workshop(runtime.reader()).groups
    evening_with_answers(runtime, 5, groups[0].id)
    evening_with_answers(runtime, 4, groups[1].id)
    found = look(runtime).groups

    assert found is not None
    assert [(groups[0].id, 5)] == [(group.group_id, group.people) for group in found.groups]
    assert found.apart is None


def _duel(runtime: Runtime) -> Activity:
    return workshop_rows.activity(runtime.reader(), DUEL)


def _answer_all(runtime: Runtime, person: int, outcome: Outcome) -> None:
    pair = ask(runtime, ShowPair(DUEL, person))
    while pair is not None:
        pair = ask(runtime, AnswerPair(DUEL, person, pair, outcome))


def test_one_persons_answers_are_set_aside_and_taken_back(runtime: Runtime) -> None:
    """Set aside they are out of ranking, counts and flags; taken back the result is what it was."""
    honest, stuffing = join(runtime, 1), join(runtime, 2)
    _answer_all(runtime, honest, Outcome.RIGHT)
    alone = look(runtime).ranking.standings
    _answer_all(runtime, stuffing, Outcome.LEFT)
    both = look(runtime)
    ask(runtime, SetAside(stuffing, aside=True))
    ask(runtime, SetAside(stuffing, aside=True))
    without, counted = look(runtime), KIND.count(runtime.reader(), _duel(runtime))
    ask(runtime, SetAside(stuffing, aside=False))

    assert alone == without.ranking.standings
    assert (15, 15, 1, (stuffing,)) == (without.answers, counted, without.people, without.aside)
    assert both == look(runtime)
    assert 30 == KIND.count(runtime.reader(), _duel(runtime))
    assert 2 == runtime.reader().number("SELECT count(*) FROM set_aside")
    assert "participant_unknown" == refusal(runtime, SetAside(99, aside=True))


def test_who_is_set_aside_notices_nothing(runtime: Runtime) -> None:
    """The person goes on answering and taking back, no pair comes twice; nothing of it counts."""
    person = join(runtime)
    ask(runtime, SetAside(person, aside=True))
    pair = ask(runtime, ShowPair(DUEL, person))
    assert pair is not None
    ask(runtime, AnswerPair(DUEL, person, pair, Outcome.LEFT))
    assert pair == ask(runtime, UndoAnswer(DUEL, person))
    _answer_all(runtime, person, Outcome.LEFT)
    shown = rows.of_person(runtime.reader(), DUEL, person)

    assert 15 == sum(a.answered for a in shown)
    assert 15 <= len({frozenset((a.left_id, a.right_id)) for a in shown}) == len(shown)
    assert 0 == look(runtime).answers


def test_setting_aside_survives_a_restart(tmp_path: Path) -> None:
    """The person is still aside, and pairs go on where they were."""
    clock = Clock()
    with new_workshop(tmp_path, clock=clock) as runtime:
        runtime.submit(c.OpenActivity(DUEL)).result()
        people = [join(runtime, n) for n in range(4)]
        _answer_all(runtime, people[0], Outcome.LEFT)
        ask(runtime, SetAside(people[0], aside=True))
        _answer_all(runtime, people[1], Outcome.RIGHT)
        first = ask(runtime, ShowPair(DUEL, people[2]))
        path, shown = runtime.path, rows.of_person(runtime.reader(), DUEL, people[2])
    with Runtime(path, clock) as again:
        assert first == ask(again, ShowPair(DUEL, people[2]))
        assert shown == rows.of_person(again.reader(), DUEL, people[2])
        assert (people[0],) == look(again).aside


def test_a_duel_without_ideas_has_nothing_to_ask(tmp_path: Path) -> None:
    """An evening that begins empty: no pair, and one as soon as there are two ideas."""
    with new_workshop(tmp_path, "tyhja") as runtime:
        duel = next(a.id for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
        runtime.submit(c.OpenActivity(duel)).result()
        person = join(runtime)
        before = ask(runtime, ShowPair(duel, person))
        for text in ("Kyläbussi", "Uimaranta"):
            runtime.submit(c.AddIdea(text, IdeaOrigin.FACILITATOR)).result()

        assert before is None
        assert ask(runtime, ShowPair(duel, person)) is not None
