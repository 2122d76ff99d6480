"""The pictures with one large QR code: joining, the hall's Wi-Fi, the minutes to take home. QT MAIN THREAD.

One code at a time: a camera that sees two may take the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.widgets.counted import BigNumber
from ui.widgets.hall import CAPTION, HERO, SIDE, HallScene, Space
from ui.widgets.qr_code import QrCode, qr_matrix
from ui.widgets.scaled_text import Run, ScaledText, marked, runs
from ui.widgets.steps import NumberedSteps, StepWords
from ui.widgets.tokens import INK, INK_2

#: The largest share of the screen's height that a code takes with its quiet zone; the modules then take 70 %.
CODE = 0.92
#: The words beside it keep this share of the width.
_WORDS = 0.36


@dataclass(frozen=True, slots=True)
class Join:
    """What a person needs to join: `address` is a full http address, `wifi_code` the text of the Wi-Fi's code."""

    address: str = ""
    people: int = 0
    wifi_name: str = ""
    wifi_password: str = ""
    wifi_code: str = ""

    @property
    def typed(self) -> str:
        """The address as it is typed on a phone: without what browsers add by themselves."""
        return typed(self.address)


def typed(address: str) -> str:
    """An address as it is typed on a phone: without what browsers add by themselves."""
    return address.removeprefix("http://").rstrip("/")


class CodeScene(HallScene):
    """Words on the left, the code and a line under it on the right, a number at the foot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = ScaledText(CAPTION, least=CAPTION, lines=2)
        self.hero = ScaledText(HERO, least=1.2, lines=2)
        self.hero.compact = True
        self.steps = NumberedSteps()
        self.tip = ScaledText(1.0, least=0.85, lines=5)
        self.number = BigNumber()
        self.add(self.caption)
        self.add(self.hero, above=0.5)
        self.add(self.steps, above=0.7)
        self.add(self.tip, above=0.7)
        self.add(Space(), above=0, stretches=True)
        self.add(self.number, above=0)
        self.code = QrCode(self)
        self.under = ScaledText(CAPTION, least=CAPTION * 0.8, lines=1, parent=self)
        self.under.centred = True
        self._text = ""

    def set_code(self, text: str, name: str) -> None:
        """Show `text` as the code; empty shows none."""
        if text != self._text:
            self._text = text
            self.code.set_code(qr_matrix(text) if text else (), name)

    def text_width(self) -> int:
        if not self._text:
            return super().text_width()
        return self.width() - round(SIDE * self.unit) - self._code_side()

    def arrange(self) -> None:
        super().arrange()
        unit, side = self.unit, self._code_side()
        line = round(1.3 * CAPTION * unit)
        # Its quiet zone is white like the paper, so it also serves as the margin between code and text.
        top, left = max(0, (self.height() - side - line) // 2), self.width() - side
        self.code.setGeometry(QRect(left, top, side, side))
        self.under.set_unit(unit)
        self.under.setGeometry(QRect(left, top + side, side, line))
        for part in (self.code, self.under):
            part.setVisible(bool(self._text))

    def _code_side(self) -> int:
        line = 1.3 * CAPTION * self.unit
        beside = (1 - _WORDS) * self.width() - SIDE * self.unit
        return self.code.side_for(int(min(CODE * self.height(), self.height() - line, beside)))


class JoinScene(CodeScene):
    """How to join: the Wi-Fi, the page's code, the address to type, how many are in."""

    def show_join(self, join: Join, title: str) -> None:
        """Show `join`; `title` is the workshop's."""
        _ = self.words.text
        self.caption.set_text(title, INK_2)
        self.hero.set_text(_("Join with your phone"), bold=True)
        self.set_code(join.address, _("QR code to {address}", address=join.address))
        self.under.set_text(_("No phone? Raise your hand, we will help."), INK_2)
        self.steps.set_steps(self._steps(join))
        self.number.set_count(self.words.number(join.people), _("here"))
        self.arrange()

    def _steps(self, join: Join) -> list[StepWords]:
        _ = self.words.text
        steps: list[StepWords] = []
        if join.wifi_name:
            connect = runs(_("Connect to the Wi-Fi {name}", name=marked(join.wifi_name)))
            steps.append((connect, _password(_, join)))
        elif join.address:
            # The address is the hall's own: over mobile data nobody comes to it.
            steps.append((runs(_("Connect to the Wi-Fi here")), ()))
        if join.address:
            typed = runs(_("or type: {address}", address=marked(join.typed)), INK_2, INK)
            steps.append((runs(_("Read the QR code with the camera")), typed))
        else:
            steps.append((runs(_("The address will be here in a moment.")), ()))
        return steps


class WifiScene(CodeScene):
    """The hall's Wi-Fi as a code of its own, for phones that take it."""

    def show_join(self, join: Join, title: str) -> None:
        """Show the Wi-Fi of `join`."""
        _ = self.words.text
        self.caption.set_text(title, INK_2)
        self.hero.set_text(_("First onto the Wi-Fi"), bold=True)
        self.set_code(join.wifi_code, _("QR code to the Wi-Fi {name}", name=join.wifi_name))
        self.under.set_text(_("This code is for the Wi-Fi only."), INK_2)
        name = runs(_("Wi-Fi: {name}", name=marked(join.wifi_name)))
        self.steps.set_steps([(name, _password(_, join))] if join.wifi_name else [])
        self.tip.set_text(_("No internet? Stay connected, and turn mobile data off."), INK_2)
        self.number.set_count(self.words.number(join.people), _("here"))
        self.arrange()


class ThanksScene(CodeScene):
    """The end: thanks, and the minutes to take home."""

    def show_minutes(self, join: Join, title: str, follow_up: str, minutes: str) -> None:
        """Show where the minutes are, or will be; `follow_up` says how people will hear later.

        `minutes`: the address of the minutes; empty while they are not given.
        """
        _ = self.words.text
        self.caption.set_text(title, INK_2)
        self.hero.set_text(_("Thank you!"), bold=True)
        address = minutes or join.address
        self.set_code(address, _("QR code to {address}", address=address))
        self.under.set_text(typed(address), INK_2)
        now = _("Take the minutes home: read the code with your phone.")
        later = _("The minutes will be on your phone when they are ready. Keep the page open.")
        take = runs(now if minutes else later)
        self.steps.set_steps([(take, ())])
        self.tip.set_text(follow_up, INK_2)
        self.arrange()


def _password(_: Callable[..., str], join: Join) -> tuple[Run, ...]:
    if not join.wifi_password:
        return runs(_("no password"), INK_2)
    return runs(_("password: {password}", password=join.wifi_password), INK_2)
