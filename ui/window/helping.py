"""Dialogs that help with the program itself: keys, settings, search, the machine, diagnostics."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import strftime

from PyQt6.QtCore import QObject, Qt, QTimer
from PyQt6.QtWidgets import QDialog, QFileDialog, QWidget

from editor.errors import CleanplateError
from ui.actions.registry import ActionRegistry
from ui.colour.dialog import ScreenColourDialog
from ui.desk.desk import Desk
from ui.diagnostics import save_diagnostics
from ui.dialogs.command_search import CommandSearch
from ui.dialogs.help_page import HelpPage
from ui.dialogs.key_sheet import KeySheet
from ui.dialogs.machine_dialog import MachineDialog
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.dialogs.shortcut_editor import ShortcutEditor


class HelpCommands(QObject):
    """Binds the actions that show such a dialog.

    Parameters
    ----------
    desk : Desk
        The document and the preferences.
    actions : ActionRegistry
        All actions.
    messages : callable
        Gives what was said so far, for diagnostics.
    window : QWidget
        Over which dialogs are shown.
    """

    def __init__(
        self, desk: Desk, actions: ActionRegistry, messages: Callable[[], list[str]], window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._messages, self._window = desk, messages, window
        settings = desk.preferences
        bind = actions.bind
        bind("shortcuts", lambda: show_over(ShortcutEditor(actions, settings, window)))
        bind("preferences", lambda: show_over(PreferencesDialog(settings, window)))
        bind("command-search", lambda: show_over(CommandSearch(actions, window)))
        bind("key-sheet", lambda: show_over(KeySheet(actions, window)))
        bind("help", lambda: show_over(HelpPage(actions, window)))
        bind("machine", lambda: show_over(MachineDialog(desk.background, window)))
        bind("screen-colour", lambda: show_beside(ScreenColourDialog(desk, window)))
        bind("diagnostics", self._save_diagnostics)

    def _save_diagnostics(self) -> None:
        """Save an archive for those who help, beside the window."""
        document, settings = self._desk.document, self._desk.preferences
        suggested = f"cleanplate-{strftime('%Y-%m-%d')}.zip"
        title, kinds = self.tr("Save diagnostics"), self.tr("Archives (*.zip)")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(Path.home() / suggested), kinds)
        if not chosen:
            return
        path, messages = Path(chosen), self._messages()
        settings.flush()
        document.busy.emit(self.tr("Collecting diagnostics ..."))

        def done(_nothing: None) -> None:
            document.busy.emit("")
            document.noticed.emit(self.tr("Diagnostics are in {0}.").format(path))

        def failed(error: CleanplateError) -> None:
            document.busy.emit("")
            document.failed.emit(error)

        self._desk.background.run(lambda: save_diagnostics(path, settings.path, messages), done, failed)


def show_beside(dialog: QDialog) -> None:
    """Show a dialog that goes when it is closed, and leaves the window in use."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()


def show_over(dialog: QDialog) -> None:
    """Show a dialog that goes when it is closed, without waiting for it."""
    dialog.finished.connect(lambda _result: QTimer.singleShot(0, dialog.deleteLater))
    dialog.setModal(True)
    dialog.open()
