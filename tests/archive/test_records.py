"""What the rows mean is told of every column, and the published schema is what the program reads and writes."""

import resources
from tests.archive import schema
from workshop_app import archive
from workshop_app.kinds import table
from workshop_app.store import checking
from workshop_app.store.core_records import CORE_RECORDS, TABLES_LEFT_OUT, WORKSHOP
from workshop_app.store.records import Records, Sort

ALL: tuple[Records, ...] = (WORKSHOP, *CORE_RECORDS, *(r for kind in table.KINDS for r in kind.records))
#: What a column's type may be told as.
SORTS = {
    "INTEGER": {Sort.NUMBER, Sort.YES_NO},
    "TEXT": {Sort.TEXT, Sort.MOMENT, Sort.DAY, Sort.OBJECT, Sort.LIST},
}


def test_every_column_is_told_or_left_out_with_a_reason() -> None:
    """A new table or column can't be forgotten; types and what may be missing agree."""
    columns = checking.made_by(table.owners()).columns
    del columns["_sqlite_migrations"]
    told = {records.table: records for records in ALL}
    assert set(columns) == set(told) | set(TABLES_LEFT_OUT)
    for name, found in columns.items():
        if name in TABLES_LEFT_OUT:
            continue
        records = told[name]
        fields = {f.stands_in: f for f in records.fields}
        number = set() if "id" in fields else {"id"}
        assert {column for column, _kind, _needed in found} == set(fields) | set(records.left_out) | number
        for column, kind, needed in found:
            if column in fields:
                assert fields[column].sort in SORTS[kind], (name, column)
                assert fields[column].optional is not needed, (name, column)
            elif column in records.left_out:
                assert not needed or column in records.filled


def test_names_are_not_taken_twice() -> None:
    """Every part and every field of a record has a name of its own, and something is said of it."""
    parts = [records.name for records in (WORKSHOP, *CORE_RECORDS)]
    assert len(parts) == len(set(parts))
    for records in ALL:
        names = [f.name for f in records.fields]
        assert len(names) == len(set(names))
        assert all(f.about.endswith((".", "none.")) for f in records.fields)
        assert all(f.sort is Sort.TEXT and not f.optional for f in records.fields if f.kept_back)


def test_published_schema_is_the_program_s() -> None:
    """`python -m tests.archive.schema` writes it anew. A change that old documents do not fit needs a new version."""
    assert schema.text() == resources.path("archive.schema.json").read_text("utf-8")
    assert 1 == archive.VERSION
