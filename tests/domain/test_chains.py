"""Chains of links are followed to their end, each link once."""

import time

from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.chains import ends

_NUMBERS = st.integers(1, 12)


@given(st.dictionaries(_NUMBERS, _NUMBERS))
def test_the_end_is_what_nothing_leads_on_from(links: dict[int, int]) -> None:
    """By following each by itself; a ring ends at its smallest number."""
    expected = {}
    for start in links:
        at, seen = start, [start]
        while at in links:
            at = links[at]
            if at in seen:
                at = min(seen[seen.index(at) :])
                break
            seen.append(at)
        expected[start] = at
    assert expected == ends(links)


def test_a_long_chain_takes_no_time() -> None:
    """One that is as long as a file can hold."""
    began = time.process_time()
    assert {200_001} == set(ends({n: n + 1 for n in range(1, 200_001)}).values())
    assert time.process_time() - began < 2
