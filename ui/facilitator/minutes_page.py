"""The minutes. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.client import Client
from workshop_app.snapshot import Snapshot


class MinutesPage(QWidget):
    """Texts."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show."""
