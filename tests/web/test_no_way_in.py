"""The host offers pages for phones and nothing else: no administration, no listing, no path out of its own files."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.clock import new_workshop
from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.agenda import ActivityState
from workshop_app.domain.commands import HideIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows

STRANGE = [
    "/admin", "/api", "/docs", "/openapi.json", "/debug", "/console", "/static", "/static/", "/a", "/a/1/edit",
    "/.git/config", "/ilta.tupa", "/a/-1", "/a/x", "/a/1%00", "/minutes.pdf", "/tickets",
    # Longer than Python makes a number of.
    f"/a/{'9' * 5_000}", f"/a/{'9' * 5_000}/results",
]  # fmt: skip
PATHS = [
    b"/../../../../etc/passwd",
    b"/static/../../../etc/passwd",
    b"/static/%2e%2e/%2e%2e/pyproject.toml",
    b"/static/..%2f..%2fweb%2fjoin.html",
    b"/static/%2fetc%2fpasswd",
    b"/static/....//phone.css",
    b"/static/phone.css%00.html",
    b"/static/..\\..\\pyproject.toml",
    b"//etc/passwd",
]


def asked(port: int, path: bytes) -> bytes:
    """The answer to a path exactly as it stands."""
    with socket.create_connection(("127.0.0.1", port), 60) as connection:
        connection.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts)


@pytest.fixture
def hosted(tmp_path: Path) -> tuple[Runtime, int]:
    """A workshop with its host running."""
    runtime = new_workshop(tmp_path)
    return runtime, runtime.web.start("127.0.0.1", 0)


def test_there_is_no_other_address(hosted: tuple[Runtime, int]) -> None:
    """What somebody would try first is not there, and says nothing about the program."""
    runtime, port = hosted
    with runtime, httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as phone:
        answers = [phone.get(path) for path in STRANGE]

    assert {404, 405} >= {answer.status_code for answer in answers}
    assert [] == [
        answer.url for answer in answers if "server" in answer.headers or "Traceback" in answer.text
    ]


def test_no_path_leads_out(hosted: tuple[Runtime, int]) -> None:
    """Dots, escapes and backslashes name no file."""
    runtime, port = hosted
    with runtime:
        answers = [asked(port, path) for path in PATHS]

    assert {b"400", b"404"} >= {answer.split(b" ")[1] for answer in answers}
    assert [] == [answer for answer in answers if b"root:" in answer or b"[project]" in answer]


def test_counting_through_numbers_tells_nothing(hall: Hall, phones: Callable[..., Phone]) -> None:
    """Parts that are still to come, other people's ideas and pairs are answered as numbers that there are not."""
    one, other = phones(), phones()
    one.join()
    other.join()
    hall.open("ideas")
    other.send(other.get(), "/a/", text="Kyläbussi")
    others_idea = idea_rows.ideas(hall.runtime.reader())[-1]
    assert IdeaOrigin.PARTICIPANT is others_idea.origin
    hall.do(HideIdea(others_idea.id))
    duel = hall.open("duel")
    others_pair = other.get().form("/a/").fields["pair"]
    planned = [
        a.id for a in workshop_rows.activities(hall.runtime.reader()) if a.state is ActivityState.PLANNED
    ]
    assert planned

    forms = ({"text": "x"}, {"pair": "1", "action": "left"}, {"stage": "x"}, {"heard": "5"}, {"x": ""})
    parts = [one.post(f"/a/{n}", form) for n in (*planned, 999) for form in forms]
    results = [one.get(f"/a/{n}/results") for n in (*planned, duel, 999)]
    ideas = [one.post("/own", {"idea": str(n)}) for n in (1, others_idea.id, 999)]
    pairs = [one.post(f"/a/{duel}", {"pair": n, "action": "left"}) for n in (others_pair, "999999")]

    assert 1 == len({(page.status, page.notice) for page in parts})
    assert {"/"} == {page.path for page in results}
    assert 1 == len({(page.status, page.notice) for page in ideas})
    assert 1 == len({(page.status, page.notice) for page in pairs})
