"""One simulated person: what they do with whatever stands on their phone. Runs in the crowd's asyncio loop."""

from __future__ import annotations

import asyncio
import math
import random
import time
from dataclasses import dataclass, field

from workshop_app.rehearsal.page import BrokenPage, Form, Page
from workshop_app.rehearsal.phone import Phone, Unreachable
from workshop_app.rehearsal.script import script

#: The shares of the languages: of ten people about eight read Finnish, some Swedish, a few English.
LANGUAGES = ("fi",) * 8 + ("sv", "en")
#: How strongly a difference in worth decides an answer; 1 is the difference between two ordinary ideas.
SHARPNESS = 1.6
#: How much people's own taste differs from the hall's common opinion.
TASTE = 0.7
#: Skipping near ties: the share of people who do, and how near a tie must be.
SKIPPERS, NEAR = 0.4, 0.25
#: The share of people who would rather not tell their group.
NO_GROUP = 0.08


@dataclass(slots=True)
class Tally:
    """What the crowd has done so far. `sent`: answers to pairs that left a phone; `acknowledged`: those taken."""

    joined: int = 0
    ideas: int = 0
    sent: int = 0
    acknowledged: int = 0
    stages: int = 0
    feedback: int = 0
    minutes: int = 0
    #: How long each acknowledged answer took, in seconds.
    waits: list[float] = field(default_factory=list)
    #: What did not go as a person would expect, in English, for the log and the summary.
    troubles: list[str] = field(default_factory=list)


class Person:
    """One person with a phone, a taste and a memory of what they have done."""

    def __init__(self, number: int, seed: int, duels: int, pace: float, tally: Tally) -> None:
        """`number` counts from 0; `duels`: the most pairs they answer; `pace`: seconds they think, on the average."""
        self._number, self._seed = number, seed
        self._dice = random.Random(f"{seed}/{number}")
        self._duels, self._pace, self._tally = duels, pace, tally
        self.language = self._dice.choice(LANGUAGES)
        self._skips = self._dice.random() < SKIPPERS
        self._answered: dict[str, int] = {}
        self._done: set[str] = set()

    async def take_part(self, phone: Phone) -> None:
        """Look at the phone and do what it asks for now, once. A person who can't go on is noted, not fatal."""
        try:
            await self._act(phone, await phone.open())
        except (BrokenPage, Unreachable) as error:
            self._tally.troubles.append(f"person {self._number}: {error}")

    async def fetch_minutes(self, phone: Phone) -> tuple[bytes, bytes] | None:
        """Fetch the minutes as the page links to them: the document, and the web page."""
        try:
            page = await phone.open()
            links = page.link_to("/minutes.docx"), page.link_to("/minutes.html")
            if links[0] is None or links[1] is None:
                raise BrokenPage("no link to the minutes")
            content = await phone.download(links[0]), await phone.download(links[1])
        except (BrokenPage, Unreachable) as error:
            self._tally.troubles.append(f"person {self._number}: {error}")
            return None
        self._tally.minutes += 1
        return content

    async def _act(self, phone: Phone, page: Page) -> None:
        if (form := page.form_with("secret", "language")) is not None:
            await self._join(phone, form)
            page = phone.page
        if page.form_with("pair") is not None:
            await self._compare(phone)
        elif (form := page.form_with("text")) is not None:
            await self._write(phone, form)
        elif (form := page.form_with("stage")) is not None:
            await self._say_stage(phone, form)
        elif (form := page.form_with("word")) is not None:
            await self._give_feedback(phone, form)

    async def _join(self, phone: Phone, form: Form) -> None:
        await self._think()
        groups = [choice.value for choice in form.offers("group")]
        said = [group for group in groups if group]
        group = "" if "" in groups and self._dice.random() < NO_GROUP else self._dice.choice(said or [""])
        await phone.send(form, {"group": group} if groups else {})
        if not phone.taken:
            raise BrokenPage("the joining was not taken")
        self._tally.joined += 1

    async def _write(self, phone: Phone, form: Form) -> None:
        if form.action in self._done:
            return
        self._done.add(form.action)
        for idea in self._dice.sample(script().ideas, self._dice.choice((1, 1, 2))):
            values = {"text": idea}
            themes = [choice.value for choice in form.offers("theme") if choice.value]
            if themes:
                values["theme"] = self._dice.choice(themes)
            await self._think()
            page = await phone.send(form, values)
            self._tally.ideas += phone.taken
            again = page.form_with("text")
            if again is None:
                return
            form = again

    async def _compare(self, phone: Phone) -> None:
        while (form := phone.page.form_with("pair")) is not None:
            if self._answered.get(form.action, 0) >= self._duels:
                return
            await self._think()
            self._answered[form.action] = self._answered.get(form.action, 0) + 1
            self._tally.sent += 1
            began = time.perf_counter()
            await phone.send(form, {}, ("action", self._choice(form)))
            if phone.taken:
                self._tally.acknowledged += 1
                self._tally.waits.append(time.perf_counter() - began)

    async def _say_stage(self, phone: Phone, form: Form) -> None:
        if form.action in self._done:
            return
        self._done.add(form.action)
        stages = list(dict.fromkeys(choice.value for choice in form.offers("stage")))
        # Most evenings feel like the middle of the ladder.
        middle = self._dice.gauss((len(stages) - 1) / 2, 1.0)
        chosen = stages[max(0, min(len(stages) - 1, round(middle)))]
        await self._think()
        button = any(choice.kind == "button" for choice in form.offers("stage"))
        await phone.send(form, {} if button else {"stage": chosen}, ("stage", chosen) if button else None)
        self._tally.stages += phone.taken

    async def _give_feedback(self, phone: Phone, form: Form) -> None:
        if form.action in self._done:
            return
        self._done.add(form.action)
        asked = dict.fromkeys(c.name for c in form.controls if c.kind in ("radio", "option"))
        values = {}
        for name in asked:
            offered = [choice.value for choice in form.offers(name) if choice.value]
            values[name] = self._dice.choice([*offered, *offered[-2:], *offered[-2:]])
        values["word"] = self._dice.choice(script().words) if self._dice.random() < 0.5 else ""
        await self._think()
        await phone.send(form, values)
        self._tally.feedback += phone.taken

    def _choice(self, form: Form) -> str:
        sides = {choice.value: choice.label for choice in form.offers("action")}
        difference = self._worth(sides.get("left", "")) - self._worth(sides.get("right", ""))
        if self._skips and abs(difference) < NEAR and "skip" in sides:
            return "skip"
        left = 1 / (1 + math.exp(-SHARPNESS * difference))
        return "left" if self._dice.random() < left else "right"

    def _worth(self, idea: str) -> float:
        """What the idea is worth to this person: the hall's common opinion and their own taste."""
        shared = random.Random(f"{self._seed}:{idea}").gauss(0, 1)
        own = random.Random(f"{self._seed}/{self._number}:{idea}").gauss(0, TASTE)
        return shared + own

    async def _think(self) -> None:
        if self._pace > 0:
            await asyncio.sleep(self._dice.expovariate(1 / self._pace))
