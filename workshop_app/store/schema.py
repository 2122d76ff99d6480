"""The file's identity and its migrations (sqlite-utils). Runs where the file is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from workshop_app.store.light import sqlite_utils
from workshop_app.store.tables import Tables

#: "TUPA": marks an SQLite file as ours (PRAGMA application_id).
APPLICATION_ID = 0x54555041

CORE = Tables(
    "core",
    (
        """
        CREATE TABLE workshop (
            id INTEGER PRIMARY KEY CHECK (id = 1), title TEXT NOT NULL, purpose TEXT NOT NULL,
            language TEXT NOT NULL, place TEXT NOT NULL, date TEXT NOT NULL, organiser TEXT NOT NULL,
            contact TEXT NOT NULL, follow_up TEXT NOT NULL, retention_until TEXT NOT NULL,
            ladder TEXT NOT NULL, groups TEXT NOT NULL, template_id TEXT NOT NULL,
            created_at TEXT NOT NULL, ended_at TEXT);
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY, position INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
            question TEXT, minutes INTEGER NOT NULL, config TEXT NOT NULL, notes TEXT NOT NULL DEFAULT '');
        CREATE TABLE activity_change (
            id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
            change TEXT NOT NULL, at TEXT NOT NULL);
        CREATE TABLE participant (
            id INTEGER PRIMARY KEY, token_hash TEXT NOT NULL UNIQUE, group_id TEXT, language TEXT NOT NULL,
            channel TEXT NOT NULL, joined_at TEXT NOT NULL);
        CREATE TABLE theme (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL);
        CREATE TABLE idea (
            id INTEGER PRIMARY KEY, theme_id INTEGER REFERENCES theme(id),
            activity_id INTEGER REFERENCES activity(id), participant_id INTEGER REFERENCES participant(id),
            text TEXT NOT NULL, points TEXT NOT NULL DEFAULT '[]', origin TEXT NOT NULL, source_id TEXT,
            state TEXT NOT NULL, client_id TEXT, created_at TEXT NOT NULL,
            UNIQUE (participant_id, client_id));
        CREATE TABLE idea_change (
            id INTEGER PRIMARY KEY, idea_id INTEGER NOT NULL REFERENCES idea(id), change TEXT NOT NULL,
            value TEXT, reason TEXT NOT NULL DEFAULT '', at TEXT NOT NULL);
        CREATE TABLE stage_tag (
            id INTEGER PRIMARY KEY, target TEXT NOT NULL, target_id INTEGER NOT NULL, stage_id TEXT,
            at TEXT NOT NULL);
        CREATE INDEX stage_tag_target ON stage_tag (target, target_id);
        CREATE TABLE minutes_text (
            id INTEGER PRIMARY KEY, part TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL);
        CREATE TABLE given_document (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, content BLOB NOT NULL,
            given_at TEXT NOT NULL, withdrawn_at TEXT);
        """,
        """
        CREATE TABLE rejoin_code (
            id INTEGER PRIMARY KEY, participant_id INTEGER NOT NULL UNIQUE REFERENCES participant(id),
            code TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
        CREATE TABLE device (
            id INTEGER PRIMARY KEY, participant_id INTEGER NOT NULL REFERENCES participant(id),
            token_hash TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
        """,
        """
        CREATE TABLE participant_merge (
            id INTEGER PRIMARY KEY, participant_id INTEGER NOT NULL REFERENCES participant(id),
            into_id INTEGER REFERENCES participant(id), at TEXT NOT NULL);
        """,
        """
        CREATE TABLE mail_address (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, day TEXT NOT NULL);
        """,
        """
        CREATE TABLE ticket_rule (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, needed INTEGER NOT NULL CHECK (needed IN (0, 1)));
        CREATE TABLE ticket (
            id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
            void INTEGER NOT NULL DEFAULT 0 CHECK (void IN (0, 1)));
        """,
        """
        CREATE TABLE kiosk_key (id INTEGER PRIMARY KEY, key TEXT, at TEXT NOT NULL);
        """,
    ),
)


def migrations(tables: Tables) -> sqlite_utils.Migrations:
    """The sqlite-utils migrations of one owner; step n is recorded as `<name>.<n>`."""
    made = sqlite_utils.Migrations(f"tupailta.{tables.name}")
    for number, script in enumerate(tables.steps, start=1):
        made(name=f"{tables.name}.{number}")(_runner(script))
    return made


def _runner(script: str) -> _Step:
    return _Step(script)


class _Step:
    """One step as sqlite-utils wants it: a callable that takes the database."""

    def __init__(self, script: str) -> None:
        self.__name__ = "step"
        self._script = script

    def __call__(self, db: sqlite_utils.Database, /) -> None:
        # Not executescript(): that would commit the migration's own transaction first.
        for statement in _statements(self._script):
            db.execute(statement)


def _statements(script: str) -> Iterable[str]:
    pending = ""
    for piece in script.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            if pending.strip(" \n\t;"):
                yield pending
            pending = ""


def pending(db: sqlite_utils.Database, owners: Iterable[Tables]) -> bool:
    """Whether the file lacks a step that this program knows."""
    return any(migrations(tables).pending(db) for tables in owners)


def unknown(db: sqlite_utils.Database, owners: Iterable[Tables]) -> bool:
    """Whether the file has been through a step that this program does not know: a newer program made it."""
    if "_sqlite_migrations" not in db.table_names():
        return False
    known = {f"{t.name}.{n}" for t in owners for n in range(1, len(t.steps) + 1)}
    rows = db.query("SELECT name FROM _sqlite_migrations WHERE migration_set LIKE 'tupailta.%'")
    return any(row["name"] not in known for row in rows)


def version(owners: Iterable[Tables]) -> int:
    """What `user_version` is set to: the number of steps that this program knows."""
    return sum(len(t.steps) for t in owners)
