"""A phone on a weak radio, at a LAN address: exactly once, and the page never lies about what is stored."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.radio import LAPTOP, Radio, possible
from tests.browser.test_evening import joined
from tests.clock import new_workshop
from workshop_app.domain.commands import OpenActivity
from workshop_app.kinds.duel.kind import count
from workshop_app.runtime import Runtime
from workshop_app.store import workshop_rows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.root,
    pytest.mark.skipif(not possible(), reason="needs root and /dev/net/tun"),
]


@pytest.fixture(scope="module")
def far_away(
    program: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Browser]]:
    """Starts the browser inside a namespace: it and the test talk through a pipe, so only its network is there."""
    path, ip = program("chromium", "chromium-browser", "google-chrome"), program("ip")
    folder = tmp_path_factory.mktemp("far")
    with sync_playwright() as playwright:
        started: list[Browser] = []

        def launch(host: str) -> Browser:
            script = folder / host
            script.write_text(f'#!/bin/sh\nexec {ip} netns exec {host} {path} "$@"\n')
            script.chmod(0o755)
            started.append(playwright.chromium.launch(executable_path=script, args=list(FLAGS)))
            return started[-1]

        yield launch
        for browser in started:
            browser.close()


def opened(runtime: Runtime, kind: str) -> None:
    """The facilitator opens the first activity of a kind."""
    activity = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == kind)
    runtime.submit(OpenActivity(activity.id)).result(10)


def stored(runtime: Runtime) -> int:
    """How many comparisons the file holds."""
    duel = next(a for a in workshop_rows.activities(runtime.reader()) if a.kind == "duel")
    return count(runtime.reader(), duel) or 0


def ten_answers(page: Page, radio: Radio, runtime: Runtime, cuts: tuple[int, ...]) -> None:
    """Ten pairs, the radio cut in some; what the page says of the store is true all along.

    The next pair is there at once. That the answer before it is on the laptop shows in the pair after that, which
    comes with the acknowledgement; until then the page says nothing of it, or that it is kept on the phone.
    """
    for number in range(1, 11):
        cut = number in cuts
        if cut:
            radio.cut()
        page.locator("button.card.left").click()
        if cut:
            expect(page.locator("#link")).to_contain_text("tallessa tässä puhelimessa", timeout=20_000)
            assert number - 1 == stored(runtime)
            assert number + 1 == said_number(page)
            radio.restore()
        expect(page.locator(".top")).to_have_text(f"Vertailu {number + 1} / 15", timeout=60_000)
        expect(page.locator("#ahead")).to_have_count(1, timeout=60_000)
        assert number == stored(runtime)
        expect(page.locator("#link")).to_be_empty()


def said_number(page: Page) -> int:
    """The number of the comparison that the page says is being answered."""
    found = re.search(r"\d+", page.locator(".top").inner_text())
    assert found is not None
    return int(found[0])


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Runtime]:
    """A workshop of its own."""
    with new_workshop(tmp_path) as runtime:
        yield runtime


def far_phone(radio: Radio, runtime: Runtime, launch: Callable[[str], Browser]) -> Page:
    """A phone on the other side of the radio, its owner joined at the laptop's LAN address."""
    port = radio.on_laptop(lambda: runtime.web.start("0.0.0.0", 8080))  # noqa: S104 - as in the hall
    page = launch(radio.phone).new_page(
        base_url=f"http://{LAPTOP}:{port}", viewport={"width": 360, "height": 640}, locale="fi-FI"
    )
    page.set_default_timeout(60_000)
    with page.expect_response("**/live"):
        joined(page)
    # On localhost a browser allows what it does not allow here.
    assert not page.evaluate("isSecureContext")
    return page


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("loss", "cuts"), [(0.05, (4,)), (0.20, (4, 8))])
def test_ten_answers_over_a_weak_radio(
    loss: float, cuts: tuple[int, ...], evening: Runtime, far_away: Callable[[str], Browser]
) -> None:
    """With packets lost, 300 ms there and back, and the radio cut: ten answers are ten."""
    radio = Radio(f"a{os.getpid() % 10_000}", loss, 0.15)
    with radio.up():
        page = far_phone(radio, evening, far_away)
        opened(evening, "duel")
        page.locator("button.card.left").wait_for()
        ten_answers(page, radio, evening, cuts)
        assert 10 == stored(evening)
        assert {LAPTOP: 1} == evening.web.reached_from_outside()
        expect(page.locator("#link")).to_be_empty()


@pytest.mark.timeout(300)
def test_change_during_a_cut_is_seen_after_it(evening: Runtime, far_away: Callable[[str], Browser]) -> None:
    """The stream looks open while the radio is cut; the phone says that it is, and catches up when it is back."""
    radio = Radio(f"b{os.getpid() % 10_000}", 0.0, 0.05)
    with radio.up():
        page = far_phone(radio, evening, far_away)
        radio.cut()
        opened(evening, "ladder")
        expect(page.locator("#link")).to_contain_text(
            "Yhteys katkesi. Vastauksesi ovat tallessa", timeout=40_000
        )
        radio.restore()
        page.locator("#s1").wait_for()
        expect(page.locator("#link")).to_be_empty()
