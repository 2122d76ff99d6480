"""A simulated phone understands a page as a browser without JavaScript does."""

import pytest

from workshop_app.rehearsal.page import BrokenPage, Form, read_page


def _form(html: str) -> Form:
    return read_page("http://hall/", html).forms[0]


def test_what_is_filled_in_goes_along() -> None:
    """Hidden fields, chosen choices and texts that stand on the page are sent as they are."""
    form = _form(
        '<form method="post" action="/a/1"><input type="hidden" name="pair" value="7">'
        '<input type="radio" name="side" value="l"><input type="radio" name="side" value="r" checked>'
        '<input type="checkbox" name="sure"><textarea name="text">\nHei\n</textarea><input name="empty"></form>'
    )
    assert ("/a/1", "post") == (form.action, form.method)
    assert [("pair", "7"), ("side", "r"), ("text", "Hei\n"), ("empty", "")] == form.filled({})


def test_only_the_pressed_button_goes_along() -> None:
    """Of several buttons the pressed one is sent, in order after the fields."""
    form = _form(
        '<form><button name="action" value="left">A</button><button name="action" value="skip">?</button></form>'
    )
    assert [] == form.filled({})
    assert [("action", "skip")] == form.filled({}, ("action", "skip"))


def test_a_list_sends_its_first_entry_unless_another_is_chosen() -> None:
    """A browser shows the first entry of a list without a chosen one, and sends that."""
    html = '<form><select name="theme"><option value="">-</option><option value="2"{}>Toinen</option></select></form>'
    assert [("theme", "")] == _form(html.format("")).filled({})
    assert [("theme", "2")] == _form(html.format(" selected")).filled({})
    assert [("theme", "2")] == _form(html.format("")).filled({"theme": "2"})


def test_a_control_outside_finds_its_form() -> None:
    """The `form` attribute puts a button that stands elsewhere into the form."""
    page = read_page(
        "/", '<form id="f" action="/x"></form><button form="f" name="go" value="1">Mene</button>'
    )
    assert [("go", "1")] == page.forms[0].filled({}, ("go", "1"))


def test_a_button_is_called_by_its_longest_words() -> None:
    """An idea on a card is read without the card's letter."""
    form = _form(
        '<form><button name="a" value="l"><span>A</span> <span>Kävely&shy;reitti &amp; penkit</span></button></form>'
    )
    assert "Kävely\xadreitti & penkit" == form.controls[0].label


def test_what_the_page_does_not_offer_cannot_be_sent() -> None:
    """A person can't choose what is not there: the page is broken, and the rehearsal says so."""
    form = _form(
        '<form action="/a/1"><input type="radio" name="stage" value="x"><button name="b" value="1">B</button></form>'
    )
    for values, press in (({"stage": "y"}, None), ({"text": "hei"}, None), ({}, ("b", "2"))):
        with pytest.raises(BrokenPage):
            form.filled(values, press)
    with pytest.raises(BrokenPage):
        form.value("pair")


def test_what_is_disabled_is_not_there() -> None:
    """A disabled control is neither offered nor sent."""
    assert not _form('<form><input name="x" disabled></form>').has("x")


def test_text_and_links_are_what_a_person_reads() -> None:
    """Scripts, styles and the title are no text of the page; a link has its words."""
    page = read_page(
        "/", "<title>T</title><style>p{}</style><p>Hei <a href='/minutes.docx'>Lataa\n muistio</a></p>"
    )
    assert ("Hei Lataa muistio", (("/minutes.docx", "Lataa muistio"),)) == (page.text, page.links)
    assert ("/minutes.docx", None) == (page.link_to("/minutes"), page.link_to("/x"))
