"""What the program said: notices and errors, the latest first, to be copied as text."""

from __future__ import annotations

from PyQt6.QtCore import QDateTime, QLocale, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from editor.errors import CleanplateError
from ui.language import said, say
from ui.languages.errors import told as told_error
from ui.theme.colours import FAULT
from ui.theme.controls import row

_MOST_SHOWN = 500


class MessagesPanel(QWidget):
    """A list of sentences with the time they were said at."""

    counted = pyqtSignal(int)
    """How many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Messages"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        copy = said(QPushButton(), lambda: self.tr("Copy all"))
        copy.clicked.connect(self._copy)
        clear = said(QPushButton(), lambda: self.tr("Clear"))
        clear.clicked.connect(self._clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(self.list, 1)
        foot = row(copy, clear)
        foot.setContentsMargins(6, 0, 6, 0)
        foot.addStretch(1)
        layout.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Room for a few sentences."""
        return QSize(280, 140)

    def add_notice(self, text: str) -> None:
        """List something the user should know."""
        self._add(text)

    def add_error(self, error: CleanplateError) -> None:
        """List something that did not work; the same again only counts."""
        self._add(told_error(error), FAULT)

    def texts(self) -> list[str]:
        """Give what is listed, the latest first."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return [item.text() for item in items if item is not None]

    def _add(self, text: str, colour: QColor | None = None) -> None:
        now = QLocale().toString(QDateTime.currentDateTime().time(), QLocale.FormatType.ShortFormat)
        first = self.list.item(0)
        if first is not None and first.text().partition("  ")[2] == text:
            first.setText(f"{now}  {text}")
            return
        item = QListWidgetItem(f"{now}  {text}")
        if colour is not None:
            item.setForeground(colour)
        self.list.insertItem(0, item)
        while self.list.count() > _MOST_SHOWN:
            self.list.takeItem(_MOST_SHOWN)
        self.counted.emit(self.list.count())

    def _copy(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText("\n".join(self.texts()))

    def _clear(self) -> None:
        self.list.clear()
        self.counted.emit(0)
