"""The minutes as a draft of an e-mail that the organiser's own mail program opens, looks at and sends. Any thread.

Nothing is sent by this program: there is no internet in the hall, and the organiser's address is the organiser's.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from exports.text import cleaned
from workshop_app.domain.workshop import Workshop
from workshop_app.i18n import Translator


def draft(
    workshop: Workshop, addresses: Sequence[str], name: str, document: bytes, translator: Translator
) -> bytes:
    """A file that ends in .eml: the document attached, the addresses hidden from each other (Bcc), nobody in To.

    `X-Unsent` lets Outlook open it for sending; other programs offer it as "edit as new". `name` is the document's.
    """
    _ = translator.text
    title = cleaned(workshop.title.pick(translator.language), multiline=False)
    day = translator.date(workshop.date)
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Bcc"] = ", ".join(addresses)
    lines = [
        _("Hello!"),
        _("Here are the minutes of the evening “{title}” on {day}.", title=title, day=day),
        _(
            "You left your address on the evening's page for this. It is removed when the minutes have been sent."
        ),
        cleaned(workshop.follow_up),
        "\n".join(cleaned(line) for line in (workshop.organiser, workshop.contact) if line),
    ]
    message.set_content("\n\n".join(line for line in lines if line) + "\n")
    message.add_attachment(
        document,
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename=name,
    )
    subject = _("Minutes: {title}, {day}", title=title, day=day)
    return _subject(subject) + message.as_bytes()


def _subject(text: str) -> bytes:
    """The subject's line, encoded whole.

    Left to `EmailMessage`, a space between two emoji may get lost, and a title that looks encoded is decoded.
    """
    encoded = Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")
    return f"Subject: {encoded}\r\n".encode("ascii")
