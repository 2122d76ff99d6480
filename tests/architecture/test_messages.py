"""The tool that keeps the catalogues finds every text and loses no translation."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools.messages import catalogue_path, extract, untranslated, update

CODE = """
TITLE = N_("Minutes")
text = _("{n} ideas left", n=3) + _n("{n} phone", "{n} phones", 2)
"""
PAGE = '<p>{{ _("Welcome") }}{{ _n("{n} idea", "{n} ideas", count) }}</p>'
OLD = """
msgid ""
msgstr ""
"Language: fi\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Minutes"
msgstr "Muistio"

msgid "{n} phone"
msgstr "{n} puhelin"

msgid "{n} idea"
msgid_plural "{n} ideas"
msgstr[0] "{n} idea"
msgstr[1] "{n} ideaa"

msgid "Gone"
msgstr "Poistunut"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tree with one module, one page and a Finnish catalogue that is behind both."""
    files = {"ui/panel.py": CODE, "resources/web/kinds/page.html": PAGE}
    files[catalogue_path(Path(), "fi").as_posix()] = OLD
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path


def _updated(root: Path, language: str) -> Catalog:
    return read_po(io.BytesIO(update(root, language, extract(root))), locale=language)


def test_every_mark_is_found(root: Path) -> None:
    """Plain texts, constants and plurals are found, in modules and in pages, with the file that holds them."""
    code, page = {"ui/panel.py"}, {"resources/web/kinds/page.html"}
    expected = {
        "Minutes": code,
        "{n} ideas left": code,
        ("{n} phone", "{n} phones"): code,
        "Welcome": page,
        ("{n} idea", "{n} ideas"): page,
    }
    assert expected == extract(root)


def test_translations_stay_and_gone_texts_go(root: Path) -> None:
    """What was translated stays translated; a text that no code has any more leaves the catalogue."""
    updated = _updated(root, "fi")
    kept = [updated["Minutes"].string, updated["{n} idea"].string, updated.get("Gone")]
    assert ["Muistio", ("{n} idea", "{n} ideaa"), None] == kept


def test_what_is_missing_is_named(root: Path) -> None:
    """New texts are untranslated, and so is one that got a plural since: its one form does not fit both."""
    found = extract(root)
    assert ["Welcome", "{n} ideas left", "{n} phone"] == untranslated(found, _updated(root, "fi"))


def test_english_is_the_message_itself(root: Path) -> None:
    """Nobody has to write the English catalogue."""
    updated = _updated(root, "en")
    assert ("{n} phone", "{n} phones") == updated["{n} phone"].string
    assert [] == untranslated(extract(root), updated)


def test_a_second_update_changes_nothing(root: Path) -> None:
    """A catalogue holds no date and no line number that would differ from run to run."""
    once = update(root, "fi", extract(root))
    catalogue_path(root, "fi").write_bytes(once)
    assert once == update(root, "fi", extract(root))
