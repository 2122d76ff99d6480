"""Evenings for the export tests: run on a real session file through the runtime, and read as minutes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import cast

import docx

from exports import minutes_docx
from tests.exports.strict_reader import seen
from tests.turns import pair_of
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import (
    AddIdea,
    ApproveIdea,
    EndWorkshop,
    HideIdea,
    Join,
    MergeIdea,
    OpenActivity,
    StageTarget,
    TagStage,
    WriteMinutesText,
)
from workshop_app.domain.ideas import Idea, IdeaOrigin
from workshop_app.domain.people import Channel
from workshop_app.domain.text import Text
from workshop_app.kinds.decisions.kind import DecisionsReport, MakeDecision
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.kinds.duel.rows import of_person
from workshop_app.kinds.feedback.kind import FeedbackReport, GiveFeedback
from workshop_app.kinds.ideas.kind import IdeasReport
from workshop_app.kinds.ladder.kind import LadderReport, SayExperience
from workshop_app.minutes import Minutes, Section, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import idea_rows, workshop_rows

DAY = dt.date(2026, 11, 22)
PEOPLE, DUELS = 14, 12


class Evening:
    """A running evening; each step is one of its activities."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.people: list[int] = []

    def do(self, command: object) -> int:
        """Send a command and wait for its result."""
        result = pair_of(self.runtime.submit(command).result())  # type: ignore[arg-type]
        return result if isinstance(result, int) else 0

    def activity(self, kind: str) -> Activity:
        return next(a for a in workshop_rows.activities(self.runtime.reader()) if a.kind == kind)

    def open(self, kind: str) -> int:
        activity = self.activity(kind)
        self.do(OpenActivity(activity.id))
        return activity.id

    def join(self, group_counts: list[int]) -> None:
        self.open("welcome")
        groups = [group.id for group in workshop_rows.workshop(self.runtime.reader()).groups]
        for group, count in zip(groups, group_counts, strict=False):
            for _ in range(count):
                channel = Channel.PAPER if len(self.people) % 7 == 6 else Channel.PHONE
                self.people.append(self.do(Join(f"{group}-{len(self.people)}", group, "fi", channel)))

    def write_ideas(self) -> None:
        activity = self.open("ideas")
        ideas = idea_rows.ideas(self.runtime.reader())
        texts = ("Kyläbussi", "Etälääkäri kirjastossa", "Sama toisin sanoin", "Asiaton", "Lukematon")
        new = [
            self.do(AddIdea(text, IdeaOrigin.PARTICIPANT, activity, None, person))
            for text, person in zip(texts, self.people, strict=False)
        ]
        for idea in new[:3]:
            self.do(ApproveIdea(idea))
        self.do(MergeIdea(new[2], ideas[0].id))
        self.do(HideIdea(new[3], "asiaton"))

    def compare(self, winner: Callable[[int, int], Outcome]) -> None:
        duel = self.open("duel")
        for person in self.people:
            shown = self.do(ShowPair(duel, person))
            for _ in range(DUELS):
                pair = next(a for a in of_person(self.runtime.reader(), duel, person) if a.id == shown)
                shown = self.do(AnswerPair(duel, person, shown, winner(pair.left_id, pair.right_id)))

    def climb(self) -> None:
        ladder = self.open("ladder")
        stages = workshop_rows.workshop(self.runtime.reader()).ladder.stages
        for number, idea in enumerate(idea_rows.ideas(self.runtime.reader())[:7]):
            if idea.stage_id is None:
                self.do(TagStage(StageTarget.IDEA, idea.id, stages[number % len(stages)].id))
        for number, person in enumerate(self.people):
            self.do(SayExperience(ladder, person, stages[2 if number % 3 else 3].id))

    def decide(self) -> None:
        decisions = self.open("decisions")
        stages = workshop_rows.workshop(self.runtime.reader()).ladder.stages
        due = dt.date(2027, 1, 15)
        self.do(
            MakeDecision(
                decisions, "Kartta käydään läpi", "Koordinaattori", due, "Viesti", None, stages[2].id
            )
        )
        self.do(MakeDecision(decisions, "Kyläbussia kokeillaan"))

    def give_feedback(self) -> None:
        feedback = self.open("feedback")
        for number, person in enumerate(self.people[:9]):
            answers = (("heard", 3 + number % 3), ("clear", 2 + number % 4))
            self.do(GiveFeedback(feedback, person, answers, "Hyvä ilta" if number == 0 else ""))


