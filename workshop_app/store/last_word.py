"""The row with what one person said last in a part of the agenda, where only that counts.

Any thread; `say` on the writer's.

Whoever sends a form again writes over their own row: rows without end would be read with every page of the hall.
"""

from __future__ import annotations

from workshop_app.store.appending import Value
from workshop_app.store.merge_rows import marks, numbers_of
from workshop_app.store.tx import Reader, Record, Tx


def said(reader: Reader, table: str, activity_id: int, participant_id: int) -> Record | None:
    """The row that counts of this person's, on whichever of their phones they sent it; None where there is none."""
    numbers = numbers_of(reader, participant_id)
    asked = f"SELECT * FROM {table} WHERE activity_id = ? AND participant_id IN ({marks(numbers)})"
    return reader.one(f"{asked} ORDER BY id DESC LIMIT 1", (activity_id, *numbers))


def say(tx: Tx, table: str, activity_id: int, participant_id: int, **values: Value) -> None:
    """Write `values` and the moment as the person's last word."""
    last = said(tx, table, activity_id, participant_id)
    # The row of another phone, which counts as theirs until that is taken back, is left as it is.
    if last is None or last["participant_id"] != participant_id:
        tx.insert(table, activity_id=activity_id, participant_id=participant_id, **values, at=tx.at)
        return
    names = ", ".join(f"{name} = ?" for name in (*values, "at"))
    tx.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*values.values(), tx.at, last["id"]))
