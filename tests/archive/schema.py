"""Writes `resources/archive.schema.json` anew: `python -m tests.archive.schema`. A test tells when that is needed."""

import json

import resources
from workshop_app import archive


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(archive.schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    resources.path("archive.schema.json").write_text(text(), encoding="utf-8")
