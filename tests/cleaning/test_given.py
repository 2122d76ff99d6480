"""What was blacked out is in nothing that is given out, nor in the session file: not in any earlier wording either."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports import summary
from exports.bundle import export_all
from tests.archive.test_archive import brought_back, told
from tests.clock import Clock
from tests.exports.evenings import DAY, Evening
from workshop_app import archive
from workshop_app.cleaning import Doubt, doubts
from workshop_app.domain import commands as c
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.i18n import translator
from workshop_app.kinds.decisions.kind import MakeDecision, RemoveDecision, RewordDecision
from workshop_app.kinds.feedback.kind import GiveFeedback
from workshop_app.minutes import read_minutes
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.snapshot import read_snapshot
from workshop_app.taking_back import inverse

FI = translator("fi")
#: Each stands in one place.
TRACES = tuple(
    "Matti Antti Pekka Seppo Heikki Jorma Kaarina Raimo Tuula Veikko Eino Osmo Sirpa".split()  # noqa: SIM905
)


def filled(runtime: Runtime) -> Evening:
    """Names in what was reworded, removed, hidden, worded anew, quoted, and in what stands."""
    made = Evening(runtime)
    person = made.do(c.Join("t", None, "fi"))
    part = made.open("ideas")

    def idea(text: str) -> int:
        found = made.do(c.AddIdea(text, IdeaOrigin.PARTICIPANT, part, None, person))
        made.do(c.ApproveIdea(found))
        return found

    idea("Kysykää: Matti")
    mended = idea("Auttakaa, Antti")
    for text in ("Auttakaa, Pekka", "Auttakaa toisianne"):
        made.do(c.EditIdea(mended, text))
    hidden = idea("Pois Seppo")
    for name in ("Heikki", "Jorma"):
        made.do(c.HideIdea(hidden, f"Nimeää: {name}"))
    decision = made.do(MakeDecision(None, "Kartta", "Kaarina", dt.date(2027, 1, 1)))
    made.do(RewordDecision(decision, "Kartta", "Kunta"))
    made.do(RemoveDecision(made.do(MakeDecision(None, "Soitetaan, Raimo"))))
    feedback = made.open("feedback")
    for name in ("Tuula", "Veikko"):
        made.do(GiveFeedback(feedback, person, (), f"Terveisin {name}"))
    basis = '{"language": "fi", "told": {"1": ["Kysykää: Matti"]}}'
    for part_name, text in (
        ("discussion", "Puhui Eino"),
        ("discussion", "Puhuttiin"),
        ("channels", "Soittaa: Osmo"),
        ("dissent", "Eri mieltä: Sirpa"),
        (summary.PART, "Ilta oli hyvä."),
        (summary.BASIS, basis),
    ):
        made.do(c.WriteMinutesText(part_name, text))
    made.do(c.GiveMinutes("m.docx", "x", b"Matti"))
    return made


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """That evening, open."""
    with Runtime.create(tmp_path / "ilta.tupa", NewWorkshop("strategian_teemat", DAY), Clock()) as made:
        filled(made)
        yield made


def _doubts(runtime: Runtime) -> tuple[Doubt, ...]:
    return doubts(read_minutes(runtime.reader(), runtime.path))


def _blank_all(runtime: Runtime) -> set[str]:
    met = set()
    while found := _doubts(runtime):
        met.add(found[0].written.where)
        for command in (found[0].blank(FI), found[0].blank_quoted(FI)):
            if command is not None:
                runtime.submit(command).result()
    return met


def _content(path: Path) -> str:
    raw = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        return raw.decode()
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_nothing_given_has_it(runtime: Runtime, tmp_path: Path) -> None:
    """Document, page, tables, hand-outs and archive; the archive comes back equal; minutes on the phones are gone."""
    assert {
        "Idea",
        "Idea, as it was first written",
        "Idea that is not in the minutes",
        "Why an idea was left out",
        "Decision that was removed",
        "How people are told",
        "Open questions and dissent",
        "Feedback",
    } == _blank_all(runtime)
    assert not read_snapshot(runtime.reader()).minutes_given
    dumped = io.BytesIO(archive.dump(runtime.reader()).encode())
    done = export_all(read_minutes(runtime.reader(), runtime.path), tmp_path / "ulos", archive=dumped)
    given = {path.name: _content(path) for path in done.files}
    assert [] == [(name, trace) for name, text in given.items() for trace in TRACES if trace in text]
    assert "Auttakaa toisianne" in given["minutes.html"]
    assert given["workshop.json"] == brought_back(given["workshop.json"], tmp_path)[0]


def test_the_file_has_it_no_more(tmp_path: Path) -> None:
    """Not in its bytes, nor in a copy beside it, once it is closed."""
    path = tmp_path / "ilta.tupa"
    with Runtime.create(path, NewWorkshop("strategian_teemat", DAY), Clock()) as runtime:
        filled(runtime)
        _blank_all(runtime)
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert [] == [trace for trace in TRACES if trace.encode() in raw]
    assert "[poistettu]" in told(path)[0]


def test_it_can_be_taken_back_and_done_again(runtime: Runtime) -> None:
    """What stands comes back while the window remembers it; done again it is erased again."""

    def do(command: c.Command) -> c.Command:
        before = read_snapshot(runtime.reader())
        back = inverse(command, before, runtime.submit(command).result())
        assert back is not None
        return back

    standing = [doubt for doubt in _doubts(runtime) if doubt.written.where != "Idea, as it was first written"]
    keys = {doubt.key for doubt in standing}
    backs = [do(doubt.blank(FI)) for doubt in standing]
    assert not keys & {doubt.key for doubt in _doubts(runtime)}
    again = [do(back) for back in backs]
    assert keys <= {doubt.key for doubt in _doubts(runtime)}
    for command in again:
        do(command)
    kept = archive.dump(runtime.reader())
    assert [] == [trace for trace in ("Seppo", "Jorma", "Raimo", "Veikko", "Osmo", "Sirpa") if trace in kept]
