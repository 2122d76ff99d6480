"""A phone: a browser with JavaScript off, one for each simulated person. Runs in the crowd's asyncio loop."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

import httpx

from workshop_app.rehearsal.page import BrokenPage, Form, Page, read_page

#: How often a request that was lost or put off is sent again, and the waits before that, in seconds.
WAITS = (0.2, 0.5, 1.0, 2.0, 4.0)
#: A timeout in seconds: a hall's Wi-Fi is slow, not dead.
TIMEOUT = 20.0


class Unreachable(Exception):
    """The host did not answer, also not when asked again."""


class Phone:
    """One browser with its own cookies and its own connection. `page` is what stands on its screen."""

    def __init__(self, base_url: str, language: str, secure: ssl.SSLContext) -> None:
        """`base_url`: the address in the QR code; `language`: what the phone is set to; `secure`: shared by all."""
        self._client = httpx.AsyncClient(
            base_url=base_url,
            headers={"Accept-Language": language, "Accept": "text/html,*/*;q=0.8"},
            follow_redirects=True,
            timeout=TIMEOUT,
            trust_env=False,
            verify=secure,
        )
        self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
        self.page = Page(base_url, "", (), ())
        #: Whether the last request was taken: answered with a page, after a redirect for what was sent.
        self.taken = False

    async def open(self, address: str = "/") -> Page:
        """Open an address."""
        return self._show(await self._request("GET", address))

    async def send(self, form: Form, values: Mapping[str, str], press: tuple[str, str] | None = None) -> Page:
        """Fill a form of the page in and send it; `taken` says whether the host took it.

        Raises BrokenPage when the form does not offer that, Unreachable.
        """
        if form.method != "post":
            raise BrokenPage(f"the form {form.action} does not send by POST")
        address = urljoin(self.page.url, form.action)
        response = await self._request("POST", address, form.filled(values, press))
        page = self._show(response)
        self.taken = response.is_success and any(
            r.status_code == httpx.codes.SEE_OTHER for r in response.history
        )
        return page

    async def download(self, address: str) -> bytes:
        """Fetch a file that a page links to. Raises BrokenPage when it is not there."""
        response = await self._request("GET", address)
        if not response.is_success:
            raise BrokenPage(f"{address} gave {response.status_code}")
        return response.content

    async def close(self) -> None:
        """Put the phone away."""
        await self._client.aclose()

    async def __aenter__(self) -> Self:
        """Use as a context: put away at the end."""
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Put away."""
        await self.close()

    def _show(self, response: httpx.Response) -> Page:
        self.page = read_page(str(response.url), response.text)
        self.taken = response.is_success
        return self.page

    async def _request(
        self, method: str, address: str, sent: list[tuple[str, str]] | None = None
    ) -> httpx.Response:
        # A form names the page's origin, as browsers do; the same form twice is one answer for the host.
        headers = {"Origin": self._origin} if method == "POST" else {}
        body = None if sent is None else urlencode(sent).encode("ascii")
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for wait in (*WAITS, None):
            try:
                response = await self._client.request(method, address, headers=headers, content=body)
            except httpx.TransportError as error:
                if wait is None:
                    raise Unreachable(str(error) or type(error).__name__) from error
            else:
                if "retry-after" not in response.headers or wait is None:
                    return response
            await asyncio.sleep(wait)
        raise AssertionError
