"""Texts in three languages, and what becomes of what people type."""

import time
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.errors import WorkshopError
from workshop_app.domain.text import Text, clean, without_quotes

ANYTHING = st.text(
    st.characters(codec=None) | st.sampled_from("\r\n\t\x00\u202e\u2066\ufffe\ud800 "), max_size=60
)


def refused(raw: str, limit: int = 280) -> WorkshopError:
    """The refusal of a text; fails when it is taken."""
    with pytest.raises(WorkshopError) as error:
        clean(raw, limit=limit)
    return error.value


def taken(raw: str, *, multiline: bool = True) -> str:
    """A text as it is stored, or nothing when it is refused as empty."""
    try:
        return clean(raw, limit=200, multiline=multiline)
    except WorkshopError as error:
        if error.code != "text_empty":
            raise
        return ""


def test_pick_falls_back_to_finnish_then_to_any() -> None:
    """A missing language gives the Finnish text, and where that is missing too whatever there is."""
    assert Text("f", "s", "e").pick("sv") == "s"
    assert Text("f", None, "e").pick("sv") == "f"
    assert Text(None, None, "e").pick("fi") == "e"
    assert Text(None, "s", None).pick("en") == "s"
    assert Text("f").pick("de") == "f"


def test_text_needs_words() -> None:
    """A text without words in any language is refused."""
    with pytest.raises(WorkshopError) as error:
        Text(None, "", None)
    assert error.value.code == "text_empty"


def test_text_goes_through_json() -> None:
    """Only the languages that are set are written, and they come back."""
    assert Text("f", None, "e").as_json() == {"fi": "f", "en": "e"}
    assert Text.from_json({"fi": "f", "en": "e", "origin": "editorial"}) == Text("f", None, "e")
    assert Text.same("sv", "s") == Text(None, "s", None)


@pytest.mark.parametrize("obj", [None, "words", 3, ["fi"], {"fi": 3}])
def test_text_of_another_shape_is_refused(obj: object) -> None:
    """What is not an object of texts is refused with a code of ours."""
    with pytest.raises(WorkshopError) as error:
        Text.from_json(obj)
    assert error.value.code == "text_invalid"


def test_language_that_we_do_not_have_is_refused() -> None:
    """A text cannot be kept in a language that no page can show."""
    with pytest.raises(WorkshopError) as error:
        Text.same("de", "Wörter")
    assert (error.value.code, error.value.params) == ("language_unknown", {"id": "de"})


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("  Kyläbussi \n", "Kyläbussi"),
        ("yksi\r\nkaksi\rkolme\u2028neljä", "yksi\nkaksi\nkolme\nneljä"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("a\ud800b", "ab"),
        ("a\ufffeb\uffffc\U0001ffffd\ufdd0e", "abcde"),
        ("\u202etxet\u202c \u2066x\u2069", "txet x"),
        ("שלום עולם", "שלום עולם"),
        ("مرحبا\u200f!", "مرحبا\u200f!"),
        ("👩‍👩‍👧‍👦 👍🏽 🇫🇮", "👩‍👩‍👧‍👦 👍🏽 🇫🇮"),
        ("a\u0308iti", "äiti"),
        ("Z\u0335\u0321\u0316\u0301" + "\u0301\u0316" * 100 + "algo", "Ź\u0335\u0321\u0316\u0316algo"),
        ("Tiế̂ng שָׁלוֹם किताब ที่นี่ 1️⃣", "Tiế̂ng שָׁלוֹם किताब ที่นี่ 1️⃣"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ("taulu\tkko", "taulu\tkko"),
    ],
)
def test_clean_keeps_words_and_drops_what_cannot_be_shown(raw: str, stored: str) -> None:
    """Letters, emoji and markup stay as typed; controls, broken code points and direction overrides go."""
    assert clean(raw, limit=280) == stored


def test_clean_makes_one_line_when_asked() -> None:
    """Line breaks and tabs become spaces in a one-line text."""
    assert clean("a\r\nb\tc\n", limit=280, multiline=False) == "a b c"


@pytest.mark.parametrize(
    "raw",
    [
        *("", "   ", "\n\t", "\x00\x01", "\u200b\u200d", "\ufeff", "\u202e", "\u2066 \u2069"),
        *("\u3164", "\u2800 \u2800", "\u115f\u1160", "\uffa0", "\u0301\u0301", "\ufe0f"),
    ],
)
def test_clean_refuses_what_nobody_can_see(raw: str) -> None:
    """A text without a visible sign is empty."""
    assert refused(raw).code == "text_empty"


def test_clean_refuses_what_is_too_long() -> None:
    """The refusal tells the limit and the length; the longest allowed text is taken."""
    error = refused("a" * 10_000)
    assert (error.code, error.params) == ("text_too_long", {"limit": 280, "length": 10_000})
    assert clean(" " + "a" * 280 + " ", limit=280) == "a" * 280


def test_clean_takes_no_time_for_marks() -> None:
    """Thousands of marks in a row, whose order would take a tenth of a second to find, are too long at once."""
    before = time.thread_time()
    assert refused("\u0316\u0301" * 40_000).code == "text_too_long"
    assert time.thread_time() - before < 0.3


@given(ANYTHING)
def test_clean_text_can_be_stored_and_shown_everywhere(raw: str) -> None:
    """What is taken is UTF-8, NFC, valid in XML, without overrides, and cleaning it again changes nothing."""
    text = taken(raw)
    element = ET.Element("t")
    element.text = text
    assert (ET.fromstring(ET.tostring(element, "utf-8")).text or "") == text  # noqa: S314 - our own
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r")
    assert taken(text) == text


@given(ANYTHING)
def test_clean_one_line_is_one_line(raw: str) -> None:
    """A one-line text never breaks, by any of the signs that break lines."""
    assert len(taken(raw, multiline=False).splitlines()) <= 1


def test_error_tells_code_and_values_in_the_log() -> None:
    """The log names the code and the values; nothing in it is meant for people."""
    assert str(WorkshopError("text_too_long", limit=2, length=3)) == "text_too_long(limit=2, length=3)"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Eniten: ”Kylätalo lämpimäksi talvella” (1.).", "Eniten: ”…” (1.)."),
        ("First “Kylätalo lämpimäksi…” and „Kylätalo lämpimäksi talvella“", "First “…” and „…“"),
        ('{"told": ["Eniten: ”Kylätalo lämpimäksi talvella”."]}', '{"told": ["Eniten: ”…”."]}'),
        # Another idea that begins alike, words that are not quoted, and a longer quotation stay.
        ("”Kylätalo lämpimäksi kesällä…” ”Kylätalo lämpimäksi talvella heti”", None),
        ("Kylätalo lämpimäksi talvella on monen toive.", None),
    ],
)
def test_a_quotation_is_taken_out(text: str, left: str | None) -> None:
    """Whole or cut short, in whatever quotation marks; nothing else."""
    assert (text if left is None else left) == without_quotes(text, "Kylätalo lämpimäksi\n talvella.")


def test_a_quotation_in_json_is_taken_out() -> None:
    """Quotation marks of its own are written in another way there."""
    assert '["”…”"]' == without_quotes('["”Sanoi \\"ei\\" heti”"]', 'Sanoi "ei" heti')
    assert "”x”" == without_quotes("”x”", " ")
