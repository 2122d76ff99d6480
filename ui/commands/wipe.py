"""`tupailta wipe`: removes personal data from a workshop's file for good. Main thread."""

from __future__ import annotations

import argparse
from pathlib import Path

from ui.commands.outcome import DONE
from ui.commands.parsing import Parser
from ui.commands.speech import say
from workshop_app.domain.commands import WipePersonalData
from workshop_app.i18n import Translator
from workshop_app.runtime import Runtime, other_copies


def add(parser: Parser) -> None:
    """Describe the arguments."""
    _ = parser.translator.text
    parser.needed.add_argument("file", metavar=_("FILE"), type=Path, help=_("The workshop's file."))
    parser.extra.add_argument(
        "--words",
        action="store_true",
        help=_("Remove the free words of the feedback and the ideas that were left out as well."),
    )


def run(args: argparse.Namespace, translator: Translator) -> int:
    """Wipe, and list the remaining copies. Raises SessionFileProblem, WorkshopError(still_open)."""
    _ = translator.text
    with Runtime(args.file) as runtime:
        runtime.submit(WipePersonalData(words=args.words)).result()
        path = runtime.path
    say(_("The personal data is gone from {name}. Its results are as they were.", name=path.name))
    copies = other_copies(path)
    if copies:
        say(_("These copies still hold it; remove them if they are not needed:"))
        say(*(f"  {copy}" for copy in copies))
    return DONE
