"""What a person wrote can be withdrawn, and what ties phones to people can be wiped; rankings stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.clock import Clock, new_workshop
from tests.turns import pair_of
from workshop_app.domain import commands as c
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin, IdeaState
from workshop_app.domain.kiosk import AllowKiosk
from workshop_app.domain.workshop import NAMED
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.runtime import Runtime, other_copies
from workshop_app.snapshot import read_snapshot
from workshop_app.store import idea_rows, workshop_rows

WORDS = "Salainen toive naapurilta"


def kind_id(runtime: Runtime, kind: str) -> int:
    """The first activity of a kind."""
    return next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == kind).id


def evening(folder: Path) -> Runtime:
    """Three people who wrote, chose and gave feedback."""
    runtime = new_workshop(folder)
    people = [int(str(runtime.submit(c.Join(f"secrethash{n}", None, "fi")).result(100))) for n in range(3)]
    runtime.submit(c.OpenActivity(kind_id(runtime, "ideas"))).result(100)
    for person in people:
        command = c.AddIdea(
            f"{WORDS} {person}",
            IdeaOrigin.PARTICIPANT,
            kind_id(runtime, "ideas"),
            participant_id=person,
            client_id=f"phonenumber{person}",
        )
        runtime.submit(c.ApproveIdea(int(str(runtime.submit(command).result(100))))).result(100)
    duel = kind_id(runtime, "duel")
    runtime.submit(c.OpenActivity(duel)).result(100)
    for person in people:
        shown = pair_of(runtime.submit(ShowPair(duel, person)).result(100))
        for n in range(8):
            answer = AnswerPair(duel, person, int(str(shown)), list(Outcome)[n % 3])
            shown = pair_of(runtime.submit(answer).result(100))
    feedback = kind_id(runtime, "feedback")
    runtime.submit(c.OpenActivity(feedback)).result(100)
    for person in people:
        answers = (("heard", 5),)
        runtime.submit(GiveFeedback(feedback, person, answers, f"freewords{person}")).result(100)
    return runtime


def left_in(folder: Path, *words: str) -> list[str]:
    """Which of the words stand anywhere in the files of a folder."""
    content = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    return [word for word in words if word.encode() in content]


def outcome(runtime: Runtime) -> list[object]:
    """What the minutes tell of the evening."""
    duel, feedback = kind_id(runtime, "duel"), kind_id(runtime, "feedback")
    found = read_snapshot(runtime.reader(), [duel, feedback])
    return [found.reports[duel], found.ideas, found.counts, found.participants, found.reports[feedback]]


def test_wiping_leaves_an_equal_ranking(tmp_path: Path) -> None:
    """Hashes and phones' numbers are gone from the bytes of the file, the log and the copies; results are equal."""
    with evening(tmp_path) as runtime:
        runtime.back_up_to(tmp_path / "ilta.backup.tupa")
        runtime.submit(c.CloseActivity(kind_id(runtime, "feedback"))).result(100)
        key = str(runtime.submit(AllowKiosk(on=True)).result(100))
        before = outcome(runtime)
        runtime.submit(c.WipePersonalData()).result(100)
        assert [] == left_in(tmp_path, "secrethash", "phonenumber", key)
        assert before == outcome(runtime)
    assert [] == left_in(tmp_path, "secrethash", "phonenumber")
    assert ["freewords"] == left_in(tmp_path, "freewords")


def test_wiping_free_words_when_asked(tmp_path: Path) -> None:
    """The numbers of the feedback stay."""
    with evening(tmp_path) as runtime:
        feedback = kind_id(runtime, "feedback")
        runtime.submit(c.CloseActivity(feedback)).result(100)
        runtime.submit(c.WipePersonalData(words=True)).result(100)
        report = read_snapshot(runtime.reader(), [feedback]).reports[feedback]
    assert "words=()" in repr(report)
    assert "{5: 3}" in repr(report)
    assert [] == left_in(tmp_path, "freewords", "secrethash")


