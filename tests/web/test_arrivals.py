"""One phone that comes again and again under new names is seen; a hall behind one router, or a lost page, is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.clock import Clock
from tests.web.hall import Hall
from tests.web.phone import Phone
from workshop_app.domain.arrivals import Doubt, Doubtful
from workshop_app.runtime import Runtime
from workshop_app.web.arrivals import PEOPLE, Arrivals
from workshop_app.web.presence import Presence

PhoneMaker = Callable[..., Phone]


class Door:
    """A hall whose phones come and go as a test says, on a clock that it sets."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.presence = Presence(lambda: self.now)
        self.arrivals = Arrivals(self.presence, lambda: self.now)
        self._ports = 40_000

    def joins(self, person: int, address: str, port: int | None = None) -> None:
        """Somebody joins, on a new connection unless one is given, and reads the first page."""
        self._ports += 1
        self.arrivals.joined(person, (address, port or self._ports))
        self.presence.saw(person)

    def stays(self, person: int, seconds: float) -> None:
        """So much later the person is heard of again."""
        self.now += seconds
        self.presence.saw(person)

    def doubtful(self) -> tuple[Doubtful, ...]:
        """Those worth a look."""
        return self.arrivals.doubtful()


def test_one_phone_under_many_names() -> None:
    """Cookies cleared again and again: each name is silent for good when the next one comes."""
    door = Door()
    for person in range(1, 21):
        door.joins(person, f"10.0.0.{person}")
    for person in (50, 51):
        door.joins(person, "10.0.0.99")
        door.stays(person, 60)
    assert () == door.doubtful()  # twice happens to who loses the page
    door.joins(52, "10.0.0.99")
    door.stays(52, 60)
    assert (Doubtful(Doubt.SUCCESSION, (50, 51, 52)),) == door.doubtful()


def test_a_hall_behind_one_router_is_left_in_peace() -> None:
    """80 phones with one address that join, fall asleep and wake up: nothing is told."""
    door = Door()
    for person in range(1, 81):
        door.joins(person, "192.168.1.1")
        door.stays(max(1, person - 30), 5)
    for person in range(1, 81, 3):
        door.stays(person, 60)
    assert () == door.doubtful()


def test_behind_a_router_the_connection_tells() -> None:
    """Who clears the cookie keeps the browser's connection: its second name is seen among 80 of one address."""
    door = Door()
    for person in range(1, 81):
        door.joins(person, "192.168.1.1", 30_000 + person)
    door.now += 20
    door.arrivals.heard(7, ("192.168.1.1", 30_007))
    door.joins(90, "192.168.1.1", 30_007)
    door.joins(91, "192.168.1.1", 30_007)
    assert (Doubtful(Doubt.ONE_BROWSER, (7, 90, 91)),) == door.doubtful()
    # Long afterwards the same port is another phone's.
    door.now += 600
    door.joins(92, "192.168.1.1", 30_020)
    assert 1 == len(door.doubtful())


def test_many_from_one_address_where_others_have_their_own() -> None:
    """A script that joins side by side does not come one after the other."""
    door = Door()
    for person in range(1, 11):
        door.joins(person, f"10.0.0.{person}")
    for person in range(50, 60):
        door.joins(person, "10.0.0.99")
    for person in range(50, 60):
        door.stays(person, 1)
    assert (Doubtful(Doubt.MANY, tuple(range(50, 60))),) == door.doubtful()


def test_a_stream_keeps_somebody_there() -> None:
    """Who looks on without a tap is not silent, however long."""
    door = Door()
    door.joins(1, "10.0.0.9")
    with door.presence.stream(1):
        for person in (2, 3, 4):
            door.joins(person, "10.0.0.9")
            door.stays(person, 60)
        with door.presence.stream(2), door.presence.stream(3), door.presence.stream(4):
            assert () == door.doubtful()


def test_memory_is_bounded() -> None:
    """A script that joins without end fills nothing."""
    door = Door()
    for person in range(PEOPLE + 100):
        door.joins(person, f"10.0.{person % 200}.{person % 250}", 1_000 + person)
    assert PEOPLE >= max(len(door.arrivals._people), len(door.arrivals._heard))


def test_forms_sent_again_after_a_restart_make_no_ring(tmp_path: Path, fresh_file: Path) -> None:
    """Two people's forms, sent crosswise by a script to a host that knows neither: the window gets its answer."""
    path = Path(shutil.copy(fresh_file, tmp_path))
    with Runtime(path, Clock()) as runtime:
        people = [Phone(Hall(runtime).port) for _ in range(2)]
        for phone in people:
            phone.join()
            phone.close()
    with Runtime(path, Clock()) as runtime:
        here = f"http://127.0.0.1:{Hall(runtime).port}"
        with httpx.Client(base_url=here, headers={"Origin": here}, trust_env=False) as script:
            for heard, sent in (people[::-1], people):
                script.get("/", headers={"Cookie": f"tupailta={heard.token()}"})
                form = {"secret": sent.token(), "group": "jarjestot"}
                assert 303 == script.post("/join", data=form, headers={"Cookie": "kieli=fi"}).status_code
        assert (Doubtful(Doubt.ONE_BROWSER, (1, 2)),) == runtime.web.doubtful()


def test_cookies_cleared_in_a_real_browser_session(hall: Hall, phone: Phone, phones: PhoneMaker) -> None:
    """Over real HTTP: the same connection, three names. Others who join beside it are not in it."""
    phone.client = httpx.Client(
        base_url=phone.origin,
        limits=httpx.Limits(max_connections=1),
        follow_redirects=True,
        trust_env=False,
        timeout=60,
    )
    for _ in range(3):
        phone.client.cookies.clear()
        phone.join()
        assert 200 == phone.get().status
    phones().join()
    assert (Doubtful(Doubt.ONE_BROWSER, (1, 2, 3)),) == hall.runtime.web.doubtful()
