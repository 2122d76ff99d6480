"""An evening leaves no trace of who the phones were: no address, no browser, no name, in no byte of file or log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.clock import new_workshop
from workshop_app import log
from workshop_app.domain.commands import OpenActivity
from workshop_app.store import workshop_rows

ADDRESS, BROWSER = "127.7.7.7", "Merkitty-Selain/77.7 (Puhelin; Aino Virtasen)"
MARKS = (ADDRESS, "Merkitty", "77.7", "Aino Virta", "kallis-salaisuus")


@pytest.fixture
def log_folder(tmp_path: Path) -> Iterator[Path]:
    """Everything that is logged, down to the last detail."""
    folder = tmp_path / "log"
    log.set_up(folder, verbose=True)
    yield folder
    log.tear_down()


def fields(page: str) -> dict[str, str]:
    """What a form of the page holds beforehand."""
    return dict(re.findall(r'name="(secret|group|pair)" value="([^"]*)"', page))


def test_no_trace_of_phones(tmp_path: Path, log_folder: Path) -> None:
    """A phone with a marked address and browser joins, writes, chooses, tries mischief, and leaves its answers only."""
    folder = tmp_path / "evening"
    folder.mkdir()
    with new_workshop(folder) as runtime:
        port = runtime.web.start("127.0.0.1", 0)
        agenda = {a.kind: a.id for a in workshop_rows.activities(runtime.reader())}
        base = f"http://127.0.0.1:{port}"
        headers = {"User-Agent": BROWSER, "Origin": base, "X-Forwarded-For": "kallis-salaisuus"}
        transport = httpx.HTTPTransport(local_address=ADDRESS)
        with httpx.Client(
            base_url=base, headers=headers, transport=transport, trust_env=False, timeout=60
        ) as phone:
            joined = phone.post("/join", data=fields(phone.get("/").text))
            runtime.submit(OpenActivity(agenda["ideas"])).result(100)
            phone.post(f"/a/{agenda['ideas']}", data={"text": "Kylätalolle lämpöä"})
            runtime.submit(OpenActivity(agenda["duel"])).result(100)
            pair = fields(phone.get("/").text).get("pair", "")
            answered = phone.post(f"/a/{agenda['duel']}", data={"pair": pair, "action": "left"})
            for address in ("/admin", "/../../etc/passwd", "/a/999", "/static/kallis-salaisuus"):
                phone.get(address)
            phone.post("/join", headers={"Origin": "http://kallis-salaisuus.example"}, data={"secret": "x"})
            phone.post(f"/a/{agenda['duel']}", content=b"\xff\xfe" * 50_000)
        assert 1 == workshop_rows.participant_count(runtime.reader())
        left = {
            file: file.read_bytes() for file in [*folder.iterdir(), *log_folder.iterdir()] if file.is_file()
        }
    left |= {file: file.read_bytes() for file in folder.iterdir()}

    assert (303, 303) == (joined.status_code, answered.status_code)
    assert "Kylätalolle".encode() in b"".join(left.values())
    assert [] == [(f.name, mark) for f, content in left.items() for mark in MARKS if mark.encode() in content]
    assert [] == [
        f.name for f, content in left.items() if f.suffix == ".log" and "Kylätalolle".encode() in content
    ]


def test_the_secret_itself_is_not_kept(tmp_path: Path) -> None:
    """Who has the file cannot be somebody's phone: it holds a hash of the cookie's secret only."""
    with new_workshop(tmp_path) as runtime:
        port = runtime.web.start("127.0.0.1", 0)
        base = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=base, headers={"Origin": base}, trust_env=False, timeout=60) as phone:
            phone.post("/join", data=fields(phone.get("/").text))
            secrets = [cookie.value for cookie in phone.cookies.jar if len(cookie.value or "") > 15]
        left = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert len(secrets) == 1
    assert (secrets[0] or "").encode() not in left


def test_a_phone_can_withdraw_what_it_wrote(tmp_path: Path) -> None:
    """The page offers it; somebody else's phone can't do it."""
    with new_workshop(tmp_path) as runtime:
        port = runtime.web.start("127.0.0.1", 0)
        ideas = next(a.id for a in workshop_rows.activities(runtime.reader()) if a.kind == "ideas")
        runtime.submit(OpenActivity(ideas)).result(100)
        base = f"http://127.0.0.1:{port}"
        own, other = (
            httpx.Client(base_url=base, headers={"Origin": base}, trust_env=False, timeout=60) for _ in "ab"
        )
        with own, other:
            for phone in (own, other):
                phone.post("/join", data=fields(phone.get("/").text))
            own.post(f"/a/{ideas}", data={"text": "Katuva ajatus"})
            page = own.get("/").text
            found = re.search(r'name="idea" value="(\d+)"', page)
            assert found is not None
            withdraw = {"idea": found[1]}
            refused = other.post("/own", data=withdraw)
            still = own.get("/").text
            own.post("/own", data=withdraw)
            after = own.get("/").text
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert refused.status_code >= 400
    assert ["Katuva" in page, "Katuva" in still, "Katuva" in after] == [True, True, False]
    assert b"Katuva" not in content
