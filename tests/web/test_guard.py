"""What stands before the pages: hosts, origins, sizes, headers, and errors that are nobody's mistake but ours."""

from __future__ import annotations

import logging
import socket
import sqlite3
from collections.abc import Iterator

import pytest

from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from workshop_app.domain.commands import GiveMinutes
from workshop_app.web import guard, protocol, render

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def raw(port: int, request: bytes, *, last: bool = True) -> bytes:
    """What the host answers to these bytes, until it closes the connection; `last`: it hears that no more come."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        try:
            connection.sendall(request)
            if last:
                connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                answer += part
        except OSError:
            # The host closed with our bytes unread; what it had said before is what counts.
            return answer
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/about",
        "/nope",
        "/join",
        "/minutes",
        "/minutes.docx",
        "/a/1/results",
        "/static/phone.css",
        "/static/x",
    ],
)
def test_every_answer_carries_the_policy(hall: Hall, joined: Phone, path: str) -> None:
    """Pages, files, downloads and errors all forbid foreign code, framing and guessing of types."""
    hall.do(GiveMinutes("m.docx", "application/zip", b"PK"))
    headers = joined.client.get(path).headers
    assert POLICY == headers["content-security-policy"]
    assert "nosniff" == headers["x-content-type-options"]
    assert "same-origin" == headers["referrer-policy"]
    assert "server" not in headers
    if not path.startswith("/static/phone"):
        assert "no-store" == headers["cache-control"]


def test_policy_needs_no_exception(hall: Hall, joined: Phone) -> None:
    """No page holds inline script or style, so the policy stays strict."""
    for kind in ("welcome", "ideas", "duel", "ladder", "decisions", "feedback"):
        hall.open(kind)
        html = joined.client.get("/").text
        for inline in ("<script>", "<style", " style=", " onclick=", "javascript:"):
            assert inline not in html


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://{host}"},
        {"Referer": "http://evil.example/page"},
        {"Origin": "http://evil.example", "Referer": "http://{host}/"},
        {"Referer": "http://[bad"},
        {},
    ],
)
def test_forms_of_other_sites_are_refused(hall: Hall, joined: Phone, headers: dict[str, str]) -> None:
    """A form is taken only from a page of the same origin, by Origin or, without one, by Referer."""
    activity = hall.open("ideas")
    host = joined.origin.removeprefix("http://")
    sent = {name: value.replace("{host}", host) for name, value in headers.items()}
    answer = joined.client.post(f"/a/{activity}", data={"text": "Vieras"}, headers=sent)
    assert 403 == answer.status_code
    assert "Alkuun" in answer.text


def test_old_browsers_are_known_by_referer(hall: Hall, joined: Phone) -> None:
    """A browser that sends no Origin is taken by its Referer."""
    activity = hall.open("ideas")
    headers = {"Referer": f"{joined.origin}/"}
    assert 200 == joined.client.post(f"/a/{activity}", data={"text": "Oma"}, headers=headers).status_code


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.1:80@evil.example",
        "[::1].evil.example",
    ],
)
def test_strange_hosts_are_turned_away(phone: Phone, host: str) -> None:
    """A name that only points here (DNS rebinding) gets no page."""
    answer = phone.client.get("/", headers={"Host": host})
    assert 421 == answer.status_code
    assert "Strategian" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:80", "LOCALHOST.", "[::1]:8080", "192.168.1.5:8080"]
)
def test_own_hosts_are_let_in(phone: Phone, host: str) -> None:
    """Addresses and the laptop's own names are ours."""
    assert 200 == phone.client.get("/", headers={"Host": host}).status_code


