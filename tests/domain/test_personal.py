"""What points at a person is found, and what every evening's ideas are full of is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app import content
from workshop_app.domain.personal import Trace, blanked, find, is_id_code

GOOD = [
    ("Matti Meikäläinen tietää", Trace.NAME, "Matti Meikäläinen"),
    ("Kysykää, onko rouva Virtasella aikaa", Trace.NAME, "rouva Virtasella"),
    ("tohtori Ylä-Outinen oli ystävällinen", Trace.NAME, "tohtori Ylä-Outinen"),
    ("Tri. Lahtinen auttoi", Trace.NAME, "Tri. Lahtinen"),
    ("Fru Lindström vet", Trace.NAME, "Fru Lindström"),
    ("Terveisin Liisa Maria Mäki-Petäjä", Trace.NAME, "Liisa Maria Mäki-Petäjä"),
    ("Kysy Matilta", Trace.NAME, "Matilta"),
    ("Pekan saunalla", Trace.NAME, "Pekan"),
    ("Kysykää Virtaselta", Trace.NAME, "Virtaselta"),
    ("Anna Korhonen tekee", Trace.NAME, "Anna Korhonen"),
    ("Otto Salo kertoo", Trace.NAME, "Otto Salo"),
    ("Soita 040 123 4567", Trace.PHONE, "040 123 4567"),
    ("puh. 040-1234567.", Trace.PHONE, "040-1234567"),
    ("Numero on +358 40 1234567, kiitos", Trace.PHONE, "+358 40 1234567"),
    ("(08) 123 4567", Trace.PHONE, "08) 123 4567"),
    ("Kirjoita maija.m@example.org!", Trace.EMAIL, "maija.m@example.org"),
    ("pekka (at) example.fi", Trace.EMAIL, "pekka (at) example.fi"),
    ("Tunnukseni on 131052-308T", Trace.ID_CODE, "131052-308T"),
    ("131052-308t", Trace.ID_CODE, "131052-308t"),
]
BAD = [
    "Anna nuorille tilaa",
    "Onni on oma koti. Rauha kylään!",
    "Otto- ja panotili",
    "Ilta 22.11.2026 klo 17.30–20.00",
    "2026-11-22, 2025–2029 ja 1.1.2030",
    "Maksaa 1 000 000 euroa tai 0,5 %",
    "Ihminen ensin. Suomalainen sauna!",
    "Oulaisten ja Sodankylän bussit",
    "Postinumero 90100 Oulu, PL 10",
    "Kuntalaiset tai asiakkaat @kylätalo",
    "131052-308U ja 311152-308T",
    "HYVINVOINTIALUE PÄÄTTÄÄ",
    "Y-tunnus 1234567-8",
    "Vappu ja juhannus kylätalolla",
    "Inga pengar. Inga bussar.",
    "Kai tämäkin onnistuu? Marjat talteen.",
]


@pytest.mark.parametrize(("text", "trace", "expected"), GOOD)
def test_found(text: str, trace: Trace, expected: str) -> None:
    """Each is found once, whole, as what it is."""
    assert [(trace, expected)] == [(one.trace, text[one.start : one.end]) for one in find(text)]


@pytest.mark.parametrize("text", BAD)
def test_left_in_peace(text: str) -> None:
    """Dates, times, sums, places, common words and codes with a wrong check character are nobody."""
    assert [] == [text[one.start : one.end] for one in find(text)]


def test_several_in_one_text() -> None:
    """Everything is found in order, and blanked leaves the rest as it was."""
    text = "Matti Virtanen, 040 123 4567, m.v@example.fi: aloitetaan 1.1.2027"
    assert [Trace.NAME, Trace.PHONE, Trace.EMAIL] == [one.trace for one in find(text)]
    expected = "[poistettu], [poistettu], [poistettu]: aloitetaan 1.1.2027"
    assert expected == blanked(text, find(text), "[poistettu]")


def test_codes_of_three_centuries() -> None:
    """The check character and the day decide; the new signs for the century count too."""
    assert is_id_code("131052-308T")
    assert is_id_code("131052Y308T")
    assert is_id_code("010100A0101") is (  # day 1.1.2000, number 010
        "0123456789ABCDEFHJKLMNPRSTUVWXY"[10100010 % 31] == "1"
    )
    assert not is_id_code("320152-308T")


def test_our_own_texts_name_nobody() -> None:
    """All ideas of the evenings that ship pass without a find."""
    texts = [
        idea.text.pick(language)
        for template in content.templates()
        for theme in template.themes
        for idea in theme.ideas
        for language in ("fi", "sv", "en")
    ]
    assert len(texts) > 100
    assert [] == [text for text in texts if find(text)]


@given(st.text())
def test_any_text(text: str) -> None:
    """Whatever is written: finds lie inside, in order, apart from each other, and blanking removes them."""
    found = find(text)
    ends = [0, *(one.end for one in found)]
    for one, before in zip(found, ends, strict=False):
        assert before <= one.start < one.end <= len(text)
    assert len(blanked(text, found, "")) == len(text) - sum(one.end - one.start for one in found)


def test_a_very_long_text_is_read_quickly() -> None:
    """Ten thousand signs of each sort take no noticeable time."""
    for sign in ("0", "a", "A", "Ab ", "a.", "+1", "0 ", "(at)", "1-"):
        find(sign * 10_000)
