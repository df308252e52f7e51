"""Giving actions other keys; conflicts are shown before anything is kept."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.actions.keymap import PRESETS, chosen_keys, conflicts, normal, preset_keys, shown
from ui.actions.registry import ActionRegistry
from ui.preferences import Preferences
from ui.theme.colours import FAULT
from ui.theme.controls import dim_label, resize_with_text

_WIDTH_PX, _HEIGHT_PX = 720, 560
_MOST_KEYS = 2


class ShortcutEditor(QDialog):
    """A table of all actions with their keys.

    Parameters
    ----------
    actions : ActionRegistry
        All actions; they get the keys when the dialog is accepted.
    preferences : Preferences
        Where own keys are kept.
    parent : QWidget
        Over which it is shown.
    """

    def __init__(self, actions: ActionRegistry, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self._actions, self._preferences = actions, preferences
        self._keys = chosen_keys(preferences)
        self.preset = QComboBox()
        self.preset.setAccessibleName(self.tr("Preset"))
        for name, title in PRESETS.items():
            self.preset.addItem(title, name)
        self.preset.setCurrentIndex(self.preset.findData(preferences.key_preset))
        self.preset.currentIndexChanged.connect(self._take_preset)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Find an action or a key"))
        self.filter.setAccessibleName(self.tr("Find an action or a key"))
        self.filter.textChanged.connect(lambda _text: self._hide_others())
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Actions and their keys"))
        self.table.setHeaderLabels([self.tr("Action"), self.tr("Keys"), self.tr("Also used by")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.currentItemChanged.connect(lambda *_: self._show_current())
        self.field = QKeySequenceEdit()
        self.field.setMinimumWidth(self._room_of_prompt())
        self.field.setAccessibleName(self.tr("New key"))
        self.field.setMaximumSequenceLength(1)
        self.give = QPushButton(self.tr("Give this key"))
        self.give.clicked.connect(self._give)
        self.clear = QPushButton(self.tr("No keys"))
        self.clear.clicked.connect(lambda: self._set(()))
        self.reset = QPushButton(self.tr("As in the preset"))
        self.reset.clicked.connect(self._reset)
        self.told = dim_label()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill()

    def _room_of_prompt(self) -> int:
        """Tell how wide the field is that shows all that stands in it while no key is pressed."""
        (line,) = self.field.findChildren(QLineEdit)
        line.ensurePolished()
        metrics = line.fontMetrics()
        return metrics.horizontalAdvance(line.placeholderText()) + 2 * metrics.height()

    def choose(self, id_: str) -> None:
        """Go to an action."""
        for item in self._items():
            if item.data(0, Qt.ItemDataRole.UserRole) == id_:
                self.table.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.table.topLevelItem(number) for number in range(self.table.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _fill(self) -> None:
        chosen = self._current()
        clashes = conflicts(self._keys)
        self.table.clear()
        for id_ in self._actions.declared:
            keys = self._keys[id_]
            others = {other for key in keys for other in clashes.get(normal(key), ()) if other != id_}
            names = ", ".join(sorted(self._actions.name(other).rstrip(" .") for other in others))
            texts = [self._actions.name(id_).rstrip(" ."), ", ".join(map(shown, keys)), names]
            item = QTreeWidgetItem(self.table, texts)
            item.setData(0, Qt.ItemDataRole.UserRole, id_)
            if names:
                item.setForeground(2, FAULT)
        for column in range(2):
            self.table.resizeColumnToContents(column)
        self.told.setText(
            self.tr("{0} keys are given twice; the table names them.").format(len(clashes)) if clashes else ""
        )
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        if save is not None:
            save.setEnabled(not clashes)
            save.setToolTip(self.tr("Give each key to one action first.") if clashes else "")
        self._hide_others()
        if chosen is not None:
            self.choose(chosen)

    def _hide_others(self) -> None:
        wanted = self.filter.text().lower()
        for item in self._items():
            item.setHidden(wanted not in f"{item.text(0)} {item.text(1)}".lower())

    def _current(self) -> str | None:
        item = self.table.currentItem()
        return None if item is None else str(item.data(0, Qt.ItemDataRole.UserRole))

    def _show_current(self) -> None:
        for button in (self.give, self.clear, self.reset):
            button.setEnabled(self._current() is not None)

    def _give(self) -> None:
        id_, key = self._current(), self.field.keySequence()
        if id_ is None or key.isEmpty():
            return
        pressed = key.toString(QKeySequence.SequenceFormat.PortableText)
        others = tuple(one for one in self._keys[id_] if normal(one) != pressed)
        self._set((pressed, *others)[:_MOST_KEYS])
        self.field.clear()

    def _set(self, keys: tuple[str, ...]) -> None:
        id_ = self._current()
        if id_ is not None:
            self._keys[id_] = keys
            self._fill()

    def _reset(self) -> None:
        id_ = self._current()
        if id_ is not None:
            self._set(preset_keys(str(self.preset.currentData()))[id_])

    def _take_preset(self) -> None:
        self._keys = preset_keys(str(self.preset.currentData()))
        self._fill()

    def _save(self) -> None:
        name = str(self.preset.currentData())
        given = preset_keys(name)
        self._preferences.key_preset = name
        self._preferences.own_keys = {id_: keys for id_, keys in self._keys.items() if keys != given[id_]}
        self._actions.set_keys(self._keys)
        self.accept()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(QLabel(self.tr("Preset")))
        head.addWidget(self.preset)
        head.addWidget(self.filter, 1)
        foot = QHBoxLayout()
        for widget in (self.field, self.give, self.clear, self.reset):
            foot.addWidget(widget, int(widget is self.field))
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)
        self._show_current()
