"""The whole evening in a real browser of a phone's size: it works, it fits, and everybody can use it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.comparing import LONG_IDEA
from tests.browser.conftest import MakePhone
from tests.browser.evening import Evening
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea, CloseActivity, HideIdea, ShowResults
from workshop_app.domain.ideas import IdeaOrigin
from workshop_app.kinds.duel.kind import count as comparisons
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What is pressed: 48 px a side. A link inside a sentence is as high as its line, by WCAG 2.5.8's own exception.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, a, select, textarea, summary, label, input.code, input[type=email]')]
  .filter(e => !e.closest('p.quiet') && e.offsetParent && !e.matches('label.asks'))
  .map(e => [e.textContent.trim().slice(0, 40), e.getBoundingClientRect()])
  .filter(([_, r]) => r.height < 47.5 || r.width < 47.5)
  .map(([text, r]) => `${text}: ${Math.round(r.width)} x ${Math.round(r.height)}`)"""
# What sticks out of the page's column, or of the button, choice or box that it is in.
STICKING_OUT = """() => {
  const out = [], page = document.documentElement, edge = document.body.getBoundingClientRect().right + 1;
  if (page.scrollWidth > page.clientWidth) out.push('the page scrolls sideways');
  const bars = document.querySelector('.bars');
  if (bars && !bars.textContent.trim() && bars.offsetHeight) out.push('a bar that says nothing');
  for (const e of document.querySelectorAll('#page *')) {
    const r = e.getBoundingClientRect(), text = e.textContent.trim().slice(0, 30);
    const holder = e.parentElement.closest('button, .choice, .box, .cards li');
    if (!r.width || e.closest('.unseen, details:not([open]) > :not(summary)')) continue;
    if (r.right > edge) out.push('too wide: ' + text);
    if (holder && r.bottom > holder.getBoundingClientRect().bottom + 1) out.push('too high: ' + text);
  }
  return out;
}"""


# Words that the end of a line cuts without a hyphen. At a soft hyphen the letter after it has the hyphen's place, too.
CUT = """() => {
  const hidden = '.unseen, option, textarea, script, noscript, details:not([open]) > :not(summary)';
  const cut = [], range = document.createRange(), texts = document.createTreeWalker(document.body, 4);
  const line = (at, n) => { range.setStart(at, n); range.setEnd(at, n + 1); return [...range.getClientRects()].pop(); };
  while (texts.nextNode()) {
    const at = texts.currentNode;
    if (at.parentElement.closest(hidden)) continue;
    // An address has no hyphens, and a slash in a word is followed by a place to break.
    const words = at.data.replace(/\\S+[.@]\\w\\S*/g, found => ' '.repeat(found.length));
    for (const piece of words.matchAll(/[^\\s\\u00ad\\u200b\\u2060–-]{2,}/g)) {
      const first = line(at, piece.index), last = line(at, piece.index + piece[0].length - 1);
      if (first && last && last.top - first.top > first.height / 2) cut.push(piece[0]);
    }
  }
  return cut;
}"""

# What sticks out, what is too small, and what sticks out or is cut at 200 % text: asked at once, so that it is quick.
MEASURED = f"""() => {{
  const root = document.documentElement, out = {STICKING_OUT}, small = {SMALL_TARGETS}, cut = {CUT};
  const found = [out(), small()];
  root.style.fontSize = '200%';
  found.push(out(), cut());
  root.style.fontSize = '';
  return found;
}}"""


#: The narrowest phone, and one that lies on its side: what fits there fits on those between.
SIZES = ((320, 640), (640, 360))
#: A phone of 360 pixels whose owner has set the text twice as large: Android's browser shows all of a page so now.
TWICE_AS_LARGE = (180, 320)


@pytest.mark.slow(seconds=20)
def test_whole_evening_without_script(hall: Hall, browse: MakePhone) -> None:
    """Without JavaScript, a person gets from the first page to the minutes, and all answers are kept."""
    page = browse(js=False)
    states: list[str] = []
    Evening(hall, page, states.append, js=False).whole()
    assert (44, 15) == (len(states), comparisons(hall.runtime.reader(), hall.activity("duel")))
    with page.expect_download() as download:
        page.goto("/")
        page.locator("a[href='/minutes.docx']").click()
    assert "Muistio.docx" == download.value.suggested_filename


