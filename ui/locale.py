"""The window's language: one for the whole program, chosen at the start. QT MAIN THREAD."""

from __future__ import annotations

from workshop_app.i18n import Translator, translator

_current: list[Translator] = [translator("fi")]


def choose(language: str) -> None:
    """Use `language` in everything that is shown from now on."""
    _current[0] = translator(language)


def current() -> Translator:
    """The translator of the window's language."""
    return _current[0]


def _(msgid: str, **values: object) -> str:
    """`msgid` in the window's language, its {placeholders} filled."""
    return _current[0].text(msgid, **values)


def _n(one: str, many: str, n: int, **values: object) -> str:
    """`one` or `many` in the window's language, chosen by `n`."""
    return _current[0].plural(one, many, n, **values)
