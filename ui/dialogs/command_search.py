"""Finding an action by its name."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.actions.registry import ActionRegistry
from ui.theme.controls import resize_with_text

_WIDTH_PX, _HEIGHT_PX = 480, 360
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandSearch(QDialog):
    """A field to type in, and the actions that fit; Enter does the chosen one.

    Parameters
    ----------
    actions : ActionRegistry
        All actions.
    parent : QWidget
        Over which it is shown.
    """

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Command search"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self._actions = actions
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type a part of a name"))
        self.field.setAccessibleName(self.tr("Command"))
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands that fit"))
        self.list.itemActivated.connect(lambda _item: self._do())
        self.list.itemClicked.connect(lambda _item: self._do())
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self._find("")

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Let the arrow keys of the field go through the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LIST_KEYS
        ):
            self.list.event(event)
            return True
        return False

    def _find(self, typed: str) -> None:
        words = typed.lower().split()
        self.list.clear()
        for id_ in self._actions.declared:
            name = self._actions.name(id_).rstrip(" .")
            told = f"{name} {self._actions.explanation(id_)}".lower()
            if not all(word in told for word in words):
                continue
            keys = ", ".join(self._actions.keys_of(id_))
            item = QListWidgetItem(f"{name}    {keys}" if keys else name)
            item.setData(Qt.ItemDataRole.UserRole, id_)
            item.setToolTip(self._actions.tooltip(id_))
            if not self._actions[id_].isEnabled():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            starts = name.lower().startswith(typed.lower())
            self.list.insertItem(0 if starts and typed else self.list.count(), item)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.accept()
        self._actions[item.data(Qt.ItemDataRole.UserRole)].trigger()
