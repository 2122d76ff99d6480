"""Any command of the whole program, with values that mostly fit: what an evening could bring in any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workshop_app import content
from workshop_app.domain import commands as c
from workshop_app.domain import kiosk as k
from workshop_app.domain import mail as m
from workshop_app.domain import plan_commands as p
from workshop_app.domain import tickets as t
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.people import Channel
from workshop_app.domain.template import Group
from workshop_app.domain.text import Text
from workshop_app.kinds.decisions.kind import FillIn, MakeDecision, RemoveDecision, RewordDecision
from workshop_app.kinds.duel import commands as d
from workshop_app.kinds.duel import rows
from workshop_app.kinds.duel.final import EndFinal, StartFinal
from workshop_app.kinds.feedback.kind import GiveFeedback, RewordFeedback
from workshop_app.kinds.ladder.kind import SayExperience
from workshop_app.kinds.table import KINDS
from workshop_app.snapshot import read_snapshot
from workshop_app.store import workshop_rows
from workshop_app.store.tx import Reader

_WORDS = ("Kyläbussi", "Etälääkäri", "Ruokatori", "Nuorisotila", "Liikuntavuoro", "Kirjasto")


@dataclass
class Now:
    """The evening as it stands; `turn` is how many commands there were. There is somebody, and an idea."""

    reader: Reader
    chance: random.Random
    turn: int

    def __post_init__(self) -> None:
        """Read it."""
        one = self.chance.choice
        self.snapshot = read_snapshot(self.reader)
        self.part = one([a.id for a in self.snapshot.activities])
        self.live = next((a.id for a in self.snapshot.activities if a.running), self.part)
        self.person = one([person.id for person in workshop_rows.participants(self.reader)])
        self.idea, self.other = one(self.snapshot.ideas), one(self.snapshot.ideas)
        self.theme = one([*(theme.id for theme in self.snapshot.themes), None, 77])
        self.stage = one([*(stage.id for stage in self.snapshot.workshop.ladder.stages), None])

    @cached_property
    def words(self) -> str:
        """Something that somebody wrote; the same comes again."""
        return f"{self.chance.choice(_WORDS)} {self.chance.randrange(40)}"

    @cached_property
    def text(self) -> Text:
        """The same as a text of the program's."""
        return Text.same("fi", self.words)

    @cached_property
    def shown(self) -> int:
        """A pair that is out with the person, or any that was shown."""
        theirs = rows.of_person(self.reader, self.duel, self.person)
        out = [shown.id for shown in theirs if shown.out]
        return self.chance.choice(out if out and self.yes(0.8) else [*(shown.id for shown in theirs), 1])

    @cached_property
    def duel(self) -> int:
        """The part that is open, or a duel."""
        return self.live if self.yes(0.8) else self.a("duel")

    @cached_property
    def decision(self) -> int:
        """One of the decisions."""
        return self.any("decision")

    def yes(self, share: float = 0.5) -> bool:
        """Whether something is so, in this share of cases."""
        return self.chance.random() < share

    def a(self, kind: str) -> int:
        """A part of this kind, or any."""
        found = [a.id for a in self.snapshot.activities if a.kind == kind]
        return self.chance.choice(found) if found and self.yes(0.95) else self.part

    def any(self, table: str) -> int:
        """The number of any row of a table, or 1."""
        return self.chance.choice(
            [int(row["id"]) for row in self.reader.query(f"SELECT id FROM {table}")] or [1]
        )

    def ideas(self, most: int) -> tuple[int, ...]:
        """Some ideas."""
        every = [idea.id for idea in self.snapshot.ideas]
        return tuple(self.chance.sample(every, min(len(every), self.chance.randrange(most + 1))))

    def ticket(self) -> str:
        """The code of any ticket."""
        return self.chance.choice(
            [str(r["code"]) for r in self.reader.query("SELECT code FROM ticket")] or [""]
        )


def _target(now: Now) -> tuple[c.StageTarget, int]:
    targets = {
        c.StageTarget.WORKSHOP: 1,
        c.StageTarget.ACTIVITY: now.part,
        c.StageTarget.IDEA: now.idea.id,
        c.StageTarget.DECISION: now.decision,
    }
    return now.chance.choice(list(targets.items()))