def lower_id_mostly(left: int, right: int) -> Outcome:
    """A crowd that likes early ideas, with some noise and some skips, the same every time."""
    noise = (left * 31 + right * 17) % 10
    if noise == 0:
        return Outcome.SKIP
    return Outcome.LEFT if (left < right) != (noise == 1) else Outcome.RIGHT


def lower_id_seldom(left: int, right: int) -> Outcome:
    """A crowd that thinks the other way round."""
    other = {Outcome.LEFT: Outcome.RIGHT, Outcome.RIGHT: Outcome.LEFT}
    said = lower_id_mostly(left, right)
    return other.get(said, said)


def whole_evening(
    path: Path,
    template: str = "strategian_teemat",
    day: dt.date = DAY,
    groups: tuple[int, ...] = (8, 1, 5),
    crowd: Callable[[int, int], Outcome] = lower_id_mostly,
) -> Minutes:
    """An evening with everything in it, on a new file at `path`."""
    with Runtime.create(path, _new(template, day), _clock(day)) as runtime:
        evening = Evening(runtime)
        evening.join(list(groups))
        evening.write_ideas()
        if any(a.kind == "duel" for a in workshop_rows.activities(runtime.reader())):
            evening.compare(crowd)
        evening.climb()
        evening.decide()
        evening.give_feedback()
        evening.do(WriteMinutesText("dissent", "Kuljetusten maksaja jäi avoimeksi."))
        evening.do(EndWorkshop())
        return read_minutes(runtime.reader(), path)


def unopened_evening(path: Path, template: str, day: dt.date = DAY) -> Minutes:
    """An evening of which nothing was opened."""
    with Runtime.create(path, _new(template, day), _clock(day)) as runtime:
        return read_minutes(runtime.reader(), path)


def _new(template: str, day: dt.date) -> NewWorkshop:
    return NewWorkshop(
        template,
        day,
        place="Utajärven kylätalo",
        organiser="Hyvinvointialue",
        contact="osallisuus@example.org",
    )


def _clock(day: dt.date) -> Callable[[], dt.datetime]:
    ticks = iter(range(1_000_000))
    start = dt.datetime.combine(day, dt.time(15, 30), tzinfo=dt.UTC)
    return lambda: start + dt.timedelta(seconds=next(ticks))


def with_text(minutes: Minutes, words: str) -> Minutes:
    """The minutes with `words` wherever a person could have written something, past every cleaning."""
    text = Text(words, words, words)
    workshop = replace(
        minutes.workshop,
        title=text,
        purpose=text,
        place=words,
        organiser=words,
        contact=words,
        follow_up=words,
    )
    ideas = tuple(_reworded(idea, words) for idea in minutes.ideas)
    return replace(
        minutes,
        workshop=workshop,
        themes=tuple(replace(theme, name=text) for theme in minutes.themes),
        ideas=ideas,
        sections=tuple(_section_with(section, ideas, words, text) for section in minutes.sections),
        texts=dict.fromkeys(
            (
                "summary",
                "discussion",
                "dissent",
                "use",
                "follow_up",
                "feedback",
                "named",
                "author",
                "distribution",
            ),
            words,
        ),
    )


def rendered(minutes: Minutes, language: str = "fi") -> bytes:
    """The minutes' DOCX."""
    target = BytesIO()
    minutes_docx.render(minutes, language, target)
    return target.getvalue()


def words(minutes: Minutes, language: str = "fi") -> str:
    """Everything the document says, paragraph by paragraph, as python-docx reads it."""
    return seen("\n".join(p.text for p in docx.Document(BytesIO(rendered(minutes, language))).paragraphs))


def _reworded(idea: Idea, words: str) -> Idea:
    return replace(idea, text=words, original=words, points=(words,))


def _section_with(section: Section, ideas: tuple[Idea, ...], words: str, text: Text) -> Section:
    report = section.report
    match section.activity.kind:
        case "ideas":
            report = replace(cast("IdeasReport", report), ideas=ideas)
        case "duel":
            report = replace(cast("DuelReport", report), ideas={idea.id: idea for idea in ideas})
        case "ladder":
            report = replace(cast("LadderReport", report), ideas=tuple(i for i in ideas if i.votable))
        case "decisions":
            found = cast("DecisionsReport", report)
            changed = tuple(replace(d, what=words, who=words, told_how=words) for d in found.decisions)
            report = replace(found, decisions=changed)
        case "feedback":
            report = replace(cast("FeedbackReport", report), words=(words,))
    return replace(section, activity=replace(section.activity, title=text, question=text), report=report)
