"""The editors of the decisions' cells: words, a date, a step. QT MAIN THREAD."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import style
from ui.kinds.decisions.table import DUE, STAGE, TOLD, WHAT, DecisionsTable
from ui.locale import _
from ui.models import wording
from ui.widgets import flowing_text
from ui.widgets.choice import Choice
from ui.widgets.moments import DayEdit
from ui.widgets.ranking_delegate import draw_pill

_Index = QModelIndex | QPersistentModelIndex
_PITCH, _PADDING = 21, 10


class DecisionDelegate(QStyledItemDelegate):
    """Paints the cells with room for their words, and makes their editors. Enter saves, Escape discards."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = index.model()
        if index.column() == DUE:
            made: QWidget = DayEdit(parent=parent)
        elif index.column() == STAGE and isinstance(model, DecisionsTable) and model.ladder:
            choice = Choice(parent)
            choice.addItem(_("No step"), "")
            for stage in model.ladder.stages:
                choice.addItem(f"{stage.order} {wording.pick(stage.name)}", stage.id)
            choice.activated.connect(lambda _at: self._chosen(choice))
            QTimer.singleShot(0, choice, partial(_open_list, choice))
            made = choice
        else:
            words = QPlainTextEdit(parent)
            words.setTabChangesFocus(True)
            made = words
        made.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        return made

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Qt asks again whenever a field changes; what is being written in this one stays.
        if editor.property("begun"):
            return
        editor.setProperty("begun", True)
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, DayEdit):
            editor.setDate(value if isinstance(value, QDate) else QDate.currentDate().addMonths(1))
            editor.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value or "")))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value or "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, DayEdit):
            # A text that can't be read as a day is not saved.
            if editor.read():
                model.setData(index, editor.date())
        elif isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        box = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            box.setHeight(max(box.height(), 84 if index.column() == WHAT else 62))
        else:
            box.setWidth(max(box.width(), 190 if isinstance(editor, QComboBox) else 140))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QPlainTextEdit | DayEdit | QComboBox) and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.type() == QEvent.Type.KeyPress and enter and plain:
                self._chosen(editor)
                return True
        return super().eventFilter(editor, event)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else 160
        text = str(index.data() or "")
        lines = flowing_text.height_of(text, style.font(style.S), width - 2 * _PADDING, _PITCH)
        return QSize(width, max(_PITCH, lines) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        colours = style.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colours.spruce_pale))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), QColor(colours.line))
        inside = box.adjusted(_PADDING, 0, -_PADDING, 0)
        table = model if isinstance(model, DecisionsTable) else None
        decision = table.decision_at(index.row()) if table else None
        if index.column() == STAGE and table and decision and table.ladder:
            step = wording.stage_step(table.ladder, decision.stage_id)
            draw_pill(painter, inside, str(index.data() or ""), step, len(table.ladder.stages))
        else:
            ink = QColor(colours.ink if index.data(Qt.ItemDataRole.EditRole) else colours.ink2)
            flowing_text.draw(painter, inside, str(index.data() or ""), style.font(style.S), _PITCH, ink)
        painter.restore()

    def _chosen(self, editor: QWidget) -> None:
        """Keep what was written, and choose the next field, as in a spreadsheet: after the last one the next row's."""
        self._finish(editor)
        view = self.parent()
        at = view.currentIndex() if isinstance(view, QTableView) else QModelIndex()
        if not isinstance(view, QTableView) or not at.isValid():
            return
        follows = (
            at.siblingAtColumn(at.column() + 1) if at.column() < TOLD else at.sibling(at.row() + 1, WHAT)
        )
        if follows.isValid():
            view.setCurrentIndex(follows)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


def _open_list(choice: Choice) -> None:
    # A typed number may have selected its step by now.
    if choice.isVisible():
        choice.showPopup()
