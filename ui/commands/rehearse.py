"""`tupailta rehearse`: an evening with a simulated crowd, through the real pages. Main thread.

Everything is made in a temporary folder inside `--out` and moved into place at the end, see `ui.commands.results`.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ui.commands.outcome import DONE, PROBLEM, writing
from ui.commands.parsing import Parser, whole_number
from ui.commands.results import Results
from ui.commands.speech import complain, say
from workshop_app import content
from workshop_app.domain.agenda import Activity
from workshop_app.i18n import LANGUAGES, Translator, translator
from workshop_app.kinds.duel.report import DuelReport
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.rehearsal.evening import Document, Plan, Step, evening
from workshop_app.rehearsal.person import Tally
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.web.limits import MACHINES

_TEMPLATE, _PEOPLE, _DUELS, _SEED = "strategian_teemat", 12, 8, 1
#: The host and its phones are one process here, and each phone takes two of its file handles.
_MOST_PEOPLE, _MOST_DUELS = 300, 500
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Held:
    """An evening that was held: what the crowd did, what the file says now, and how long it took, in seconds."""

    tally: Tally
    minutes: Minutes
    seconds: float

    @property
    def stored(self) -> int:
        """The number of comparisons in the file."""
        reports = [section.report for section in self.minutes.of_kind("duel")]
        return sum(report.answers for report in reports if isinstance(report, DuelReport))


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _, speaks = parser.translator.text, parser.translator
    number = _("NUMBER")
    add_option = parser.extra.add_argument
    add_option(
        "--template",
        default=_TEMPLATE,
        metavar="ID",
        help=_("Which template; {id} unless given.", id=_TEMPLATE),
    )
    for name, default, most, about in (
        (
            "--participants",
            _PEOPLE,
            _MOST_PEOPLE,
            _("How many people take part; {n} unless given.", n=_PEOPLE),
        ),
        ("--duels", _DUELS, _MOST_DUELS, _("How many pairs each answers; {n} unless given.", n=_DUELS)),
    ):
        add_option(name, type=whole_number(speaks, 1, most), default=default, metavar=number, help=about)
    add_option(
        "--seed",
        type=whole_number(speaks, 0, 999_999_999),
        default=_SEED,
        metavar=number,
        help=_("The same number gives the same people."),
    )
    add_option(
        "--out",
        required=True,
        type=Path,
        metavar=_("FOLDER"),
        help=_("Where to; made if it isn't there. Only files of an earlier rehearsal are replaced."),
    )


def run(args: argparse.Namespace, speaks: Translator) -> int:
    """Hold the evening and print its summary as JSON. Raises SessionFileProblem, WorkshopError."""
    content.template(args.template)
    with writing(str(args.out)):
        results = Results(args.out)
        results.check(f"{args.template}.tupa", "minutes.docx", "minutes.html", "tables.xlsx")
        with results.staging() as folder:
            held = _hold(folder, args, speaks)
            made = results.put(folder)
    summary = _summary(held, args, made, speaks)
    results.note(summary)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    say(json.dumps(summary, ensure_ascii=encoding != "utf8", indent=2))
    return PROBLEM if _lost(held, speaks) else DONE


def _hold(folder: Path, args: argparse.Namespace, speaks: Translator) -> Held:
    """Hold the evening in a file in `folder`, export it there, and read it back from the closed file."""
    from exports import bundle

    path = folder / f"{args.template}.tupa"
    language = args.language or LANGUAGES[0]
    began = time.perf_counter()

    def write(minutes: Minutes) -> Document:
        made = bundle.export_all(minutes, folder)
        return Document(made.minutes.name, _DOCX, made.minutes.read_bytes(), made.page.read_bytes())

    def tell(step: Step, activity: Activity | None, tally: Tally) -> None:
        complain(_told(step, activity, tally, speaks))

    with Runtime.create(path, _new(args, language)) as runtime:
        port = runtime.web.start(host="127.0.0.1", port=0, allowed=MACHINES)
        plan = Plan(args.participants, args.duels, args.seed)
        tally = asyncio.run(evening(runtime, f"http://127.0.0.1:{port}/", plan, write, tell))
    seconds = time.perf_counter() - began
    with Runtime(path) as again:
        return Held(tally, read_minutes(again.reader(), path), seconds)


def _new(args: argparse.Namespace, language: str) -> NewWorkshop:
    _ = translator(language).text
    today = dt.date.today()  # noqa: DTZ011 - the day on the laptop's calendar
    return NewWorkshop(args.template, today, language, place=_("Rehearsal"), organiser="Tupailta")


def _summary(held: Held, args: argparse.Namespace, made: list[Path], speaks: Translator) -> dict[str, object]:
    """What is printed: where the files are, how many answers were sent and stored, and the ranking."""
    from exports import bundle

    tally, waits = held.tally, sorted(held.tally.waits)
    by_name = {path.name: str(path.resolve()) for path in made}
    return {
        "workshop": by_name[f"{args.template}.tupa"],
        "minutes": by_name["minutes.docx"],
        "files": [str(path.resolve()) for path in made],
        "template": args.template,
        "seed": args.seed,
        "participants": held.minutes.participants,
        "duels": args.duels,
        "ideas_sent": tally.ideas,
        "comparisons_sent": tally.sent,
        "comparisons_acknowledged": tally.acknowledged,
        "comparisons_stored": held.stored,
        "stages_said": tally.stages,
        "feedback_given": tally.feedback,
        "minutes_downloaded": tally.minutes,
        "ranking": [
            {"idea": row.idea, "share": row.share, "low": row.low, "high": row.high}
            for row in bundle.ranking_rows(held.minutes)
        ],
        "answer_ms": {
            "median": round(statistics.median(waits) * 1000, 1) if waits else None,
            "p95": round(waits[int(len(waits) * 0.95)] * 1000, 1) if waits else None,
        },
        "seconds": round(held.seconds, 2),
        "notes": _notes(held, args, speaks),
        "troubles": tally.troubles,
    }


def _notes(held: Held, args: argparse.Namespace, speaks: Translator) -> list[str]:
    """Why there are fewer answers than were asked for, where there are."""
    _ = speaks.text
    if not held.minutes.of_kind("duel"):
        return [_("This template has no duel, so nothing was compared.")]
    ideas = sum(idea.votable for idea in held.minutes.ideas)
    pairs = ideas * (ideas - 1) // 2
    if pairs < args.duels:
        return [
            _(
                "There were only {ideas} ideas, which give {pairs} pairs to each person.",
                ideas=ideas,
                pairs=pairs,
            )
        ]
    return []


def _lost(held: Held, speaks: Translator) -> bool:
    """Report what went wrong on the way; returns whether an acknowledged answer is missing from the file."""
    _, _n = speaks.text, speaks.plural
    troubles = len(held.tally.troubles)
    if troubles:
        complain(_n("{n} thing went wrong on a phone.", "{n} things went wrong on the phones.", troubles))
    lost = held.tally.acknowledged - held.stored
    if lost > 0:
        complain(_n("{n} answer was lost.", "{n} answers were lost.", lost))
    return lost > 0 or troubles > 0


def _told(step: Step, activity: Activity | None, tally: Tally, speaks: Translator) -> str:
    _ = speaks.text
    if activity is not None:
        title = activity.title.pick(speaks.language)
        return _(
            "Open now: {title} ({people} people, {answers} answers)",
            title=title,
            people=tally.joined,
            answers=tally.acknowledged,
        )
    if step is Step.ENDED:
        return _("The evening is over. Writing the minutes.")
    return _("The minutes were downloaded on {n} phones.", n=tally.minutes)
