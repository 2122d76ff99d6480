"""A phone on a weak radio, at a LAN address: exactly once, and the page never lies about what is stored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS, PATIENCE
from tests.browser.radio import LAPTOP, Radio, possible
from tests.browser.test_evening import joined
from tests.clock import new_workshop
from workshop_app.domain.agenda import Activity
from workshop_app.domain.commands import OpenActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.kind import count
from workshop_app.kinds.ladder.kind import experiences
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow(seconds=90),
    pytest.mark.root,
    pytest.mark.skipif(not possible(), reason="needs root and /dev/net/tun"),
]
#: What the page says in a cut: when all is on the laptop, and when something waits on the phone.
LOST, KEPT = "Yhteys katkesi. Vastauksesi ovat tallessa", "on tallessa tässä puhelimessa"
#: In this one of the ten answers the radio is cut.
CUT_AT = 4
#: An own idea that the page says is stored.
WAITING = ".cards li:has-text('Odottaa vetäjää')"


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


@dataclass
class Far:
    """A phone on the other side of its radio, at its own evening."""

    page: Page
    radio: Radio
    runtime: Runtime

    def activity(self, kind: str) -> Activity:
        """The first activity of a kind."""
        return next(a for a in workshop_rows.activities(self.runtime.reader()) if a.kind == kind)

    def open(self, kind: str) -> None:
        """The facilitator opens it."""
        self.runtime.submit(OpenActivity(self.activity(kind).id)).result(100)

    def compared(self) -> int:
        """How many comparisons the file holds."""
        return count(self.runtime.reader(), self.activity("duel")) or 0

    def written(self) -> list[str]:
        """The ideas that participants wrote, in the file."""
        ideas = idea_rows.ideas(self.runtime.reader())
        return [idea.text for idea in ideas if idea.origin is IdeaOrigin.PARTICIPANT]

    def on_step(self) -> int:
        """How many have chosen a step of the ladder, in the file."""
        return len(experiences(self.runtime.reader(), self.activity("ladder").id))

    def kept(self) -> None:
        """Wait until the page says that what was sent is on the phone."""
        expect(self.page.locator("#link")).to_contain_text(KEPT)


def joined_far(radio: Radio, runtime: Runtime, launch: Callable[[str], Browser]) -> Far:
    """A phone whose owner has joined at the laptop's LAN address."""
    port = radio.on_laptop(lambda: runtime.web.start("0.0.0.0", 8080))  # noqa: S104 - as in the hall
    page = launch(radio.phone).new_page(
        base_url=f"http://{LAPTOP}:{port}", viewport={"width": 360, "height": 640}, locale="fi-FI"
    )
    page.set_default_timeout(PATIENCE)
    with page.expect_response("**/live"):
        joined(page)
    # On localhost a browser allows what it does not allow here.
    assert not page.evaluate("isSecureContext")
    return Far(page, radio, runtime)


@pytest.mark.timeout(600)
def test_evening_over_weak_radios(tmp_path: Path, far_away: Callable[[str], Browser]) -> None:
    """5 % and 20 % of the packets lost, 300 ms one way or both, and the radio cut: all is stored once, and the page
    says what is. Two evenings, each with its radio, go on at the same time, since most of it is waiting.
    """
    with ExitStack() as stack:
        phones = []
        for name, loss, delay in (("a", 0.05, 0.3), ("b", 0.20, 0.15)):
            folder = tmp_path / name
            folder.mkdir()
            runtime = stack.enter_context(new_workshop(folder))
            radio = stack.enter_context(Radio(f"{name}{os.getpid() % 10_000}", loss, delay).up())
            phones.append(joined_far(radio, runtime, far_away))
        ideas_in_a_cut(phones)
        ten_answers(phones)
        change_in_a_cut(phones)
        a_step_of_the_ladder(phones)
        for far in phones:
            people = workshop_rows.participant_count(far.runtime.reader())
            assert (10, 2, 1, 1) == (far.compared(), len(far.written()), far.on_step(), people)
            assert [LAPTOP] == list(far.runtime.web.reached_from_outside())


def ideas_in_a_cut(phones: list[Far]) -> None:
    """Two ideas, both sent while the radio is cut: kept on the phone and said so, then stored in their order, once."""
    for far in phones:
        far.open("ideas")
        far.page.locator("#idea").wait_for()
        far.radio.cut()
        for text in ("Kyläbussi", "Lähitori"):
            far.page.locator("#idea").fill(text)
            far.page.locator("form[data-fresh] button.button").click()
            expect(far.page.locator("#idea")).to_have_value("")
    for far in phones:
        far.kept()
        assert ([], 0) == (far.written(), far.page.locator(WAITING).count())
        far.radio.restore()
    for far in phones:
        expect(far.page.locator(WAITING)).to_have_count(2)
        assert ["Kyläbussi", "Lähitori"] == far.written()


def ten_answers(phones: list[Far]) -> None:
    """Ten pairs, the radio cut in one; what the page says of the store is true all along.

    The next pair is there at once. That the answer before it is on the laptop shows in the pair after that, which
    comes with the acknowledgement; until then the page says nothing of it, or that it is kept on the phone.
    """
    for far in phones:
        far.open("duel")
        far.page.locator("button.card.left").wait_for()
    for number in range(1, 11):
        for far in phones:
            if number == CUT_AT:
                far.radio.cut()
            far.page.locator("button.card.left").click()
        for far in phones:
            if number == CUT_AT:
                far.kept()
                assert (number - 1, f"Vertailu {number + 1} / 15") == (far.compared(), said(far.page))
                far.radio.restore()
        for far in phones:
            expect(far.page.locator(".top")).to_have_text(f"Vertailu {number + 1} / 15")
            expect(far.page.locator("#ahead")).to_have_count(1)
            assert number == far.compared()
            expect(far.page.locator("#link")).to_be_empty()
            expect(far.page.locator("button.card.left")).to_be_enabled()


def said(page: Page) -> str:
    """Which comparison the page says is being answered."""
    return page.locator(".top").inner_text()


def change_in_a_cut(phones: list[Far]) -> None:
    """The stream looks open while the radio is cut; the phone says that it is, and catches up when it is back."""
    for far in phones:
        far.radio.cut()
        far.open("ladder")
    for far in phones:
        expect(far.page.locator("#link")).to_contain_text(LOST)
        far.radio.restore()
    for far in phones:
        far.page.locator("#s1").wait_for()
        expect(far.page.locator("#link")).to_be_empty()


def a_step_of_the_ladder(phones: list[Far]) -> None:
    """The page thanks only when the step is stored."""
    for far in phones:
        far.page.locator("#s2").check()
        far.page.locator("main form button.button").click()
    for far in phones:
        expect(far.page.locator(".box")).to_contain_text("Kiitos! Valitsit portaan:")
        assert 1 == far.on_step()
