"""The ranking as a table, each row as high as its words. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui import style
from ui.locale import _
from ui.widgets import flowing_text
from ui.widgets.ranking_delegate import (
    AFTER_STAGE,
    BAR,
    IDEA,
    PLACE,
    SHARE,
    STAGE,
    WIDTHS,
    RankingDelegate,
    pill_height,
)
from ui.widgets.ranking_model import RankingModel
from ui.widgets.slices import Slices

#: Below these widths, in pixels, a ranking has no bars, or shorter ones.
_TINY, _NARROW = 480, 600
#: The height of the column headers, and where narrow columns wrap them into two lines, in pixels.
_HEAD, _HIGH_HEAD = 33, 50
#: How much narrower the other columns are then, in favour of the ideas, in pixels.
_GIVEN, _GIVEN_TINY = {PLACE: 16, BAR: 80, STAGE: 44}, {PLACE: 20, SHARE: 10, STAGE: 44}
#: Above this width the bars are longer, and the columns of the steps' names wider.
_ROOMY, _MORE = 900, {BAR: 40, STAGE: 40}
#: A column narrower than this, in pixels, has not been laid out yet.
_LEAST = 60
#: How many rows get their height on one turn of the event loop; more than a screen holds.
AT_ONCE = 50
#: The space between one row's text and the next, also between steps' names, and the line height, in pixels.
_BETWEEN, _AROUND_STAGE, _PITCH = 19, 12, 21
#: The table wants room for this many rows of two lines; where a page has less, the page scrolls.
_ROWS = 5


class RankingTable(QTableView):
    """The ranking in its five columns, as high as its rows up to the end of the page.

    Signal `fitted()`: rows have got their heights; the table's own height may have changed.
    """

    fitted = Signal()

    def __init__(self, model: RankingModel) -> None:
        super().__init__()
        self._ranking = model
        self._measured: tuple[int, int, tuple[tuple[str, str], ...]] = (0, 0, ())
        self._slices = Slices(self)
        self.setModel(model)
        self.setItemDelegate(RankingDelegate(self))
        self.setAccessibleName(_("Ranking"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(60)
        self._make_headers()

    @property
    def whole_height(self) -> int:
        """The height of the table with all its rows, in pixels."""
        return self._head + self.verticalHeader().length()

    @property
    def _head(self) -> int:
        return self.horizontalHeader().height() if self.horizontalHeader().isVisibleTo(self) else 0

    def fit(self) -> None:
        """Give each row the height of its words: the first ones now, the others on later turns of the event loop."""
        width, stage_width = self.columnWidth(IDEA) - 14, self.columnWidth(STAGE) - AFTER_STAGE
        wanted = (width, stage_width, self._ranking.texts())
        if width > _LEAST and wanted != self._measured:
            self._measured = wanted
            begins = range(0, len(wanted[2]), AT_ONCE) or range(1)
            self._slices.run([partial(self._measure, begin, *wanted) for begin in begins])

    def sizeHint(self) -> QSize:
        some = self._head + _ROWS * (2 * _PITCH + _BETWEEN)
        return QSize(super().sizeHint().width(), min(self.whole_height, some))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a narrow window the bar and the stage give way, so that nothing is cut off.
        width = self.viewport().width()
        # Narrower still, the share is shown by its number alone, and the column headers are hidden.
        self.setColumnHidden(BAR, width < _TINY)
        self.horizontalHeader().setVisible(width >= _TINY)
        self.horizontalHeader().setFixedHeight(_HEAD if width >= _NARROW else _HIGH_HEAD)
        given = _GIVEN_TINY if width < _TINY else _GIVEN if width < _NARROW else {}
        more = _MORE if width > _ROOMY else {}
        for column, wide in WIDTHS.items():
            self.setColumnWidth(column, wide - given.get(column, 0) + more.get(column, 0))

    def _make_headers(self) -> None:
        down = self.verticalHeader()
        down.hide()
        # Most rows have one line: their height is known without measuring.
        down.setDefaultSectionSize(_PITCH + _BETWEEN)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(20)
        for column_number in (PLACE, BAR, SHARE, STAGE):
            header.setSectionResizeMode(column_number, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column_number, WIDTHS[column_number])
        header.setSectionResizeMode(IDEA, QHeaderView.ResizeMode.Stretch)
        header.setFixedHeight(_HEAD)

    def _measure(self, begin: int, width: int, stage_width: int, texts: tuple[tuple[str, str], ...]) -> None:
        font = style.font(style.S)
        for number, (text, stage) in enumerate(texts[begin : begin + AT_ONCE], start=begin):
            words = flowing_text.height_of(text, font, width, _PITCH) + _BETWEEN
            height = max(words, round(pill_height(stage, stage_width)) + _AROUND_STAGE)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)
        self.fitted.emit()
