"""What is rendered of the shot, and where to: asked once, then it goes into the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QLocale, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.project.project import Project
from editor.render.messages import Estimate, Progress
from ui.desk.desk import Desk
from ui.jobs.outlooks import told_outlook
from ui.language import on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.panels.inspector import ENGINES
from ui.queue.feed import OPEN, QueueFeed
from ui.queue.forecasting import Forecast
from ui.queue.formats import FORMATS, Format, usual_format
from ui.queue.order import RenderOrder, maps_folder, next_name, put_in
from ui.queue.table import told_time
from ui.theme.controls import NumberField, choose_button, dim_label, row

_WIDTH_PX = 560
_FOLDER, _FORMAT = "render-folder", "render-format"
_MOST_HANDLES = 250
_PICTURES = "%05d"


class RenderDialog(QDialog):
    """Asks what to render, says what that takes, and puts it into the queue.

    Parameters
    ----------
    desk : Desk
        The shot.
    feed : QueueFeed
        The queue.
    parent : QWidget or None
        Over which it is shown.
    """

    queued = pyqtSignal(object, int)
    """A job was added: its `RenderOrder`, and its number."""

    def __init__(self, desk: Desk, feed: QueueFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._feed = desk, feed
        self._project, self._shot = desk.document.project, desk.selection.shot
        self._wanted = ""
        self._told_takes: Callable[[], str] = str
        self._told_unseen: Callable[[], str] = str
        say(self.setWindowTitle, lambda: self.tr("Render the shot"))
        self.forecast = Forecast()
        self._make_controls()
        self._lay_out()
        self._fill_in()
        self._connect()
        self._follow()
        self.resize(_WIDTH_PX, self.sizeHint().height())

    @property
    def format(self) -> Format:
        """What it is delivered as."""
        found: Format = self.kind.currentData()
        return found

    def order(self) -> RenderOrder | None:
        """Put together what is to be rendered; None where that is not possible."""
        project, shot, name = self._project, self._shot, self.out.text().strip()
        if project is None or shot is None or not name:
            return None
        out = Path(name)
        pattern = f"{out.name}.{_PICTURES}.{self.format.codec}"
        is_movie = self.format.is_movie
        return RenderOrder(
            project=project.path,
            shot_id=shot.id,
            out=str(out if is_movie else out / pattern),
            frames=self.range.currentData(),
            handles=int(self.handles.value()),
            engine=self.engine.currentData(),
            codec=self.format.codec,
            matte_out=self._beside(out, "matte") if self.matte.isChecked() else None,
            patch_out=self._beside(out, "fill") if self.patch.isChecked() else None,
            maps=maps_folder(),
            priority=int(self.priority.value()),
        )

    def queue(self, *, starts: bool) -> None:
        """Put it into the queue, and close; say why where that does not work."""
        order = self.order()
        if order is None:
            return
        self._keep_choices()
        self._allow(is_busy=True)

        def done(job_id: int) -> None:
            if starts:
                self._feed.switch(True)
            if not sip.isdeleted(self):
                self.queued.emit(order, job_id)
                self.accept()

        self._feed.failed.connect(self._fail)
        self._feed.do(lambda database: put_in(database, order), done)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Leave off what is looked at."""
        self.done(QDialog.DialogCode.Rejected)
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Leave off what is looked at, and close."""
        self.forecast.close()
        super().done(result)

    # What it is made of

    def _make_controls(self) -> None:
        self.out = QLineEdit()
        self.kind, self.range, self.engine = QComboBox(), QComboBox(), QComboBox()
        say(self.out.setAccessibleName, lambda: self.tr("Deliver to"))
        say(self.kind.setAccessibleName, lambda: self.tr("Format"))
        say(self.range.setAccessibleName, lambda: self.tr("Frames"))
        say(self.engine.setAccessibleName, lambda: self.tr("Engine"))
        for one in FORMATS:
            self.kind.addItem("", one)
        self.handles = NumberField(
            lambda: self.tr("Handles"), 0, _MOST_HANDLES, unit=lambda: self.tr("frames")
        )
        self.priority = NumberField(lambda: self.tr("Priority"), -100, 100)
        say(self.priority.setToolTip, lambda: self.tr("Higher ones go first"))
        self.matte = said(QCheckBox(), lambda: self.tr("Mattes"))
        self.patch = said(QCheckBox(), lambda: self.tr("Fill alone, with alpha"))
        self.message = dim_label()
        self.takes = dim_label()
        say(self.takes.setAccessibleName, lambda: self.tr("What it takes"))
        self.unseen = QLabel()
        self.unseen.setWordWrap(True)
        self.unseen.setProperty("warning", True)
        self.unseen.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.add = said(QPushButton(), lambda: self.tr("Add to queue"))
        self.add.setProperty("primary", True)
        self.add.setDefault(True)
        self.add_and_start = said(QPushButton(), lambda: self.tr("Add and start"))
        self.add_and_start.setAutoDefault(False)
        self.buttons.addButton(self.add, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.add_and_start, QDialogButtonBox.ButtonRole.ActionRole)

    def _lay_out(self) -> None:
        self._choose = choose_button(self.out, self._ask_for_output)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(said(QLabel(), self.out.accessibleName), row(self.out, self._choose, stretch=0))
        for field in (self.kind, self.range, self.handles, self.engine, self.priority):
            form.addRow(said(QLabel(), field.accessibleName), field)
        extras = row(self.matte, self.patch)
        extras.setSpacing(16)
        extras.addStretch(1)
        form.addRow(said(QLabel(), lambda: self.tr("Besides")), extras)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.takes)
        layout.addWidget(self.unseen)
        layout.addWidget(self.message)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def _fill_in(self) -> None:
        project, shot = self._project, self._shot
        if project is None or shot is None:
            return
        self.handles.setValue(shot.handles)
        whole, marked = shot.frames, self._desk.playhead.marked
        for frames in (whole, marked) if marked != whole else (whole,):
            self.range.addItem("", frames)
        self.range.setCurrentIndex(self.range.count() - 1)
        self._fill_engines()
        self._name_choices()
        clip = project.media.get(shot.media_id).facts.absolute
        kept = project.view.all()
        chosen = next((one for one in FORMATS if one.name == kept.get(_FORMAT)), usual_format(clip))
        self.kind.setCurrentIndex(FORMATS.index(chosen))
        folder = kept.get(_FOLDER)
        self._folder = Path(str(folder)) if folder is not None else _usual_folder(project, clip)
        self._name_output()

    def _fill_engines(self) -> None:
        """Offer the engines; that of the objects only where they agree."""
        wanted = sorted({one.settings.engine for one in self._desk.selection.objects})
        if len(wanted) == 1:
            self.engine.addItem("", None)
            self._wanted = wanted[0]
        for name in ENGINES:
            self.engine.addItem(name, name)

    def _name_choices(self) -> None:
        """Write what can be chosen in the language of the moment."""
        for place, one in enumerate(FORMATS):
            name = one.name if one.codec or not one.is_movie else self.tr("{0}, the codec that loses least")
            self.kind.setItemText(place, name.format(one.name))
        names = self.tr("The whole shot, {0} to {1}"), self.tr("From in to out, {0} to {1}")
        for place in range(self.range.count()):
            frames = self.range.itemData(place)
            self.range.setItemText(place, names[place].format(frames[0], frames[-1]))
        if self._wanted:
            self.engine.setItemText(0, self.tr("That of the objects: {0}").format(self._wanted))

    def _speak(self) -> None:
        """Write anew what depends on the shot, and on what was found out of it."""
        self._name_choices()
        self._allow(is_busy=False)
        self.takes.setText(self._told_takes())
        self.unseen.setText(self._told_unseen())

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        self.add.clicked.connect(lambda _checked: self.queue(starts=False))
        self.add_and_start.clicked.connect(lambda _checked: self.queue(starts=True))
        self.kind.currentIndexChanged.connect(lambda _index: self._name_output())
        self.out.textChanged.connect(lambda _text: self._follow())
        for box in (self.range, self.engine):
            box.currentIndexChanged.connect(lambda _index: self._follow())
        self.handles.valueChanged.connect(lambda _value: self._follow())
        self.forecast.progressed.connect(self._show_progress)
        self.forecast.estimated.connect(self._show_estimate)
        self.forecast.foreseen.connect(self._show_outlook)
        self.forecast.failed.connect(self._fail)
        on_language_change(self, self._speak)

    # What follows from what is chosen

    def _name_output(self) -> None:
        """Name the next version in the folder of the moment."""
        shot = self._shot
        if shot is None:
            return
        taken = {row.job.out for row in self._feed.view.rows if row.job.state in OPEN}
        self.out.setText(str(next_name(self._folder, shot.name, self.format.suffix, taken)))

    def _beside(self, out: Path, what: str) -> str:
        """Name a further output beside the plate, of a kind that can hold it."""
        if self.format.is_movie:
            ending = out.suffix if out.suffix in {".mov", ".mkv"} else ".mov"
            return str(out.with_name(f"{out.stem}_{what}{ending}"))
        ending = "exr" if self.format.codec == "exr" else "png"
        return str(out.with_name(f"{out.name}_{what}") / f"{out.name}_{what}.{_PICTURES}.{ending}")

    def _follow(self) -> None:
        """See anew what is possible, and what it takes."""
        self._allow(is_busy=False)
        self.unseen.hide()
        can_be = self.add.isEnabled()
        self._tell_takes((lambda: self.tr("Looking it over ...")) if can_be else str)
        self.forecast.look(self.order() if can_be else None)

    def _tell_takes(self, told: Callable[[], str]) -> None:
        self._told_takes = told
        self.takes.setText(told())

    def _show_progress(self, progress: Progress) -> None:
        self._tell_takes(
            lambda: self.tr("Looking it over: frame {0} of {1}").format(progress.done, progress.total)
        )

    def _show_estimate(self, estimate: Estimate) -> None:
        self._tell_takes(
            lambda: self.tr("About {0} for {1} of {2} frames, {3} of memory, {4} on the disk.").format(
                told_time(estimate.seconds),
                estimate.hole_count,
                estimate.frame_count,
                _told_size(estimate.memory_bytes),
                _told_size(estimate.disk_bytes),
            )
        )
        self._make_room()

    def _make_room(self) -> None:
        """Grow with what is said, rather than squeeze the fields."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _show_outlook(self, unseen: Mapping[int, float]) -> None:
        """Say which background is never seen, and what can be done about it."""
        shot = self._shot
        is_part = shot is not None and self.range.currentData() != shot.frames
        self._told_unseen = lambda: told_outlook(unseen, is_part=is_part)
        self.unseen.setText(self._told_unseen())
        self.unseen.setVisible(bool(self.unseen.text()))
        self._make_room()

    def _allow(self, *, is_busy: bool) -> None:
        """Switch on what makes sense now, and say why the rest does not."""
        why = ""
        if not self._desk.selection.objects:
            why = self.tr("The shot has no objects: make a mask of what is to be removed first.")
        elif not self.out.text().strip():
            why = self.tr("Say where it is delivered to.")
        elif Path(self.out.text().strip()).exists():
            why = self.tr("There is something of this name already; nothing is replaced.")
        self.message.setText(why)
        for button in (self.add, self.add_and_start):
            button.setEnabled(not why and not is_busy)
            button.setToolTip(why)

    def _fail(self, error: CleanplateError) -> None:
        if not sip.isdeleted(self):
            self._allow(is_busy=False)
            self._tell_takes(str)
            self.message.setText(told_error(error))
            self._make_room()

    def _keep_choices(self) -> None:
        """Offer the same folder and format the next time."""
        project = self._project
        if project is None or not self._desk.document.is_writable:
            return
        with self._desk.document.attempt():
            project.view.keep({_FORMAT: self.format.name, _FOLDER: str(self._folder)})

    def _ask_for_output(self) -> None:
        if self.format.is_movie:
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Deliver to"), self.out.text())
        else:
            chosen = QFileDialog.getExistingDirectory(self, self.tr("Deliver to"), str(self._folder))
        if chosen:
            self._folder = Path(chosen).parent if self.format.is_movie else Path(chosen)
            if self.format.is_movie:
                self.out.setText(chosen)
            else:
                self._name_output()


def _told_size(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def _usual_folder(project: Project, clip: str) -> Path:
    """Deliver beside the project; beside the clip where the project has no name yet."""
    return (Path(clip).parent if project.is_untitled else project.path.parent) / "renders"
