"""What a phone sees when the evening is over: the minutes, and the address that they may be sent to."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from exports import minutes_html
from tests.web.hall import Hall
from workshop_app.domain import commands as c
from workshop_app.minutes import read_minutes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Told the name of each state of the page, when it is there.
Seen = Callable[[str], None]


def press(page: Page, what: str) -> None:
    """Press the element and wait for what comes; a link may ask first whether the host is there."""
    if what.startswith("a["):
        with page.expect_navigation():
            page.locator(what).click()
    else:
        page.locator(what).click()
        page.wait_for_load_state("load")


class Afterwards:
    """Goes on where the evening ended, on the same page."""

    def __init__(self, hall: Hall, page: Page, seen: Seen) -> None:
        self.hall, self.page, self.seen = hall, page, seen

    def press(self, what: str) -> None:
        """Press the element and wait for what comes."""
        press(self.page, what)

    def the_end(self) -> None:
        """The minutes are given out and the evening ends."""
        reader, language = self.hall.runtime.reader(), self.page.locator("html").get_attribute("lang")
        made = minutes_html.render(read_minutes(reader, self.hall.runtime.path), str(language)).encode()
        self.hall.do(c.EndWorkshop())
        self.page.goto("/")
        self.seen("the-end-without-minutes")
        self.hall.do(c.GiveMinutes("Muistio.docx", WORD, b"PK\x03\x04", made))
        self.page.goto("/")
        self.seen("the-end")
        self.press("a[href='/minutes.html']")
        self.seen("minutes")

    def mail(self) -> None:
        """An address that is none, one that is kept, one that is taken away; and a page that is not there."""
        page = self.page
        page.goto("/mail")
        self.seen("mail")
        for address, found in (("aino@example", ".notice"), ("aino@example.fi", ".box")):
            page.locator("#address").fill(address)
            page.locator("#agree").check()
            self.press("button[value='keep']")
            expect(page.locator(found)).to_have_count(1)
            self.seen("mail-refused" if found == ".notice" else "mail-kept")
        page.locator("summary").click()
        page.locator("#gone").fill("aino@example.fi")
        self.press("button[value='remove']")
        page.wait_for_url("**/mail?show=removed")
        self.seen("mail-removed")
        page.goto("/nowhere")
        self.seen("nowhere")
