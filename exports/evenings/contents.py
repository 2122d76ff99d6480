"""What the summary of many evenings says, in order, written with any writer. Any thread."""

from __future__ import annotations

from exports.evenings import people
from exports.evenings.base import Evenings
from exports.evenings.chapters import chapters
from exports.kinds.base import Table, Writer
from exports.text import cleaned


def write(evenings: Evenings, writer: Writer) -> None:
    """The whole summary, from the title to how it was worked out."""
    _ = evenings.translator.text
    found = chapters()
    writer.title(title(evenings))
    organiser = ", ".join(organisers(evenings))
    if organiser:
        writer.fact(_("Organiser"), organiser)
    writer.fact(_("Time"), dates(evenings))
    writer.fact(_("Evenings"), evenings.translator.number(len(evenings.every)))
    writer.heading(_("Summary"), 1)
    for notice in notices(evenings):
        writer.paragraph(notice)
    for paragraph in sentences(evenings):
        writer.paragraph(paragraph)
    people.write(evenings, found, writer)
    for chapter in found:
        chapter.write(evenings, writer)
    _write_method(evenings, writer)


def tables(evenings: Evenings) -> list[Table]:
    """Every table of the workbook, in the order of its sheets."""
    found = chapters()
    return [
        *people.tables(evenings, found),
        *(table for chapter in found for table in chapter.tables(evenings)),
    ]


def title(evenings: Evenings) -> str:
    """The document's title."""
    _n = evenings.translator.plural
    return _n("Summary of {n} evening", "Summary of {n} evenings", len(evenings.every))


def dates(evenings: Evenings) -> str:
    """The day of the only evening, or those of the first and the last."""
    _, date = evenings.translator.text, evenings.translator.date
    days = [evening.context.minutes.workshop.date for evening in evenings.every]
    if min(days) == max(days):
        return date(min(days))
    return _("{first}–{last}", first=date(min(days)), last=date(max(days)))


def organisers(evenings: Evenings) -> list[str]:
    """Everybody who organised one of the evenings, once each."""
    found = (evening.context.minutes.workshop.organiser for evening in evenings.every)
    names = {name.casefold(): name for raw in found if (name := cleaned(raw, multiline=False))}
    return list(names.values())


def sentences(evenings: Evenings) -> list[str]:
    """The main things in plain sentences, a paragraph for each chapter."""
    _n = evenings.translator.plural
    took_part = people.participants(evenings)
    told = _n(
        "{n} evening is summed up here ({dates}).",
        "{n} evenings are summed up here ({dates}).",
        len(evenings.every),
        dates=dates(evenings),
    )
    told += " " + _n("There was {n} participant in all.", "There were {n} participants in all.", took_part)
    paragraphs = [" ".join(chapter.sentences(evenings)) for chapter in chapters()]
    return [told, *(paragraph for paragraph in paragraphs if paragraph)]


def notices(evenings: Evenings) -> list[str]:
    """The notices at the top of the evenings' minutes, each with the evenings that have it unless all do."""
    _ = evenings.translator.text
    said: dict[str, list[str]] = {}
    for evening in evenings.every:
        if evening.notice:
            said.setdefault(evening.notice, []).append(evening.name)
    return [
        notice
        if len(names) == len(evenings.every)
        else _("{evenings}: {notice}", evenings="; ".join(names), notice=notice)
        for notice, names in said.items()
    ]


def _write_method(evenings: Evenings, writer: Writer) -> None:
    _ = evenings.translator.text
    writer.heading(_("How this was worked out"), 1)
    writer.paragraph(
        _(
            "Each evening is told as its own minutes tell it; an evening that had not been ended, as it was when this "
            "was made. Participants, comparisons, answers and ideas are added up. The comparison is no election: it "
            "tells what those who were there found important. The workbook koonti.xlsx has all numbers and explains "
            "each column."
        )
    )