@pytest.mark.slow(seconds=45)
@pytest.mark.parametrize(("language", "look"), [("fi", "contrast"), ("sv", "dark"), ("en", "")])
def test_everybody_can_use_every_page(hall: Hall, browse: MakePhone, language: str, look: str) -> None:
    """The whole evening with the script, all answers kept. In every state axe-core finds nothing; at no width, lying or
    standing, at 200 % text neither, nor where all is twice as large, anything sticks out or is cut in the middle of a
    word, and targets are large.
    """
    page = browse(language=language, dark=look == "dark", contrast=look == "contrast")
    axe = Axe()
    wrong: dict[str, object] = {}
    states: list[str] = []

    def seen(state: str) -> None:
        states.append(state)
        results = axe.run(page)
        found = {"axe": results.generate_report() if results.violations_count else ""}
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            out, small, out_enlarged, cut = page.evaluate(MEASURED)
            found |= {f"sticking out at {width}": out, f"sticking out at {width}, 200 %": out_enlarged}
            if state != "minutes":
                found |= {f"too small at {width}": small, f"cut at {width}, 200 %": cut}
        width, height = TWICE_AS_LARGE
        page.set_viewport_size({"width": width, "height": height})
        found["sticking out, twice as large"] = page.evaluate(STICKING_OUT)
        if state != "minutes":
            found["cut, twice as large"] = page.evaluate(CUT)
        page.set_viewport_size({"width": 360, "height": 640})
        if any(found.values()):
            wrong[state] = {what: told for what, told in found.items() if told}

    Evening(hall, page, seen).whole()
    assert {} == wrong
    assert (46, 16) == (len(states), comparisons(hall.runtime.reader(), hall.activity("duel")))


def test_long_ideas_fit_on_one_screen(hall: Hall, browse: MakePhone) -> None:
    """Two ideas of 140 characters, with all buttons, fit on 360 x 640 without scrolling, after a skip too."""
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(HideIdea(idea.id))
    assert 140 == len(LONG_IDEA)
    hall.do(AddIdea(LONG_IDEA, IdeaOrigin.FACILITATOR))
    for other in ("Lähi", "Etäj"):
        hall.do(AddIdea(LONG_IDEA.replace("Digi", other), IdeaOrigin.FACILITATOR))
    page = browse()
    joined(page)
    hall.open("duel")
    page.goto("/")
    expect(page.locator("button.card")).to_have_count(2)
    for action in ("skip", "equal"):
        assert [] == page.evaluate(STICKING_OUT)
        row = page.locator(".row").bounding_box()
        assert row is not None
        assert row["y"] + row["height"] <= 640
        page.locator(f"button[value='{action}']").click()
        expect(page.locator(".why")).to_have_count(1 if action == "skip" else 0)


def joined(page: Page) -> None:
    """The person joins."""
    page.goto("/")
    page.locator("#g1").check()
    page.locator("form[action='/join'] .button").click()
    expect(page.locator("form[action='/join']")).to_have_count(0)


def test_keyboard_alone_is_enough(hall: Hall, browse: MakePhone) -> None:
    """Join and answer a pair with the keyboard; what has the focus can be seen."""
    page = browse()
    page.goto("/")
    page.locator("#g1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert "Liity mukaan" == page.evaluate("document.activeElement.textContent")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert "none" != outline
    page.keyboard.press("Enter")
    expect(page.locator("form[action='/join']")).to_have_count(0)
    hall.open("duel")
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('left')")
    page.keyboard.press("Enter")
    expect(page.locator(".top")).to_have_text("Vertailu 2 / 15")


def test_own_ideas_on_paper(hall: Hall, browse: MakePhone) -> None:
    """Printed, a page has what was said on it and nothing to press; without JavaScript results can be read in peace."""
    page = browse(js=False)
    joined(page)
    hall.open("ideas")
    page.goto("/")
    page.locator("#idea").fill(LONG_IDEA)
    page.locator("form[data-fresh] button.button").click()
    page.goto("/own")
    page.emulate_media(media="print")
    expect(page.locator(".cards li")).to_be_visible()
    for pressed in page.locator("button, a, summary").all():
        expect(pressed).not_to_be_visible()
    page.emulate_media(media="screen")
    duel = hall.open("duel")
    page.goto("/")
    page.locator("button.card.left").click()
    hall.do(CloseActivity(duel))
    hall.do(ShowResults(duel))
    page.goto("/")
    page.locator("noscript a").click()
    assert f"/a/{duel}/results" in page.url
    expect(page.locator("meta[http-equiv='refresh']")).to_have_count(0)
