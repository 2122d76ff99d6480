"""The help pages for a network that phones can't get through. QT MAIN THREAD."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QPushButton, QWidget

from ui.locale import _
from ui.models.network_help import Facts, Topic, seen, topics
from ui.style import set_role
from ui.widgets.pieces import button, column, label

_IN_A_ROW = 3


class NetworkHelp(QFrame):
    """A button for each topic and the steps of the chosen one; until one is chosen, of the topic that fits best."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.buttons: dict[str, QPushButton] = {}
        self._chosen = ""
        self._facts: Facts | None = None
        self._shown: Topic | None = None
        inside = column(self, margins=(20, 16, 20, 18), spacing=10)
        inside.addWidget(label(_("Help, step by step"), "section"))
        self._group = QButtonGroup(self)
        self._choices = QGridLayout()
        self._choices.setSpacing(8)
        inside.addLayout(self._choices)
        self._about = label("", "muted", wrap=True)
        inside.addWidget(self._about)
        self._steps = column(spacing=8)
        inside.addLayout(self._steps)
        self._lines: list[QLabel] = []

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps as they are shown."""
        return tuple(line.text() for line in self._lines if not line.isHidden())

    def show_facts(self, facts: Facts) -> None:
        """Show the steps by what is seen now."""
        self._facts = facts
        found = topics(facts)
        for at, topic in enumerate(found):
            if topic.key not in self.buttons:
                self._add_button(topic, at)
        fits = self._chosen or seen(facts).topic
        self._show(next(topic for topic in found if topic.key == fits))

    def choose(self, key: str) -> None:
        """Show the steps of a topic from now on."""
        self._chosen = key
        if self._facts is not None:
            self.show_facts(self._facts)

    def _add_button(self, topic: Topic, at: int) -> None:
        made = button(topic.name, "tight", lambda: self.choose(topic.key))
        made.setCheckable(True)
        self._group.addButton(made)
        self._choices.addWidget(made, at // _IN_A_ROW, at % _IN_A_ROW)
        self.buttons[topic.key] = made

    def _show(self, topic: Topic) -> None:
        for key, made in self.buttons.items():
            made.setChecked(key == topic.key)
            set_role(made, "tight-on" if key == topic.key else "tight")
        if topic == self._shown:
            return
        self._shown = topic
        self._about.setText(topic.about)
        while len(self._lines) < len(topic.steps):
            line = label("", wrap=True)
            self._steps.addWidget(line)
            self._lines.append(line)
        for number, line in enumerate(self._lines, start=1):
            line.setVisible(number <= len(topic.steps))
            line.setText(f"{number}. {topic.steps[number - 1]}" if number <= len(topic.steps) else "")
