"""Every text a person reads is in every language, and its placeholders survive the translation."""

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from tests.architecture.tree import PACKAGES, ROOT, parsed, python_files, relative
from tools.messages import Key, extract, first, read, untranslated

LANGUAGES = ("fi", "sv")
_MARKS = ("_", "_n", "N_", "text", "plural")


@pytest.fixture(scope="module")
def found() -> dict[Key, set[str]]:
    """Every text that the code and the pages mark for translation."""
    return extract(ROOT)


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _forms(catalogue: Catalog, key: Key) -> tuple[str, ...]:
    message = catalogue.get(first(key))
    if message is None:
        return ()
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, found: dict[Key, set[str]]) -> None:
    """`python3 dev.py messages` would name nothing as untranslated."""
    assert [] == untranslated(found, read(ROOT, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_forms(language: str, found: dict[Key, set[str]]) -> None:
    """A text with a number has as many forms as the language asks for, a plain one has one."""
    catalogue = read(ROOT, language)
    wrong = [
        first(key)
        for key in found
        if len(_forms(catalogue, key)) not in (0, 1 if isinstance(key, str) else catalogue.num_plurals)
    ]
    assert [] == wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language: str, found: dict[Key, set[str]]) -> None:
    """A translation fills in the same {names}; only the form for one may leave out {n}."""
    catalogue = read(ROOT, language)
    wrong = {}
    for key in found:
        source = {name for text in ((key,) if isinstance(key, str) else key) for name in _placeholders(text)}
        free = set() if isinstance(key, str) else {"n"}
        for form in _forms(catalogue, key):
            if form and not source - free <= _placeholders(form) <= source:
                wrong[first(key)] = form
    assert {} == wrong


def test_a_thing_has_one_word(found: dict[Key, set[str]]) -> None:
    """In Swedish "evenemang", as in the reports that the content comes from; "träff" and "tillfälle" are none. So
    has the ladder: "stege", not "trappa", which is its picture.
    """
    catalogue = read(ROOT, "sv")
    others = re.compile(r"\b\w*(?:träff|tillfälle|tillställning)(?!lig)|\btrapp(?!a: )", re.IGNORECASE)
    assert [] == [form for key in found for form in _forms(catalogue, key) if others.search(form)]


def test_texts_use_named_placeholders_only(found: dict[Key, set[str]]) -> None:
    """{name} can be moved within a sentence by a translator, {} and {0} and %s cannot."""
    unnamed = [
        text
        for key in found
        for text in ((key,) if isinstance(key, str) else key)
        if "%s" in text or any(not name.isidentifier() for name in _placeholders(text))
    ]
    assert [] == unnamed


def test_no_text_is_marked_inside_an_f_string() -> None:
    """Babel does not look into f-strings on Python 3.11, so a text marked there would stay English."""
    unseen = [
        f"{relative(path)}:{call.lineno}"
        for path in python_files(*PACKAGES)
        for string in ast.walk(parsed(path))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and _marked(call)
    ]
    assert [] == unseen


def _marked(call: ast.Call) -> bool:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    first_one = call.args[0] if call.args else None
    return name in _MARKS and isinstance(first_one, ast.Constant | ast.JoinedStr | ast.BinOp)
