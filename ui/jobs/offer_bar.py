"""A sentence above the picture with one thing that can be done about it; it can be put away."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from ui.language import say
from ui.theme.controls import tool_button


class OfferBar(QFrame):
    """Offers something without keeping anybody from working."""

    def __init__(self) -> None:
        super().__init__()
        self._do: Callable[[], object] = lambda: None
        self._label = QLabel()
        self._label.setWordWrap(True)
        self.button = QPushButton()
        say(self.button.setAccessibleName, lambda: self.tr("Offer"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(lambda _checked: self._take())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 4, 2)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        layout.addWidget(tool_button(lambda: self.tr("Put this away"), "close", self.hide))
        say(self.setAccessibleName, lambda: self.tr("Offer"))
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is put away."""
        return "" if self.isHidden() else self._label.text()

    def offer(self, text: str, name: str, do: Callable[[], object]) -> None:
        """Offer something.

        Parameters
        ----------
        text : str
            Why.
        name : str
            What the button says.
        do : callable
            What it does; the bar goes then.
        """
        self._do = do
        self._label.setText(text)
        self.button.setText(name)
        self.show()

    def _take(self) -> None:
        self.hide()
        self._do()
