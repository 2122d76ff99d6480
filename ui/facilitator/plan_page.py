"""The plan. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.client import Client
from workshop_app.snapshot import Snapshot


class PlanPage(QWidget):
    """Facts."""

    def __init__(self, client: Client, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def show_workshop(self, snapshot: Snapshot) -> None:
        """Show."""
