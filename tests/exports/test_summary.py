"""The summary that writes itself and can be changed: edits stay, the rest follows, moved numbers are marked."""

from dataclasses import replace

import pytest

from exports.summary import BASIS, PART, Mark, Summary, Told, joined, merged, summary
from workshop_app.minutes import Minutes

THEN: Told = {
    "people": ("14 people took part.",),
    "3": ("There are 22 ideas in all.", "The participants wrote 2 of them."),
    "4": ("On the question “Which?” people put “Bus” first.", "Places 2–3 are level."),
}
NOW: Told = {
    "people": ("15 people took part.",),
    "3": ("There are 23 ideas in all.", "The participants wrote 3 of them."),
    "4": ("On the question “Which?” people put “Doctor” first.", "Places 2–3 are level."),
}


def test_untouched_sentences_follow_the_results() -> None:
    """What nobody changed is told as it is now, around own additions."""
    own = joined(THEN) + "\n\nThe coffee was good."
    assert (joined(NOW) + "\n\nThe coffee was good.", ()) == merged(own, THEN, NOW)


def test_an_edited_sentence_stays_and_is_marked() -> None:
    """The facilitator's wording stands, with a mark that tells what was and what is now."""
    edited = "The village bus came clearly first, as expected."
    own = joined(THEN).replace(THEN["4"][0], edited)
    text, marks = merged(own, THEN, NOW)
    assert (Mark(edited, THEN["4"][0], NOW["4"][0], ("4", 0)),) == marks
    assert joined(NOW).replace(NOW["4"][0], edited) == text


def test_no_mark_where_the_numbers_stand_still() -> None:
    """An edited sentence whose results are the same needs no look."""
    own = joined(THEN).replace("14 people took part.", "Fourteen people came.")
    assert (own, ()) == merged(own, THEN, THEN)


def test_a_sentence_taken_out_stays_out() -> None:
    """What the facilitator took away neither comes back nor is marked."""
    own = joined({**THEN, "3": THEN["3"][:1]})
    text, marks = merged(own, THEN, NOW)
    assert (joined({**NOW, "3": NOW["3"][:1]}), ()) == (text, marks)


def test_results_that_came_later_are_added() -> None:
    """A part that had no results then comes behind; a sentence more goes where it belongs."""
    later = {**THEN, "3": (*THEN["3"], "One was merged."), "9": ("Two decisions were written down.",)}
    text, marks = merged(joined(THEN) + "\n\nThanks.", THEN, later)
    assert () == marks
    assert "wrote 2 of them. One was merged.\n\nOn the question" in text
    assert text.endswith("Thanks.\n\nTwo decisions were written down.")


def test_results_that_are_gone() -> None:
    """An untouched sentence goes with its results; a changed one is marked with nothing now."""
    without = {key: told for key, told in THEN.items() if key != "4"}
    assert joined(without) == merged(joined(THEN), THEN, without)[0]
    own = joined(THEN).replace(THEN["4"][0], "The bus won.")
    (mark,) = merged(own, THEN, without)[1]
    assert ("The bus won.", "") == (mark.sentence, mark.now)


def test_numbers_are_whole() -> None:
    """A sentence that ends another one is not taken for it: 1 in 21."""
    text, _marks = merged(
        "21 people took part.", {"p": ("1 people took part.",)}, {"p": ("2 people took part.",)}
    )
    assert "21 people took part." == text


def test_a_mark_stays_until_its_sentence_is_dealt_with() -> None:
    """Writing elsewhere keeps the mark; changing the sentence, or saying that it is right, takes it away."""
    edited = "The bus came first."
    text, marks = merged(joined(THEN).replace(THEN["4"][0], edited), THEN, NOW)
    shown = Summary(text, True, marks, NOW, "en")

    def marks_after(own: str, settled: Mark | None = None) -> tuple[Mark, ...]:
        kept = shown.basis(own, settled=settled)
        told = {key: tuple(found) for key, found in _json(kept)["told"].items()}
        return merged(own, told, NOW)[1]

    assert marks == marks_after(text + " More.")
    assert () == marks_after(text.replace(edited, "The doctor came first."))
    assert () == marks_after(text, marks[0])


@pytest.mark.parametrize(
    "kept", ["", "{", "[]", '{"language": "fi"}', '{"language": "fi", "told": 3}', "[" * 9_000]
)
def test_a_strange_basis_changes_nothing(evening: Minutes, kept: str) -> None:
    """Without a basis that can be read the own words stand as they are."""
    own = replace(evening, texts={PART: "Omat sanat.", BASIS: kept})
    found = summary(own, "fi")
    assert ("Omat sanat.", ()) == (found.text, found.marks)


def test_own_words_stay_in_the_evenings_language(evening: Minutes) -> None:
    """Minutes in Swedish of an evening in Finnish have the facilitator's own words as they are."""
    first = summary(evening, "fi")
    assert not first.changed
    own = first.text + "\n\nKahvi oli hyvää."
    changed = replace(evening, texts={PART: own, BASIS: first.basis(own)})
    assert [own, own] == [summary(changed, language).text for language in ("fi", "sv")]
    assert summary(evening, "sv").text.startswith("14 personer deltog")


def _json(text: str) -> dict[str, dict[str, list[str]]]:
    import json

    found: dict[str, dict[str, list[str]]] = json.loads(text)
    return found
