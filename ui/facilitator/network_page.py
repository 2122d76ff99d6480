"""Where phones find this laptop. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.models.network_model import NetworkModel


class NetworkPage(QWidget):
    """Addresses to choose from."""

    def __init__(self, network: NetworkModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
