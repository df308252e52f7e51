"""What is to be found in the shot, what was found, and which of that becomes objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6 import sip
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.project.finding import search_of
from editor.render.messages import ItemFound, Message, Progress
from editor.render.supervisor import render
from editor.render.wiping.request import Search, What
from ui.desk.counting import number_of
from ui.desk.desk import Desk
from ui.jobs.runner import JobRunner, Tell, Work
from ui.language import number, on_language_change, said, say
from ui.theme.controls import dim_label, resize_with_text

_WIDTH_PX, _HEIGHT_PX = 620, 420
_UNSURE = 0.5
_FINDABLE = What.SUBTITLES, What.LOGO, What.WATERMARK

Named = tuple[str, ItemFound]
"""Something that was found, and what its object is to be called."""


class FindDialog(QDialog):
    """Looks through the shot in a worker process, shows what it found, and lets the user choose.

    Parameters
    ----------
    desk : Desk
        The shot.
    runner : JobRunner
        Where the search runs.
    parent : QWidget or None
        Over which it is shown.
    """

    chosen = pyqtSignal(object, object)
    """These become objects: the `Shot`, and a tuple of `Named`."""

    def __init__(self, desk: Desk, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._project, self._shot = desk.document.project, desk.selection.shot
        self._found: tuple[ItemFound, ...] | None = None
        self._found_what = What.SUBTITLES
        self._is_mine = False
        self._fault = ""
        say(self.setWindowTitle, lambda: self.tr("Find in the shot"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self._make_controls()
        self._lay_out()
        self._follow_choice()
        on_language_change(self, self._speak)
        self._speak()
        runner.told.connect(self._show_progress)
        runner.failed.connect(self._fail)
        runner.ended.connect(self._rest)

    def search(self) -> None:
        """Look through the shot; says so where another job runs."""
        if self._project is None or self._shot is None:
            return
        what: What = self.what.currentData()
        wanted = search_of(
            self._shot, self._desk.frames.clip, what, wants_scene_text=self.scene_text.isChecked()
        )
        self._found, self._found_what, self._fault = None, what, ""
        self.list.clear()
        work = Work(self.tr("Search"), partial(_look, wanted), partial(self._take, what))
        self._is_mine = self._runner.start(work)
        if not self._is_mine:
            self._fault = self.tr("Another job is running; press Esc to stop it.")
        self.progress.setRange(0, 0)
        self.progress.setVisible(self._is_mine)
        self._allow()
        self._tell()

    def ticked(self) -> tuple[Named, ...]:
        """Tell what is to become objects."""
        chosen = []
        for position, item in enumerate(self._found or ()):
            row = self.list.topLevelItem(position)
            if row is not None and row.checkState(0) == Qt.CheckState.Checked:
                chosen.append((row.text(0), item))
        return tuple(chosen)

    def done(self, result: int) -> None:
        """Stop the search, and close."""
        if self._is_mine:
            self._runner.cancel()
        super().done(result)

    # What it is made of

    def _make_controls(self) -> None:
        self.what = QComboBox()
        say(self.what.setAccessibleName, lambda: self.tr("Look for"))
        for what in _FINDABLE:
            self.what.addItem("", what)
        self.what.currentIndexChanged.connect(lambda _index: self._follow_choice())
        self.scene_text = said(QCheckBox(), lambda: self.tr("Text that belongs to the scene, too"))
        self.begin = said(QPushButton(), lambda: self.tr("Find"))
        self.begin.setDefault(True)
        self.begin.clicked.connect(lambda _checked: self.search())
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        say(self.list.setAccessibleName, lambda: self.tr("What was found"))
        self.list.itemChanged.connect(lambda _row, _column: self._allow())
        self.list.currentItemChanged.connect(lambda row, _before: self._go_to(row))
        header = self.list.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.told = dim_label()
        self.add = said(QPushButton(), lambda: self.tr("Make objects"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(lambda _checked: self._choose())

    def _lay_out(self) -> None:
        form = QFormLayout()
        label = dim_label()
        label.setWordWrap(False)  # in a form, what wraps may shrink to nothing
        say(label.setText, lambda: self.tr("Look for"))
        form.addRow(label, self.what)
        form.addRow("", self.scene_text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.begin, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.add, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.progress)
        layout.addWidget(buttons)

    # What happens

    def _choose(self) -> None:
        self.chosen.emit(self._shot, self.ticked())
        self.accept()

    def _take(self, what: What, found: tuple[ItemFound, ...]) -> None:
        if sip.isdeleted(self):
            return
        self._found, self._found_what = found, what
        for item in found:
            row = QTreeWidgetItem(self.list)
            is_sure = item.confidence >= _UNSURE
            row.setCheckState(0, Qt.CheckState.Checked if is_sure else Qt.CheckState.Unchecked)
        self._speak()

    def _fail(self, error: CleanplateError) -> None:
        if not sip.isdeleted(self) and self._is_mine:
            self._fault = str(error)

    def _rest(self) -> None:
        if sip.isdeleted(self):
            return
        self._is_mine = False
        self.progress.hide()
        self._allow()
        self._tell()

    def _show_progress(self, message: Message) -> None:
        if not sip.isdeleted(self) and self._is_mine and isinstance(message, Progress):
            self.progress.setRange(0, message.total)
            self.progress.setValue(message.done)

    def _follow_choice(self) -> None:
        self.scene_text.setEnabled(self.what.currentData() is What.SUBTITLES)

    def _allow(self) -> None:
        self.begin.setEnabled(not self._is_mine and self._shot is not None)
        self.add.setEnabled(not self._is_mine and bool(self.ticked()))

    def _go_to(self, row: QTreeWidgetItem | None) -> None:
        """Show the middle frame of what is looked at in the list."""
        position = -1 if row is None else self.list.indexOfTopLevelItem(row)
        if self._found and position >= 0 and self._desk.selection.shot == self._shot:
            item = self._found[position]
            self._desk.playhead.go((item.first + item.last) // 2)

    # What it says

    def _speak(self) -> None:
        names: dict[What, Callable[[], str]] = {
            What.SUBTITLES: lambda: self.tr("Subtitles and titles"),
            What.LOGO: lambda: self.tr("Logos that stay where they are"),
            What.WATERMARK: lambda: self.tr("Watermarks: large and faint"),
        }
        for index in range(self.what.count()):
            self.what.setItemText(index, names[self.what.itemData(index)]())
        self.list.setHeaderLabels([self.tr("Found"), self.tr("Frames"), self.tr("Confidence")])
        name = {
            What.SUBTITLES: self.tr("Subtitle {0}"),
            What.LOGO: self.tr("Logo {0}"),
            What.WATERMARK: self.tr("Watermark {0}"),
        }[self._found_what]
        for position, item in enumerate(self._found or ()):
            row = self.list.topLevelItem(position)
            if row is not None:
                row.setText(0, name.format(position + 1))
                row.setText(
                    1,
                    self.tr("{0} to {1}").format(
                        *(number_of(self._desk, one) for one in (item.first, item.last))
                    ),
                )
                row.setText(2, self.tr("{0} %").format(number(100 * item.confidence)))
        self._tell()
        self._allow()

    def _tell(self) -> None:
        if self._fault:
            text = self._fault
        elif self._is_mine:
            text = self.tr("The shot is looked through; you can go on working.")
        elif self._found is None:
            text = self.tr("What is burned into the picture is found without painting.")
        elif not self._found:
            text = self.tr("Nothing of the kind was found. Paint a mask instead.")
        else:
            text = self.tr(
                "Untick what is to stay. The mattes can be painted on afterwards, like all others."
            )
        self.told.setText(text)


def _look(wanted: Search, tell: Tell) -> tuple[ItemFound, ...]:
    found: list[ItemFound] = []

    def listen(message: Message) -> None:
        if isinstance(message, ItemFound):
            found.append(message)
        tell(message)

    render(wanted, listen)
    return tuple(found)
