"""Looking at the hall's picture as the hall does: the words on it, the codes in it."""

from __future__ import annotations

import numpy as np
import zxingcpp
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ui.widgets.painted import Painted


def codes(picture: QPixmap) -> list[str]:
    """The texts of all QR codes in the picture, read by a program that has nothing to do with ours."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(np.ascontiguousarray(rows[:, : image.width()]))
    return [code.text for code in found]


def parts(window: QWidget) -> list[Painted]:
    """The painted parts that can be seen."""
    return [part for part in window.findChildren(Painted) if part.isVisible()]


def words(window: QWidget) -> str:
    """Everything that a screen reader would read of what can be seen."""
    return "\n".join(part.accessibleName() for part in parts(window) if part.accessibleName())
