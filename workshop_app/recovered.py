"""What came out of a damaged file, in sentences, and where it goes. Any thread."""

from __future__ import annotations

from pathlib import Path

from workshop_app.i18n import Translator
from workshop_app.store.recover import Recovery


def beside(damaged: Path) -> Path:
    """The file to make beside the damaged one."""
    return damaged.with_name(f"{damaged.stem}.recovered.tupa")


def free_beside(damaged: Path) -> Path:
    """The same, with a number where that is somebody's already."""
    found, number = beside(damaged), 2
    while found.exists():
        found, number = damaged.with_name(f"{damaged.stem}.recovered-{number}.tupa"), number + 1
    return found


def told(found: Recovery, name: str, translator: Translator) -> str:
    """All of it as one text for the window; `name` is the new file's."""
    _ = translator.text
    lines = [_("Rescued into the file {name}: {what}.", name=name, what=", ".join(saved(found, translator)))]
    if found.complete:
        lines.append(_("Nothing seems to be missing."))
    elif not found.workshop_kept:
        lines.append(_("Some of the workshop's own facts were lost: check its title, date and ladder."))
    else:
        lines.append(_("Some of what had been said could not be read."))
    return " ".join(lines)


def saved(found: Recovery, translator: Translator) -> list[str]:
    """What was found, in the words of the evening."""
    _n = translator.plural
    return [
        _n("{n} participant", "{n} participants", n=found.saved["participant"]),
        _n("{n} idea", "{n} ideas", n=found.saved["idea"]),
        _n("{n} comparison", "{n} comparisons", n=found.saved["comparison"]),
        _n("{n} decision", "{n} decisions", n=found.saved["decision"]),
    ]


def missing(found: Recovery, translator: Translator) -> list[str]:
    """What was not found; one line when nothing seems to be missing."""
    _, _n = translator.text, translator.plural
    if found.complete:
        return [_("Nothing seems to be missing.")]
    lines = []
    if not found.workshop_kept:
        lines.append(_("Some of the workshop's own facts were lost: check its title, date and ladder."))
    gone = +(found.lost + found.gaps)
    if gone:
        lines.append(_n("{n} row is missing:", "{n} rows are missing:", n=gone.total()))
        lines += [f"  {table} {n}" for table, n in sorted(gone.items())]
    if made := found.made_up.total():
        lines.append(
            _n(
                "{n} row was made up: others name it, and it was lost.",
                "{n} rows were made up: others name them, and they were lost.",
                n=made,
            )
        )
    return lines
