"""The minutes as a web page: the same as the Word document, for phones and for people without Word. Any thread."""

from __future__ import annotations

from exports import contents
from exports.kinds.base import Context
from exports.page import PageIdentity, WebPage
from workshop_app.drawing.shapes import Draw
from workshop_app.i18n import translator
from workshop_app.minutes import Minutes


def render(minutes: Minutes, language: str) -> str:
    """The whole page in `language` (fi, sv, en) as text; write it as UTF-8. Raises ValueError (language)."""
    return _page(minutes, language).html()


def preview(minutes: Minutes, language: str) -> tuple[str, tuple[Draw, ...]]:
    """The page for a program that draws the pictures itself: in their places stand `FIGURE` and a number."""
    page = _page(minutes, language, apart=True)
    return page.html(), tuple(page.drawings)


def _page(minutes: Minutes, language: str, *, apart: bool = False) -> WebPage:
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
    page = WebPage(identity, table_label=_("Table"), picture_label=_("Figure"), apart=apart)
    contents.write(context, page)
    return page
