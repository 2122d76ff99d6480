"""In which of our languages a text is written, so that a screen reader says it in that one. Any thread.

In an evening ideas come in two or three languages, and an organiser's question often in one; what speaks a page aloud
reads a Swedish idea as if it were Finnish unless the page says otherwise. Languages are told apart by how often three
letters follow each other in their words (naive Bayes), as they do in the texts that ship with the program, which are
the same in all three. Of a short or a mixed text nothing is said: a wrong language is worse than the page's.
"""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from workshop_app import content
from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import LANGUAGES, Text

log = logging.getLogger(__name__)

#: By so much one language must be likelier than the next one, as a logarithm: by a factor of 20,000.
_SURE = 10.0
#: What was never seen counts like half a time.
_UNSEEN = 0.5
_LETTERS = 3
_WORD = re.compile(r"[^\W\d_]+")


def foreign(text: Text | str | None, language: str) -> str:
    """The language that a page in `language` shows this text in, where it is surely another one; else empty.

    A `Text` knows its languages; what somebody wrote is looked at.
    """
    if text is None:
        return ""
    found = text.picked(language) if isinstance(text, Text) else _guessed(text)
    return "" if found == language else found


def learn() -> None:
    """Know the languages from now on: else the first idea on a page would keep all phones waiting for some 50 ms."""
    _known()


@lru_cache(maxsize=4_096)
def _guessed(text: str) -> str:
    """The language of the text, or empty where that is not sure."""
    runs, known = list(_runs(text)), _known()
    if not known:
        return ""
    likely = sorted(
        (sum(weights.get(run, unseen) for run in runs), language)
        for language, (weights, unseen) in known.items()
    )
    (next_best, _language), (best, language) = likely[-2:]
    return language if best - next_best >= _SURE else ""


@cache
def _known() -> Mapping[str, tuple[Mapping[str, float], float]]:
    """Of each language how likely its runs of letters are, and one that was never seen; as logarithms.

    Nothing where the content can't be read, which the program says where it is chosen from.
    """
    try:
        texts = list(_texts())
    except WorkshopError as broken:
        log.warning("Texts have the language of their page: %s", broken)
        return {}
    found = {}
    for language in LANGUAGES:
        counts = Counter(run for text in texts for run in _runs(text.pick(language)))
        every = math.log(counts.total())
        weights = {run: math.log(n + _UNSEEN) - every for run, n in counts.items()}
        found[language] = weights, math.log(_UNSEEN) - every
    return found


def _texts() -> Iterator[Text]:
    """The texts of the templates and ladders, in all languages."""
    for template in content.templates():
        yield from (template.title, template.purpose)
        yield from (text for step in template.activities for text in (step.title, step.question) if text)
        for theme in template.themes:
            yield theme.name
            for idea in theme.ideas:
                yield from (idea.text, *idea.points)
    for ladder in content.ladders():
        yield from (text for stage in ladder.stages for text in (stage.name, stage.description) if text)


def _runs(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        padded = f" {word} "
        yield from (padded[at : at + _LETTERS] for at in range(len(padded) - _LETTERS + 1))