def _groups(now: Now) -> tuple[Group, ...]:
    new = [Group(f"g{n}", now.text, None) for n in range(now.chance.randrange(4))]
    return (*now.snapshot.workshop.groups[: now.chance.randrange(9)], *new)


#: Each command: how often it comes, and how it is made.
MAKERS: dict[type[c.Command], tuple[float, Callable[[Now], c.Command]]] = {
    c.EditWorkshop: (0.3, lambda n: c.EditWorkshop(title=n.text if n.yes() else None, place=n.words, erase=n.yes(0.1))),
    c.ChooseLadder: (0.2, lambda n: c.ChooseLadder(content.ladder(n.chance.choice(["pop5", "iap2"])))),
    c.EndWorkshop: (0.2, lambda _n: c.EndWorkshop()),
    p.ContinueWorkshop: (0.3, lambda n: p.ContinueWorkshop(n.part if n.yes() else None)),
    c.AddActivity: (0.5, lambda n: c.AddActivity(n.chance.choice(KINDS).name, n.text)),
    c.EditActivity: (0.5, lambda n: c.EditActivity(n.part, notes=n.words, config={"duels": n.chance.randrange(20)})),
    p.ClearActivity: (0.2, lambda n: p.ClearActivity(n.part, question=n.yes(), settings=("duels",))),
    c.MoveActivity: (0.3, lambda n: c.MoveActivity(n.part, n.chance.randrange(8))),
    c.RemoveActivity: (0.4, lambda n: c.RemoveActivity(n.part)),
    p.RestoreActivity: (0.2, lambda n: p.RestoreActivity(n.chance.choice(n.snapshot.activities))),
    c.OpenActivity: (2.5, lambda n: c.OpenActivity(n.a("duel") if n.yes(0.85) else n.part)),
    p.UnopenActivity: (0.4, lambda n: p.UnopenActivity(n.live, n.part if n.yes() else None)),
    c.PauseActivity: (0.3, lambda n: c.PauseActivity(n.live)),
    c.ResumeActivity: (0.6, lambda n: c.ResumeActivity(n.live)),
    c.CloseActivity: (0.4, lambda n: c.CloseActivity(n.live)),
    c.ShowResults: (0.3, lambda n: c.ShowResults(n.part, n.yes(0.7))),
    c.WriteMinutesText: (0.3, lambda n: c.WriteMinutesText(n.chance.choice(["summary", "named"]), n.words, n.yes(0.1))),
    c.GiveMinutes: (0.2, lambda n: c.GiveMinutes("m.docx", "x/y", n.chance.randbytes(4000), b"<p>")),
    c.WithdrawMinutes: (0.2, lambda _n: c.WithdrawMinutes()),
    c.Join: (2, lambda n: c.Join(f"hash-{n.turn}", None, "fi", n.chance.choice(list(Channel)), n.ticket())),
    c.GiveCode: (0.3, lambda n: c.GiveCode(n.person)),
    c.Rejoin: (0.4, lambda n: c.Rejoin(workshop_rows.code_of(n.reader, n.person) or "X", f"device-{n.turn}")),
    c.MergeParticipants: (0.5, lambda n: c.MergeParticipants(n.any("participant"), n.person if n.yes(0.7) else None)),
    c.ChooseLanguage: (0.2, lambda n: c.ChooseLanguage(n.person, n.chance.choice(["fi", "sv", "xx"]))),
    c.AddIdea: (1.5, lambda n: c.AddIdea(n.words, n.chance.choice(list(IdeaOrigin)), n.part, n.theme, n.person)),
    c.ApproveIdea: (1.2, lambda n: c.ApproveIdea(n.idea.id)),
    c.LetIdeaWait: (0.3, lambda n: c.LetIdeaWait(n.idea.id)),
    c.HideIdea: (0.5, lambda n: c.HideIdea(n.idea.id, n.words, n.yes(0.1))),
    c.RestoreIdea: (0.8, lambda n: c.RestoreIdea(n.idea.id)),
    c.MergeIdea: (0.6, lambda n: c.MergeIdea(n.idea.id, n.other.id)),
    c.EditIdea: (0.3, lambda n: c.EditIdea(n.idea.id, n.words, n.yes(0.1))),
    c.MoveIdea: (0.3, lambda n: c.MoveIdea(n.idea.id, n.theme)),
    c.WithdrawIdea: (0.3, lambda n: c.WithdrawIdea(n.idea.id, n.idea.participant_id or n.person)),
    c.TagStage: (0.5, lambda n: c.TagStage(*_target(n), n.stage)),
    c.WipePersonalData: (0.05, lambda n: c.WipePersonalData(n.yes())),
    p.AddTheme: (0.3, lambda n: p.AddTheme(n.text)),
    p.RenameTheme: (0.2, lambda n: p.RenameTheme(n.theme or 1, n.text)),
    p.MoveTheme: (0.2, lambda n: p.MoveTheme(n.theme or 1, n.chance.randrange(5))),
    p.RemoveTheme: (0.3, lambda n: p.RemoveTheme(n.theme or 1)),
    p.ChooseGroups: (0.1, lambda n: p.ChooseGroups(_groups(n))),
    p.KeepUntil: (0.1, lambda n: p.KeepUntil(date(2027, 1, n.chance.randrange(1, 28)))),
    p.AddIdeas: (0.2, lambda n: p.AddIdeas((p.SeedIdea(n.words, "Uusi teema"), p.SeedIdea(n.words)), n.part)),
    p.HideIdeas: (0.1, lambda n: p.HideIdeas(n.ideas(2))),
    p.RestoreIdeas: (0.2, lambda n: p.RestoreIdeas(n.ideas(4))),
    k.AllowKiosk: (0.2, lambda n: k.AllowKiosk(on=n.yes())),
    t.RequireTickets: (0.1, lambda n: t.RequireTickets(on=n.yes(0.3))),
    t.MakeTickets: (0.2, lambda n: t.MakeTickets(n.chance.randrange(5))),
    t.CancelTickets: (0.1, lambda _n: t.CancelTickets()),
    m.KeepAddress: (0.2, lambda n: m.KeepAddress(f"a{n.chance.randrange(5)}@example.fi")),
    m.ForgetAddress: (0.1, lambda n: m.ForgetAddress(f"a{n.chance.randrange(5)}@example.fi")),
    m.ForgetAddresses: (0.05, lambda n: m.ForgetAddresses(date(2026, 11, 1) if n.yes() else None)),
    d.ShowPair: (5, lambda n: d.ShowPair(n.duel, n.person)),
    d.AnswerPair: (12, lambda n: d.AnswerPair(n.duel, n.person, n.shown, n.chance.choice(list(d.Outcome)))),
    d.SayWhySkipped: (1, lambda n: d.SayWhySkipped(n.duel, n.person, n.shown, n.chance.choice(list(d.SkipReason)))),
    d.UndoAnswer: (2, lambda n: d.UndoAnswer(n.duel, n.person, n.chance.randrange(4) if n.yes() else None)),
    d.AskMore: (0.8, lambda n: d.AskMore(n.duel, n.person)),
    d.SetAside: (0.5, lambda n: d.SetAside(n.person, n.yes(0.6))),
    StartFinal: (0.4, lambda n: StartFinal(n.a("duel"), n.ideas(6))),
    EndFinal: (0.3, lambda n: EndFinal(n.a("duel"))),
    SayExperience: (1, lambda n: SayExperience(n.a("ladder"), n.person, n.stage or "x")),
    GiveFeedback: (0.6, lambda n: GiveFeedback(n.a("feedback"), n.person, (("heard", 5),), n.words)),
    RewordFeedback: (0.1, lambda n: RewordFeedback(n.a("feedback"), n.words, "[poistettu]")),
    MakeDecision: (0.5, lambda n: MakeDecision(n.part if n.yes() else None, n.words, idea_id=n.idea.id)),
    RewordDecision: (0.3, lambda n: RewordDecision(n.decision, n.words, erase=n.yes(0.1))),
    FillIn: (0.3, lambda n: FillIn(n.decision, n.chance.choice(["what", "who", "told_how"]), n.words)),
    RemoveDecision: (0.2, lambda n: RemoveDecision(n.decision, n.yes(0.6))),
}  # fmt: skip


def any_command(now: Now) -> c.Command:
    """One of them."""
    weights = [weight for weight, _make in MAKERS.values()]
    ((_weight, make),) = now.chance.choices(list(MAKERS.values()), weights)
    return make(now)