def test_announced_body_is_bounded(hall: Hall, joined: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Content-Length over the limit is refused before the body is read, with a page."""
    page = joined.post("/a/1", {"text": "x" * guard.BODY_LIMIT})
    assert 413 == page.status
    assert page.notice.startswith("Lähetys oli liian pitkä")
    monkeypatch.setattr(guard, "DRAIN_SECONDS", 0.01)
    head = f"POST /join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {guard.BODY_LIMIT + 1}\r\n\r\n"
    assert b"HTTP/1.1 413 " == raw(hall.port, head.encode(), last=False)[:13]


def test_streamed_body_is_bounded(joined: Phone) -> None:
    """A body without a length is counted while it comes."""

    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b"text=" + b"x" * 1_024

    headers = {"Origin": joined.origin, "Content-Type": "application/x-www-form-urlencoded"}
    assert 413 == joined.client.post("/a/1", content=endless(), headers=headers).status_code


def test_other_bodies_are_refused(hall: Hall, joined: Phone) -> None:
    """Only what an HTML form sends is read; too many fields are not."""
    address = f"/a/{hall.open('ideas')}"
    headers = {"Origin": joined.origin}
    assert 415 == joined.client.post(address, json={"text": "x"}, headers=headers).status_code
    assert 400 == joined.post(address, {"text": "x", **{f"f{n}": "x" for n in range(100)}}).status
    assert 200 == joined.post(address, {"text": "Tämä käy"}).status
    rows = hall.runtime.reader().query("SELECT text FROM idea WHERE participant_id IS NOT NULL")
    assert ["Tämä käy"] == [row["text"] for row in rows]


def test_head_is_bounded(hall: Hall) -> None:
    """A head without end is cut off, in one header or in many, and one that comes whole and at once likewise."""
    line = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    many = b"".join(b"X-%d: %s\r\n" % (n, b"y" * 100) for n in range(200))
    for head in (line + b"X: " + b"y" * 20_000, line + many, line + many + b"\r\n"):
        assert b"HTTP/1.1 431 " == raw(hall.port, head)[:13]
    assert protocol.HEAD_LIMIT < 20_000


def test_lines_after_a_body_are_not_its_head(hall: Hall, joined: Phone) -> None:
    """What follows a body in pieces neither makes a form one of our own page's, nor comes without end."""
    activity = hall.open("ideas")
    chunked = (
        f"POST /a/{activity} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: tupailta={joined.token()}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
        "Connection: close\r\n"
    ).encode()
    body = b"\r\na\r\ntext=Outoa\r\n0\r\n"
    answer = raw(hall.port, chunked + body + b"Origin: http://127.0.0.1\r\n\r\n", last=False)
    assert b"HTTP/1.1 403 " == answer[:13]
    lines = b"X: y\r\n" * (2 * protocol.REQUEST_LIMIT // 6)
    answer = raw(hall.port, chunked + b"Origin: http://127.0.0.1\r\n" + body + lines + b"\r\n", last=False)
    assert b"303" not in answer[:13]
    assert [] == hall.runtime.reader().query("SELECT 1 FROM idea WHERE participant_id IS NOT NULL")


def test_tls_is_closed_at_once(hall: Hall) -> None:
    """A phone that tries https learns at once that there is none, and falls back."""
    assert b"" == raw(hall.port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100)


def test_garbage_is_answered_and_survived(hall: Hall, phone: Phone) -> None:
    """Bytes that are no HTTP get a 400, and the host goes on."""
    assert b"HTTP/1.1 400" == raw(hall.port, b"\x00\xff garbage\r\n\r\n")[:12]
    assert 200 == phone.get().status


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/language"), ("POST", "/about"), ("DELETE", "/"), ("PUT", "/a/1")]
)
def test_wrong_methods_are_a_page(joined: Phone, method: str, path: str) -> None:
    """A method that an address doesn't take is a plain page."""
    answer = joined.client.request(method, path, headers={"Origin": joined.origin})
    assert 405 == answer.status_code
    assert "Alkuun" in answer.text


def test_head_is_answered(phone: Phone) -> None:
    """HEAD, as link checkers ask, is answered without a body."""
    answer = phone.client.head("/")
    assert (200, b"") == (answer.status_code, answer.content)


def test_first_page_is_light(phone: Phone) -> None:
    """The first page and all it asks for, as browsers get it: little over half of 30 kB in at most four requests."""
    packed = {"Accept-Encoding": "gzip, deflate"}
    answers = [phone.client.get("/", headers=packed)]
    answers += [phone.client.get(render.static_url(name), headers=packed) for name in render.STATIC]
    size = sum(a.num_bytes_downloaded + len(str(a.headers)) for a in answers)
    assert size <= 16_000
    assert len(answers) <= 4


@pytest.mark.parametrize("name", render.STATIC)
def test_files_come_packed_or_plain(phone: Phone, name: str) -> None:
    """Whoever can unpack gets the file packed; whoever can't gets the same bytes as they are."""
    packed = phone.client.get(render.static_url(name), headers={"Accept-Encoding": "gzip"})
    plain = phone.client.get(render.static_url(name), headers={"Accept-Encoding": "identity"})
    assert ("gzip", None) == (packed.headers["content-encoding"], plain.headers.get("content-encoding"))
    assert packed.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    assert render.static(name) == packed.content == plain.content


def test_answer_is_light(hall: Hall, joined: Phone) -> None:
    """A duel answer and its redirect stay under 1 kB each way."""
    hall.open("duel")
    form = joined.get().form("/a/")
    joined.client.follow_redirects = False
    answer = joined.client.post(
        form.action, data={**form.fields, "action": "left"}, headers={"Origin": joined.origin}
    )
    assert 303 == answer.status_code
    request = answer.request
    sent = len(request.content) + sum(len(k) + len(v) + 4 for k, v in request.headers.raw)
    got = sum(len(k) + len(v) + 4 for k, v in answer.headers.raw) + len(answer.content)
    assert sent < 1_000
    assert got < 1_000


def test_answer_of_the_script_is_light(hall: Hall, joined: Phone) -> None:
    """The script gets the next two pairs with the acknowledgement, in one round trip: 800 bytes and a short head."""
    hall.open("duel")
    form = joined.get().form("/a/")
    headers = {"Origin": joined.origin, "X-Tupailta": "1"}
    for _ in range(14):
        data = {**form.fields, "action": "left", "took": "12345"}
        answer = joined.client.post(form.action, data=data, headers=headers)
        assert 200 == answer.status_code
        assert "gzip" == answer.headers["content-encoding"]
        heads = sum(len(k) + len(v) + 4 for k, v in answer.headers.raw)
        assert answer.num_bytes_downloaded < 800
        assert heads < 300
        assert "default-src 'none'" == answer.headers["content-security-policy"]
        form = Page(answer).form("/a/")


def test_our_own_error_is_a_sentence_and_logged_without_words(
    hall: Hall, joined: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug gives the phone a plain page; the log says where, and nothing of what anybody wrote."""
    hall.open("ideas")
    secret = "Salainen idea"

    def broken(*_args: object) -> None:
        raise ValueError(secret)

    monkeypatch.setattr("workshop_app.web.views.Views.follow", broken)
    with caplog.at_level(logging.ERROR):
        answer = joined.client.get("/")
    assert 500 == answer.status_code
    assert secret not in caplog.text
    assert "ValueError" in caplog.text


def test_storage_trouble_asks_to_try_again(hall: Hall, joined: Phone) -> None:
    """While the file can't be written the phone keeps the text and is told to wait; then it goes through."""
    hall.open("ideas")
    page = joined.get()
    hall.runtime._file.connection.execute("PRAGMA busy_timeout=20")
    locker = sqlite3.connect(hall.runtime.path, isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    refused = joined.send(page, "/a/", text="Kyläbussi")
    locker.execute("ROLLBACK")
    locker.close()
    assert 503 == refused.status
    assert "3" == refused.response.headers["retry-after"]
    assert refused.notice.startswith("Vastausta ei saatu juuri nyt tallennettua")
    assert "Kyläbussi" == refused.form("/a/").fields["text"]
    assert "Kyläbussi Odottaa vetäjää" in joined.send(refused, "/a/").text
