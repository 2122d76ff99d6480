"""Files that were changed at random, given to everything that reads files: refused in a sentence, or read whole.

Session files (bytes, pages and rows changed; summed up, then opened), archives (text and structure changed), Word
templates, lists of ideas, and `recover` on session files that were refused. The file that is read must stay as it was
to the byte. Bounded by a number of files.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import docx
from openpyxl import Workbook

from exports import idea_file, minutes_docx, tables
from exports.evenings import contents
from exports.evenings import folder as summary_folder
from tests.bench import fuzz_changes as changes
from tests.clock import Clock
from tests.exports.evenings import unopened_evening, whole_evening
from workshop_app import archive
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.idea_list import seeds
from workshop_app.gathering import gather
from workshop_app.i18n import LANGUAGES, translator
from workshop_app.minutes import Minutes, read_minutes
from workshop_app.problems import expected, sentence
from workshop_app.runtime import Runtime, import_archive, recover_file
from workshop_app.snapshot import read_snapshot
from workshop_app.store.errors import SessionFileProblem

#: Reading or refusing a small file takes no longer, in seconds of this process's own time.
PATIENCE = 2.0
#: A place in a sentence that nothing was put into; a word out of the changed file may have brackets of its own.
_UNFILLED = re.compile(r"\{\w+\}")
_NOW = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


@dataclass(slots=True)
class Report:
    """What came of it all."""

    files: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)


class Fuzzer:
    """One folder with good files, and changed ones made of them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._dice, self.report = folder, random.Random(seed), Report()
        (folder / "good").mkdir()
        self._good = [folder / "good" / "whole.tupa", folder / "good" / "fresh.tupa"]
        self._minutes = whole_evening(self._good[0])
        unopened_evening(self._good[1], "hyvat_kaytanteet")
        self._archives = []
        for path in self._good:
            with Runtime(path, Clock()) as runtime:
                self._archives.append(archive.dump(runtime.reader()))
        document = docx.Document()
        document.sections[0].header.paragraphs[0].text = "Kunta"
        document.save(str(folder / "good" / "pohja.docx"))
        rows = [("Teema", "Idea"), ("Liikenne", "Kyläbussi"), ("Koulu", "Iltakäyttö"), ("", "Valot")]
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(folder / "good" / "ideat.xlsx")
        text = "\n".join(";".join(row) for row in rows)
        for name in ("ideat.csv", "ideat.txt"):
            (folder / "good" / name).write_text(text, encoding="utf-8")

    def session_file(self) -> None:
        """A changed .tupa is summed up and opened; refused, it is given to `recover`."""
        path = self._place("ilta.tupa")
        shutil.copy(self._dice.choice(self._good), path)
        change = self._dice.choice((changes.some_bytes, changes.a_page, changes.cut, *[changes.rows] * 3))
        change(path, self._dice)
        self._try("summed up", path, lambda: _sum_up(path))
        fine = self._try("session file", path, lambda: _read_whole(path), unchanged=False)
        if not fine and self._dice.random() < 0.5:
            out = path.with_name("recovered.tupa")
            self._try("recover", path, lambda: recover_file(path, out, Clock()))
            if out.exists():
                self._try("recovered", out, lambda: _read_whole(out), unchanged=False)

    def archive(self) -> None:
        """A changed archive is imported."""
        text, path = self._dice.choice(self._archives), self._place("workshop.json")
        if self._dice.random() < 0.3:
            path.write_text(text, encoding="utf-8")
            self._dice.choice((changes.some_bytes, changes.cut))(path, self._dice)
        else:
            content = json.loads(text)
            for _ in range(self._dice.choice((1, 1, 2, 5))):
                changes.document(content, self._dice)
            path.write_text(json.dumps(content), encoding="utf-8")
        out = path.with_name("made.tupa")
        if self._try("archive", path, lambda: import_archive(path, out, Clock())):
            if not self._try("imported", out, lambda: _read_whole(out), unchanged=False):
                self.report.failures.append("an archive was imported that can't be opened")
        elif out.exists():
            self.report.failures.append("a refused archive left a file")

    def template(self) -> None:
        """A changed Word document becomes the ground of the minutes."""
        path = self._place("pohja.docx")
        shutil.copy(self._folder / "good" / "pohja.docx", path)
        if self._dice.random() < 0.3:
            self._dice.choice((changes.some_bytes, changes.cut))(path, self._dice)
        else:
            changes.members(path, self._dice)
        minutes = self._minutes
        self._try("Word template", path, lambda: minutes_docx.render(minutes, "fi", BytesIO(), template=path))

    def idea_list(self) -> None:
        """A changed sheet or table of ideas is read, and its lines taken apart."""
        kind = self._dice.choice(("xlsx", "csv", "txt"))
        path = self._place(f"ideat.{kind}")
        shutil.copy(self._folder / "good" / f"ideat.{kind}", path)
        how = (changes.some_bytes, changes.cut, *([changes.members] * 3 if kind == "xlsx" else []))
        self._dice.choice(how)(path, self._dice)
        self._try("list of ideas", path, lambda: seeds(idea_file.read_file(path)))

    def _try(self, what: str, path: Path, work: Callable[[], object], *, unchanged: bool = True) -> bool:
        before, began, report = path.read_bytes(), time.process_time(), self.report
        report.files[what] += 1
        try:
            work()
        except (SessionFileProblem, WorkshopError) as error:
            report.refused[f"{what}: {error.code}"] += 1
            if not expected(error) or any(
                _UNFILLED.search(sentence(error, translator(one))) for one in LANGUAGES
            ):
                report.failures.append(f"{what}: no sentence for {error.code}")
            done = False
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            report.failures.append(f"{what}: {type(error).__name__} {error}"[:300])
            shutil.copy(path, self._folder / f"failure-{len(report.failures)}{path.suffix}")
            done = False
        else:
            done = True
        took = time.process_time() - began
        report.slowest = max(report.slowest, took)
        if took > PATIENCE:
            report.failures.append(f"{what}: took {took:.1f} s")
        if (unchanged or not done) and before != path.read_bytes():
            report.failures.append(f"{what}: the file was changed")
        return done

    def _place(self, name: str) -> Path:
        place = self._folder / "now"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place / name


def _read_whole(path: Path) -> Minutes:
    with Runtime(path, Clock(), copy_every=None) as runtime:
        read_snapshot(runtime.reader())
        archive.dump(runtime.reader())
        return read_minutes(runtime.reader(), path)


def _sum_up(path: Path) -> None:
    gathered = gather([path])
    for _path, error in gathered.refused:
        raise error
    evenings = summary_folder.told(gathered, "fi", _NOW)
    tables.xlsx_bytes(contents.tables(evenings), "fi", csv=False)
    summary_folder.document(evenings, _NOW)


def fuzz(folder: Path, files: int, seed: int) -> Report:
    """So many changed files: half of them session files."""
    fuzzer = Fuzzer(folder, seed)
    turns = (
        fuzzer.session_file,
        fuzzer.archive,
        fuzzer.session_file,
        fuzzer.template,
        fuzzer.session_file,
        fuzzer.idea_list,
    )
    for number in range(files):
        turns[number % len(turns)]()
    return fuzzer.report
