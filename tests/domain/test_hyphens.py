"""Long words are broken at the joints of compounds and between syllables, never across a joint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.hyphens import SOFT_HYPHEN, hyphenated


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
