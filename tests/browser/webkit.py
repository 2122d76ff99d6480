"""WebKit, the engine of every iPhone's browser, driven over the WebDriver protocol (https://www.w3.org/TR/webdriver2/).

Playwright's own WebKit can't be had from a package registry; Debian's comes with a driver, which speaks HTTP.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import httpx
import psutil

from tests.ports import own_port

#: How long what must come is waited for, in milliseconds.
PATIENCE = 60_000
#: The name under which the protocol gives an element's number.
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
#: So many pages may come one after the other while an element is waited for.
_PAGES = 5


class _Gone(AssertionError):
    """The page was left in the middle of a question about it."""


class WebKit:
    """One page in one window. Whatever is asked for by an XPath is waited for."""

    def __init__(self, driver: httpx.Client) -> None:
        self._driver = driver
        wanted = {"alwaysMatch": {"timeouts": {"implicit": PATIENCE, "script": PATIENCE}}}
        told = cast("dict[str, object]", self._post("/session", {"capabilities": wanted}))
        self._session = f"/session/{told['sessionId']}"

    def go(self, address: str) -> None:
        """Load a page."""
        self._post(f"{self._session}/url", {"url": address})

    def resize(self, width: int, height: int) -> None:
        """Make the window so large, its frame included."""
        self._post(f"{self._session}/window/rect", {"width": width, "height": height})

    def see(self, xpath: str) -> str:
        """Wait for an element; returns its number. Where the page goes meanwhile, the next one is looked at."""
        for left in range(_PAGES, -1, -1):
            try:
                found = self._post(f"{self._session}/element", {"using": "xpath", "value": xpath})
                break
            except _Gone:
                if not left:
                    raise
        return cast("dict[str, str]", found)[_ELEMENT]

    def click(self, xpath: str) -> None:
        """Click it as a person does: where it is seen."""
        self._post(f"{self._session}/element/{self.see(xpath)}/click", {})

    def write(self, xpath: str, text: str) -> None:
        """Type into a field."""
        self._post(f"{self._session}/element/{self.see(xpath)}/value", {"text": text})

    def run(self, script: str) -> object:
        """What a script in the page returns."""
        return self._post(f"{self._session}/execute/sync", {"script": script, "args": []})

    def close(self) -> None:
        """Close the window."""
        self._driver.delete(self._session)

    def _post(self, path: str, body: dict[str, object]) -> object:
        answer = self._driver.post(path, json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            kind = _Gone if answer["error"] == "no such frame" else AssertionError
            raise kind(f"{body}: {answer['error']}: {answer['message']}")
        return answer


@contextmanager
def driven(program: str, display: str) -> Iterator[WebKit]:
    """WebKit on an X server, by its driver `program`."""
    port = own_port()
    # WebKit's own sandbox needs what a container does not give; nothing but our own host is visited.
    environment = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    command = [program, f"--port={port}", "--host=127.0.0.1"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            transport = httpx.HTTPTransport(retries=8)
            with httpx.Client(
                base_url=f"http://127.0.0.1:{port}", transport=transport, trust_env=False, timeout=200
            ) as driver:
                page = WebKit(driver)
                try:
                    yield page
                finally:
                    page.close()
        finally:
            process.terminate()


def lan_address() -> str:
    """An address of this machine that is not its own loopback, where there is one: pages there are not trusted more."""
    every = (
        one.address
        for found in psutil.net_if_addrs().values()
        for one in found
        if one.family == socket.AF_INET
    )
    return next((address for address in every if not address.startswith("127.")), "127.0.0.1")
