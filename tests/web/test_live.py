"""The event stream and its one-line twin."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.events import StorageTrouble, StorageWell
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.web import live, server
from workshop_app.web.limits import MACHINES
from workshop_app.web.live import PACE


@pytest.fixture
def quick_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stream has a message twenty times a second; asked for before the hall, which begins with them."""
    monkeypatch.setattr(live, "BEAT", 0.05)


def messages(response: httpx.Response) -> Iterator[tuple[int, int]]:
    """The stream's messages as (version, id of the live activity)."""
    for line in response.iter_lines():
        if line.startswith("data: "):
            version, at = line.removeprefix("data: ").split()
            yield int(version), int(at)


def test_stream_says_what_is_live(hall: Hall, joined: Phone) -> None:
    """The first message comes at once; a change is told; the phone counts as connected meanwhile."""
    with joined.client.stream("GET", "/live") as response:
        assert "text/event-stream; charset=utf-8" == response.headers["content-type"]
        coming = messages(response)
        first, at = next(coming)
        assert 0 == at
        activity = hall.open("duel")
        later = next(message for message in coming if message[0] > first)
        assert activity == later[1]
        assert 1 == hall.runtime.web.connected()


def test_stream_is_paced(hall: Hall, joined: Phone) -> None:
    """However much happens, a phone gets at most four messages a second, and the last one is the newest."""
    with joined.client.stream("GET", "/live") as response:
        coming = messages(response)
        next(coming)
        began = time.monotonic()
        for number in range(60):
            hall.do(AddIdea(f"Idea {number}", IdeaOrigin.FACILITATOR))
        newest = int(joined.client.get("/version").text.split()[0])
        got = 1
        while next(coming)[0] < newest:
            got += 1
        assert got <= (time.monotonic() - began) / PACE + 2


def test_a_large_hall_is_told_of_answers_seldom(
    hall: Hall, joined: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The more streams, the longer the pace; what is live now is told as soon as ever."""
    monkeypatch.setattr(live, "BEAT", 600.0)
    with joined.client.stream("GET", "/live") as response:
        coming = messages(response)
        hall.do(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))
        while waits(hall, joined) is not None:
            threading.Event().wait(PACE / 4)
        monkeypatch.setattr(live, "IN_ALL", 1 / 600)  # as if three hundred thousand were listening
        hall.do(AddIdea("Kirjastoauto", IdeaOrigin.FACILITATOR))
        assert 500 < (waits(hall, joined) or 0) <= 600
        activity = hall.open("duel")
        newest = int(joined.client.get("/version").text.split()[0])
        # It comes within the client's patience, which is much shorter than the pace.
        assert activity == next(at for version, at in coming if version >= newest)
        hall.do(AddIdea("Etävastaanotto", IdeaOrigin.FACILITATOR))
        assert 500 < (waits(hall, joined) or 0) <= 600


def waits(hall: Hall, phone: Phone) -> float | None:
    """In how many seconds the phones will be told of what has just been done; None where they have been."""
    # What the host was told of before a request, it has heard of when that is answered.
    phone.client.get("/version")
    host = hall.runtime.web._live
    assert host is not None
    assert host._loop is not None
    timer = host._timer
    return timer.when() - host._loop.time() if timer is not None else None


def test_strangers_get_no_stream(phone: Phone) -> None:
    """A phone that has not joined is told to stop asking."""
    assert 204 == phone.client.get("/live").status_code
    assert 204 == phone.client.get("/version").status_code


def test_version_is_the_same_in_one_line(hall: Hall, joined: Phone) -> None:
    """Asking now and then tells as much as listening."""
    before = joined.client.get("/version").text.split()
    activity = hall.open("ideas")
    after = joined.client.get("/version").text.split()
    assert int(before[0]) < int(after[0])
    assert [str(activity)] == after[1:]


def test_open_streams_do_not_hold_up_the_end(
    hall: Hall, joined: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host does not wait for the twenty phones that are listening, and their streams end properly."""
    web, patience = hall.runtime.web, 100
    monkeypatch.setattr(server, "STOP", patience)
    web.stop()
    web.start("127.0.0.1", hall.port, replace(MACHINES, of_person=20))
    assert web._server is not None
    web._server.config.timeout_graceful_shutdown = patience
    begun, ended = queue.SimpleQueue[int](), list[int]()

    def listen() -> None:
        cookies = dict(joined.client.cookies)
        with httpx.stream(
            "GET", f"{joined.origin}/live", cookies=cookies, trust_env=False, timeout=60
        ) as response:
            coming = messages(response)
            begun.put(next(coming)[0])
            ended.append(len(list(coming)))

    listeners = [threading.Thread(target=listen) for _ in range(20)]
    for one in listeners:
        one.start()
    for _one in listeners:
        begun.get(timeout=60)
    before = time.monotonic()
    web.stop()
    assert time.monotonic() - before < patience / 2
    for one in listeners:
        one.join(60)
    assert len(listeners) == len(ended)


@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_stream_is_for_reading(joined: Phone, method: str) -> None:
    """A stream can't be posted to; HEAD does not hang."""
    answer = joined.client.request(method, "/live", headers={"Origin": joined.origin})
    assert 405 == answer.status_code


@pytest.mark.skipif(os.name == "nt", reason="Windows does not move an open file")
def test_streams_go_on_while_the_file_can_not_be_read(quick_beats: None, hall: Hall, joined: Phone) -> None:
    """The stick is out: phones hear that the laptop is there, new ones are told to come later, all hear what comes."""
    path, away = hall.runtime.path, hall.runtime.path.with_name("elsewhere")
    with joined.client.stream("GET", "/live") as response:
        coming = messages(response)
        next(coming)
        path.rename(away)
        hall.runtime._reads.renew()
        hall.runtime.bus.publish([StorageTrouble("missing")])
        beats = [next(coming) for _ in range(4)]
        told = joined.client.get("/live")
        away.rename(path)
        hall.runtime.bus.publish([StorageWell()])
        activity = hall.open("duel")
        assert activity == next(at for _, at in coming if at)

    assert {0} == {at for _, at in beats}
    assert (503, "3") == (told.status_code, told.headers["retry-after"])
