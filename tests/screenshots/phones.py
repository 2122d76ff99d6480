"""A phone's whole evening in pictures: every page and state at each width, light and dark, in one language.

The evening is the one that the browser tests go through (`tests/browser/evening.py`), so a state that is tested is
pictured and the other way round. At each state the one page is given each width and look in turn.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, LOCALES
from tests.browser.evening import Evening
from tests.clock import Clock, new_workshop
from tests.web.hall import Hall
from workshop_app.runtime import Runtime

#: Width and height of each phone; the last one lies on its side.
SIZES = ((320, 640), (360, 640), (412, 800), (640, 360))
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def take_all(out: Path, language: str, *, js: bool) -> list[Path]:
    """Go through the evening and take the pictures, in folders by width and look; returns their paths.

    Raises FileNotFoundError when there is no Chromium.
    """
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise FileNotFoundError(CHROMIUM[0])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        with new_workshop(Path(folder)) as runtime:
            path = runtime.path
        with Runtime(path, Clock()) as runtime:
            made = _evening(browser, Hall(runtime), out, language, js=js)
        browser.close()
    return made


def _evening(browser: Browser, hall: Hall, out: Path, language: str, *, js: bool) -> list[Path]:
    made: list[Path] = []
    states = 0
    page = browser.new_page(
        base_url=f"http://127.0.0.1:{hall.port}",
        has_touch=True,
        is_mobile=True,
        java_script_enabled=js,
        locale=LOCALES[language],
        viewport={"width": 360, "height": 640},
    )

    def seen(state: str) -> None:
        nonlocal states
        states += 1
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for look in ("light", "dark"):
                page.emulate_media(color_scheme="dark" if look == "dark" else "light")
                path = out / f"{width}-{look}" / f"{states:02d}-{state}.png"
                page.screenshot(path=path, full_page=True)
                made.append(path)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 360, "height": 640})

    Evening(hall, page, seen, js=js).whole()
    return made
