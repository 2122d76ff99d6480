"""The minutes as they will look, beside their text; made anew in the background after changes. QT MAIN THREAD."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from exports.jobs import Seen, seen
from ui import style
from ui.client import Client
from ui.locale import _
from ui.style import set_role
from ui.widgets import drawn
from ui.widgets.pieces import column, label
from workshop_app.drawing.shapes import FIGURE, Draw, Sheet

#: The next preview is begun at the earliest this many milliseconds after the last one was shown.
PAUSE_MS = 1200
#: Room beside a picture, for the document's margins and the scroll bar, in pixels.
_BESIDE = 40
#: The letters of drawings, in pixels.
_LETTERS = 13
#: Where the page keeps line breaks by its style sheet, which Qt's text ignores.
_KEEPS_LINES = re.compile(r"<(td|dd|p)\b[^>]*>.*?</\1>", re.DOTALL)
#: What Qt's text does not understand: our style sheet, and text for screen readers only.
_LEFT_OUT = re.compile(r'<style>.*?</style>|<span class="unseen">.*?</span>', re.DOTALL)


class Preview(QTextBrowser):
    """The minutes' page as text to scroll through; no link in it is followed and nothing is fetched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(_("How the minutes look"))
        set_role(self, "preview")
        self.document().setDefaultStyleSheet(_looks())
        self.document().setDocumentMargin(14)
        self._page = ""
        self._drawings: tuple[Draw, ...] = ()
        self._width = self._wide = 0

    def show_page(self, html: str, drawings: Sequence[Draw] = ()) -> None:
        """Show the minutes' web page with its drawings; the place that is being read stays in sight."""
        self._drawings = tuple(drawings)
        if html != self._page:  # it has the drawings' numbers too, in words
            self._page = html
            self._lay_out()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A drawing of the page, in the width that there is; nothing else is loaded from anywhere."""
        number = QUrl(name).toString().removeprefix(FIGURE)
        if not number.isdecimal() or int(number) >= len(self._drawings):
            return None
        return _picture(self._drawings[int(number)], self._wide, self.devicePixelRatioF())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page and abs(self.viewport().width() - self._width) > _BESIDE // 2:
            self._lay_out()

    def _lay_out(self) -> None:
        self._width = self.viewport().width()
        bar = self.verticalScrollBar()
        at = bar.value()
        self._wide = wide = max(self._width - _BESIDE, 100)
        page = _KEEPS_LINES.sub(lambda found: found[0].replace("\n", "<br>"), self._page)
        page = _LEFT_OUT.sub("", page).replace("<img ", f'<img width="{wide}" ')
        # At 100 % Qt makes tables a pixel too wide, which would bring up a scroll bar.
        self.setHtml(page.replace("<table>", '<table width="98%">'))
        bar.setValue(at)


class PreviewCard(QWidget):
    """The preview with a line above. Signals: `summary_read(summary)`, `failed(error)`."""

    summary_read = Signal(object)
    failed = Signal(object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._looking = self._again = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._rested)
        self.page = Preview()
        self.page.setMinimumHeight(420)
        inside = column(self, spacing=6)
        inside.addWidget(label(_("It changes with the text and the results."), "small", wrap=True))
        inside.addWidget(self.page, 1)

    def look(self) -> None:
        """Something may have changed: read the minutes again, soon."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._client.look(seen, self._show, self._not_shown, self)

    def _show(self, found: Seen) -> None:
        self.page.show_page(found.page, found.drawings)
        self.summary_read.emit(found.summary)
        self._pause.start()

    def _not_shown(self, error: BaseException) -> None:
        self._pause.start()
        self.failed.emit(error)

    def _rested(self) -> None:
        self._looking = False
        if self._again:
            self._again = False
            self.look()


def _picture(draw: Draw, wide: int, ratio: float) -> QImage:
    drawing = draw(Sheet(wide, _LETTERS, drawn.fit))
    image = QImage(round(wide * ratio), round(drawing.height * ratio) + 1, QImage.Format.Format_RGB32)
    colours = style.drawing_palette()
    image.fill(QColor(colours.paper))
    painter = QPainter(image)
    drawn.paint(painter, drawing, colours, ratio)
    painter.end()
    return image


def _looks() -> str:
    """Qt's subset of CSS, in the window's colours."""
    colours = style.palette()
    return (
        f"body {{ color: {colours.ink}; font-size: 14px; }} h1 {{ font-size: 20px; }} "
        f"h2 {{ font-size: 16px; color: {colours.spruce}; margin-top: 16px; }} h3 {{ font-size: 14px; }} "
        f"th {{ text-align: left; padding: 3px 8px 3px 0; }} td {{ padding: 3px 8px 3px 0; }} "
        f"caption, figcaption, header, footer {{ color: {colours.ink2}; font-size: 12px; }} "
        "dt { font-weight: 600; }"
    )
