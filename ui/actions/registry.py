"""The declared actions as Qt's, with their keys of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from html import escape

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

from ui.actions.declaration import ACTIONS, Action, Menu
from ui.actions.keymap import Keys, shown
from ui.language import Text, on_language_change, say, tr
from ui.theme.icons import icon

_CONTEXT = "Actions"


class ActionRegistry(QObject):
    """All actions of a window.

    Parameters
    ----------
    window : QWidget
        Where their keys work.
    keys : mapping of str to tuple of str
        Keys by the actions' ids.
    """

    triggered = pyqtSignal(str)
    """An action was done; its id."""

    def __init__(self, window: QWidget, keys: Keys) -> None:
        super().__init__(window)
        self.declared = {action.id: action for action in ACTIONS}
        self._actions = {action.id: self._made(action) for action in ACTIONS}
        self._bound: set[str] = set()
        window.addActions(list(self._actions.values()))
        self._whys: dict[str, str] = {}
        self._tips: dict[str, str] = {}
        self.set_keys(keys)
        on_language_change(self, self._write_tooltips)

    def __getitem__(self, id_: str) -> QAction:
        return self._actions[id_]

    def bind(self, id_: str, do: Callable[[], object]) -> None:
        """Say what an action does."""
        self._bound.add(id_)
        self._actions[id_].triggered.connect(lambda _checked: do())
        self._actions[id_].triggered.connect(lambda _checked: self.triggered.emit(id_))

    @property
    def unbound(self) -> set[str]:
        """Ids of actions that do nothing yet."""
        return set(self._actions) - self._bound

    def set_keys(self, keys: Keys) -> None:
        """Give all actions their keys."""
        for id_, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in keys.get(id_, ())])
        self._write_tooltips()

    def keys_of(self, id_: str) -> tuple[str, ...]:
        """Tell the keys of an action as this system shows them."""
        return tuple(shown(sequence.toString()) for sequence in self._actions[id_].shortcuts())

    def name(self, id_: str) -> str:
        """Tell the name of an action in the user's language."""
        return tr(_CONTEXT, self.declared[id_].name)

    def explanation(self, id_: str) -> str:
        """Tell the one line about an action in the user's language."""
        return tr(_CONTEXT, self.declared[id_].explanation)

    def tooltip(self, id_: str, note: str = "") -> str:
        """Write the tooltip of an action: name, keys, one line, and what else is to say of it now."""
        if id_ not in self._tips:
            keys = ", ".join(self.keys_of(id_))
            name = self.name(id_).rstrip(" .")
            head = f"<b>{escape(name)}</b>" + (f"&nbsp;&nbsp;{escape(keys)}" if keys else "")
            self._tips[id_] = f"{head}<br>{escape(self.explanation(id_))}"
        return f"{self._tips[id_]}<br>{escape(note)}" if note else self._tips[id_]

    def allow(self, ids: Iterable[str], allowed: bool, why_not: str = "") -> None:
        """Switch actions on or off; the tooltip says what is missing while they are off."""
        for id_ in ids:
            self._whys[id_] = "" if allowed else why_not
            self._actions[id_].setEnabled(allowed)
            self._actions[id_].setToolTip(self.tooltip(id_, self._whys[id_]))

    def fill(self, bar: QMenuBar) -> dict[Menu, QMenu]:
        """Make the menus of the declaration."""
        menus = {}
        for menu in Menu:
            made = bar.addMenu("")
            assert made is not None
            say(made.setTitle, partial(tr, _CONTEXT, menu.value))
            made.setToolTipsVisible(True)
            menus[menu] = made
        for action in ACTIONS:
            if action.opens_group:
                menus[action.menu].addSeparator()
            menus[action.menu].addAction(self._actions[action.id])
        return menus

    def button(self, id_: str, *, is_flat: bool = True, short: Text = "") -> QToolButton:
        """Make a button for an action; a short name stands on it where the whole one is too long."""
        if short:
            say(self._actions[id_].setIconText, short)
        button = QToolButton()
        button.setDefaultAction(self._actions[id_])
        say(button.setAccessibleName, lambda: self.name(id_))
        say(button.setAccessibleDescription, lambda: self.explanation(id_))
        button.setProperty("flat", is_flat)
        return button

    def _write_tooltips(self) -> None:
        self._tips.clear()
        for id_, action in self._actions.items():
            action.setToolTip(self.tooltip(id_, self._whys.get(id_, "")))

    def _made(self, declared: Action) -> QAction:
        action = QAction(self)
        say(action.setText, partial(tr, _CONTEXT, declared.name))
        action.setObjectName(declared.id)
        action.setCheckable(declared.is_switch)
        action.setAutoRepeat(declared.repeats)
        if declared.icon:
            action.setIcon(icon(declared.icon))
            action.setIconVisibleInMenu(False)
        return action
