"""The place of an idea as everybody reads it: window, hall screen, phones, minutes and summaries. Pure, any thread."""

from __future__ import annotations

from collections.abc import Callable


def place(band: tuple[int, int], say: Callable[..., str]) -> str:
    """The place as the language writes it: in Finnish "2." or, of ideas that can't be told apart, "2.–4.".

    `band`: the first and the last of the places that the idea shares; `say`: the language's `Translator.text`, or what
    a face has instead of it.
    """
    _ = say
    first, last = band
    if first == last:
        return _("{place}", place=first)
    return _("{first_place}–{last_place}", first_place=first, last_place=last)
