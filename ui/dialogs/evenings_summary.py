"""Before a summary of many evenings: what it is, and on which Word document it is written. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.asking import Asking
from ui.locale import _
from ui.widgets.pieces import label
from ui.widgets.template_choice import TemplateChoice


class SummaryDialog(Asking):
    """Accepted, the files are to be chosen; `template.path` is the organisation's own document, or None."""

    def __init__(self, template: str, parent: QWidget | None = None) -> None:
        """`template`: the path of the one that was chosen last, or empty."""
        super().__init__(parent, _("Summary of many evenings"), _("Choose the evenings…"))
        told = _(
            "Which evenings there were, what they ranked first and decided: one document and one workbook. "
            "The evenings' files are only read."
        )
        self.body.addWidget(label(told, wrap=True))
        self.template = TemplateChoice()
        self.template.show_path(template)
        self.body.addWidget(self.template)
        self.finish()
