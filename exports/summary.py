"""The summary at the beginning of the minutes: written from the results, or as the facilitator changed it. Any thread.

Beside a changed summary the file keeps what the program had written at that time (the text part `BASIS`). So a sentence
that nobody touched goes on following the results, a changed one stays as it is, and when the results behind a changed
sentence have moved since, it is marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from exports.kinds import find
from exports.kinds.base import Context, opened
from exports.text import cleaned
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes

#: The text parts: the facilitator's wording, and what the program had written when it was changed.
PART, BASIS = "summary", "summary_basis"
#: How many characters a part may hold; a longer basis is not kept, and then nothing is marked.
_LIMIT = 20_000
#: How similar (0-1) a changed sentence that was also moved must be to the program's sentence to count as made from it.
_ALIKE = 0.6
_ENDS = re.compile(r"(?<=[.!?…])[ \t]+|\n+")

#: The program's sentences: by paragraph (`people`, an activity's id, `rest`) in the order of telling.
Told = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of the facilitator's whose results have changed: what they said then (`was`) and say `now`.

    `now` is empty where the program would say nothing any more. `at`: paragraph and number of the program's sentence.
    """

    sentence: str
    was: str
    now: str
    at: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary as it stands: its text, whether it was changed by hand, its marks, the program's own sentences."""

    text: str
    changed: bool
    marks: tuple[Mark, ...]
    told: Told
    language: str

    @property
    def written(self) -> str:
        """What the program writes."""
        return joined(self.told)

    def basis(self, text: str, *, settled: Mark | None = None) -> str:
        """The basis to keep beside a new wording: a mark stays until its sentence is gone or the mark is settled."""
        kept = {key: list(sentences) for key, sentences in self.told.items()}
        for mark in self.marks:
            if mark != settled and mark.sentence in text:
                key, number = mark.at
                sentences = kept.setdefault(key, [])
                sentences.extend([""] * (number + 1 - len(sentences)))
                sentences[number] = mark.was
        found = json.dumps({"language": self.language, "told": kept}, ensure_ascii=False)
        return found if len(found) <= _LIMIT else ""


def summary(minutes: Minutes, language: str) -> Summary:
    """The summary in `language`; one that was changed by hand stays in the evening's own language."""
    own = cleaned(minutes.texts.get(PART, ""))
    spoken = minutes.workshop.language if own else language
    told = sentences(Context(minutes, translator(spoken)))
    if not own:
        return Summary(joined(told), False, (), told, spoken)
    basis = _read(minutes.texts.get(BASIS, ""), spoken)
    text, marks = merged(own, basis, told) if basis else (own, ())
    return Summary(text, True, marks, told, spoken)


def sentences(context: Context) -> Told:
    """The summary that writes itself: whole sentences from the results, a paragraph for each activity."""
    _, _n = context.translator.text, context.translator.plural
    minutes = context.minutes
    told: Told = {}
    if minutes.participants:
        told["people"] = (_n("{n} person took part.", "{n} people took part.", minutes.participants),)
    for section in minutes.sections:
        found = find(section.activity.kind).summary(section, context)
        if found:
            told[str(section.activity.id)] = tuple(found)
    if not any(opened(section.activity) for section in minutes.sections):
        told["rest"] = (_("No part of the programme was opened, so there are no results to tell."),)
    elif len(told) < 2:
        told["rest"] = (_("No results came together."),)
    return told


def joined(told: Mapping[str, tuple[str, ...]]) -> str:
    """Sentences as text, one paragraph for each key."""
    return "\n\n".join(" ".join(found) for found in told.values())


def merged(own: str, basis: Told, now: Told) -> tuple[str, tuple[Mark, ...]]:
    """The facilitator's wording with its untouched sentences as the results are now, and marks at the changed ones."""
    text, marks = own, []
    before = ""
    for key in [*now, *(key for key in basis if key not in now)]:
        pairs = zip_longest(basis.get(key, ()), now.get(key, ()), fillvalue="")
        for number, (was, new) in enumerate(pairs):
            if was == new:
                pass
            elif was and _within(was, text):
                text = _replaced(text, was, new)
            elif was:
                sentence = _made_from(was, text, basis, now)
                if sentence and sentence != new:
                    marks.append(Mark(sentence, was, new, (key, number)))
            elif not _within(new, text):
                text = _inserted(text, new, before if number else "")
            before = new
    return text, tuple(marks)


def _within(sentence: str, text: str) -> re.Match[str] | None:
    """Where a whole sentence stands in the text: "1 person" is not in "11 persons"."""
    return re.search(rf"(?<!\w){re.escape(sentence)}(?!\w)", text)


def _replaced(text: str, was: str, new: str) -> str:
    found = _within(was, text)
    if found is None:
        return text
    if new:
        return text[: found.start()] + new + text[found.end() :]
    return re.sub(r"\n{3,}", "\n\n", (text[: found.start()].rstrip(" ") + text[found.end() :])).strip()


def _inserted(text: str, new: str, before: str) -> str:
    """Insert a new sentence: behind the one that it follows, or in a paragraph of its own."""
    found = _within(before, text) if before else None
    if found is None:
        return f"{text}\n\n{new}"
    return f"{text[: found.end()]} {new}{text[found.end() :]}"


def _made_from(was: str, text: str, basis: Told, now: Told) -> str:
    """The sentence of the text that was made from `was`; empty where it was taken out."""
    order = [sentence for found in basis.values() for sentence in found if sentence]
    known = {*order, *(sentence for found in now.values() for sentence in found)}
    at = order.index(was)
    start = max((m.end() for s in order[:at] if (m := _within(s, text))), default=0)
    end = min((m.start() for s in order[at + 1 :] if (m := _within(s, text))), default=len(text))
    near = _own(text[start:end], known)
    if near:
        return max(near, key=lambda sentence: _likeness(was, sentence))
    far = [s for s in _own(text, known) if _likeness(was, s) >= _ALIKE]
    return max(far, key=lambda sentence: _likeness(was, sentence), default="")


def _own(text: str, known: set[str]) -> list[str]:
    """The sentences of a text that are not the program's."""
    for sentence in sorted(known, key=len, reverse=True):
        if sentence and (found := _within(sentence, text)):
            text = f"{text[: found.start()]}\n{text[found.end() :]}"
    return [part.strip() for part in _ENDS.split(text) if part.strip()]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:500], other[:500], autojunk=False).ratio()


def _read(raw: str, language: str) -> Told:
    """The kept basis; empty where there is none, or it is in another language or not as we write it."""
    try:
        found = json.loads(raw) if raw else {}
        if found.get("language") != language:
            return {}
        return {str(key): tuple(str(s) for s in told) for key, told in found["told"].items()}
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return {}
