"""The program's own texts, dates and numbers in three languages."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from workshop_app import i18n
from workshop_app.domain import text
from workshop_app.i18n import N_, Translator, translator

NBSP = "\u00a0"
EVENING = dt.datetime(2026, 11, 22, 17, 30)  # noqa: DTZ001 - the hall's own clock has no zone
PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "{n} ideas left"
msgstr "{n} ideaa jäljellä"

msgid "{n} phone"
msgid_plural "{n} phones"
msgstr[0] "{n} puhelin"
msgstr[1] "{n} puhelinta"

msgid "{n} chair"
msgid_plural "{n} chairs"
msgstr[0] "{n} tuoli"
msgstr[1] ""

msgid "Untranslated"
msgstr ""
"""


@pytest.fixture
def finnish(monkeypatch: pytest.MonkeyPatch) -> Translator:
    """A translator with the small catalogue above."""
    compiled = i18n._compiled(PO.encode(), "fi")
    monkeypatch.setattr(i18n, "_catalogue", lambda language: compiled)
    return Translator("fi")


def test_languages_are_those_of_the_texts() -> None:
    """The catalogue and the texts of the content speak the same languages, Finnish first."""
    assert i18n.LANGUAGES == text.LANGUAGES


def test_text_is_translated_and_filled(finnish: Translator) -> None:
    """The translation is filled in by name."""
    assert finnish.text("{n} ideas left", n=3) == "3 ideaa jäljellä"


@pytest.mark.parametrize(("language", "expected"), [("fi", "22.11."), ("sv", "22.11."), ("en", "22 Nov")])
def test_a_day_without_its_year(language: str, expected: str) -> None:
    """As it stands above a narrow column."""
    assert expected == translator(language).day(EVENING.date())


def test_large_numbers_are_written_alike_in_text_and_table(finnish: Translator) -> None:
    """From a thousand on with the space that numbers of tables have; what is given by name stays as it is."""
    said = [finnish.plural("{n} phone", "{n} phones", n) for n in (1, 999, 3170)]
    assert ["1 puhelin", "999 puhelinta", f"{finnish.number(3170)} puhelinta"] == said
    assert f"3{NBSP}170" == finnish.number(3170)


def test_text_without_values_keeps_its_braces(finnish: Translator) -> None:
    """Nothing is filled in when nothing is given, so texts may hold braces."""
    assert finnish.text("{n} ideas left") == "{n} ideaa jäljellä"
    assert finnish.text("a { b } {") == "a { b } {"


def test_values_are_not_filled_in_again(finnish: Translator) -> None:
    """What somebody wrote is put in as it is, braces and all."""
    assert finnish.text("{n} ideas left", n="{n.__class__}") == "{n.__class__} ideaa jäljellä"


def test_plural_follows_the_number(finnish: Translator) -> None:
    """One has its own form, and the number is there as {n}."""
    found = [finnish.plural("{n} phone", "{n} phones", n) for n in (0, 1, 2)]
    assert found == ["0 puhelinta", "1 puhelin", "2 puhelinta"]


def test_a_missing_translation_is_english(finnish: Translator) -> None:
    """Untranslated, half-translated and unknown texts are shown in English, never as nothing."""
    assert finnish.text("Untranslated") == "Untranslated"
    assert finnish.text("Nowhere") == "Nowhere"
    assert finnish.plural("{n} chair", "{n} chairs", 2) == "2 chairs"
    assert finnish.text("") == ""


def test_a_missing_catalogue_is_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a catalogue the program still speaks, in English."""
    monkeypatch.setattr(resources, "path", tmp_path.joinpath)
    assert i18n._catalogue.__wrapped__("fi").gettext("Nowhere") == "Nowhere"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ("22.11.2026", "17.30", f"1{NBSP}234,5", f"82{NBSP}%")),
        ("sv", ("22.11.2026", "17.30", f"1{NBSP}234,5", f"82{NBSP}%")),
        ("en", ("22 November 2026", "17:30", "1,234.5", "82%")),
    ],
)
def test_dates_and_numbers_follow_the_language(language: str, expected: tuple[str, ...]) -> None:
    """Finnish and Finland's Swedish write dates, times, decimals and per cent alike; English its own way."""
    speak = translator(language)
    found = (speak.date(EVENING.date()), speak.time(EVENING), speak.number(1234.5, 1), speak.percent(0.82))
    assert found == expected


def test_number_has_the_decimals_asked_for() -> None:
    """Whole numbers have none, others exactly as many as asked."""
    speak = translator("fi")
    assert [speak.number(7), speak.number(0.5, 2), speak.number(1e6)] == ["7", "0,50", f"1{NBSP}000{NBSP}000"]


def test_time_takes_a_time_of_day() -> None:
    """A time without a date is written the same way."""
    assert translator("fi").time(dt.time(9, 5)) == "9.05"


def test_translators_are_shared_and_unknown_languages_refused() -> None:
    """A language has one translator; one that we do not have is a mistake of the program."""
    assert translator("sv") is translator("sv")
    with pytest.raises(ValueError, match="de"):
        translator("de")


def test_first_texts_from_many_threads() -> None:
    """Many threads that ask first at the same time all get the text."""
    i18n._catalogue.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda n: translator("fi").text("Nowhere {n}", n="x"), range(64)))
    assert found == {"Nowhere x"}


def test_n_marks_only() -> None:
    """Marking a text changes nothing."""
    assert N_("Welcome") == "Welcome"


@given(st.floats(0, 1), st.floats(0, 1))
def test_points_are_those_between_the_shares_that_are_told(one: float, other: float) -> None:
    """Who takes one of two written shares from the other finds the difference that is written beside them."""
    words = translator("en")
    told = [int(words.percent(share).rstrip("%")) for share in (one, other)]
    assert words.number(told[0] - told[1]) == words.points(one, other)
