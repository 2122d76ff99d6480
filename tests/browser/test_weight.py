"""What the phone page weighs: every byte between a real Chromium and the host, heads and live stream included."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.evening import LONG_IDEA
from tests.browser.test_evening import joined
from tests.browser.wire import Wire
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea, HideIdea
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: An old phone names itself at length.
ANDROID = (
    "Mozilla/5.0 (Linux; Android 9; SM-J330F Build/PPR1.180610.011; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/109.0.5414.117 Mobile Safari/537.36"
)
WORDS = (
    f"{LONG_IDEA} kyläbussi terveysasema kirjasto digituki nuoret ikäihmiset lähitori turvallisuus".split()
)


def next_pair(page: Page, number: int) -> None:
    """The pair is shown, and the one after it has come with the answer."""
    expect(page.locator(".top")).to_have_text(f"Vertailu {number} / 15")
    expect(page.locator("#ahead")).to_have_count(1 if number < 15 else 0)
    expect(page.locator("button.card.left")).to_be_enabled()


def test_first_page(hall: Hall, browse: MakePhone) -> None:
    """From nothing to the join page: at most 30 kB in four requests; the page after it with the script: the same."""
    with Wire(hall.port).up() as wire:
        page = browse(port=wire.port, agent=ANDROID)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/", wait_until="networkidle")
        sent, got = wire.since()
        assert (True, True) == (sent + got <= 30_000, len(asked) <= 4), (sent, got, asked)
        asked.clear()
        with page.expect_response("**/live"):
            joined(page)
        sent, got = wire.since()
        assert sent + got <= 30_000


def test_answers(hall: Hall, browse: MakePhone) -> None:
    """Each answer is at most 1 kB each way, also when all ideas are 140 characters; a skip brings its reasons too."""
    dice = random.Random(7)
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(HideIdea(idea.id))
    for _ in range(12):
        text = " ".join(dice.choice(WORDS) for _ in range(20))[:139] + "x"
        hall.do(AddIdea(text, IdeaOrigin.FACILITATOR))
    with Wire(hall.port).up() as wire:
        page = browse(port=wire.port, agent=ANDROID)
        joined(page)
        hall.open("duel")
        next_pair(page, 1)
        wire.since()
        weighed = []
        for number in range(2, 16):
            with page.expect_response("**/a/*"):
                page.locator("button.card.left").click()
            next_pair(page, number)
            weighed.append(wire.since())
        assert max(sent for sent, _got in weighed) <= 1_000, weighed
        assert max(got for _sent, got in weighed) <= 1_000, weighed
        page.locator("button[value='undo']").click()
        next_pair(page, 14)
        wire.since()
        page.locator("button[value='skip']").click()
        expect(page.locator(".why")).to_have_count(1)
        assert max(wire.since()) <= 1_150
