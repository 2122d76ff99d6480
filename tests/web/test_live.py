"""The event stream and its one-line twin."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.commands import AddIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.web import live
from workshop_app.web.live import PACE


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
    monkeypatch.setattr(live, "IN_ALL", 0.25)
    with joined.client.stream("GET", "/live") as response:
        coming = messages(response)
        next(coming)
        hall.do(AddIdea("Kyläbussi", IdeaOrigin.FACILITATOR))
        next(coming)  # the first change after a long calm comes at once
        began = time.monotonic()
        hall.do(AddIdea("Kirjastoauto", IdeaOrigin.FACILITATOR))
        activity = hall.open("duel")
        assert activity == next(coming)[1]
        assert time.monotonic() - began < 1.0
        hall.do(AddIdea("Etävastaanotto", IdeaOrigin.FACILITATOR))
        next(coming)
        assert time.monotonic() - began > 3.0


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


def test_open_streams_do_not_hold_up_the_end(hall: Hall, joined: Phone) -> None:
    """The host stops at once though twenty phones are listening, and their streams end properly."""
    ended: list[int] = []

    def listen() -> None:
        with httpx.stream(
            "GET", f"{joined.origin}/live", cookies=dict(joined.client.cookies), trust_env=False, timeout=20
        ) as response:
            ended.append(len(list(messages(response))))

    listeners = [threading.Thread(target=listen) for _ in range(20)]
    for one in listeners:
        one.start()
    deadline = time.monotonic() + 10
    live = hall.runtime.web._live
    assert live is not None
    while len(live._listening) < len(listeners) and time.monotonic() < deadline:
        joined.client.get("/version")
    began = time.monotonic()
    hall.runtime.web.stop()
    assert time.monotonic() - began < 2
    for one in listeners:
        one.join(10)
    assert len(listeners) == len(ended)


@pytest.mark.parametrize("method", ["POST", "HEAD"])
def test_stream_is_for_reading(joined: Phone, method: str) -> None:
    """A stream can't be posted to; HEAD does not hang."""
    answer = joined.client.request(method, "/live", headers={"Origin": joined.origin}, timeout=5)
    assert 405 == answer.status_code
