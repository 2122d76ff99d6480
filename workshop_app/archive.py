"""The archive: everything of a workshop as one JSON document, and back. See docs/archive.md. Any thread.

What the document holds is described by records beside the tables (`store/core_records.py`, each kind's `records`), so
the document does not change when only a table does, and its schema can be written from the descriptions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workshop_app import given_file
from workshop_app.kinds.table import KINDS
from workshop_app.store import records as rec
from workshop_app.store.core_records import CORE_RECORDS, WORKSHOP
from workshop_app.store.errors import SessionFileProblem
from workshop_app.store.records import Field, NotAsDescribed, Records, Sort
from workshop_app.store.tx import Reader, Tx

FORMAT = "tupailta-workshop"
#: Grows when an older program could not read the document any more; this one reads all versions up to it.
VERSION = 1
#: After so many records, each in two pieces, other work is let in between: a tenth of a second.
_PIECES_AT_ONCE = 20_000
#: The greatest document that is read, in bytes, and the greatest number of records in it.
_BYTES, _RECORDS = 300_000_000, 500_000

_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_TYPES: dict[Sort, dict[str, object]] = {
    Sort.TEXT: {"type": "string"},
    Sort.NUMBER: {"type": "integer"},
    Sort.YES_NO: {"type": "boolean"},
    Sort.MOMENT: {"type": "string", "format": "date-time"},
    Sort.DAY: {"type": "string", "format": "date"},
    Sort.OBJECT: {"type": "object"},
    Sort.LIST: {"type": "array"},
}


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was read: its parts as they stand in the document. `name` is the file's, for messages."""

    name: str
    content: dict[str, object]


def dump(reader: Reader) -> str:
    """The whole workshop as of one moment, as JSON text, a record a line: the same file gives the same text."""
    with reader.at_one_moment():
        return "".join(_pieces(reader))


def dump_into(target: IO[bytes], reader: Reader, between: Callable[[], None] = lambda: None) -> None:
    """Write the same as UTF-8: a hall's 50,000 answers, 11 MB of text, are then never in memory.

    `between` is called time and again on the way; what it raises ends the writing. Raises OSError.
    """
    with reader.at_one_moment():
        for number, piece in enumerate(_pieces(reader)):
            if number % _PIECES_AT_ONCE == 0:
                between()
            target.write(piece.encode())


def _pieces(reader: Reader) -> Iterator[str]:
    (workshop,) = rec.read(reader, WORKSHOP)
    yield f'{{\n"format": {_text(FORMAT)},\n"version": {VERSION},\n{_text(WORKSHOP.name)}: {_text(workshop)},\n'
    for records in CORE_RECORDS:
        yield from _listed(reader, records)
        yield ",\n"
    yield '"kinds": {'
    for number, kind in enumerate(kind for kind in KINDS if kind.records):
        yield f"{',' if number else ''}\n{_text(kind.name)}: {{"
        for place, records in enumerate(kind.records):
            yield ",\n" if place else "\n"
            yield from _listed(reader, records)
        yield "\n}"
    yield "\n}\n}\n"


def _listed(reader: Reader, records: Records) -> Iterator[str]:
    """One list of the document: a hall's 50,000 answers are never all objects at once."""
    yield f"{_text(records.name)}: ["
    between = "\n "
    for record in rec.read(reader, records):
        yield between + _text(record)
        between = ",\n "
    yield "]"


#: The text of one value; made once, not for each of 50,000 records.
_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def load(path: Path) -> Archive:
    """Read an archive, and check what can be checked before it is written to a session file.

    Raises SessionFileProblem: missing, not_readable, no_archive (something else), newer, archive_broken.
    """
    try:
        raw = given_file.content(path, _BYTES)
    except ValueError as error:
        raise SessionFileProblem("no_archive", name=path.name) from error
    except FileNotFoundError as error:
        raise SessionFileProblem("missing", name=path.name) from error
    except OSError as error:
        raise SessionFileProblem("not_readable", name=path.name) from error
    content = _parsed(raw, path.name)
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _broken(path.name, "version")
    if version > VERSION:
        raise SessionFileProblem("newer", name=path.name)
    return Archive(path.name, content)


