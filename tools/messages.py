"""The translation catalogues: find every text that the code marks, and lay it into each language's catalogue.

Runs inside .venv (needs Babel and Jinja2):  python3 dev.py messages [--check]

``_("...")`` and ``N_("...")`` mark a text, ``_n("one", "many", n)`` a text with a number. Translations that are there
stay; texts that the code no longer has go; English is filled in with the message itself.
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv", "en")

_KEYWORDS = {"_": None, "N_": None, "_n": (1, 2)}
_SOURCES = [
    ("workshop_app/**.py", "python"),
    ("ui/**.py", "python"),
    ("exports/**.py", "python"),
    ("resources/web/**.html", "jinja2.ext.babel_extract"),
    ("resources/web/**.txt", "jinja2.ext.babel_extract"),
]
# Lines of a catalogue's head that would differ at each run without telling anything.
_IDLE = (
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Report-Msgid',
    b'"Generated-By',
)
_HEAD = '# Tupailta in one language; how to translate: CONTRIBUTING.md, "Texts and languages".'

Key = str | tuple[str, str]


def catalogue_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language lies under ``root``."""
    return root / "resources" / "locale" / language / "LC_MESSAGES" / "tupailta.po"


def extract(root: Path = ROOT) -> dict[Key, set[str]]:
    """Every marked text under ``root`` (a pair for one and many), with the files that hold it."""
    found: dict[Key, set[str]] = {}
    for name, _line, message, _comments, _context in extract_from_dir(
        root,
        method_map=_SOURCES,
        options_map={"resources/web/**": {"encoding": "utf-8", "silent": "false"}},
        keywords=_KEYWORDS,
        directory_filter=_is_code,
    ):
        texts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
        if texts:
            key: Key = (texts[0], texts[1]) if len(texts) > 1 else texts[0]
            found.setdefault(key, set()).add(Path(name).as_posix())
    return found


def read(root: Path, language: str) -> Catalog:
    """The catalogue of a language as it lies on disk; an empty one when there is none yet."""
    path = catalogue_path(root, language)
    if not path.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def untranslated(found: dict[Key, set[str]], catalogue: Catalog) -> list[str]:
    """The marked texts that the catalogue has no translation for, in order."""
    return sorted(first(key) for key in found if not _whole(catalogue.get(first(key))))


def first(key: Key) -> str:
    """The text under which a catalogue knows the message."""
    return key if isinstance(key, str) else key[0]


def update(root: Path, language: str, found: dict[Key, set[str]]) -> bytes:
    """The catalogue of a language as it should be on disk: all marked texts, with the translations there are."""
    old = read(root, language)
    new = Catalog(locale=language, project="Tupailta", version="0.1", header_comment=_HEAD, fuzzy=False)
    for key in sorted(found, key=first):
        places = [(name, 0) for name in sorted(found[key])]
        new.add(key, string=_string(key, language, old), locations=places)
    raw = io.BytesIO()
    write_po(raw, new, width=0, include_lineno=False)
    return b"\n".join(line for line in raw.getvalue().split(b"\n") if not line.startswith(_IDLE))


def main(arguments: list[str] | None = None) -> int:
    """Update the catalogues, or with --check only tell; 1 when a text is untranslated or a catalogue is behind."""
    parser = argparse.ArgumentParser(prog="python3 dev.py messages", description="Update the catalogues.")
    parser.add_argument("--check", action="store_true", help="write nothing, tell what would change")
    only_check: bool = parser.parse_args(arguments).check
    found = extract()
    print(f"{len(found)} texts in the code")
    complete = [_one_language(language, found, only_check) for language in LANGUAGES]
    return 0 if all(complete) else 1


def _one_language(language: str, found: dict[Key, set[str]], only_check: bool) -> bool:
    path, wanted = catalogue_path(ROOT, language), update(ROOT, language, found)
    behind = not path.exists() or path.read_bytes() != wanted
    if behind and not only_check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted)
    missing = untranslated(found, read_po(io.BytesIO(wanted), locale=language))
    state = ("is behind the code" if only_check else "brought up to date") if behind else "up to date"
    print(f"{language}: {state}, {len(missing)} untranslated")
    for text in missing:
        print(f"    {text!r}")
    return not missing and not (behind and only_check)


def _string(key: Key, language: str, old: Catalog) -> str | tuple[str, ...]:
    if language == "en":
        return key
    message = old.get(first(key))
    forms = tuple(_forms(message)) if message else ()
    if isinstance(key, str):
        return forms[0] if forms else ""
    # A text that got a plural since: its one translation is not right for both, so both are to be done.
    return forms if len(forms) == old.num_plurals else ("",) * old.num_plurals


def _whole(message: Message | None) -> bool:
    return message is not None and all(_forms(message))


def _forms(message: Message) -> Iterator[str]:
    yield from (message.string,) if isinstance(message.string, str) else message.string or ("",)


def _is_code(folder: str | os.PathLike[str]) -> bool:
    return not Path(folder).name.startswith((".", "__"))


if __name__ == "__main__":
    sys.exit(main())
