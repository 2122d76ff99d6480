"""`tupailta serve` as a process of its own: phones join, and whatever ends it, no acknowledged answer is lost."""

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx
import pytest

from tests.store.victims import Victims
from tests.web.phone import Phone
from ui.cli import main
from ui.commands import serve
from workshop_app.domain.commands import EditActivity, OpenActivity
from workshop_app.rehearsal.page import read_page
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows

ROOT = Path(__file__).resolve().parents[2]
Started = subprocess.Popen[str]
Start = Callable[..., Started]


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A workshop whose duel is open and asks more than anybody answers."""
    path = tmp_path / "x.tupa"
    assert 0 == main(["new", str(path), "--template", "strategian_teemat"])
    with Runtime(path) as runtime:
        duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
        runtime.submit(EditActivity(duel.id, config={"duels": 190})).result()
        runtime.submit(OpenActivity(duel.id)).result()
    return path


def _address(process: Started) -> str:
    """The address to join with, as soon as the program has said it."""
    assert process.stdout is not None
    told = _address_in(process.stdout)
    assert told, process.communicate()[1]
    return told


def _address_in(lines: Iterable[str]) -> str:
    found = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in lines)
    return next((address[0] for address in found if address), "")


def _phone(address: str) -> httpx.AsyncClient:
    # Redirects are not followed: the redirect itself is the acknowledgement.
    return httpx.AsyncClient(
        base_url=address, headers={"Origin": address.rstrip("/")}, trust_env=False, timeout=60
    )


async def _join(phone: httpx.AsyncClient) -> None:
    form = read_page("/", (await phone.get("/")).text).form_with("secret")
    assert form is not None
    taken = await phone.post("/join", data=dict(form.filled({"group": ""})))
    assert httpx.codes.SEE_OTHER == taken.status_code


async def _answer(phone: httpx.AsyncClient, dice: random.Random, acknowledged: dict[int, str]) -> None:
    """Answer pairs until the connection breaks; what was acknowledged is written down."""
    try:
        await _join(phone)
        while True:
            form = read_page("/", (await phone.get("/")).text).form_with("pair")
            assert form is not None
            choice = dice.choice(("left", "right", "skip"))
            taken = await phone.post(form.action, data=dict(form.filled({}, ("action", choice))))
            if taken.status_code == httpx.codes.SEE_OTHER:
                acknowledged[int(form.value("pair"))] = choice
    except httpx.TransportError:
        return


def _stored(path: Path) -> dict[int, str]:
    """Each pair's answer in the file, which is opened and closed for it."""
    with Runtime(path) as runtime:
        rows = runtime.reader().query("SELECT appearance_id, outcome FROM comparison ORDER BY id")
        return {row["appearance_id"]: row["outcome"] for row in rows}


def _beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_order(workshop: Path, start: Start, end: signal.Signals) -> None:
    """SIGTERM, Ctrl+C, a closed terminal: code 0, one sentence, one file again that holds what was sent."""
    process = start("serve", workshop, "--host", "127.0.0.1", "--port", 0)
    address = _address(process)

    async def take_part() -> None:
        async with _phone(address) as phone:
            await _join(phone)

    asyncio.run(take_part())
    process.send_signal(end)
    out, told = process.communicate(timeout=100)
    assert (0, "") == (process.returncode, told)
    assert out.splitlines()[-1].startswith("Lopetettu.")
    assert ["x.tupa"] == _beside(workshop)
    with Runtime(workshop) as runtime:
        assert 1 == workshop_rows.participant_count(runtime.reader())


def test_a_second_signal_does_not_break_the_closing_off(workshop: Path, start: Start) -> None:
    """Told in three ways at the same moment, before it has said all that it says: the file is still folded into one."""
    process = start("serve", workshop, "--host", "127.0.0.1", "--port", 0)
    _address(process)
    for told in (signal.SIGSTOP, signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCONT):
        process.send_signal(told)
    _out, said = process.communicate(timeout=100)
    assert (0, "") == (process.returncode, said)
    assert ["x.tupa"] == _beside(workshop)


def test_an_impatient_person_is_heard_once() -> None:
    """Ctrl+C ends it the first time; again and again while the file is folded into one, it does nothing."""
    with serve._told_to_end(), pytest.raises(serve.Ended):
        signal.raise_signal(signal.SIGINT)
    with serve._told_to_end() as closing:
        closing()
        signal.raise_signal(signal.SIGINT)
    with serve._told_to_end():
        with pytest.raises(serve.Ended):
            signal.raise_signal(signal.SIGTERM)
        for again in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(again)


