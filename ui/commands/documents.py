"""What is common to the commands that write documents into a folder. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.parsing import Parser
from workshop_app.store.errors import SessionFileProblem


def add_folder_and_template(parser: Parser) -> None:
    """Describe `--out FOLDER`, which is required, and `--template-docx FILE`."""
    _ = parser.translator.text
    parser.extra.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar=_("FOLDER"),
        help=_("Where to; made if it isn't there. Files of the same names are replaced."),
    )
    parser.extra.add_argument(
        "--template-docx",
        type=Path,
        metavar=_("FILE"),
        help=_("Your organisation's own Word document; its styles, header and logo are used."),
    )


def template_of(args: argparse.Namespace) -> Path | None:
    """The organisation's document, None where none was given. Raises SessionFileProblem(missing)."""
    template: Path | None = args.template_docx
    if template is not None and not template.is_file():
        raise SessionFileProblem("missing", name=template.name)
    return template
