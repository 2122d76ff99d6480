"""The short code that makes another phone, or a page that has forgotten, the same person again. Pure, any thread."""

from __future__ import annotations

import secrets

#: No O 0 I 1 L: they are confused when a code is read from a screen or said across a table.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 4


def new_code() -> str:
    """A code that nobody can guess. It has letters and digits, so it is never a word that somebody could mind."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if any(sign.isdigit() for sign in code) and any(sign.isalpha() for sign in code):
            return code


def read_code(typed: str) -> str:
    """The code as it was typed: small letters, spaces, dots and dashes between the signs do no harm."""
    return "".join(sign for sign in typed[:40].upper() if sign.isalnum())
