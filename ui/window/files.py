"""Opening, saving and closing: dialogs around the document."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QMessageBox, QWidget

from editor.errors import CleanplateError
from editor.project.content.media import Presence
from editor.project.recovery import left_behind
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.desk.document import PROJECT_SUFFIX
from ui.dialogs.relink_dialog import RelinkDialog
from ui.edits.import_dialog import ImportDialog
from ui.edits.listing import is_edit
from ui.sample import sample_shot
from ui.viewer.start_page import StartPage
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

    edit_imported = pyqtSignal()
    """The project's shots come from an edit now."""
    sample_progressed = pyqtSignal(int, int)
    """So many frames of the sample are drawn, of so many."""

    def __init__(
        self, desk: Desk, actions: ActionRegistry, viewer: Viewer, start: StartPage, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._viewer, self._start, self._window = desk, viewer, start, window
        self._looked_at: Path | None = None
        actions.bind("new", self._start_anew)
        actions.bind("open", self._ask_and_open)
        actions.bind("import", self._ask_and_import)
        actions.bind("open-folder", self._ask_and_open_folder)
        actions.bind("import-folder", self._ask_and_import_folder)
        actions.bind("relink", self._show_relink)
        actions.bind("sample", self._open_sample)
        self.sample_progressed.connect(self._tell_sample)
        actions.bind("save", self._save)
        actions.bind("save-as", self.save_as)
        actions.bind("save-frame", self._save_frame)
        start.chosen.connect(self.open)
        start.recovery_chosen.connect(self.open)
        desk.document.opened.connect(self._note_recent)
        desk.document.opened.connect(self._look_for_clips)
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
        dialog.imported.connect(lambda _shots: self.edit_imported.emit())
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
        name = "" if self._desk.selection.shot is None else self._desk.selection.shot.name
        answer = self.leaving_box(name).exec()
        if answer == buttons.Save:
            return self.save_as()
        if answer == buttons.Discard:
            self._desk.document.discard()
        return answer == buttons.Discard

    def leaving_box(self, name: str) -> QMessageBox:
        """Make the question what becomes of a project without a name."""
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Project without a name"))
        box.setText(self.tr("Save the project with {0} under a name?").format(name))
        box.setInformativeText(self.tr("Without a name it is thrown away."))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        discard = box.button(buttons.Discard)
        if discard is not None:
            discard.setText(self.tr("Don't save"))
        return box

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

    def _ask_and_open_folder(self) -> None:
        path = self._ask_folder(self.tr("Open a folder of pictures"))
        if path is not None:
            self.open(path)

    def _ask_and_import_folder(self) -> None:
        path = self._ask_folder(self.tr("Import a folder of pictures"))
        if path is not None:
            self._desk.document.import_clip(path)

    def _ask_folder(self, title: str) -> Path | None:
        recent = self._desk.preferences.recent
        chosen = QFileDialog.getExistingDirectory(
            self._window, title, str(recent[0].parent) if recent else ""
        )
        return Path(chosen) if chosen else None

    def _show_relink(self) -> None:
        dialog = RelinkDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _look_for_clips(self) -> None:
        """Offer to look for clips that are missing, once for each project that is opened."""
        project = self._desk.document.project
        path = None if project is None else project.path
        if path == self._looked_at:
            return
        self._looked_at = path
        if project is not None and any(
            project.media.locate(one).presence is Presence.MISSING for one in project.media.all()
        ):
            self._show_relink()

    def _open_sample(self) -> None:
        """Open the sample shot, which takes a while to draw at first."""
        self._desk.document.busy.emit(self.tr("Drawing the sample ..."))
        self._desk.background.run(
            lambda: sample_shot(self.sample_progressed.emit), self._take_sample, self._fail_sample
        )

    def _tell_sample(self, done: int, count: int) -> None:
        self._desk.document.busy.emit(self.tr("Drawing the sample: frame {0} of {1}").format(done, count))

    def _take_sample(self, shot: Path) -> None:
        self._desk.document.busy.emit("")
        self.open(shot)

    def _fail_sample(self, error: CleanplateError) -> None:
        self._desk.document.busy.emit("")
        self._desk.document.failed.emit(error)

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
