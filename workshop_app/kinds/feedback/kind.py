"""Feedback: three statements on a scale and a free word. Any thread."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import Command, WipePersonalData
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.events import Changed, Subject
from workshop_app.domain.people import may_be_told
from workshop_app.domain.text import clean_or_empty
from workshop_app.i18n import N_
from workshop_app.kinds.base import ActivityKind, Form, Phone, TakingBack, Visit, Written
from workshop_app.services.minutes import erase_copies
from workshop_app.store import workshop_rows
from workshop_app.store.last_word import said, say
from workshop_app.store.merge_rows import merged
from workshop_app.store.records import Field, Records, Sort
from workshop_app.store.tables import Tables
from workshop_app.store.tx import Reader, Tx

#: The statements, in order: (name in the file, English text).
STATEMENTS = (
    ("heard", N_("I was heard this evening.")),
    ("clear", N_("I know what happens next.")),
    ("again", N_("I would come again.")),
)
#: Answers from 1 (disagree) to 5 (agree).
SCALE = (1, 2, 3, 4, 5)
#: The longest free word, in characters.
WORD_LIMIT = 1_000

TABLES = Tables(
    "feedback",
    (
        """
        CREATE TABLE feedback (
            id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
            participant_id INTEGER NOT NULL REFERENCES participant(id), answers TEXT NOT NULL,
            word TEXT NOT NULL, at TEXT NOT NULL);
        """,
    ),
)


RECORDS = (
    Records(
        "feedback",
        "feedback",
        "Feedback, in order; the last of each person counts.",
        (
            Field("id", Sort.NUMBER, "Number of the record."),
            Field("activity", Sort.NUMBER, "Where it was asked.", column="activity_id"),
            Field("participant", Sort.NUMBER, "Who.", column="participant_id"),
            Field("answers", Sort.OBJECT, "By statement (heard, clear, again): 1 disagree to 5 agree."),
            Field("word", Sort.TEXT, "Free words; empty: none."),
            Field("at", Sort.MOMENT, "When."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class GiveFeedback(Command):
    """One person's feedback; a later one counts instead of an earlier one."""

    activity_id: int
    participant_id: int
    answers: tuple[tuple[str, int], ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class RewordFeedback(Command):
    """Write other free words over those that name somebody; nothing of the old ones stays."""

    activity_id: int
    word: str
    new: str
    #: Only these rows, where the same words may stand in others.
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """The form with what the person has answered before."""

    statements: tuple[tuple[str, str], ...]
    scale: tuple[int, ...]
    answers: dict[str, int]
    word: str
    given: bool
    limit: int = WORD_LIMIT


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """Answers counted: for each statement (name, text) how many gave each number, and the free words."""

    people: int
    counts: tuple[tuple[str, str, dict[int, int]], ...]
    words: tuple[str, ...]

    @property
    def told(self) -> tuple[tuple[str, str, dict[int, int]], ...]:
        """The counts that others than the facilitator may see: of statements that enough people answered."""
        return tuple(each for each in self.counts if may_be_told(sum(each[2].values())))

    @property
    def keeps_back(self) -> bool:
        """Whether somebody answered a statement of which nothing is told."""
        return any(counts for _name, _text, counts in self.counts if not may_be_told(sum(counts.values())))


def give_feedback(tx: Tx, command: GiveFeedback) -> None:
    """Write the feedback down. Raises WorkshopError(activity_closed, feedback_empty, answer_unknown)."""
    workshop_rows.running_activity(tx, command.activity_id)
    word = clean_or_empty(command.word, WORD_LIMIT)
    answers = dict(command.answers)
    if not answers and not word:
        raise WorkshopError("feedback_empty")
    names = {name for name, _ in STATEMENTS}
    if any(name not in names or value not in SCALE for name, value in answers.items()):
        raise WorkshopError("answer_unknown")
    # What a person has worded anew is not kept: nobody would look it through before the file is given out.
    whose = (command.activity_id, command.participant_id)
    others = "SELECT 1 FROM feedback WHERE activity_id = ? AND participant_id = ? AND word NOT IN ('', ?)"
    if tx.one(others, (*whose, word)) is not None:
        tx.renew_copies = True
    tx.execute("UPDATE feedback SET word = '' WHERE activity_id = ? AND participant_id = ?", whose)
    say(tx, "feedback", command.activity_id, command.participant_id, answers=json.dumps(answers), word=word)
    tx.tell(Changed(Subject.ANSWERS, command.activity_id))


def reword_feedback(tx: Tx, command: RewordFeedback) -> RewordFeedback:
    """Overwrite these free words wherever they stand in the activity's feedback; returns what writes them again."""
    asked = "SELECT id FROM feedback WHERE activity_id = ? AND word = ?"
    found = tuple(int(row["id"]) for row in tx.query(asked, (command.activity_id, command.word)))
    rows = tuple(row for row in found if row in command.rows or not command.rows)
    new = clean_or_empty(command.new, WORD_LIMIT)
    for row in rows:
        tx.execute("UPDATE feedback SET word = ? WHERE id = ?", (new, row))
    erase_copies(tx)
    tx.tell(Changed(Subject.ANSWERS, command.activity_id))
    return RewordFeedback(command.activity_id, new, command.word, rows)


def written(activity: Activity, found: FeedbackReport) -> list[Written]:
    """The free words."""
    return [
        Written(N_("Feedback"), word, WORD_LIMIT, partial(RewordFeedback, activity.id, word))
        for word in found.words
    ]


def wipe_words(tx: Tx, command: WipePersonalData) -> None:
    """Overwrite the free words, where that is asked for; the numbers stay."""
    if command.words:
        tx.execute("UPDATE feedback SET word = ''")


def last_feedback(reader: Reader, activity_id: int) -> dict[int, tuple[dict[str, int], str]]:
    """Each person's last feedback: participant id -> (answers, free word)."""
    rows = reader.query(
        "SELECT participant_id, answers, word FROM feedback WHERE activity_id = ? ORDER BY id", (activity_id,)
    )
    others = merged(reader)
    who = ((others.get(row["participant_id"], row["participant_id"]), row) for row in rows)
    return {person: (json.loads(row["answers"]), row["word"]) for person, row in who}


def page(visit: Visit) -> FeedbackView:
    """The form."""
    last = said(visit.reader, "feedback", visit.activity.id, visit.participant.id)
    answers, word = ({}, "") if last is None else (json.loads(last["answers"]), last["word"])
    return FeedbackView(STATEMENTS, SCALE, answers, word, last is not None)


def command(visit: Visit, form: Form) -> Command:
    """The feedback as it was sent; a statement may be left unanswered."""
    answers = tuple(
        (name, int(form[name])) for name, _ in STATEMENTS if form.get(name, "") in {str(n) for n in SCALE}
    )
    return GiveFeedback(visit.activity.id, visit.participant.id, answers, form.get("word", ""))


def report(reader: Reader, activity: Activity) -> FeedbackReport:
    """Answers counted by statement."""
    found = last_feedback(reader, activity.id)
    counts = tuple(
        (name, text, dict(Counter(answers[name] for answers, _ in found.values() if name in answers)))
        for name, text in STATEMENTS
    )
    words = tuple(word for _, word in found.values() if word)
    return FeedbackReport(len(found), counts, words)


def count(reader: Reader, activity: Activity) -> int:
    """How many gave feedback."""
    return len(last_feedback(reader, activity.id))


def turnout(reader: Reader, activity: Activity) -> Mapping[int, int]:
    """Who gave feedback: one form each."""
    return dict.fromkeys(last_feedback(reader, activity.id), 1)


KIND = ActivityKind(
    name="feedback",
    label=N_("Feedback"),
    phone=Phone(page=page, command=command),
    report=report,
    count=count,
    tables=TABLES,
    handlers={GiveFeedback: give_feedback, RewordFeedback: reword_feedback},
    wipe=wipe_words,
    records=RECORDS,
    written=written,
    turnout=turnout,
    taking_back={
        RewordFeedback: TakingBack(N_("blacking out"), lambda _c, back: back if back.rows else None)
    },
)
