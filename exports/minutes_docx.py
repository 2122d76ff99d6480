"""The minutes as a Word document. Any thread."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import IO

from exports import contents
from exports.kinds.base import Context
from exports.template import on_ground
from exports.text import cleaned
from exports.word import Identity, Labels, WordDocument
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes


def render(
    minutes: Minutes, language: str, target: Path | IO[bytes], *, template: Path | None = None
) -> None:
    """Write the minutes in `language` (fi, sv, en) to a file or a stream.

    `template`: an organisation's own Word document, whose styles, header and logo are used.
    Raises OSError, ValueError (language), WorkshopError(docx_template_broken).
    """
    context = Context(minutes, translator(language))
    _ = context.translator.text
    workshop = minutes.workshop
    title = context.words(workshop.title)
    organiser = cleaned(workshop.organiser, multiline=False)
    identity = Identity(
        title=contents.document_title(context),
        author=organiser or "Tupailta",
        subject=context.words(workshop.purpose),
        language=language,
        owner=organiser or title,
        kind_and_date=contents.kind_and_date(context),
        contact=cleaned(workshop.contact, multiline=False),
        made_at=minutes.ended_at or workshop.created_at,
    )

    def made(ground: Path | None) -> bytes:
        document, content = WordDocument(identity, Labels(_("Table"), _("Figure")), ground), BytesIO()
        contents.write(context, document)
        document.save(content)
        return content.getvalue()

    content = on_ground(template, made)
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
