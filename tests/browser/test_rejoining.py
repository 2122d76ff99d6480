"""In a real browser: another address is another origin, and the code makes the phone the same person there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.test_evening import STICKING_OUT, joined
from tests.browser.test_script import choose, start, stop, written
from tests.web.hall import Hall
from workshop_app.domain.commands import EndWorkshop
from workshop_app.kinds.duel.kind import count
from workshop_app.store import workshop_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def come_back(page: Page, code: str) -> None:
    """Type the code on the join page."""
    page.locator(".rejoin summary").click()
    page.locator("#code").fill(code)
    page.locator("form[action='/rejoin'] button").click()


@pytest.mark.parametrize("js", [True, False])
def test_another_origin(hall: Hall, browse: MakePhone, js: bool) -> None:
    """At another address the phone is a stranger; a wrong code is told, the right one leads to the same pair."""
    page = browse(js=js)
    joined(page)
    code = page.locator("strong.code").inner_text()
    hall.open("duel")
    page.goto("/")
    for number in range(2, 5):
        choose(page)
        expect(page.locator(".top")).to_have_text(f"Vertailu {number} / 15")
    pair = page.locator("input[name='pair']").get_attribute("value")
    page.goto(f"http://localhost:{hall.port}/")
    come_back(page, "ZZZ2" if code != "ZZZ2" else "ZZZ3")
    expect(page.locator(".notice")).to_have_text("Tunnusta ei löytynyt. Tarkista se tai liity mukaan uutena.")
    expect(page.locator("#code")).to_be_visible()
    page.locator("#code").fill(code.lower())
    page.locator("form[action='/rejoin'] button").click()
    expect(page.locator(".top")).to_have_text("Vertailu 4 / 15")
    assert pair == page.locator("input[name='pair']").get_attribute("value")
    choose(page, "right")
    expect(page.locator(".top")).to_have_text("Vertailu 5 / 15")
    reader = hall.runtime.reader()
    assert (1, 4) == (workshop_rows.participant_count(reader), count(reader, hall.activity("duel")))


def test_lost_for_long_tells_the_code(hall: Hall, browse: MakePhone) -> None:
    """When the address has changed in the middle of a duel, the phone that waits for the old one shows its code."""
    page = browse()
    page.clock.install()
    joined(page)
    code = page.locator("strong.code").inner_text()
    hall.open("duel")
    page.goto("/")
    page.context.set_offline(True)
    page.clock.run_for(20_000)
    expect(page.locator("#link")).to_contain_text("Yhteys katkesi.")
    expect(page.locator("#link")).not_to_contain_text(code)
    page.clock.run_for(40_000)
    expect(page.locator("#link")).to_have_text(
        "Yhteys on yhä poikki. Jos valkokankaalla on uusi osoite, lue QR-koodi uudelleen ja anna tunnuksesi "
        f"{code}."
    )
    page.locator("button.card.left").click()
    expect(page.locator("#link")).to_have_text(
        "Äsken lähettämäsi odottaa tällä sivulla. Jos valkokankaalla on uusi osoite, lue QR-koodi, anna tunnuksesi "
        f"{code} ja lähetä sama siellä."
    )
    undo, bar = page.locator(".row").bounding_box(), page.locator(".bars").bounding_box()
    assert undo is not None
    assert bar is not None
    assert undo["y"] + undo["height"] <= bar["y"]
    # However large the letters, all of the page can be scrolled free of the bar.
    page.set_viewport_size({"width": 320, "height": 568})
    # In one go: the page may take its new size only now.
    assert page.evaluate(
        "document.documentElement.style.fontSize = '200%', scrollTo(0, document.body.scrollHeight), "
        "[...document.querySelectorAll('footer a')].pop().getBoundingClientRect().bottom <= "
        "document.querySelector('.bars').getBoundingClientRect().top"
    )
    page.context.set_offline(False)
    page.clock.run_for(10_000)
    expect(page.locator("#link")).to_be_empty()


def test_lost_on_the_way_home(hall: Hall, browse: MakePhone) -> None:
    """The evening is over and the person leaves with the page open: nothing is asked of them, however long it takes.
    A link that is pressed then is told not to have worked.
    """
    page = browse()
    page.clock.install()
    joined(page)
    hall.do(EndWorkshop())
    page.goto("/")
    page.context.set_offline(True)
    for milliseconds in (20_000, 60_000):
        page.clock.run_for(milliseconds)
        expect(page.locator("#link")).to_have_text(
            "Yhteys salin tietokoneeseen katkesi. Tilaisuus on päättynyt, ja kaikki vastauksesi ovat tallessa."
        )
    page.locator("footer nav a").last.click()
    expect(page.locator("#link")).to_contain_text("eikä äskeinen painalluksesi mennyt perille")


def test_what_waited_at_the_old_address_counts_once(hall: Hall, browse: MakePhone) -> None:
    """An idea waits in the old tab, is written again at the new address, and goes off when the old one is back: one
    idea. There the join page asks for the code first, as the evening is under way.
    """
    page = browse()
    joined(page)
    code = page.locator("strong.code").inner_text()
    hall.open("duel")
    hall.open("ideas")
    page.goto("/")
    expect(page.locator("#idea")).to_be_visible()
    stop(hall)
    page.route("**/*", lambda route: route.abort())
    page.locator("#idea").fill("Kyläbussi")
    page.locator("form[data-fresh] button.button").click()
    expect(page.locator("#unsent")).to_contain_text("Kyläbussi")
    start(hall)
    other = page.context.new_page()
    other.goto(f"http://localhost:{hall.port}/")
    order = "[...document.querySelectorAll('main form')].map(form => form.getAttribute('action'))"
    assert ["/rejoin", "/join"] == other.evaluate(order)
    come_back(other, code)
    other.locator("#idea").fill("Kyläbussi")
    other.locator("form[data-fresh] button.button").click()
    expect(other.locator(".cards li", has_text="Kyläbussi")).to_have_count(1)
    page.unroute_all()
    expect(page.locator("#unsent")).to_have_count(0)
    expect(page.locator(".cards li", has_text="Kyläbussi")).to_have_count(1)
    assert ["Kyläbussi"] == [idea.text for idea in written(hall)]


def test_two_phones_of_one_person(hall: Hall, browse: MakePhone) -> None:
    """Both have the same pair; the second answer to it changes nothing and shows where the person is."""
    one, other = browse(), browse()
    joined(one)
    code = one.locator("strong.code").inner_text()
    hall.open("duel")
    one.goto("/")
    other.goto("/")
    come_back(other, code)
    expect(other.locator(".top")).to_have_text("Vertailu 1 / 15")
    choose(one)
    expect(one.locator(".top")).to_have_text("Vertailu 2 / 15")
    choose(other, "right")
    expect(other.locator(".top")).to_have_text("Vertailu 2 / 15")
    assert 1 == count(hall.runtime.reader(), hall.activity("duel"))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_code_fits(browse: MakePhone, language: str) -> None:
    """At 320 px the opened field and the code on the privacy page stick out nowhere."""
    page = browse(width=320, language=language)
    page.goto("/")
    page.locator(".rejoin summary").click()
    assert [] == page.evaluate(STICKING_OUT)
    joined(page)
    page.goto("/about")
    page.locator(".rejoin summary").click()
    assert [] == page.evaluate(STICKING_OUT)
