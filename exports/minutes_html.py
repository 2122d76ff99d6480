"""The minutes as a web page: the same as the Word document, for phones and for who has no Word. Any thread."""

from __future__ import annotations

from exports import contents
from exports.kinds.base import Context
from exports.page import PageIdentity, WebPage
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes


def render(minutes: Minutes, language: str) -> str:
    """The whole page in `language` (fi, sv, en) as text; write it as UTF-8. Raises ValueError (language)."""
    context = Context(minutes, translator(language))
    _ = context.translator.text
    workshop = minutes.workshop
    identity = PageIdentity(
        language=language,
        title=contents.document_title(context),
        owner=workshop.organiser or context.words(workshop.title),
        kind_and_date=contents.kind_and_date(context),
        contact=workshop.contact,
    )
    page = WebPage(identity, table_label=_("Table"), picture_label=_("Figure"))
    contents.write(context, page)
    return page.html()
