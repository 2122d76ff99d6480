"""What a page is called: what stands in its heading, and first of all that something went wrong, if it did.

A title is the first thing that a screen reader says of a page, and all that is seen of it in a list of open pages.
"""

from __future__ import annotations

from tests.web.hall import Hall
from tests.web.phone import Page, Phone
from workshop_app.domain.commands import CloseActivity, PauseActivity, ResumeActivity, ShowResults

WRONG = "Tämä ei onnistunut: "


def named(page: Page) -> bool:
    """Whether the title is the heading, to the letter."""
    return page.title == page.heading


def test_a_page_is_called_by_its_heading(hall: Hall, phone: Phone) -> None:
    """From joining to the feedback: waiting, writing, comparing, a break, the own ideas."""
    assert named(phone.get())
    assert named(phone.join())
    for kind in ("welcome", "ideas", "duel", "ladder", "decisions", "feedback"):
        hall.open(kind)
        assert (kind, True) == (kind, named(phone.get()))
    duel = hall.open("duel")
    assert named(phone.get("/?show=idea"))
    hall.do(PauseActivity(duel))
    assert ("Pieni tauko. Odota hetki.", True) == ((page := phone.get()).title, named(page))
    hall.do(ResumeActivity(duel))
    assert named(phone.get("/own"))
    assert named(phone.get("/about"))


def test_results_are_called_so(hall: Hall, joined: Phone) -> None:
    """Their heading is the question, which was that of the page before too."""
    duel = hall.open("duel")
    hall.do(CloseActivity(duel))
    hall.do(ShowResults(duel))
    assert "Tulokset: Kaksintaistelu" == joined.get().title


def test_what_went_wrong_comes_first(hall: Hall, phone: Phone) -> None:
    """A code that is nobody's, an empty idea, an empty form and a page that is not there say so in their titles."""
    refused = phone.send(phone.get(), "/rejoin", code="ZZZ2")
    assert f"{WRONG}{refused.heading}" == refused.title
    phone.join()
    for kind, fields in (("ideas", {"text": " "}), ("feedback", {})):
        hall.open(kind)
        refused = phone.send(phone.get(), "/a/", **fields)
        assert f"{WRONG}{refused.heading}" == refused.title
    assert phone.get("/nowhere").title.startswith(WRONG)


def test_a_field_that_was_refused_is_marked(hall: Hall, phone: Phone) -> None:
    """What is wrong with it is said with the field too, not at the page's top only."""
    assert ["code"] == phone.send(phone.get(), "/rejoin", code="ZZZ2").told_wrong()
    phone.join()
    assert [] == phone.get("/about").told_wrong()
    hall.open("ideas")
    assert [] == phone.get().told_wrong()
    assert ["idea"] == phone.send(phone.get(), "/a/", text=" ").told_wrong()
    for typed, wrong in (
        ({"address": "aino@example", "agree": "yes", "action": "keep"}, "address"),
        ({"address": "aino@example.fi", "action": "keep"}, "agree"),
        ({"address": "aino@example", "action": "remove"}, "gone"),
    ):
        assert [wrong] == phone.send(phone.get("/mail"), "/mail", **typed).told_wrong()
    assert [] == phone.get("/mail").told_wrong()
