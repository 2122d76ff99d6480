"""The minutes' web page as the host serves it, in a real Chromium: styled, readable, and without a right to do more."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from exports import minutes_html
from tests.browser.conftest import LAN, MakePhone
from tests.web.hall import Hall
from workshop_app.domain.commands import GiveMinutes
from workshop_app.minutes import read_minutes

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width", "dark"), [("fi", 320, False), ("sv", 412, True)])
def test_given_page(hall: Hall, browse: MakePhone, language: str, width: int, dark: bool) -> None:
    """From the phone's button to the page: the style sheet is in force, axe-core finds nothing, nothing is too wide."""
    minutes = read_minutes(hall.runtime.reader(), hall.runtime.path)
    made = minutes_html.render(minutes, language).encode()
    hall.do(GiveMinutes("Muistio.docx", "application/x", b"PK", made))
    page = browse(language=language, width=width, dark=dark)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/")
    page.locator("a[href='/minutes.html']").click()
    expect(page).to_have_url(f"http://{LAN}:{hall.port}/minutes.html")
    assert [] == said
    colour = page.evaluate("getComputedStyle(document.querySelector('h2')).color")
    assert ("rgb(127, 208, 196)" if dark else "rgb(11, 93, 94)") == colour
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()
    for size in ("100%", "200%"):
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("language", "width", "dark"), [("fi", 320, True), ("en", 412, False)])
def test_where_the_halls_code_leads(
    hall: Hall, browse: MakePhone, tmp_path: Path, language: str, width: int, dark: bool
) -> None:
    """Who reads the code without having joined gets to page and document; accessible, and nothing is too wide."""
    made = minutes_html.render(read_minutes(hall.runtime.reader(), hall.runtime.path), language).encode()
    page = browse(language=language, width=width, dark=dark)
    page.goto("/minutes")
    assert 0 == page.locator("a[href='/minutes.html']").count()
    hall.do(GiveMinutes("Muistio.docx", "application/x", b"PK", made))
    page.goto("/minutes")
    page.screenshot(path=tmp_path / "take-home.png")
    found = Axe().run(page)
    assert 0 == found.violations_count, found.generate_report()
    with page.expect_download() as download:
        page.locator("a[href='/minutes.docx']").click()
    assert "Muistio.docx" == download.value.suggested_filename
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("a[href='/minutes.html']").click()
    expect(page).to_have_url(f"http://{LAN}:{hall.port}/minutes.html")
    assert page.locator("svg[role=img]").count() == page.locator("figure").count()


def test_a_foreign_page_may_do_nothing(hall: Hall, browse: MakePhone) -> None:
    """A page that came with somebody else's file runs no script, brings no style and asks nobody for anything."""
    foreign = (
        "<!doctype html><title>x</title><style>h1 { color: rgb(255, 0, 0) }</style><h1 id=h>Vieras</h1>"
        "<script>document.title = 'ran'</script><img src='http://127.0.0.1:1/x' onerror=\"document.title='ran'\">"
        "<form action='/join' method='post'><input name='secret'><button>Liity</button></form>"
    )
    hall.do(GiveMinutes("Muistio.docx", "application/x", b"PK", foreign.encode()))
    page = browse()
    page.goto("/minutes.html")
    assert "x" == page.title()
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    page.locator("button").dispatch_event("click")
    assert page.url.endswith("/minutes.html")
