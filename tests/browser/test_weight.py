"""What the phone page weighs: every byte between a real Chromium and the host, heads and live stream included."""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MakePhone
from tests.browser.holding import Held
from tests.browser.test_evening import joined
from tests.browser.wire import Wire
from tests.web.hall import Hall
from workshop_app.domain.commands import AddIdea, HideIdea
from workshop_app.domain.ideas import IDEA_LIMIT, IdeaOrigin
from workshop_app.store import idea_rows

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: An old phone names itself at length.
ANDROID = (
    "Mozilla/5.0 (Linux; Android 9; SM-J330F Build/PPR1.180610.011; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/109.0.5414.117 Mobile Safari/537.36"
)
#: An answer's limit, both ways, its head and the live stream included.
LIMIT = 1_000
#: No two words alike in an idea, so that it is not packed better than what people write.
WORDS = re.findall(
    r"\w+",
    "kyläbussi terveysasema kirjastossa digituki nuorten ikäihmisille lähitori turvallisuus pyörätie välipysäkki "
    "koulukuraattori iltapäiväkerho yökahvila omaishoitaja vapaaehtoisille ulkoilureitti venesatama hammashoitola "
    "etälääkäri ruokapankki liikuntasali vertaisryhmä naapuriapu jäähalli palvelubussi perhekeskus kokoontumistila "
    "tulkkipalvelu kesätyöpaikka mielenterveys joukkoliikenne esteettömyys uimahalli kotihoidon työpaja musiikkileiri "
    "kylätalkoot lumenluonti matonpesupaikka frisbeerata kuntosalivuoro äitiysneuvola rokotuspiste saattoapu "
    "asukasraati lintutorni grillikatos hiihtolatu varhaiskasvatus laituri päihdetyö ompelukerho keskustelupiiri "
    "virastotalo tietokone muistikahvila luontopolku kaukalo ensiapukurssi jätepiste valokuitu sähköpotkulauta",
)


def long_idea(dice: random.Random) -> str:
    """As long as an idea may be."""
    return " ".join(dice.sample(WORDS, 40))[: IDEA_LIMIT - 1] + "x"


def test_first_page(hall: Hall, browse: MakePhone) -> None:
    """From nothing to the join page: at most 30 kB in four requests; the page after it with the script: the same."""
    with Wire(hall.port).up() as wire:
        page = browse(port=wire.port, agent=ANDROID)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/", wait_until="networkidle")
        sent, got = wire.since()
        assert (True, True) == (sent + got <= 30_000, len(asked) <= 4), (sent, got, asked)
        asked.clear()
        with page.expect_response("**/live"):
            joined(page)
        sent, got = wire.since()
        assert sent + got <= 30_000


class Weighing:
    """One phone in a duel among ideas as long as they may be; what each kind of answer weighed, both ways."""

    def __init__(self, page: Page, wire: Wire) -> None:
        self.page, self.wire = page, wire
        wire.calm = True
        self.weighed: dict[str, list[tuple[int, int]]] = {}

    def press(self, what: str, top: str, ahead: int = 1) -> None:
        """Press a button of the duel; then `top` stands above, and the next pair is there too, or none is."""
        with self.weigh(what):
            self.page.locator(f"button[value='{what}']").click()
        expect(self.page.locator(".top")).to_have_text(top)
        expect(self.page.locator("#ahead")).to_have_count(ahead)
        expect(self.page.locator(".why")).to_have_count(1 if what == "skip" else 0)
        expect(self.page.locator("button[value='undo']")).to_be_enabled()

    def more(self, top: str) -> None:
        """Of the two new pairs the answer brings the first one; the script asks for the other afterwards."""
        held = Held(self.page, "**/?has=*")
        self.press("more", top, 0)
        with self.weigh("the pair after it", "**/?has=*"):
            held.let_go()
        expect(self.page.locator("#ahead")).to_have_count(1)

    def load(self, where: str) -> None:
        """Load a page with all that it asks for, the stream too."""
        self.wire.calm = False
        with self.page.expect_response("**/live"):
            self.page.goto(where)
        self.wire.calm = True

    def follow(self, hall: Hall, kind: str, what: str) -> None:
        """The hall goes on, and the page by itself, to where `what` is."""
        self.wire.calm = False
        hall.open(kind)
        self.page.locator(what).wait_for()
        self.wire.calm = True

    @contextlib.contextmanager
    def weigh(self, what: str, where: str = "**/a/*") -> Iterator[None]:
        """What is sent and got for one answer."""
        self.wire.since()
        with self.page.expect_response(where) as response:
            yield
        response.value.finished()
        self.weighed.setdefault(what, []).append(self.wire.since())


