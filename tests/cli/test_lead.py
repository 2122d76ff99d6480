"""Leading an evening with words in the terminal, in the person's language and in English."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.commands.addresses import Addresses
from ui.commands.lead import Lead
from workshop_app.domain.agenda import Activity, ActivityState, live
from workshop_app.domain.commands import OpenActivity
from workshop_app.domain.kiosk import way_in
from workshop_app.i18n import translator
from workshop_app.runtime import NewWorkshop, Runtime
from workshop_app.store import kiosk_rows, workshop_rows


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    """An open workshop; nobody needs its host here."""
    with Runtime.create(tmp_path / "x.tupa", NewWorkshop("strategian_teemat", dt.date(2026, 11, 22))) as made:
        yield made


def _lead(runtime: Runtime, *words: str) -> tuple[Activity, ...]:
    """The agenda after these words were typed."""
    finnish = translator("fi")
    addresses = Addresses(8080, "127.0.0.1", finnish)
    addresses.tell()
    Lead(runtime, addresses, finnish).listen(io.StringIO("".join(f"{word}\n" for word in words)))
    return workshop_rows.activities(runtime.reader())


def test_next_opens_one_activity_after_the_other(runtime: Runtime) -> None:
    """`next` goes down the agenda; Finnish, English and first letters are understood."""
    agenda = _lead(runtime, "seuraava", "", " NEXT ", "n")
    assert ["closed", "closed", "open"] == [activity.state.value for activity in agenda[:3]]


def test_close_and_results(runtime: Runtime) -> None:
    """The duel's results come onto the phones after it was closed, and go away at the same word."""
    agenda = _lead(runtime, "n", "n", "n", "sulje", "tulokset")
    assert (ActivityState.CLOSED, True) == (agenda[2].state, agenda[2].results_shown)
    assert live(agenda) is None
    assert not _lead(runtime, "results")[2].results_shown


def test_pause_rests_and_goes_on(runtime: Runtime) -> None:
    """The same word pauses what is open and goes on with it; closed it stays closed."""
    assert ActivityState.PAUSED is _lead(runtime, "n", "tauko")[0].state
    assert ActivityState.OPEN is _lead(runtime, "pause")[0].state
    assert ActivityState.CLOSED is _lead(runtime, "p", "sulje", "p")[0].state


def test_a_device_goes_round(runtime: Runtime, capsys: pytest.CaptureFixture[str]) -> None:
    """For people without a phone a device is let in; asked again, it is the same address."""
    _lead(runtime, "laite", "device", "d")
    key = kiosk_rows.key(runtime.reader()) or ""
    assert 3 == capsys.readouterr().out.count(f"http://127.0.0.1:8080/{way_in(key)}")


def test_next_goes_on_from_where_the_evening_is(runtime: Runtime) -> None:
    """Who began in the middle goes on after it; what was skipped comes last."""
    duel = workshop_rows.activities(runtime.reader())[2]
    runtime.submit(OpenActivity(duel.id)).result()
    opened = [live(_lead(runtime, "next")) for _ in range(4)]
    assert [4, 5, 6, 1] == [activity.position + 1 for activity in opened if activity]


def test_what_cannot_be_done_is_told_and_the_evening_goes_on(
    runtime: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to close, no results, an unknown word, the end of the agenda: a sentence each, no end."""
    agenda = _lead(runtime, "sulje", "tulokset", "aloita", *["next"] * 7, "tila")
    told = capsys.readouterr()
    assert 4 == len(told.err.splitlines())
    assert "”aloita”" in told.err
    assert "0 osallistujaa" in told.out
    assert ActivityState.OPEN is agenda[-1].state


def test_quit_ends_at_once(runtime: Runtime) -> None:
    """After `quit` nothing more is obeyed."""
    assert ActivityState.PLANNED is _lead(runtime, "lopeta", "next")[0].state
