"""The duel's tables: a shown pair is a row, every answer and undo is appended. Any thread."""

from workshop_app.store.tables import Tables

TABLES = Tables(
    "duel",
    (
        """
        CREATE TABLE appearance (
            id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
            participant_id INTEGER NOT NULL REFERENCES participant(id),
            left_id INTEGER NOT NULL REFERENCES idea(id), right_id INTEGER NOT NULL REFERENCES idea(id),
            at TEXT NOT NULL);
        CREATE INDEX appearance_person ON appearance (activity_id, participant_id);
        CREATE TABLE comparison (
            id INTEGER PRIMARY KEY, appearance_id INTEGER NOT NULL REFERENCES appearance(id),
            outcome TEXT NOT NULL CHECK (outcome IN ('left', 'right', 'skip', 'undo', 'void')),
            reason TEXT NOT NULL DEFAULT '', took_ms INTEGER, at TEXT NOT NULL);
        CREATE INDEX comparison_appearance ON comparison (appearance_id);
        CREATE TABLE more_asked (
            id INTEGER PRIMARY KEY, activity_id INTEGER NOT NULL REFERENCES activity(id),
            participant_id INTEGER NOT NULL REFERENCES participant(id), at TEXT NOT NULL);
        """,
        """
        CREATE TABLE set_aside (
            id INTEGER PRIMARY KEY, participant_id INTEGER NOT NULL REFERENCES participant(id),
            aside INTEGER NOT NULL CHECK (aside IN (0, 1)), at TEXT NOT NULL);
        """,
        """
        CREATE TABLE skip_reason (
            id INTEGER PRIMARY KEY, comparison_id INTEGER NOT NULL REFERENCES comparison(id),
            reason TEXT NOT NULL CHECK (reason IN ('equal', 'unknown', 'other')), at TEXT NOT NULL);
        CREATE INDEX skip_reason_comparison ON skip_reason (comparison_id);
        """,
    ),
)
