"""The minutes, measured: seconds and MB of every export of a long evening, beside a bare python-docx document.

    python3 dev.py bench minutes [--ideas N] [--comparisons N] [--people N] [--keep FOLDER]

Each job runs in a process of its own, so that its memory is its own. Not a test: it prints a table.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from workshop_app.domain.commands import EndWorkshop, OpenActivity
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import workshop_rows

_AT = "2026-11-22T15:30:00.000000+00:00"
_WORDS = (
    "kylä",
    "palvelu",
    "matka",
    "nuori",
    "vanhus",
    "lääkäri",
    "kirjasto",
    "bussi",
    "silta",
    "tieto",
    "verkko",
)
#: The jobs in the order of the table: name and what it does.
JOBS = {
    "nothing": "start Python, load python-docx, openpyxl and numpy",
    "live": "read the file without the groups' rankings",
    "read": "read the file: ranking, groups, everything",
    "docx": "... and then make the minutes (DOCX)",
    "html": "... or make the minutes (HTML)",
    "tables": "... or make XLSX and CSV",
    "all": "... or make all exports on the disk",
    "bare": "a document of the same paragraphs, tables and pictures with bare python-docx",
}


def make_evening(path: Path, ideas: int, comparisons: int, people: int) -> None:
    """An evening of this size: opened and ended through the program, its rows written straight into the file."""
    new = NewWorkshop("strategian_teemat", date(2026, 11, 22), place="Kylätalo", organiser="Kunta")
    with Runtime.create(path, new) as runtime:
        agenda = {a.kind: a.id for a in workshop_rows.activities(runtime.reader())}
        groups = [g.id for g in workshop_rows.workshop(runtime.reader()).groups]
        for kind in ("welcome", "ideas", "duel"):
            runtime.submit(OpenActivity(agenda[kind])).result()
        runtime.submit(EndWorkshop()).result()
    db = sqlite3.connect(path)
    with db:
        _fill(db, agenda, groups, ideas, comparisons, people)
    db.close()


def _fill(
    db: sqlite3.Connection,
    agenda: dict[str, int],
    groups: list[str],
    ideas: int,
    comparisons: int,
    people: int,
) -> None:
    dice = random.Random(1)
    there = db.execute("SELECT count(*) FROM idea").fetchone()[0]
    themes = [row[0] for row in db.execute("SELECT id FROM theme")] or [None]
    for number in range(ideas - there):
        text = " ".join(dice.choice(_WORDS) for _ in range(dice.randint(4, 20))).capitalize() + f" {number}"
        db.execute(
            "INSERT INTO idea (theme_id, activity_id, text, origin, state, created_at) VALUES (?,?,?,?,?,?)",
            (dice.choice(themes), agenda["ideas"], text, "participant", "in", _AT),
        )
    for number in range(people):
        db.execute(
            "INSERT INTO participant (token_hash, group_id, language, channel, joined_at) VALUES (?,?,?,?,?)",
            (f"t{number}", groups[number % min(3, len(groups))] if groups else None, "fi", "phone", _AT),
        )
    known = [row[0] for row in db.execute("SELECT id FROM idea WHERE state = 'in'")]
    worth = {idea: dice.gauss(0, 1) for idea in known}
    for number in range(comparisons):
        left, right = dice.sample(known, 2)
        outcome = "left" if dice.random() < 1 / (1 + 2.718 ** (worth[right] - worth[left])) else "right"
        shown = db.execute(
            "INSERT INTO appearance (activity_id, participant_id, left_id, right_id, at) VALUES (?,?,?,?,?)",
            (agenda["duel"], number % people + 1, left, right, _AT),
        ).lastrowid
        db.execute(
            "INSERT INTO comparison (appearance_id, outcome, took_ms, at) VALUES (?,?,?,?)",
            (shown, outcome, 3000, _AT),
        )


def bare(content: bytes) -> bytes:
    """A document with the same texts, tables and pictures as `content`, made with python-docx's own calls only."""
    import docx
    from docx.table import Table

    told, made = docx.Document(BytesIO(content)), docx.Document()
    pictures = [p.blob for p in told.part.package.iter_parts() if str(p.partname).endswith(".png")]
    for block in told.iter_inner_content():
        if not isinstance(block, Table):
            made.add_paragraph(block.text)
            continue
        rows = [[cell.text for cell in row.cells] for row in block.rows]
        table = made.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    for picture in pictures:
        made.add_picture(BytesIO(picture))
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def _read(path: Path, *, whole: bool = True) -> Minutes:
    with Runtime(path) as runtime:
        return read_minutes(runtime.reader(), path, whole=whole)


def _docx(minutes: Minutes, folder: Path) -> int:
    from exports import minutes_docx

    target = BytesIO()
    minutes_docx.render(minutes, "fi", target)
    return (folder / "bench.docx").write_bytes(target.getvalue())


def _html(minutes: Minutes, _folder: Path) -> int:
    from exports import minutes_html

    return len(minutes_html.render(minutes, "fi").encode())


def _tables(minutes: Minutes, _folder: Path) -> int:
    from exports import tables

    found = tables.all_tables(minutes, "fi")
    return len(tables.xlsx_bytes(found, "fi")) + sum(len(tables.csv_bytes(t)) for t in found)


def _all(minutes: Minutes, folder: Path) -> int:
    from exports import bundle

    made = bundle.export_all(minutes, folder / "all")
    return sum(file.stat().st_size for file in made.files)


_RENDER = {"docx": _docx, "html": _html, "tables": _tables, "all": _all}


def one(job: str, path: Path, folder: Path) -> None:
    """Run one job here and print its seconds, its MB and the size of what it made."""
    import docx  # noqa: F401 - loaded before the clock starts, as in every job
    import openpyxl  # noqa: F401

    from exports import bundle, minutes_docx, minutes_html, tables  # noqa: F401

    work: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "live": lambda: _read(path, whole=False),
        "read": lambda: _read(path),
    }
    if job in _RENDER:
        minutes = _read(path)  # before the clock starts: all exports begin with it, and it has its own line
        work[job] = lambda: _RENDER[job](minutes, folder)
    if job == "bare":
        document = (folder / "bench.docx").read_bytes()
        work[job] = lambda: len(bare(document))
    began, worked = time.perf_counter(), time.process_time()
    made = work[job]()
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    size = made if isinstance(made, int) else 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mb": peak, "kb": size / 1024}))


def main() -> int:
    """Make the evening, run the jobs one after the other and print the table."""
    parser = argparse.ArgumentParser(description="How long the minutes take, and how much memory.")
    parser.add_argument("--ideas", type=int, default=200)
    parser.add_argument("--comparisons", type=int, default=5000)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="leave what is made in this folder")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one(args.one[0], Path(args.one[1]), Path(args.one[2]))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "bench.tupa"
        make_evening(path, args.ideas, args.comparisons, args.people)
        print(f"{args.ideas} ideas, {args.comparisons} comparisons, {args.people} people\n")
        print(f"{'':8}{'s':>8}{'cpu s':>8}{'peak MB':>10}{'made kB':>10}")
        for job, about in JOBS.items():
            command = [
                sys.executable,
                "-m",
                "tests.bench.bench_minutes",
                "--one",
                job,
                str(path),
                str(folder),
            ]
            done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
            found = json.loads(done.stdout.splitlines()[-1])
            figures = f"{found['seconds']:8.2f}{found['cpu']:8.2f}{found['mb']:10.0f}{found['kb']:10.0f}"
            print(f"{job:8}{figures}  {about}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
