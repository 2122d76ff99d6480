"""How values of the workshop are written in the window: texts, dates, clocks, states. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from ui.locale import _, current
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.ladder import Ladder
from workshop_app.domain.text import Text
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import translator


def pick(text: Text | None) -> str:
    """A text of the workshop in the window's language."""
    return "" if text is None else text.pick(current().language)


def reworded(text: Text | None, language: str, words: str) -> Text:
    """`text` with other words in one language; the other languages stay. Raises WorkshopError(text_empty)."""
    if not words.strip():
        raise WorkshopError("text_empty")
    return Text.same(language, words) if text is None else replace(text, **{language: words})


def date(day: dt.date) -> str:
    """A date in the window's language."""
    return current().date(day)


def clock(moment: dt.datetime) -> str:
    """A moment as the laptop's clock shows it."""
    return current().time(moment.astimezone())


def percent(share: float) -> str:
    """A share 0-1 as per cent."""
    return _percent(current().language, round(100 * share))


@lru_cache(maxsize=512)
def _percent(language: str, hundredths: int) -> str:
    # A ranking asks for hundreds at a time, and there are a hundred answers.
    return translator(language).percent(hundredths / 100)


def where_and_when(workshop: Workshop) -> str:
    """Place and date on one line."""
    return " · ".join(part for part in (workshop.place, date(workshop.date)) if part)


def minutes_and_seconds(seconds: float) -> str:
    """A stretch of time as 06:42; an hour and more as 1:06:42."""
    whole = abs(int(seconds))
    hours, rest = divmod(whole, 3600)
    clock_face = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{clock_face}" if hours else clock_face


def stage_name(ladder: Ladder, stage_id: str | None) -> str:
    """A stage's name, a dash without one (or with one of another ladder)."""
    found = next((stage for stage in ladder.stages if stage.id == stage_id), None)
    return pick(found.name) if found else "–"


def stage_step(ladder: Ladder, stage_id: str | None) -> int | None:
    """How many steps a stage stands above the lowest, None without one."""
    return next((at for at, stage in enumerate(ladder.stages) if stage.id == stage_id), None)


def minutes_long(minutes: int) -> str:
    """A length of time in words: 75 min, 2 h 15 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min", minutes=minutes)
    return _("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else _("{hours} h", hours=hours)
