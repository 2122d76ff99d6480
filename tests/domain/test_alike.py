"""Ideas that may say the same: found across endings and compounds, seldom where nobody would say so."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from workshop_app import content
from workshop_app.domain.alike import ALIKE, Alike

#: One idea twice, as two people would write it.
SAME = (
    ("Kyläbussi kahdesti viikossa", "Kylien välille bussi pari kertaa viikossa"),
    ("Lähipalvelut säilytettävä kylissä", "Palvelujen pitää säilyä lähellä kyliä"),
    ("Nuorille tiloja iltaisin", "Nuorten tila auki illalla"),
    ("Digituki kirjastoon", "Kirjastosta apua digilaitteisiin"),
    ("Etävastaanotto jokaiseen kylään", "Lääkärin etävastaanottoja kyliin"),
    ("Kotihoidon tuttu hoitaja", "Sama hoitaja kotihoidossa"),
    ("Ravintola senioreille", "Yhteinen lounas ikäihmisille"),
    ("Kuljetus tapahtumiin", "Kyytejä tapahtumiin"),
    ("Liikuntaryhmä ikäihmisille", "Ikäihmisten liikuntaryhmiä lisää"),
    ("Matalan kynnyksen kohtaamispaikka", "Kohtaamispaikka, johon on matala kynnys tulla"),
    ("Omaishoitajien jaksaminen", "Tukea omaishoitajille jaksamiseen"),
    ("Neuvola takaisin", "Neuvolapalvelut takaisin kylälle"),
    ("Bussi till byn två gånger i veckan", "En buss två gånger per vecka till byarna"),
    ("Mötesplats för unga", "Ungdomarna behöver en mötesplats"),
    ("Digitalt stöd på biblioteket", "Stöd med digitala tjänster i biblioteket"),
    ("A village bus twice a week", "Bus to the villages two times a week"),
    ("A meeting place for young people", "Young people need a place to meet"),
    ("Help with digital services in the library", "The library should help with digital services"),
)


def _evening() -> list[str]:
    """The longest real list of ideas, in Finnish."""
    lists = [
        [idea.text.pick("fi") for theme in template.themes for idea in theme.ideas]
        for template in content.templates()
    ]
    return max(lists, key=len)


def test_most_of_what_two_people_write_alike_is_found() -> None:
    """Of 18 pairs, among a real evening's other ideas, at least 14; other words for the same thing are not known."""
    others = _evening()
    found = [
        second
        for first, second in SAME
        if len(others) == Alike(dict(enumerate([*others, first]))).most(second)
    ]
    assert 14 <= len(found)


def test_seldom_where_ideas_differ() -> None:
    """Of the ideas of real lists, each meant as one of its own, at most every twelfth is said to be like another."""
    asked = alike = 0
    for template in content.templates():
        texts = list(dict.fromkeys(idea.text.pick("fi") for theme in template.themes for idea in theme.ideas))
        for at, text in enumerate(texts):
            asked += 1
            alike += Alike({n: other for n, other in enumerate(texts) if n != at}).most(text) is not None
    assert alike <= asked / 12


def test_pairs_name_each_idea_once_and_the_closest_first() -> None:
    """An idea that was written three times makes two pairs, each with the first; a looser pair comes after them."""
    texts = {
        7: "Kyläbussi terveysasemalle",
        3: "Neuvola takaisin",
        9: "Kyläbussi terveysasemalle",
        1: "kyläbussi terveysasemalle",
        4: "Neuvolapalvelut takaisin kylälle",
        5: "Sauna auki",
    }
    assert ((9, 7), (1, 7), (4, 3)) == Alike(texts).pairs()
    assert () == Alike({}).pairs()


@given(st.dictionaries(st.integers(), st.text(string.ascii_letters + "äöå 1-"), max_size=8), st.text())
def test_any_texts(texts: dict[int, str], text: str) -> None:
    """Likeness is between 0 and 1, the same both ways round, and 1 with itself where there is a word."""
    alike = Alike(texts)
    assert all(0 < value < 1 + 1e-9 for value in alike.likeness(text).values())
    for number, own in texts.items():
        like = alike.likeness(own)
        if number in like:
            assert abs(like[number] - 1.0) < 1e-9
            assert all(
                abs(value - alike.likeness(texts[other])[number]) < 1e-9 for other, value in like.items()
            )
    best = alike.most(text)
    assert best is None or alike.likeness(text)[best] >= ALIKE