def test_wiping_ideas_that_were_left_out_when_asked(tmp_path: Path) -> None:
    """Hidden ones, with the reason, and those that were never let in: how many there were stays, and the results."""
    with evening(tmp_path) as runtime:
        feedback, ideas = kind_id(runtime, "feedback"), kind_id(runtime, "ideas")
        waiting = c.AddIdea("Odottava Outi", IdeaOrigin.PARTICIPANT, ideas, participant_id=1)
        runtime.submit(waiting).result(100)
        hidden = next(i for i in idea_rows.ideas(runtime.reader()) if i.text == f"{WORDS} 1")
        for command in (
            c.EditIdea(hidden.id, "Piilo Piilotettava"),
            c.HideIdea(hidden.id, "Koska Piilo"),
            c.HideIdea(1, "Ei kuulu tähän"),
            c.CloseActivity(feedback),
        ):
            runtime.submit(command).result(100)
        before = outcome(runtime)
        runtime.submit(c.WipePersonalData()).result(100)
        assert ["Odottava Outi", "Koska Piilo"] == left_in(tmp_path, "Odottava Outi", "Koska Piilo")
        runtime.submit(c.WipePersonalData(words=True)).result(100)
        after = outcome(runtime)
        texts = {idea.id: (idea.text, idea.state, idea.reason) for idea in idea_rows.ideas(runtime.reader())}
    assert [] == left_in(tmp_path, "Odottava Outi", "Piilo", f"{WORDS} 1")
    assert ("…", IdeaState.HIDDEN, "") == texts[hidden.id]
    # What the template brought is nobody's.
    assert "Ei kuulu tähän" == texts[1][2]
    ranked = [found.ranking for found in (before[0], after[0]) if isinstance(found, DuelReport)]
    assert [ranked[0], ranked[0]] == ranked
    assert before[2:4] == after[2:4]
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        assert f"{WORDS} 2" in {idea.text for idea in idea_rows.ideas(again.reader())}


def test_no_wiping_in_the_middle_of_the_evening(tmp_path: Path) -> None:
    """The phones would be strangers while they vote."""
    with evening(tmp_path) as runtime:
        wiping = runtime.submit(c.WipePersonalData())
        with pytest.raises(WorkshopError) as caught:
            wiping.result(100)
    assert "still_open" == caught.value.code
    assert ["secrethash"] == left_in(tmp_path, "secrethash")


def test_a_name_that_is_taken_off_is_gone(tmp_path: Path) -> None:
    """Who asked to be named and then not is in no byte of the file; whoever still wants it stays, until the wiping."""
    with evening(tmp_path) as runtime:
        runtime.submit(c.CloseActivity(kind_id(runtime, "feedback"))).result(100)
        for text in ("Maija Meik", "Maija Meikäläinen\nOlli Ojala", "Olli Ojala"):
            runtime.submit(c.WriteMinutesText(NAMED, text)).result(100)
            # A rolling copy that still has the minutes given before; made elsewhere, as the writer may make one now.
            runtime.back_up_to(tmp_path / "before.tupa")
            (tmp_path / "before.tupa").replace(tmp_path / "ilta.backup.tupa")
            runtime.submit(c.GiveMinutes("Muistio.docx", "application/x", text.encode())).result(100)
        assert "Olli Ojala" == workshop_rows.minutes_texts(runtime.reader())[NAMED]
    assert ["Olli Ojala"] == left_in(tmp_path, "Maija", "Olli Ojala")
    with Runtime(tmp_path / "ilta.tupa", Clock()) as runtime:
        # The minutes that were given name whoever does not want it any more: the phones get them no longer.
        runtime.submit(c.WriteMinutesText(NAMED, "")).result(100)
        assert not workshop_rows.minutes_given(runtime.reader())
        assert [] == left_in(tmp_path, "Olli Ojala")
        runtime.submit(c.WriteMinutesText(NAMED, "Olli Ojala")).result(100)
        runtime.submit(c.GiveMinutes("Muistio.docx", "application/x", b"Olli Ojala")).result(100)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as runtime:
        runtime.submit(c.WipePersonalData()).result(100)
        assert NAMED not in workshop_rows.minutes_texts(runtime.reader())
        assert not workshop_rows.minutes_given(runtime.reader())
    assert [] == left_in(tmp_path, "Olli Ojala")