def write(tx: Tx, archive: Archive) -> None:
    """Write the archive into a new session file's empty tables.

    Raises SessionFileProblem: archive_broken, or newer where it has a kind of activity that this program lacks.
    """
    try:
        workshop = archive.content.get(WORKSHOP.name)
        lists = [(WORKSHOP, [workshop]), *_lists(archive.content, CORE_RECORDS)]
        kinds = archive.content.get("kinds")
        known = {kind.name: kind.records for kind in KINDS if kind.records}
        names = {"format", "version", "kinds", WORKSHOP.name, *(r.name for r in CORE_RECORDS)}
        if not isinstance(kinds, dict) or set(archive.content) != names:
            raise NotAsDescribed("kinds")
        if not set(kinds) <= set(known):
            raise SessionFileProblem("newer", name=archive.name)
        # A program that did not have a kind yet wrote nothing of it.
        for name, found in kinds.items():
            lists += _lists(found, known[name])
        if sum(len(found) for _records, found in lists) > _RECORDS:
            raise NotAsDescribed("records")
        for described, found in lists:
            rec.write(tx, described, found)
        rec.no_dangling(tx)
    except NotAsDescribed as error:
        raise _broken(archive.name, str(error)) from error


def schema() -> dict[str, object]:
    """The JSON Schema of the document; `resources/archive.schema.json` is this."""
    kinds: dict[str, object] = {
        kind.name: _object(_arrays(kind.records), kind.label) for kind in KINDS if kind.records
    }
    parts: dict[str, object] = {
        "format": {"const": FORMAT, "description": "What the document is."},
        "version": {
            "const": VERSION,
            "description": "It grows when an older program could no longer read it.",
        },
    }
    parts[WORKSHOP.name] = _record(WORKSHOP, WORKSHOP.about)
    parts |= _arrays(CORE_RECORDS)
    # A document of a program that did not have a kind yet stays valid when the kind is added.
    parts["kinds"] = _object(kinds, "What the kinds of activities keep, by kind.") | {"required": []}
    return {"$schema": _SCHEMA, "title": "Tupailta workshop", **_object(parts, "One evening, whole.")}


def _parsed(raw: bytes, name: str) -> dict[str, object]:
    foreign = SessionFileProblem("no_archive", name=name)
    try:
        content = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        # A document of ours that was cut off is broken; anything else is not ours.
        if f'"{FORMAT}"'.encode() in raw[:200]:
            raise _broken(name, "JSON") from error
        raise foreign from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise foreign
    return content


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _broken(name: str, where: str) -> SessionFileProblem:
    return SessionFileProblem("archive_broken", name=name, where=where)


def _lists(content: object, described: Iterable[Records]) -> list[tuple[Records, list[object]]]:
    return [(records, _list(content, records.name)) for records in described]


def _list(content: object, name: str) -> list[object]:
    found = content.get(name) if isinstance(content, dict) else None
    if not isinstance(found, list):
        raise NotAsDescribed(name)
    return found


def _arrays(described: Iterable[Records]) -> dict[str, object]:
    return {records.name: _array(records) for records in described}


def _array(records: Records) -> dict[str, object]:
    return {"description": records.about, "type": "array", "items": _record(records, "")}


def _record(records: Records, about: str) -> dict[str, object]:
    return _object({each.name: _field(each) for each in records.fields}, about)


def _field(each: Field) -> dict[str, object]:
    kind = dict(_TYPES[each.sort])
    if each.optional:
        kind["type"] = [kind["type"], "null"]
    return {"description": each.about, **kind}


def _object(properties: dict[str, object], about: str) -> dict[str, object]:
    described = {"description": about} if about else {}
    required = list(properties)
    return {
        **described,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
