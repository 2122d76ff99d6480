"""Requests of a page that are held back and let go: the slowest radio there is."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from playwright.sync_api import APIResponse, Page, Route


class Held:
    """What the page sends to `where` stays on the phone until it is let go; as a context, until the end of that.

    The route is left in place then: taken away, Chromium lets go by itself what it had not told us of yet, and its
    answer is never told either.
    """

    def __init__(self, page: Page, where: str = "**/a/*", *methods: str) -> None:
        """`methods`: only these, or all."""
        self.routes: list[Route] = []
        self._methods, self._open = methods, False
        page.route(where, self._take)

    def let_go(self) -> None:
        """What is held, and all that comes."""
        self._open = True
        for route in self.routes:
            route.continue_()

    def _take(self, route: Route) -> None:
        if self._open or (self._methods and route.request.method not in self._methods):
            route.continue_()
        else:
            self.routes.append(route)

    def __enter__(self) -> Self:
        """Hold back."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        """Let go."""
        self.let_go()


class Late:
    """The first answer that the page gets from `where` arrives only when it is told to, as the host had given it.

    The page's address must be 127.0.0.1: the test fetches the answer itself, not by way of the browser.
    """

    def __init__(self, page: Page, where: str = "**/") -> None:
        self._kept: tuple[Route, APIResponse] | None = None
        page.route(where, self._take)

    def arrive(self) -> None:
        """Let it arrive."""
        assert self._kept is not None
        route, answer = self._kept
        route.fulfill(response=answer)

    def _take(self, route: Route) -> None:
        if self._kept is None:
            self._kept = route, route.fetch()
        else:
            route.continue_()
