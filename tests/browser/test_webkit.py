"""The phone's page in WebKit: what half of a hall's phones have, whatever their browser is called."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.webkit import WebKit, driven, lan_address
from tests.clock import Clock
from tests.web.hall import Hall
from workshop_app.domain.commands import CloseActivity
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.kind import count
from workshop_app.kinds.ladder.kind import experiences
from workshop_app.runtime import Runtime
from workshop_app.store import idea_rows, workshop_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=30)]

WROTE = "//form[@data-fresh]//button"
#: An own idea that the page says is stored.
OWN = "//ul[@class='cards']/li[contains(., 'Odottaa vetäjää')]"
KEPT = "//*[@id='link'][contains(., 'tallessa tässä puhelimessa')]"
#: Keeps what the script fails with.
LISTEN = "window.wrong = []; addEventListener('error', event => window.wrong.push(event.message));"
QUIET = "//*[@id='link'][not(text())]"


@pytest.fixture
def lan_hall(tmp_path: Path, fresh_file: Path) -> Iterator[Hall]:
    """The strategy themes, being held at an address of the LAN."""
    with Runtime(Path(shutil.copy(fresh_file, tmp_path)), Clock()) as runtime:
        yield Hall(runtime, "0.0.0.0")  # noqa: S104 - as in the hall


@pytest.fixture
def webkit(program: Callable[..., str]) -> Iterator[WebKit]:
    """A window of a phone's width."""
    driver = program("WebKitWebDriver")
    command = [program("Xvfb"), "-displayfd", "1", "-screen", "0", "800x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            with driven(driver, f":{server.stdout.readline().strip()}") as page:
                page.resize(400, 740)
                yield page
        finally:
            server.terminate()


def counter(page: WebKit, number: int) -> None:
    """Wait until this comparison is on the screen."""
    page.see(f"//*[@class='top'][contains(normalize-space(), 'Vertailu {number} / 15')]")


def choose(page: WebKit, what: str) -> None:
    """Press a button of the pair once it may be pressed."""
    page.click(f"//button[@value='{what}'][not(@disabled)]")


def cut(hall: Hall) -> None:
    """The host is gone."""
    hall.runtime.web.stop()


def back(hall: Hall) -> None:
    """It is there again."""
    assert hall.port == hall.runtime.web.start("0.0.0.0", hall.port)  # noqa: S104 - as in the hall


def test_an_evening_in_webkit(lan_hall: Hall, webkit: WebKit) -> None:
    """Joining, ideas, pairs, a reason, the ladder and feedback, the host gone twice in between: all is stored once."""
    address = lan_address()
    webkit.go(f"http://{address}:{lan_hall.port}/")
    webkit.click("//*[@id='g1']")
    webkit.click("//form[@action='/join']//button")
    webkit.see("//h1[contains(., 'Olet mukana')]")
    assert address.startswith("127.") or not webkit.run("return isSecureContext")
    webkit.run(LISTEN)
    ideas(lan_hall, webkit)
    pairs(lan_hall, webkit)
    ladder_and_feedback(lan_hall, webkit)
    assert [] == webkit.run("return window.wrong")
    assert 1 == workshop_rows.participant_count(lan_hall.runtime.reader())


def ideas(hall: Hall, page: WebKit) -> None:
    """One idea, then two while the host is gone; they appear by themselves, in order."""
    hall.open("ideas")
    texts = ["Kyläbussi", "Lähitori", "Kirjastoauto"]
    page.write("//*[@id='idea']", texts[0])
    page.click(WROTE)
    page.see(OWN)
    cut(hall)
    for text in texts[1:]:
        page.write("//*[@id='idea']", text)
        page.click(WROTE)
    page.see(KEPT)
    page.see("//*[@id='unsent'][contains(., 'Kirjastoauto')]")
    back(hall)
    page.see(f"({OWN})[3]")
    page.see(QUIET)
    found = idea_rows.ideas(hall.runtime.reader())
    assert texts == [idea.text for idea in found if idea.origin is IdeaOrigin.PARTICIPANT]


def pairs(hall: Hall, page: WebKit) -> None:
    """Pairs, one skipped and why, one taken back, one while the host is gone; the page loaded anew goes on there."""
    duel = hall.open("duel")
    for number, side in enumerate(("left", "right", "left", "skip"), start=1):
        counter(page, number)
        choose(page, side)
    choose(page, "equal")
    counter(page, 5)
    choose(page, "undo")
    counter(page, 4)
    cut(hall)
    choose(page, "right")
    page.see(KEPT)
    back(hall)
    page.see(QUIET)
    counter(page, 5)
    assert [] == page.run("return window.wrong")
    page.run("location.reload()")
    counter(page, 5)
    page.run(LISTEN)
    assert 4 == count(hall.runtime.reader(), hall.activity("duel"))
    hall.do(CloseActivity(duel))


def ladder_and_feedback(hall: Hall, page: WebKit) -> None:
    """A step, and three answers with a word."""
    hall.open("ladder")
    page.click("//label[@for='s2']")
    page.click("//main//form//button")
    page.see("//*[@class='box'][contains(., 'Kiitos!')]")
    hall.open("feedback")
    page.click("//label[@for='heard4']")
    page.write("//*[@id='word']", "Hyvä ilta")
    page.click("//main//form//button")
    page.see("//*[@class='box'][contains(., 'Kiitos')]")
    assert 1 == len(experiences(hall.runtime.reader(), hall.activity("ladder").id))
