"""Who gets a key, and which keys are held: one event filter for the whole program.

On Russian or Greek layouts a key event carries the local letter, and only Qt's shortcuts find the Latin one.
So a held key is recognised by the action that its press triggered and by its place on the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.actions.declaration import Reach
from ui.actions.registry import ActionRegistry

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QKeySequenceEdit, QAbstractSpinBox)
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_FUNCTION_KEYS = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)
_ON_BUTTONS = {"Space", "Return", "Enter"}
_ON_SLIDERS = {"Up", "Down", "Home", "End"}
_ON_LISTS = {"Up", "Down", "Home", "End", "Return", "Enter", "Space", "Del"}

Identity = tuple[int, int]


class KeyRouter(QObject):
    """Lets focused controls have their keys first, and knows which actions are held down.

    Parameters
    ----------
    actions : ActionRegistry
        The actions whose keys are shared.
    give_back : callable
        Moves the focus from a text field back to the picture.
    """

    def __init__(self, actions: ActionRegistry, give_back: Callable[[], None]) -> None:
        super().__init__(actions)
        self._actions = actions
        self._give_back = give_back
        self._held: dict[str, Identity] = {}
        self._releases: dict[str, Callable[[], None]] = {}
        self._pressed: Identity | None = None
        self.is_alt_down = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.installEventFilter(self)
        application.applicationStateChanged.connect(self._release_all)

    def hold(self, id_: str, released: Callable[[], None] = lambda: None) -> None:
        """Note that the key of an action, which has just triggered it, is held down."""
        if self._pressed is not None:
            self._held[id_] = self._pressed
            self._releases[id_] = released

    def is_held(self, id_: str) -> bool:
        """Whether the key that triggered an action is still down."""
        return id_ in self._held

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Look at every key before anybody else does."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            self._note_press(event)
            if isinstance(watched, QWidget) and self._is_first(watched, event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress:
            self._note_press(event)
            return self._leaves_text(watched, event)
        elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self._note_release(event)
        return False

    def _note_press(self, event: QKeyEvent) -> None:
        self.is_alt_down = event.key() == Qt.Key.Key_Alt or bool(
            event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if not event.isAutoRepeat():
            self._pressed = _identity(event)

    def _note_release(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt:
            self.is_alt_down = False
        released = _identity(event)
        for id_ in [id_ for id_, identity in self._held.items() if identity == released]:
            del self._held[id_]
            self._releases.pop(id_)()

    def _release_all(self) -> None:
        """Forget what is held: nobody tells of keys that are let go over another program."""
        self.is_alt_down = False
        for id_ in list(self._held):
            del self._held[id_]
            self._releases.pop(id_)()

    def _is_first(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Whether a focused control wants a key before an action does."""
        pressed = QKeySequence(event.keyCombination()).toString()
        if isinstance(widget, _TEXT_FIELDS):
            return not _is_command(event) and event.key() not in _FUNCTION_KEYS
        if isinstance(widget, QAbstractItemView | QComboBox):
            wanted = _ON_LISTS
        elif isinstance(widget, QAbstractButton):
            wanted = _ON_BUTTONS
        elif isinstance(widget, QAbstractSlider):
            wanted = _ON_SLIDERS
        else:
            return False
        return pressed in wanted and self._is_shared(pressed)

    def _is_shared(self, pressed: str) -> bool:
        """Whether the action of a key lets focused controls go first."""
        return not any(
            declared.reach is Reach.ALWAYS and QKeySequence(pressed) in self._actions[declared.id].shortcuts()
            for declared in self._actions.declared.values()
        )

    def _leaves_text(self, watched: QObject | None, event: QKeyEvent) -> bool:
        """Give the keys back after Enter or Esc in a text field of a panel; dialogs keep their own."""
        if event.key() not in _LEAVING or not isinstance(watched, QLineEdit | QAbstractSpinBox):
            return False
        window = watched.window()
        if window is None or window is not self._actions.parent():
            return False
        if isinstance(watched, QLineEdit) and event.key() != Qt.Key.Key_Escape:
            watched.editingFinished.emit()
        self._give_back()
        return True


def _identity(event: QKeyEvent) -> Identity:
    """Name a key by its place where that is known, and by its letter otherwise."""
    code = event.nativeScanCode()
    return (1, code) if code else (0, event.key())


def _is_command(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & commands)