def test_the_demo_has_a_live_activity_and_leaves_nothing(start: Start, tmp_path: Path) -> None:
    """`serve --demo`: a phone that joins has a pair before it; afterwards the demo's folder is gone."""
    process = start("serve", "--demo", "--host", "127.0.0.1", "--port", 0)
    assert process.stdout is not None
    folder = Path([process.stdout.readline() for _ in range(2)][1].strip()).parent
    address = _address(process)

    async def look() -> bool:
        async with _phone(address) as phone:
            await _join(phone)
            return read_page("/", (await phone.get("/")).text).form_with("pair") is not None

    assert asyncio.run(look())
    assert folder.is_dir()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=100)
    assert (0, False) == (process.returncode, folder.exists())


def test_it_says_where_to_join(workshop: Path, start: Start) -> None:
    """The program says where to join before anything else happens, with a code to point the camera at."""
    process = start("serve", workshop, "--host", "127.0.0.1", "--port", 0)
    assert process.stdout is not None
    lines: list[str] = []
    while not any("http://" in line for line in lines):
        lines.append(process.stdout.readline())
    assert ["Strategian keskeiset teemat\n", f"{workshop}\n"] == lines[:2]
    assert sum("█" in line for line in lines) > 10
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=100)
    assert 0 == process.returncode


def test_the_core_serves_without_the_command_line(workshop: Path, tmp_path: Path) -> None:
    """`python -m workshop_app FILE` prints its port and ends in order at SIGTERM; a missing file is one sentence."""
    command = [sys.executable, "-P", "-m", "workshop_app"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, str(workshop)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip().isdigit()
        process.send_signal(signal.SIGTERM)
        assert (0, "") == (process.wait(100), process.stderr.read() if process.stderr else "")
    assert ["x.tupa"] == _beside(workshop)
    missing = subprocess.run(
        [*command, str(tmp_path / "y.tupa")], env=environment, capture_output=True, text=True, check=False
    )
    assert (1, 1) == (missing.returncode, len(missing.stderr.splitlines()))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="needs SIGSTOP")
def test_a_laptop_that_slept(workshop: Path, start: Start) -> None:
    """What phones sent into its sleep, again and again, counts once when it wakes; streams that were open go on."""
    process = start("serve", workshop, "--host", "127.0.0.1", "--port", 0)
    phone = Phone(int(_address(process).rstrip("/").rpartition(":")[2]))
    form = phone.join("").form("/a/")
    with phone.client.stream("GET", "/live") as stream:
        said = stream.iter_lines()
        next(said)
        process.send_signal(signal.SIGSTOP)
        for _ in range(3):
            with pytest.raises(httpx.ReadTimeout):
                phone.client.post(
                    form.action,
                    data={**form.fields, "action": "left"},
                    headers={"Origin": phone.origin},
                    timeout=0.2,
                )
        process.send_signal(signal.SIGCONT)
        assert 200 == phone.post(form.action, {**form.fields, "action": "right"}).status
        assert next(line for line in said if line).startswith("data: ")
    phone.close()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=100)
    assert {int(form.fields["pair"]): "left"} == _stored(workshop)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and kill -9")
def test_no_acknowledged_answer_is_lost_when_it_is_killed(workshop: Path) -> None:
    """Twenty times killed (-9) in the middle of voting: each answer that a phone saw acknowledged is in the file."""
    dice, kills = random.Random(20), random.Random(21)
    acknowledged: dict[int, str] = {}

    async def vote(program: int, address: str, answers: int, seconds: float) -> None:
        """Vote until so many answers more were acknowledged, and for so many seconds; then the program is killed."""
        phones, wanted = [_phone(address) for _ in range(4)], len(acknowledged) + answers
        voting = asyncio.gather(*(_answer(phone, dice, acknowledged) for phone in phones))
        while len(acknowledged) < wanted and not voting.done():
            await asyncio.wait({voting}, timeout=0.005)
        await asyncio.wait({voting}, timeout=seconds)
        assert not voting.done(), voting.result()
        os.kill(program, signal.SIGKILL)
        await voting
        for phone in phones:
            await phone.aclose()

    with Victims() as victims:
        for _round in range(20):
            program = victims.start("command_line", workshop)
            address = _address_in(iter(victims.line, "ended"))
            asyncio.run(vote(program, address, kills.randint(1, 40), kills.uniform(0.0, 0.1)))
            victims.rest()
            stored = _stored(workshop)
            assert acknowledged == {pair: stored.get(pair) for pair in acknowledged}
    assert len(acknowledged) > 100
    assert ["x.tupa"] == _beside(workshop)
