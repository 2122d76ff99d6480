"""Which rows name another one, as the file's own tables say it. Any thread."""

from __future__ import annotations

from workshop_app.store.tx import Reader


def naming(reader: Reader, table: str, number: int) -> set[str]:
    """The tables that have a row which names row `number` of `table`."""
    found = set()
    for (name,) in reader.query("SELECT name FROM sqlite_master WHERE type = 'table'"):
        for key in reader.query(f'PRAGMA foreign_key_list("{name}")'):
            asked = f'SELECT 1 FROM "{name}" WHERE "{key["from"]}" = ? LIMIT 1'
            if key["table"] == table and reader.one(asked, (number,)) is not None:
                found.add(str(name))
    return found
