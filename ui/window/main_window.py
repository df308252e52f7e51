"""The main window: makes the panels, puts them in their places, binds what is left of the actions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QLocale
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import QHBoxLayout, QMainWindow, QToolButton, QVBoxLayout, QWidget

from editor.errors import CleanplateError
from editor.media.playback.proxies import cache_folder
from editor.media.playback.room import make_room
from ui.actions.key_router import KeyRouter
from ui.actions.keymap import chosen_keys
from ui.actions.registry import ActionRegistry
from ui.desk.counting import label_of
from ui.desk.desk import Desk
from ui.doctor import examine
from ui.edits.delivery_dialog import DeliveryDialog
from ui.edits.edit_panel import EditPanel
from ui.edits.glance import ClipGlance
from ui.edits.store import EditStore
from ui.edits.track_strip import TrackStrip
from ui.finding.commands import FindCommands
from ui.jobs.learning import Learning
from ui.jobs.notifier import Notifier
from ui.jobs.offer_bar import OfferBar
from ui.jobs.offers import Offers
from ui.jobs.outlooks import told_outlook
from ui.jobs.preview import FillPreview
from ui.jobs.propagating import Propagation
from ui.jobs.runner import JobRunner
from ui.language import on_language_change
from ui.languages.errors import told as told_error
from ui.languages.steps import step_name
from ui.panels.history import HistoryPanel
from ui.panels.inspector import InspectorPanel
from ui.panels.messages import MessagesPanel
from ui.panels.objects import ObjectsPanel
from ui.panels.references import ReferencesPanel
from ui.panels.tool_strip import ToolStrip
from ui.scopes.panel import ScopesPanel
from ui.theme.icons import icon
from ui.theme.style import WideExtension
from ui.timeline.painting import Cached
from ui.timeline.panel import TimelinePanel
from ui.timeline.strip import TimeStrip
from ui.tools.tool import BrushSettings
from ui.viewer.panel import ViewerPanel
from ui.window.clipboard import Clipboard
from ui.window.commands import Commands
from ui.window.files import FileCommands
from ui.window.helping import HelpCommands, show_beside
from ui.window.job_commands import bind_jobs
from ui.window.layout import WORKSPACES, Layout
from ui.window.markers import markers_of
from ui.window.plates import PlateCommands, is_retouched_picture
from ui.window.rendering import Rendering
from ui.window.status import StatusLine
from ui.window.toolbox import Toolbox

_WIDTH_PX, _HEIGHT_PX = 1366, 768
_TIME_ZOOM = 1.4
_EDITING = (
    "object-new",
    "object-remove",
    "find",
    "mask-delete",
    "accept",
    "paste",
    "plate-accept",
    "plate-import",
    "plate-remove",
    "keyframe-set",
    "keyframe-remove",
    "marker-add",
    "marker-edit",
    "relink",
    "import",
    "import-folder",
    "propagate-both",
    "propagate-forward",
    "propagate-backward",
    "propagate-one-forward",
    "propagate-one-backward",
)
_NEED_SHOT = (
    "preview",
    "queue-add",
    "deliver",
    "screen-colour",
    "save-frame",
    "relink",
    *(f"object-{number}" for number in range(1, 10)),
)


class MainWindow(QMainWindow):
    """The window.

    Parameters
    ----------
    desk : Desk
        The document and how it is looked at.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.setAcceptDrops(False)
        self.actions_ = ActionRegistry(self, chosen_keys(desk.preferences))
        self.brush = BrushSettings()
        self.viewer_panel = ViewerPanel(desk, self.actions_)
        self.viewer = self.viewer_panel.viewer
        self.router = KeyRouter(self.actions_, self.viewer.setFocus)
        self.toolbox = Toolbox(desk, self.viewer, self.actions_, self.brush)
        self.commands = Commands(desk, self.actions_, self.viewer_panel, self.toolbox, self.router)
        self.runner = JobRunner()
        self.notifier = Notifier(self.runner, desk.preferences)
        self.propagation = Propagation(desk, self.runner)
        self.learning = Learning(desk, self.runner)
        self.preview = FillPreview(desk, self.runner)
        self.viewer.result_of = self.preview.pixels
        self.viewer_panel.is_stale = lambda frame: frame in self.preview.stale
        self.offer = OfferBar()
        self.offers = Offers(desk, self.actions_, self.propagation, self.offer)
        self._add_offer()
        self.files = FileCommands(desk, self.actions_, self.viewer, self.viewer_panel.start, self)
        self.finding = FindCommands(desk, self.actions_, self.runner, self)
        self.plates = PlateCommands(desk, self.actions_, self.viewer, self)
        self.messages = MessagesPanel()
        self.helping = HelpCommands(desk, self.actions_, self.messages.texts, self)
        self.timeline = TimelinePanel(desk, self._cached)
        self.edit_store = EditStore(desk)
        self.edit = EditPanel(desk, self.edit_store)
        self.glance = ClipGlance(desk, self.viewer_panel.body)
        self.clipboard = Clipboard(desk, self.actions_, self.timeline.strip)
        self.status = StatusLine(desk)
        self.commands.has_sound = lambda: self.timeline.sound.peaks is not None
        self.layout_ = Layout(self, desk.preferences)
        self.setCentralWidget(self.viewer_panel)
        self.setStatusBar(self.status)
        self._add_panels()
        self._fill_menu_bar()
        self._bind()
        self._connect()
        self._open_workspace()
        self._refresh()

    def open(self, path: Path) -> None:
        """Open a project or a clip."""
        self.files.open(path)

    def greet(self) -> None:
        """Look at the machine where the program runs for the first time, and say what works."""
        if self.desk.preferences.was_used:
            return
        self.desk.preferences.note_use()
        start = self.viewer_panel.start
        start.show_checks(None)
        self.desk.background.run(examine, start.show_checks, self._tell_error)

    def tidy(self) -> None:
        """Make room in the cache, beside the window."""
        limit_bytes = self.desk.preferences.cache_gigabytes << 30
        self.desk.background.run(
            lambda: make_room(cache_folder(), limit_bytes), lambda _freed: None, self._tell_error
        )

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Ask for the name of a project that has none, and keep how the window is left."""
        if event is None:
            return
        if not self.files.may_leave():
            event.ignore()
            return
        self.commands.transport.stop()
        self.learning.close()
        self.runner.close()
        self.rendering.close()
        self.preview.forget()
        self.layout_.keep()
        self.desk.preferences.geometry = self.saveGeometry()
        self.desk.close()
        event.accept()

    def _add_panels(self) -> None:
        self.tool_strip = ToolStrip(self.actions_, self.brush, self.toolbox.plate)
        self.objects = ObjectsPanel(self.desk, self.actions_)
        self.inspector = InspectorPanel(self.desk)
        self.history = HistoryPanel(self.desk)
        self.layout_.add("tools", lambda: self.tr("Tools"), self.tool_strip, has_title=False)
        self.layout_.add("objects", lambda: self.tr("Objects"), self.objects)
        self.layout_.add("inspector", lambda: self.tr("Inspector"), self.inspector)
        self.layout_.add("history", lambda: self.tr("History"), self.history, has_title=False)
        self.layout_.add("messages", lambda: self.tr("Messages"), self.messages, has_title=False)
        self.references = ReferencesPanel(self.desk)
        self.scopes = ScopesPanel(self.desk)
        self.layout_.add("references", lambda: self.tr("References"), self.references, has_title=False)
        self.layout_.add("scopes", lambda: self.tr("Scopes"), self.scopes, has_title=False)
        self.rendering = Rendering(
            self.desk, self.actions_, self.layout_, self.status, self.scopes.unseen, self
        )
        self.layout_.add("timeline", lambda: self.tr("Timeline"), self.timeline, has_title=False)
        self.layout_.add("edit", lambda: self.tr("Edit"), self.edit, has_title=False, scrolls=True)

    def _add_offer(self) -> None:
        """Put the bar of offers above the picture."""
        layout = self.viewer_panel.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(2, self.offer)

    def _fill_menu_bar(self) -> None:
        bar = self.menuBar()
        assert bar is not None
        self.actions_.fill(bar)
        self._wide = WideExtension("Fusion")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, 6, 0)
        row.setSpacing(2)
        names = (lambda: self.tr("Roto"), lambda: self.tr("Remove"), lambda: self.tr("Deliver"))
        for workspace, name in zip(WORKSPACES, names, strict=True):
            button = self.actions_.button(f"workspace-{workspace}", short=name)
            button.setStyleSheet("padding: 1px 10px;")
            row.addWidget(button)
        bar.setCornerWidget(corner)
        self._corner = corner
        if (more := bar.findChild(QToolButton, "qt_menubar_ext_button")) is not None:
            more.setIcon(icon("fast-forward"))  # of menus that long titles leave no room for
            more.setStyle(self._wide)

    def _bind(self) -> None:
        bind = self.actions_.bind
        bind("undo", self._undo)
        bind("redo", self.desk.document.redo)
        bind("quit", self.close)
        bind("leave", self._leave)
        bind("deliver", self._deliver)
        bind("edit-show", self._show_other_time)
        bind("clip-open", self.edit.open_here)
        bind("fullscreen", self._toggle_full_screen)
        bind("maximise", self.layout_.maximise)
        bind("layout-reset", self.layout_.reset)
        for workspace in WORKSPACES:
            bind(f"workspace-{workspace}", partial(self.layout_.enter, workspace))
        bind_jobs(self.actions_, self.desk.playhead, self.propagation, self.preview)
        bind("time-in", lambda: self._time_strip.zoom(_TIME_ZOOM))
        bind("time-out", lambda: self._time_strip.zoom(1 / _TIME_ZOOM))
        bind("time-fit", self._fit_time)

    def _connect(self) -> None:
        desk, document = self.desk, self.desk.document
        self.viewer.pointed.connect(self.status.show_readout)
        self.viewer_panel.dropped.connect(self._take_drop)
        self.toolbox.changed.connect(self.tool_strip.refresh)
        self.toolbox.changed.connect(self._show_box_kind)
        self.timeline.scrubbing.connect(self._scrub)
        self.edit.scrubbing.connect(self._scrub)
        self.edit.glimpsed.connect(self.glance.look_at)
        self.edit.list_wanted.connect(self.files.list_shots)
        self.edit.import_wanted.connect(self.actions_["import"].trigger)
        self.edit.delivery_wanted.connect(self.actions_["deliver"].trigger)
        self.files.edit_imported.connect(lambda: self._raise("edit"))
        self.timeline.strip.label_with(partial(label_of, desk))
        self.messages.counted.connect(self.status.count_messages)
        self.status.messages_wanted.connect(self._show_messages)
        document.noticed.connect(self._tell)
        document.failed.connect(self._tell_error)
        desk.mattes.failed.connect(self._tell_error)
        document.opened.connect(self._refresh)
        document.renamed.connect(self._refresh)
        document.edited.connect(lambda _committed: desk.turns.soon(self._refresh_edits))
        document.stepped.connect(lambda _step: desk.turns.soon(self._refresh_edits))
        desk.selection.shot_changed.connect(self._refresh)
        self.commands.markers_changed.connect(self._show_markers)
        self.commands.transport.changed.connect(self._show_speed)
        self.commands.transport.dropped.connect(self._show_dropped)
        self.runner.began.connect(self.status.begin_job)
        self.runner.told.connect(self.status.show_message)
        self.runner.ended.connect(self.status.end_job)
        self.runner.failed.connect(self._tell_error)
        self.status.cancel_wanted.connect(self.runner.cancel)
        self.learning.changed.connect(self.status.show_learning)
        self.preview.changed.connect(self.viewer.update)
        self.preview.mapped.connect(self.scopes.unseen.take)
        self.preview.foreseen.connect(self._tell_outlook)
        self.preview.changed.connect(self.viewer_panel.show_labels)
        self.layout_.changed.connect(self._show_workspace)
        on_language_change(self, self._speak)

    def _open_workspace(self) -> None:
        if self.desk.preferences.geometry is not None:
            self.restoreGeometry(self.desk.preferences.geometry)
        workspace = self.desk.preferences.workspace
        self.layout_.enter(workspace if workspace in WORKSPACES else "remove")
        self.viewer.setFocus()

    # What the panels say to each other

    def _undo(self) -> None:
        """Undo what is unfinished first; then the last change of the document."""
        if not self.toolbox.tool.undo():
            self.desk.document.undo()

    def _leave(self) -> None:
        """Drop what is unfinished; then stop the job; then leave what is shown; then the tool."""
        if self.toolbox.tool.is_unfinished:
            self.toolbox.tool.drop()
        elif self.runner.is_running:
            self.runner.cancel()
        elif self.isFullScreen():
            self._toggle_full_screen()
        elif self.desk.selection.shape is not None:
            self.desk.selection.choose_shape(None)
        else:
            self.toolbox.take("tool-select")

    def _take_drop(self, path: Path) -> None:
        """Open what was dropped; a picture on the clean plate tool is the plate of the frame."""
        has_shot = self.desk.selection.shot is not None
        if is_retouched_picture(path, self.toolbox.tool, has_shot=has_shot):
            self.plates.bring(path)
        else:
            self.open(path)

    def _scrub(self, is_dragging: bool) -> None:
        self.desk.frames.is_dragging = is_dragging
        if not is_dragging:
            self.desk.frames.show_frame(self.desk.playhead.frame)

    @property
    def _time_strip(self) -> TimeStrip | TrackStrip:
        """What keys zoom: the edit where it is seen and the shot is not, or where it has the focus."""
        edit, shot = self.edit.strip, self.timeline.strip
        is_covered = edit.visibleRegion().isEmpty()
        is_alone = not is_covered and shot.visibleRegion().isEmpty()
        return edit if is_alone or edit.hasFocus() else shot

    def _fit_time(self) -> None:
        self._time_strip.fit()

    def _show_other_time(self) -> None:
        """Bring up the edit, or the shot where the edit is seen already."""
        is_seen = not self.edit.visibleRegion().isEmpty()
        self._raise("timeline" if is_seen and self.timeline.visibleRegion().isEmpty() else "edit")

    def _raise(self, name: str) -> None:
        self.layout_[name].show()
        self.layout_[name].raise_()

    def _deliver(self) -> None:
        dialog = DeliveryDialog(self.desk, self)
        dialog.delivered.connect(self.edit_store.read)
        show_beside(dialog)

    def _cached(self) -> Cached:
        full, small = self.desk.frames.ready()
        frames = frozenset(self.desk.playhead.frames) if self.desk.frames.has_proxy else frozenset()
        return Cached(
            in_memory=full | small, on_disk=frames, previewed=self.preview.valid, stale=self.preview.stale
        )

    def _speak(self) -> None:
        """Write what depends on the document in another language, and numbers as its country does."""
        self.setLocale(QLocale())
        self._corner.adjustSize()
        if (bar := self.menuBar()) is not None:
            bar.setCornerWidget(self._corner)  # which makes as much room as it needs now
        self._refresh()
        self._refresh_edits()

    def _refresh(self) -> None:
        project, shot = self.desk.document.project, self.desk.selection.shot
        name = "" if project is None else (self.tr("Untitled") if project.is_untitled else project.path.stem)
        read_only = "" if self.desk.document.is_writable or project is None else self.tr(" (read only)")
        self.setWindowTitle(f"{name}{read_only} - Cleanplate" if name else "Cleanplate")
        has_shot, is_open = shot is not None, self.desk.document.is_writable
        self.actions_.allow(_NEED_SHOT, has_shot, self.tr("Open a clip first."))
        why = (
            self.tr("Open a clip first.")
            if not has_shot
            else self.tr("This project is open for reading only.")
        )
        self.actions_.allow(_EDITING, has_shot and is_open, why)
        self.actions_.allow(("import", "import-folder"), project is None or is_open, why)
        self.actions_.allow(("save", "save-as"), project is not None, self.tr("There is no project yet."))
        self.viewer_panel.refresh()
        if project is None:
            self.files.show_start()
        self.desk.turns.soon(self._refresh_edits)

    def _refresh_edits(self) -> None:
        """Name what undo and redo would do."""
        project = self.desk.document.project
        undo = None if project is None else project.history.next_undo
        redo = None if project is None else project.history.next_redo
        undo_text = (
            self.tr("Undo {0}").format(step_name(undo.name))
            if undo is not None
            else self.actions_.name("undo")
        )
        redo_text = (
            self.tr("Redo {0}").format(step_name(redo.name))
            if redo is not None
            else self.actions_.name("redo")
        )
        self.actions_["undo"].setText(undo_text)
        self.actions_["redo"].setText(redo_text)
        self._show_markers()

    def _show_markers(self) -> None:
        project, shot = self.desk.document.project, self.desk.selection.shot
        self.timeline.show_markers([] if project is None or shot is None else list(markers_of(project, shot)))

    def _show_speed(self, speed: int) -> None:
        self.actions_["play"].setIcon(icon("pause" if speed else "play"))
        self._show_dropped(self.commands.transport.dropped_frames)

    def _show_dropped(self, frames: int) -> None:
        speed = self.commands.transport.speed
        texts = [f"{speed}x"] if speed not in {0, 1} else []
        texts += [self.tr("{0} dropped").format(frames)] if frames else []
        self.viewer_panel.transport.told.setText("  ".join(texts))

    def _show_box_kind(self, id_: str) -> None:
        if id_ == "tool-box":
            self.actions_["tool-box"].setIcon(icon(self.toolbox.box.kind.value))

    def _show_workspace(self, name: str) -> None:
        for workspace in WORKSPACES:
            self.actions_[f"workspace-{workspace}"].setChecked(workspace == name)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
        self.actions_["fullscreen"].setChecked(self.isFullScreen())

    def _tell(self, text: str) -> None:
        self.messages.add_notice(text)
        self.viewer_panel.notice.show_text(text)

    def _tell_error(self, error: CleanplateError) -> None:
        self.messages.add_error(error)
        self.viewer_panel.notice.show_text(told_error(error))

    def _tell_outlook(self, unseen: Mapping[int, float]) -> None:
        playhead = self.desk.playhead
        self._tell(told_outlook(unseen, is_part=playhead.marked != playhead.frames))

    def _show_messages(self) -> None:
        self._raise("messages")
