"""Texts, dates and numbers in a person's language, from the gettext catalogues. Any thread.

The catalogues are ``resources/locale/<language>/LC_MESSAGES/tupailta.po``; they are compiled in memory when a
language is first asked for, so there is no build step to forget. Message ids are the English texts.
"""

import datetime as dt
import gettext
import io
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

import resources

__all__ = ["LANGUAGES", "N_", "Translator", "translator"]

# Swedish is Finland's Swedish: dates and times are written as in Finnish (22.11.2026, 17.30), not as in Sweden.
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
LANGUAGES = tuple(_LOCALES)
_DATES = {"fi": "d.M.y", "sv": "d.M.y", "en": "d MMMM y"}
#: From so many on digits stand in groups of three: "3 170".
_GROUPED = 1000
_DAYS = {"fi": "d.M.", "sv": "d.M.", "en": "d MMM"}
_TIMES = {"fi": "H.mm", "sv": "H.mm", "en": "H:mm"}


def N_(msgid: str) -> str:
    """Mark a constant for translation where it is defined; it is translated where it is used."""
    return msgid


class Translator:
    """One language. Cheap to keep and to share: the catalogue is loaded at the first text, once."""

    def __init__(self, language: str) -> None:
        """``language``: one of LANGUAGES. Raises ValueError for another one."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language: str = language
        self._locale = Locale.parse(_LOCALES[language])

    def text(self, msgid: str, **values: object) -> str:
        """The translation of ``msgid`` with ``{name}`` placeholders filled by keyword.

        A missing translation gives the English msgid. Without values nothing is filled in, so a text may hold
        braces. Nothing is escaped: that is the page template's job.
        """
        if not msgid:
            return ""
        translated = _catalogue(self.language).gettext(msgid)
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of a text that fits the number ``n``, which is also given as ``{n}``, written as in the language."""
        # Most numbers need no separators, and writing one takes longer than finding the text.
        shown = n if -_GROUPED < n < _GROUPED else self.number(n)
        return _catalogue(self.language).ngettext(one, many, n).format(n=shown, **values)

    def date(self, day: dt.date) -> str:
        """A date as it is written in the language: 22.11.2026, in English 22 November 2026."""
        return format_date(day, _DATES[self.language], locale=self._locale)

    def day(self, day: dt.date) -> str:
        """A date without its year: 22.11., in English 22 Nov."""
        return format_date(day, _DAYS[self.language], locale=self._locale)

    def time(self, moment: dt.datetime | dt.time) -> str:
        """The time of day as given (no change of time zone): 17.30, in English 17:30."""
        clock = moment.time() if isinstance(moment, dt.datetime) else moment
        return format_time(clock, _TIMES[self.language], locale=self._locale)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with exactly ``digits`` decimals: 1234.5 -> "1 234,5" (no-break space) in Finnish."""
        decimals = "." + "0" * digits if digits else ""
        return format_decimal(value, "#,##0" + decimals, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share 0-1 as whole per cent: 0.82 -> "82 %" (no-break space), in English "82%"."""
        return format_percent(share, locale=self._locale)

    def points(self, share: float, other: float) -> str:
        """How many percentage points the first of two shares (0-1) is above the other, as both are told by `percent`.

        So that who takes one from the other finds the same: 44 % and 42 % are 2 apart, be it 1.2 or 2.8.
        """
        whole, less = (
            Decimal(str(each)).scaleb(2).quantize(Decimal(1), ROUND_HALF_EVEN) for each in (share, other)
        )
        return self.number(int(whole - less))


@cache
def translator(language: str) -> Translator:
    """The shared translator of a language. Raises ValueError for a language that we do not have."""
    return Translator(language)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    # Two threads that ask first at the same time both load it, which is harmless; so no lock.
    try:
        source = resources.path("locale", language, "LC_MESSAGES", "tupailta.po").read_bytes()
    except FileNotFoundError:
        return gettext.NullTranslations()
    return _compiled(source, language)


def _compiled(source: bytes, language: str) -> gettext.NullTranslations:
    catalogue = read_po(io.BytesIO(source), locale=_LOCALES[language])
    for message in list(catalogue):
        # gettext would show a half-translated plural as an empty text; without it the English one is shown.
        if message.id and not isinstance(message.string, str) and not all(message.string or ()):
            catalogue.delete(message.id, message.context)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
