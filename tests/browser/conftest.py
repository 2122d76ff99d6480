"""A real Chromium of a phone's size, which finds the host at a LAN address.

Tests are skipped, and say so, where there is no Chromium (on CI they fail).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.conftest import fresh_file, hall
from tests.web.hall import Hall

__all__ = ["fresh_file", "hall"]  # fixtures that these tests share with those of the pages

#: The laptop's address as the phones see it: on localhost a browser allows, and sends, what it does not in a hall. It
#: is one of those that are nobody's (RFC 5737), and the browser is told where to find it.
LAN = "198.51.100.100"
FLAGS = (
    f"--host-resolver-rules=MAP {LAN} 127.0.0.1",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: The locale of a phone in each of our languages.
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
MakePhone = Callable[..., Page]
#: How long what must come is waited for, in milliseconds: on a busy machine a browser takes its time. That something
#: comes soon is shown by the way it takes, not by a clock.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium(program: Callable[..., str]) -> Iterator[Browser]:
    """The browser itself."""
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser, hall: Hall) -> Iterator[MakePhone]:
    """Makes phones: each call gives a page in a browser context of its own."""
    contexts = []

    def make(
        *,
        js: bool = True,
        width: int = 360,
        height: int = 640,
        dark: bool = False,
        language: str = "fi",
        contrast: bool = False,
        port: int | None = None,
        agent: str | None = None,
        address: str = LAN,
    ) -> Page:
        context = chromium.new_context(
            base_url=f"http://{address}:{port or hall.port}",
            user_agent=agent,
            viewport={"width": width, "height": height},
            has_touch=True,
            is_mobile=True,
            java_script_enabled=js,
            locale=LOCALES[language],
            color_scheme="dark" if dark else "light",
            # As Windows shows pages in its contrast themes, to one who also wants no movement.
            forced_colors="active" if contrast else "none",
            reduced_motion="reduce" if contrast else "no-preference",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield make
    for context in contexts:
        context.close()
