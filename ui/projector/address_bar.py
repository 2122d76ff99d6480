"""The thin bar with address and code under every picture, and the banner for a new address. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui.projector.code_scenes import Join
from ui.widgets.hall import CAPTION, SIDE
from ui.widgets.painted import Painted
from ui.widgets.qr_code import QrCode, qr_matrix
from ui.widgets.scaled_text import Run, ScaledText, fit, marked, runs
from ui.widgets.tokens import INK, INK_2, LINE, LIVE, PAPER
from workshop_app.i18n import Translator

#: The bar's height, as a share of the screen's.
BAR = 1 / 9


class AddressBar(Painted):
    """One line, "Liity puhelimella: 192.168.8.10:8080", with a small code at its right end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ScaledText(CAPTION, least=CAPTION * 0.7, lines=1, parent=self)
        self._code = QrCode(self)
        self._address = ""

    def show_join(self, join: Join, words: Translator, *, code: bool = True) -> None:
        """Show the address of `join`; `code=False` without the code: a large one is on the screen."""
        _ = words.text
        sentence = _("Join with your phone: {address}", address=marked(join.typed)) if join.address else ""
        if sentence and join.wifi_name:
            sentence += "  ·  " + _("Wi-Fi: {name}", name=marked(join.wifi_name))
        self._text.set_runs(runs(sentence, INK_2, INK))
        if join.address != self._address:
            self._address = join.address
            name = _("QR code to {address}", address=join.address)
            self._code.set_code(qr_matrix(join.address) if join.address else (), name)
        self._code.setVisible(code)
        self._place()

    def set_unit(self, pixels: float) -> None:
        """Use `pixels` as the height of body text in the hall."""
        super().set_unit(pixels)
        self._place()

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        painter.fillRect(0, 0, width, height, QColor(PAPER))
        painter.fillRect(0, 0, width, max(1, round(self.unit / 24)), QColor(LINE))

    def _place(self) -> None:
        side = round(SIDE * self.unit)
        code = self._code.side_for(self.height() - 6)
        self._code.setGeometry(self.width() - side - code, (self.height() - code) // 2 + 1, code, code)
        self._text.set_unit(self.unit)
        line = round(self.unit * CAPTION * 1.3)
        room = self.width() - 2 * side - code - round(self.unit)
        self._text.setGeometry(side, (self.height() - line) // 2, max(1, room), line)


class Banner(Painted):
    """A sentence that everybody must see, over the top of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""

    def set_sentence(self, sentence: str) -> None:
        """Say `sentence`; empty for nothing to say."""
        self._sentence = sentence
        self.setAccessibleName(sentence)
        self.redraw()

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._sentence

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIVE))
        painter.drawRect(QRectF(0, 0, width, height))
        side = SIDE * self.unit
        words = (Run(self._sentence, bold=True, colour=PAPER),)
        made = fit(words, width - 2 * side, self.unit, least=self.unit * 0.7)
        made.draw(painter, side, (height - made.height) / 2)
