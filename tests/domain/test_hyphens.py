"""Long words are broken at the joints of compounds and between syllables, never across a joint."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.hyphens import SOFT_HYPHEN, hyphenated
from workshop_app.domain.wrapping import breakable


@given(st.text(max_size=60))
def test_nothing_but_hyphens_is_added(text: str) -> None:
    """Without its soft hyphens a text is what it was; three letters stay on either side of each."""
    assert text.replace(SOFT_HYPHEN, "") == hyphenated(text).replace(SOFT_HYPHEN, "")


@pytest.mark.parametrize(
    "expected",
    [
        "hyvin-vointi-alue",
        "hyvin-vointi-alueel-lamme",
        "asu-kas-osal-lisuu-den",
        "koke-mus-asian-tun-ti-jat",
        "ter-veys-asema",
        "kehit-tä-mis-ohjel-mien",
        "moni-ammatil-linen",
        "kunta-yhty-mien",
        "kun-nan-joh-ta-jat",
        "mark-kina-sel-vitys",
        "kan-san-äänes-tys",
        "pal-velu-strate-giassa",
        "muutos-myön-teisyy-dellä",
        "vapaa-ehtois-työ",
        "val-mis-teluajan",
        "kana-vaisuutta",
        "koi-vulehto",
        "kokous-vi-deot",
    ],
)
def test_finnish_compounds(expected: str) -> None:
    """A part that begins with a vowel keeps its vowel, and the one before it its last letter."""
    assert expected == hyphenated(expected.replace("-", "")).replace(SOFT_HYPHEN, "-")


@pytest.mark.parametrize(
    "expected",
    [
        "delaktig-hets-stegen",
        "välfärds-området",
        "till-gänglig-hets-kartlägg-ning",
        "kun-skaps-led-ning",
        "arbets-utskottet",
        "hälso-vårds-tjänster",
        "utvecklings-arbete",
    ],
)
def test_swedish_compounds(expected: str) -> None:
    """The s that binds two parts stays with the first one."""
    assert expected == hyphenated(expected.replace("-", "")).replace(SOFT_HYPHEN, "-")


def test_what_is_no_letter_divides_words() -> None:
    """Each word of a text is broken by itself; short ones and numbers stay whole."""
    told = "Idea 2026: hyvinvointialue-strategia"
    assert "Idea 2026: hyvin-vointi-alue-strate-gia" == hyphenated(told).replace(SOFT_HYPHEN, "-")


@pytest.mark.parametrize("sign", ["1", "-a", ":", "1a", "kunta", "osallis", "a/", "1a "])
def test_no_text_takes_long(sign: str) -> None:
    """Somebody fills the longest text with one sign, or with one part of compounds: the hall's pages wait for it."""
    text = sign * (40_000 // len(sign))
    began = time.process_time()
    assert text == breakable(text).replace(SOFT_HYPHEN, "").replace("\u200b", "")
    assert time.process_time() - began < 0.5


def test_an_address_is_found_wherever_it_stands() -> None:
    """Behind other signs, and in the middle of a run of them."""
    for address in (
        "(www.kunnanosallisuusohjelma.fi)",
        "osallisuusohjelma@kunta.fi,",
        "12-osallisuusohjelma.kunta",
    ):
        assert f"a {address} b" == breakable(f"a {address} b")