def test_answers(hall: Hall, browse: MakePhone) -> None:
    """Every kind of answer in a duel is at most 1 kB each way, also when all ideas are 280 characters."""
    dice = random.Random(7)
    for idea in idea_rows.ideas(hall.runtime.reader()):
        hall.do(HideIdea(idea.id))
    for _ in range(16):
        hall.do(AddIdea(long_idea(dice), IdeaOrigin.FACILITATOR))
    with Wire(hall.port).up() as wire:
        page = browse(port=wire.port, agent=ANDROID)
        joined(page)
        hall.open("duel")
        expect(page.locator("#ahead")).to_have_count(1)
        duel = Weighing(page, wire)
        for number in range(2, 14, 3):
            duel.press("left", f"Vertailu {number} / 15")
            duel.press("skip", f"Vertailu {number + 1} / 15")
            duel.press("equal", f"Vertailu {number + 1} / 15")
            duel.press("right", f"Vertailu {number + 2} / 15")
        duel.press("undo", "Vertailu 12 / 15")
        assert 0 == wire.spared
        for what, top, ahead in (
            ("left", "Vertailu 13 / 15", 1),
            ("left", "Vertailu 14 / 15", 1),
            ("left", "Vertailu 15 / 15", 0),
            ("left", "15 vertailua tehty", 0),
            ("undo", "Vertailu 15 / 15", 0),
            ("left", "15 vertailua tehty", 0),
        ):
            duel.press(what, top, ahead)
        duel.more("Vertailu 16 / 20")
        duel.load("/?show=idea")
        page.locator("#idea").fill(long_idea(dice))
        with duel.weigh("idea"):
            page.locator("main form button.button").click()
        expect(page.locator(".thanks")).to_have_count(1)
        assert page.url.endswith(f":{wire.port}/")
        duel.press("skip", "Vertailu 17 / 20")
        over = {what: sizes for what, sizes in duel.weighed.items() if max(map(max, sizes)) > LIMIT}
        assert ({}, 8) == (over, len(duel.weighed)), duel.weighed


def test_other_answers(hall: Hall, browse: MakePhone) -> None:
    """So is an idea with a full wall and five of one's own, taking one back, a step of the ladder, and feedback."""
    dice = random.Random(8)
    for _ in range(30):
        hall.do(AddIdea(long_idea(dice), IdeaOrigin.FACILITATOR))
    with Wire(hall.port).up() as wire:
        page = browse(port=wire.port, agent=ANDROID)
        joined(page)
        evening = Weighing(page, wire)
        evening.follow(hall, "ideas", "#idea")
        for number in range(1, 6):
            page.locator("#idea").fill(long_idea(dice))
            with evening.weigh("idea"):
                page.locator("form[data-fresh] button.button").click()
            expect(page.locator("form[action='/own']")).to_have_count(number)
        expect(page.locator("details[data-keep] li")).to_have_count(50)
        for where, left in (("/", 4), ("/own", 3)):
            evening.load(where)
            page.locator(".cards summary").first.click()
            with evening.weigh(f"withdraw on {where}", "**/own"):
                page.locator("form[action='/own'] button").first.click()
            expect(page.locator("form[action='/own']")).to_have_count(left)
        evening.load("/")
        for kind, chosen in (("ladder", "s2"), ("feedback", "heard4")):
            evening.follow(hall, kind, f"label[for='{chosen}']")
            page.locator(f"label[for='{chosen}']").click()
            with evening.weigh(kind):
                page.locator("main form button.button").click()
            expect(page.locator("main .box")).to_have_count(1)
        over = {what: sizes for what, sizes in evening.weighed.items() if max(map(max, sizes)) > LIMIT}
        assert ({}, 5) == (over, len(evening.weighed)), evening.weighed
