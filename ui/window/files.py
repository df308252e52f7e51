"""Opening, saving and closing: dialogs around the document."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from editor.project.recovery import left_behind
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.desk.document import PROJECT_SUFFIX
from ui.edits.import_dialog import ImportDialog
from ui.edits.listing import is_edit
from ui.viewer.panel import StartPage
from ui.viewer.viewer import Viewer


class FileCommands(QObject):
    """Binds the actions of the file menu.

    Parameters
    ----------
    desk : Desk
        The document.
    actions : ActionRegistry
        The actions.
    viewer : Viewer
        Whose picture can be saved.
    start : StartPage
        Lists what can be opened.
    window : QWidget
        Over which dialogs are shown.
    """

    def __init__(
        self, desk: Desk, actions: ActionRegistry, viewer: Viewer, start: StartPage, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._viewer, self._start, self._window = desk, viewer, start, window
        actions.bind("new", self._start_anew)
        actions.bind("open", self._ask_and_open)
        actions.bind("import", self._ask_and_import)
        actions.bind("relink", self._ask_and_relink)
        actions.bind("save", self._save)
        actions.bind("save-as", self.save_as)
        actions.bind("save-frame", self._save_frame)
        start.chosen.connect(self.open)
        start.recovery_chosen.connect(self.open)
        desk.document.opened.connect(self._note_recent)
        desk.document.renamed.connect(self._note_recent)
        desk.document.shot_added.connect(lambda _shot: self._note_recent())
        self.show_start()

    def open(self, path: Path) -> None:
        """List an edit's shots; open others, unless the user wants to keep the unnamed project first."""
        if is_edit(path):
            self.list_shots(path)
        elif self.may_leave():
            self._desk.keep_view()
            self._desk.document.open(path)

    def list_shots(self, edit: Path) -> None:
        """Let the user choose which clips of an edit become shots of the project, or of a new one."""
        dialog = ImportDialog(self._desk, edit, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def may_leave(self) -> bool:
        """Ask what becomes of a project without a name; False where the user wants to stay with it."""
        project = self._desk.document.project
        if project is None or not project.is_untitled:
            return True
        if not project.history.steps():
            self._desk.document.discard()
            return True
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Project without a name"))
        name = "" if self._desk.selection.shot is None else self._desk.selection.shot.name
        box.setText(self.tr("Save the project with {0} under a name?").format(name))
        box.setInformativeText(self.tr("Without a name it is thrown away."))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        answer = box.exec()
        if answer == buttons.Save:
            return self.save_as()
        if answer == buttons.Discard:
            self._desk.document.discard()
        return answer == buttons.Discard

    def _start_anew(self) -> None:
        if self.may_leave():
            self._desk.document.new()

    def save_as(self) -> bool:
        """Ask for a name and save under it; False where none was given."""
        project = self._desk.document.project
        if project is None:
            return False
        shot = self._desk.selection.shot
        folder = Path.home() if project.is_untitled else project.path.parent
        name = "project" if shot is None else shot.name
        suggested = folder / f"{name}{PROJECT_SUFFIX}" if project.is_untitled else project.path
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save project as"), str(suggested), self.tr("Projects (*.cleanplate)")
        )
        if not chosen:
            return False
        path = Path(chosen)
        path = path if path.suffix == PROJECT_SUFFIX else path.with_name(path.name + PROJECT_SUFFIX)
        self._desk.document.save_as(path, overwrite=True)  # the dialog has asked already
        return self._desk.document.project is not None and not self._desk.document.project.is_untitled

    def show_start(self) -> None:
        """List what was open last, and what a crash left behind."""
        behind = [(one.path, f"{one.changed_at.astimezone():%x %H:%M}") for one in left_behind()]
        self._start.show_lists(list(self._desk.preferences.recent), behind)

    def _ask_and_open(self) -> None:
        path = self._ask(self.tr("Open a project, a clip or an edit"))
        if path is not None:
            self.open(path)

    def _ask_and_import(self) -> None:
        path = self._ask(self.tr("Import a clip or an edit"))
        if path is not None and is_edit(path):
            self.list_shots(path)
        elif path is not None:
            self._desk.document.import_clip(path)

    def _ask_and_relink(self) -> None:
        shot = self._desk.selection.shot
        path = None if shot is None else self._ask(self.tr("Where is the clip now?"))
        if shot is not None and path is not None:
            self._desk.document.relink(shot.media_id, path)

    def _ask(self, title: str) -> Path | None:
        recent = self._desk.preferences.recent
        folder = str(recent[0].parent) if recent else ""
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, folder)
        return Path(chosen) if chosen else None

    def _save(self) -> None:
        project = self._desk.document.project
        if project is None:
            return
        if project.is_untitled:
            self.save_as()
        else:
            self._desk.document.noticed.emit(self.tr("Every change is on the disk already."))

    def _save_frame(self) -> None:
        image, shot = self._viewer.grab_picture(), self._desk.selection.shot
        if image is None or shot is None:
            return
        suggested = f"{shot.name}.{self._desk.playhead.frame:05d}.png"
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save current frame"), suggested, self.tr("Pictures (*.png)")
        )
        if chosen and not image.save(chosen):
            self._desk.document.noticed.emit(self.tr("{0} could not be written.").format(chosen))

    def _note_recent(self) -> None:
        """Remember what is open by its name, or by its clip while it has none."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None:
            self.show_start()
            return
        if not project.is_untitled:
            self._desk.preferences.add_recent(project.path)
        elif shot is not None:
            self._desk.preferences.add_recent(Path(project.media.get(shot.media_id).facts.absolute))
