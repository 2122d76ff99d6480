"""The minutes' web page in a real Chromium: axe-core has nothing to say, and it fits the narrowest phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from exports import minutes_html
from tests.browser.test_evening import CUT
from workshop_app.minutes import Minutes


@pytest.mark.browser
def test_page_in_browser(evening: Minutes, program: Callable[..., str], tmp_path: Path) -> None:
    """No violation, nothing from elsewhere; nothing to scroll sideways and no word cut at 320 px and 200 % text."""
    path = program("chromium", "chromium-browser", "google-chrome")
    file = tmp_path / "minutes.html"
    file.write_text(minutes_html.render(evening, "fi"), encoding="utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 320, "height": 640})
        page.on("request", lambda request: asked.append(request.url[:5]))
        page.goto(file.as_uri())
        found = Axe().run(page)
        assert 0 == found.violations_count, found.generate_report()
        for size in ("100%", "200%"):
            page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            assert [] == page.evaluate(CUT)
        browser.close()
    assert {"file:"} == set(asked)
