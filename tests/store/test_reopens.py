"""Whatever phones and the facilitator send, the file opens again afterwards: nobody can make it unopenable."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.clock import Clock, new_workshop
from tests.turns import pair_of
from workshop_app import verify
from workshop_app.domain import commands as c
from workshop_app.domain import plan_commands as p
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.text import Text
from workshop_app.kinds.decisions.kind import MakeDecision
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.runtime import Runtime, recover_file
from workshop_app.services import agenda as services_agenda
from workshop_app.services import ideas as services_ideas
from workshop_app.services import themes as services_themes
from workshop_app.store import idea_rows, workshop_rows


def send(runtime: Runtime, command: c.Command) -> object:
    """The command's result; a refusal is as good."""
    try:
        return pair_of(runtime.submit(command).result(100))
    except WorkshopError:
        return None


def evening(runtime: Runtime, words: str) -> None:
    """Everything that takes words, with these words."""
    agenda = {a.kind: a.id for a in workshop_rows.activities(runtime.reader())}
    send(runtime, c.Join(words[:64], None, "fi"))
    send(runtime, c.Join("hash", words, words))
    send(runtime, c.OpenActivity(agenda["ideas"]))
    idea = c.AddIdea(words, IdeaOrigin.PARTICIPANT, agenda["ideas"], None, 1, words[:64] or None)
    send(runtime, idea)
    send(runtime, c.EditIdea(1, words))
    send(runtime, c.HideIdea(1, words))
    send(runtime, c.OpenActivity(agenda["duel"]))
    shown = send(runtime, ShowPair(agenda["duel"], 1))
    if isinstance(shown, int):
        send(runtime, AnswerPair(agenda["duel"], 1, shown, Outcome.SKIP, words))
    send(runtime, c.OpenActivity(agenda["feedback"]))
    send(runtime, GiveFeedback(agenda["feedback"], 1, (("heard", 5),), words))
    send(runtime, MakeDecision(None, words, words, None, words))
    send(runtime, c.EditWorkshop(place=words, contact=words, organiser=words))
    send(runtime, c.WriteMinutesText("summary", words))
    send(runtime, c.EditActivity(agenda["duel"], notes=words))
    if words:
        send(runtime, p.AddTheme(Text.same("fi", words)))
        send(runtime, c.EditWorkshop(title=Text.same("sv", words)))
    send(runtime, c.GiveMinutes(words, "text/plain", words.encode()))


@settings(max_examples=8)
@given(st.text(max_size=400))
@example("\x00")
@example('{"fi": 1}\'); DROP TABLE idea; --')
@example("\\ud800 \x0b\x1f\x7f\u2028\ufffe\U0010ffff")
@example("a" * 400)
def test_a_file_with_any_words_opens_again(words: str) -> None:
    """It opens, and what could be got out of it were it damaged opens too."""
    with tempfile.TemporaryDirectory() as folder:
        with new_workshop(Path(folder)) as runtime:
            evening(runtime, words)
        with Runtime(Path(folder) / "ilta.tupa", Clock()) as again:
            people = workshop_rows.participant_count(again.reader())
        found = recover_file(Path(folder) / "ilta.tupa", Path(folder) / "out.tupa", Clock())
        assert people == found.saved["participant"]
        assert found.complete


def test_many_names_make_no_more_ideas_than_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names that are made up for one idea each: from some number on phones are refused, then the facilitator too."""
    for module in (services_ideas, verify):
        monkeypatch.setattr(module, "IDEAS", 130)
    monkeypatch.setattr(services_ideas, "PHONES_IDEAS", 120)
    refused = []
    with new_workshop(tmp_path) as runtime:
        for person in (*range(1, 130), None):
            if person is not None:
                runtime.submit(c.Join(f"{person:064x}", None, "fi")).result(100)
            origin = IdeaOrigin.PARTICIPANT if person else IdeaOrigin.FACILITATOR
            for n in range(1 if person else 20):
                sent = runtime.submit(c.AddIdea(f"{person} {n}", origin, participant_id=person))
                error = sent.exception(100)
                refused += [error] if isinstance(error, WorkshopError) else []
        assert 130 == len(idea_rows.ideas(runtime.reader()))
    assert {("no_more_fit", 120), ("no_more_fit", 130)} == {(e.code, e.params["limit"]) for e in refused}
    Runtime(tmp_path / "ilta.tupa", Clock()).close()


def test_few_names_do_not_close_ideas_to_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty names that one laptop makes up write as many ideas as they may: whoever has written little still can."""
    with new_workshop(tmp_path) as runtime:
        room = 400 + len(idea_rows.ideas(runtime.reader()))
        monkeypatch.setattr(services_ideas, "PHONES_IDEAS", room)
        for person in range(1, 62):
            runtime.submit(c.Join(f"{person:064x}", None, "fi")).result(100)
        ideas = [c.AddIdea(str(n), IdeaOrigin.PARTICIPANT, participant_id=1 + n % 60) for n in range(600)]
        refused = [error for sent in map(runtime.submit, ideas) if (error := sent.exception(100))]
        assert {"too_many_ideas"} == {getattr(error, "code", "") for error in refused}
        assert room - 100 > len(idea_rows.ideas(runtime.reader()))
        for n in range(3):
            runtime.submit(c.AddIdea(f"Oikea {n}", IdeaOrigin.PARTICIPANT, participant_id=61)).result(100)


@pytest.mark.parametrize(
    ("module", "name", "command"),
    [
        (services_themes, "THEMES", p.AddTheme(Text.same("fi", "Teema"))),
        (services_agenda, "ACTIVITIES", c.AddActivity("ideas", Text.same("fi", "Osio"))),
    ],
)
def test_the_facilitator_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, command: c.Command
) -> None:
    """Themes and parts of the agenda have an end before that at which the file would be refused."""
    for each in (module, verify):
        monkeypatch.setattr(each, name, 9)
    with new_workshop(tmp_path) as runtime:
        sent = [runtime.submit(command).exception(100) for _ in range(9)]
        assert "no_more_fit" == getattr(sent[-1], "code", "")
    Runtime(tmp_path / "ilta.tupa", Clock()).close()
