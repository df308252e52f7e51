"""What was done, the latest first; a click goes back to a step."""

from __future__ import annotations

from PyQt6.QtCore import QLocale, QSize, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from editor.project.history.events import Step
from ui.desk.desk import Desk
from ui.language import on_language_change, say
from ui.languages.steps import step_name

_SHOWN_STEPS = 500


class HistoryPanel(QWidget):
    """The steps of the open project.

    Parameters
    ----------
    desk : Desk
        The document.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._list = QListWidget()
        say(self._list.setAccessibleName, lambda: self.tr("History"))
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        for signal in (desk.document.opened, desk.document.edited, desk.document.stepped):
            signal.connect(self.rebuild)
        on_language_change(self, self.rebuild)
        self.rebuild()

    def sizeHint(self) -> QSize:
        """Room for a few steps."""
        return QSize(280, 140)

    def rebuild(self) -> None:
        """List the steps anew."""
        project = self._desk.document.project
        steps = [] if project is None else project.history.steps()
        self._list.clear()
        for step in reversed(steps[-_SHOWN_STEPS:]):
            name = step_name(step.name)
            item = QListWidgetItem(name, self._list)
            item.setData(Qt.ItemDataRole.UserRole, step)
            item.setToolTip(QLocale().toString(step.made_at.astimezone(), QLocale.FormatType.ShortFormat))
            if step.is_undone:
                item.setForeground(QColor(130, 130, 130))
                item.setText(self.tr("{0} (undone)").format(name))

    def _go(self, item: QListWidgetItem) -> None:
        step = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(step, Step):
            self._desk.document.go_back_to(step)