def test_a_wiped_file_opens_again(tmp_path: Path) -> None:
    """It is as good a session file as before."""
    with evening(tmp_path) as runtime:
        runtime.submit(c.CloseActivity(kind_id(runtime, "feedback"))).result(100)
        runtime.submit(c.WipePersonalData(words=True)).result(100)
    with Runtime(tmp_path / "ilta.tupa", Clock()) as again:
        assert 3 == workshop_rows.participant_count(again.reader())


def test_a_withdrawn_idea_is_gone_from_the_file(tmp_path: Path) -> None:
    """Its words, mended ones too, are in no byte of the file; answers about other ideas stay."""
    with evening(tmp_path) as runtime:
        idea = idea_rows.ideas(runtime.reader())[-3]
        runtime.submit(c.EditIdea(idea.id, "Korjattu toive")).result(100)
        runtime.submit(c.WithdrawIdea(idea.id, idea.participant_id or 0)).result(100)
        runtime.submit(c.WithdrawIdea(idea.id, idea.participant_id or 0)).result(100)
        found = idea_rows.idea(runtime.reader(), idea.id)
        report = repr(outcome(runtime))
    assert ("", "", IdeaState.HIDDEN, True) == (found.text, found.original, found.state, found.withdrawn)
    assert f"{WORDS} 1" not in report
    assert [] == left_in(tmp_path, f"{WORDS} 1", "Korjattu toive")
    assert [f"{WORDS} 2"] == left_in(tmp_path, f"{WORDS} 2")


def test_only_the_writer_withdraws(tmp_path: Path) -> None:
    """Neither somebody else nor a made-up number."""
    codes = []
    with evening(tmp_path) as runtime:
        last = idea_rows.ideas(runtime.reader())[-1].id
        for command in (c.WithdrawIdea(last, 1), c.WithdrawIdea(1, 1), c.WithdrawIdea(999, 1)):
            asked = runtime.submit(command)
            with pytest.raises(WorkshopError) as caught:
                asked.result(100)
            codes.append(caught.value.code)
    assert ["idea_not_yours"] * 3 == codes


def test_a_withdrawn_idea_stays_withdrawn(tmp_path: Path) -> None:
    """The facilitator can't bring an empty idea back."""
    codes = []
    with evening(tmp_path) as runtime:
        last = idea_rows.ideas(runtime.reader())[-1].id
        runtime.submit(c.WithdrawIdea(last, 3)).result(100)
        for command in (
            c.RestoreIdea(last),
            c.ApproveIdea(last),
            c.EditIdea(last, "x"),
            c.MergeIdea(last, 1),
        ):
            asked = runtime.submit(command)
            with pytest.raises(WorkshopError) as caught:
                asked.result(100)
            codes.append(caught.value.code)
        runtime.submit(c.MoveIdea(last, 1)).result(100)
        runtime.submit(c.HideIdea(last)).result(100)
        assert idea_rows.idea(runtime.reader(), last).withdrawn
    assert ["idea_withdrawn"] * 4 == codes


@pytest.mark.parametrize("wiped", ["ilta", "ilta.recovered", "ilta.from-backup-2"])
def test_every_file_that_still_holds_it_is_named(tmp_path: Path, wiped: str) -> None:
    """Also the one that it was rescued from or went on from; the file's own rolling copies are gone with the wiping."""
    kept = ["ilta", "ilta.20260101-120000.backup", "ilta.recovered", "ilta.from-backup-2"]
    for name in [*kept, "toinen", "toinen.recovered", f"{wiped}.backup", f"{wiped}.backup-2"]:
        (tmp_path / f"{name}.tupa").touch()
    expected = {f"{name}.tupa" for name in kept if name != wiped}
    assert expected == {copy.name for copy in other_copies(tmp_path / f"{wiped}.tupa")}
