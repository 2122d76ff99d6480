"""An evening in which anything may happen in any order: what hypothesis leads about."""

from collections import defaultdict
from collections.abc import Callable

from tests.exports.evenings import DAY, Evening
from workshop_app.domain.commands import (
    AddIdea,
    ApproveIdea,
    Command,
    EditIdea,
    EditWorkshop,
    EndWorkshop,
    HideIdea,
    Join,
    MergeIdea,
    MoveIdea,
    OpenActivity,
    ShowResults,
    StageTarget,
    TagStage,
    WithdrawIdea,
    WriteMinutesText,
)
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.domain.people import Channel
from workshop_app.domain.plan_commands import AddTheme
from workshop_app.domain.text import Text
from workshop_app.kinds.decisions.kind import MakeDecision, RemoveDecision, RewordDecision
from workshop_app.kinds.duel.commands import AnswerPair, Outcome, ShowPair, UndoAnswer
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.kinds.ladder.kind import SayExperience
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows

STEPS = (
    *("join", "idea", "approve", "merge", "edit", "hide", "move", "withdraw", "tag", "decide"),
    *(
        "pair",
        "undo",
        "climb",
        "reword",
        "remove",
        "feedback",
        "text",
        "open",
        "show",
        "facts",
        "theme",
        "end",
    ),
)
Makers = dict[str, Callable[[], Command]]


class Wanderer(Evening):
    """Does one thing after another, as the numbers say; what the program refuses is left undone."""

    def __init__(self, runtime: Runtime, words: list[str]) -> None:
        super().__init__(runtime)
        self.words = words

    def step(self, name: str, n: int) -> None:
        """One step, about the things that the number picks."""
        person = self.people[n % len(self.people)] if self.people else 1
        duel = next((a.id for a in workshop_rows.activities(self.runtime.reader()) if a.kind == "duel"), 0)
        try:
            done = self.do((self._about_ideas(n, person) | self._about_the_rest(n, person))[name]())
            if name == "join":
                self.people.append(done)
            if name == "pair":
                self.do(AnswerPair(duel, person, done, list(Outcome)[n % 3]))
        except WorkshopError:
            return

    def _at(self) -> defaultdict[str, int]:
        return defaultdict(int, {a.kind: a.id for a in workshop_rows.activities(self.runtime.reader())})

    def _stage(self, n: int) -> str:
        stages = workshop_rows.workshop(self.runtime.reader()).ladder.stages
        return stages[n % len(stages)].id

    def _about_ideas(self, n: int, person: int) -> Makers:
        word, at = self.words[n % len(self.words)], self._at()
        ideas = [idea.id for idea in idea_rows.ideas(self.runtime.reader())] or [1]
        idea, other = ideas[n % len(ideas)], ideas[(n // 7) % len(ideas)]
        target = list(StageTarget)[n % 3]
        return {
            "idea": lambda: AddIdea(word, IdeaOrigin.PARTICIPANT, at["ideas"], None, person, f"c{n}"),
            "approve": lambda: ApproveIdea(idea),
            "merge": lambda: MergeIdea(idea, other),
            "edit": lambda: EditIdea(idea, word),
            "hide": lambda: HideIdea(idea, word),
            "move": lambda: MoveIdea(idea, None),
            "withdraw": lambda: WithdrawIdea(idea, person),
            "tag": lambda: TagStage(target, 1 if n % 3 == 0 else idea, self._stage(n)),
            "decide": lambda: MakeDecision(
                at["decisions"], word, word, DAY if n % 2 else None, "", idea, self._stage(n)
            ),
        }

    def _about_the_rest(self, n: int, person: int) -> Makers:
        word, at = self.words[n % len(self.words)], self._at()
        agenda = workshop_rows.activities(self.runtime.reader())
        groups = workshop_rows.workshop(self.runtime.reader()).groups
        group = groups[n % len(groups)].id if groups else None
        return {
            "join": lambda: Join(f"{len(self.people)}", group, "sv", list(Channel)[n % 3]),
            "pair": lambda: ShowPair(at["duel"], person),
            "undo": lambda: UndoAnswer(at["duel"], person),
            "climb": lambda: SayExperience(at["ladder"], person, self._stage(n)),
            "reword": lambda: RewordDecision(1, word),
            "remove": lambda: RemoveDecision(1, removed=n % 2 == 0),
            "feedback": lambda: GiveFeedback(at["feedback"], person, (("heard", n % 5 + 1),), word),
            "text": lambda: WriteMinutesText("summary", word),
            "open": lambda: OpenActivity(agenda[n % len(agenda)].id),
            "show": lambda: ShowResults(agenda[n % len(agenda)].id),
            "facts": lambda: EditWorkshop(title=Text(word, word, word), place=word),
            "theme": lambda: AddTheme(Text(word, word, word)),
            "end": EndWorkshop,
        }
