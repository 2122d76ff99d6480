"""Where a chain of links ends: who counts as whom, which idea became which. Pure, any thread."""

from __future__ import annotations

from collections.abc import Mapping


def ends(links: Mapping[int, int]) -> dict[int, int]:
    """What each number leads to in the end. A ring, which only a foreign file has, ends at its smallest number.

    Each link is followed once: such a file may also hold one chain of thousands, and this is asked with every page.
    """
    found: dict[int, int] = {}
    for start in links:
        path: dict[int, int] = {}
        at = start
        while at in links and at not in found and at not in path:
            path[at] = len(path)
            at = links[at]
        end = min(list(path)[path[at] :]) if at in path else found.get(at, at)
        found.update(dict.fromkeys(path, end))
    return found
