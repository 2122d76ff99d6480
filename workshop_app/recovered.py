"""What came out of a damaged file, in sentences, and where it goes. Any thread."""

from __future__ import annotations

from pathlib import Path

from workshop_app.i18n import Translator
from workshop_app.store import backup
from workshop_app.store.recovery import Recovery

#: Tables whose rows have a name of their own for whoever reads it.
_TOLD = ("participant", "idea", "comparison", "decision")


def beside(damaged: Path) -> Path:
    """The file to make beside the damaged one."""
    return damaged.with_name(f"{damaged.stem}.recovered.tupa")


def free_beside(damaged: Path) -> Path:
    """The same, with a number where that is somebody's already."""
    return backup.free_beside(damaged, "recovered")


def kept_beside(name: str, kept: str, translator: Translator) -> str:
    """That an evening lies in the file `kept` by now, as another file had taken the place of its own, `name`."""
    _ = translator.text
    return _(
        "Another file had taken the place of {name}, so the evening is in the file {kept}.",
        name=name,
        kept=kept,
    )


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
    return [_told(table, found.saved[table], translator) for table in _TOLD]


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
        lines.append(_("What is missing:"))
        lines += [f"  {_told(table, gone[table], translator)}" for table in _TOLD if gone[table]]
        if others := gone.total() - sum(gone[table] for table in _TOLD):
            lines.append("  " + _n("{n} other row of the file", "{n} other rows of the file", n=others))
    if found.unread:
        lines.append(
            _n(
                "{n} page of the file could not be read, so more may be missing than is counted here.",
                "{n} pages of the file could not be read, so more may be missing than is counted here.",
                n=found.unread,
            )
        )
    if made := found.made_up.total():
        lines.append(
            _n(
                "{n} row was made up: others name it, and it was lost.",
                "{n} rows were made up: others name them, and they were lost.",
                n=made,
            )
        )
    return lines


def _told(table: str, n: int, translator: Translator) -> str:
    _n = translator.plural
    match table:
        case "participant":
            return _n("{n} participant", "{n} participants", n=n)
        case "idea":
            return _n("{n} idea", "{n} ideas", n=n)
        case "comparison":
            return _n("{n} comparison", "{n} comparisons", n=n)
        case _:
            return _n("{n} decision", "{n} decisions", n=n)
