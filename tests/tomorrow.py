"""What a later program has and this one does not: an activity kind that nobody will ever add, with a table."""

from workshop_app.store.tables import Tables

KIND = "kind_of_tomorrow"
TABLES = Tables(KIND, ("CREATE TABLE tomorrow (id INTEGER PRIMARY KEY);",))
