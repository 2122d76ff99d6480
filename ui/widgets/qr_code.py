"""A QR code that cameras read from the back of a hall: whole-pixel modules, dark on light. QT MAIN THREAD."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted

#: Light modules around the code, as the standard asks for.
QUIET = 4

Matrix = tuple[tuple[bool, ...], ...]


# The same code stands on several pages and on the hall screen, and making one takes ten milliseconds.
@lru_cache(maxsize=32)
def qr_matrix(text: str) -> Matrix:
    """The modules of `text` as a QR code of level M, without the quiet zone; True is dark.

    Raises ValueError for a text that is too long for a code (over 2,331 bytes).
    """
    # Loaded here: the package is needed first when a code is shown.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def without_quiet_zone(matrix: Matrix) -> Matrix:
    """The code without light rows and columns at its edges (a code's corners are dark)."""
    rows = [n for n, row in enumerate(matrix) if any(row)]
    columns = [n for n, column in enumerate(zip(*matrix, strict=True)) if any(column)]
    if not rows:
        return ()
    return tuple(row[columns[0] : columns[-1] + 1] for row in matrix[rows[0] : rows[-1] + 1])


class QrCode(Painted):
    """Paints a matrix of modules, centred, as large as whole-pixel modules allow.

    Always black on white with its own quiet zone, also where the window is dark.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.backdrop = QColor(Qt.GlobalColor.white)
        self._matrix: Matrix = ()

    def set_code(self, matrix: Matrix, name: str) -> None:
        """Show `matrix` (True is dark; a quiet zone in it is left out, the widget has its own).

        `name` says what it leads to, for a screen reader.
        """
        self.setAccessibleName(name)
        matrix = without_quiet_zone(matrix)
        if matrix != self._matrix:
            self._matrix = matrix
            self.redraw()

    def module_for(self, side: int) -> int:
        """The size of one module in pixels when the code has a square of `side` pixels."""
        return side // (len(self._matrix) + 2 * QUIET) if self._matrix else 0

    def side_for(self, side: int) -> int:
        """How much of a square of `side` pixels the code takes, its quiet zone included."""
        return self.module_for(side) * (len(self._matrix) + 2 * QUIET) if self._matrix else 0

    def draw(self, painter: QPainter, width: int, height: int) -> None:
        # In device pixels: at a scale of 150 % a module would otherwise end in the middle of a pixel.
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        full_width, full_height = round(width * ratio), round(height * ratio)
        module = self.module_for(min(full_width, full_height))
        if not module:
            return
        side = module * (len(self._matrix) + 2 * QUIET)
        left, top = (full_width - side) // 2, (full_height - side) // 2
        painter.fillRect(QRect(left, top, side, side), Qt.GlobalColor.white)
        inner = module * len(self._matrix)
        box = QRect(left + QUIET * module, top + QUIET * module, inner, inner)
        # Scaled by a whole number without smoothing: each module's edges stay on whole pixels.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        painter.drawImage(box, _image(self._matrix))


def _image(matrix: Matrix) -> QImage:
    lines = [bytes(0 if dark else 255 for dark in row) for row in matrix]
    side = len(lines)
    # A copy: QImage does not keep the bytes that it is made from alive.
    return QImage(b"".join(lines), side, side, side, QImage.Format.Format_Grayscale8).copy()
