"""What was done, the latest first; a click goes back to a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QAbstractListModel, QLocale, QModelIndex, QSize, Qt
from PyQt6.QtGui import QColor
from PyQt6.QtWidgets import QListView, QVBoxLayout, QWidget

from editor.project.history.events import Step
from ui.desk.desk import Desk
from ui.language import on_language_change, say
from ui.languages.steps import step_name

_SHOWN_STEPS = 500
_UNDONE = QColor(130, 130, 130)
_NOWHERE = QModelIndex()


class StepList(QAbstractListModel):
    """Steps, the latest first; only those that are seen are put into words.

    Parameters
    ----------
    told : callable
        Puts a step into words.
    parent : QWidget
        Whom it belongs to.
    """

    def __init__(self, told: Callable[[Step], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._told = told
        self._steps: tuple[Step, ...] = ()

    def take(self, steps: Sequence[Step]) -> None:
        """List other steps, which are in the order they were done."""
        self.beginResetModel()
        self._steps = tuple(reversed(steps))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        """Tell how many steps there are."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Tell of a step what its row shows."""
        step = self._steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(step)
        if role == Qt.ItemDataRole.ToolTipRole:
            return QLocale().toString(step.made_at.astimezone(), QLocale.FormatType.ShortFormat)
        if role == Qt.ItemDataRole.ForegroundRole and step.is_undone:
            return _UNDONE
        return step if role == Qt.ItemDataRole.UserRole else None


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
        self._steps = StepList(self._told, self)
        self._list = QListView()
        self._list.setUniformItemSizes(True)
        self._list.setModel(self._steps)
        say(self._list.setAccessibleName, lambda: self.tr("History"))
        self._list.clicked.connect(self._go)
        self._list.activated.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        for signal in (desk.document.opened, desk.document.edited, desk.document.stepped):
            signal.connect(lambda *_: desk.turns.soon(self.rebuild))
        on_language_change(self, self.rebuild)
        self.rebuild()

    def sizeHint(self) -> QSize:
        """Room for a few steps."""
        return QSize(280, 140)

    def rebuild(self) -> None:
        """List the steps anew."""
        project = self._desk.document.project
        self._steps.take([] if project is None else project.history.latest_steps(_SHOWN_STEPS))

    def _told(self, step: Step) -> str:
        name = step_name(step.name)
        return self.tr("{0} (undone)").format(name) if step.is_undone else name

    def _go(self, index: QModelIndex) -> None:
        step = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(step, Step):
            self._desk.document.go_back_to(step)
