"""The way back: plates are rendered by version and put into the edit, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.render.messages import Estimate, Message, Notice, Phase, Progress
from ui.desk.desk import Desk
from ui.edits.delivery import (
    DeliveryOrder,
    DeliveryRow,
    DeliveryRun,
    DeliverySurvey,
    next_edit_name,
    survey,
)
from ui.edits.listing import EDIT_SUFFIXES
from ui.edits.store import EDIT_SETTING, plates_folder
from ui.language import Text, on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.theme.colours import THEMES, grey
from ui.theme.controls import choose_button, resize_with_text

_WIDTH_PX, _HEIGHT_PX = 820, 560
_LAST_NOTICES = 6


class DeliveryDialog(QDialog):
    """Says what would be delivered and what is missing, delivers it, and reports.

    It does not keep the user from working: the window behind it stays in use.

    Parameters
    ----------
    desk : Desk
        The project.
    parent : QWidget or None
        Over which it is shown.
    """

    delivered = pyqtSignal()
    """There are new clean plates in the edit's folder."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._serial = 0
        self._survey: DeliverySurvey | None = None
        self._run: DeliveryRun | None = None
        self._begun_count = 0
        self._notices: list[str] = []
        self._report = ""
        self._said: Callable[[], str] = str
        say(self.setWindowTitle, lambda: self.tr("Deliver into an edit"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self._make_controls()
        self._lay_out()
        self._connect()
        project = desk.document.project
        kept = None if project is None else project.settings.get(EDIT_SETTING)
        if kept is not None:
            self.choose_edit(Path(str(kept)))
        else:
            self._say(lambda: self.tr("Choose the edit that the plates go back into."))
            self._allow()

    @property
    def is_running(self) -> bool:
        """Whether something is being delivered."""
        return self._run is not None

    def choose_edit(self, edit: Path) -> None:
        """Deliver into another edit; plates lie beside it unless another folder is chosen."""
        self._report = ""
        self.edit.setText(str(edit))
        self.plates.setText(str(plates_folder(edit)))
        self.out.setText("")
        self.look()

    def look(self) -> None:
        """See anew what would be delivered."""
        project, edit = self._desk.document.project, Path(self.edit.text())
        if project is None or not self.edit.text():
            return
        path, plates = project.path, Path(self.plates.text())
        self._serial += 1
        serial = self._serial
        self._survey = None
        self._say(lambda: self.tr("Reading {0} ...").format(edit.name))
        self.progress.setRange(0, 0)
        self.progress.show()
        self._allow()

        def failed(error: CleanplateError) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                self.progress.hide()
                self.list.clear()
                self._say(lambda: told_error(error))

        def done(found: DeliverySurvey) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                self._take_survey(found)

        self._desk.background.run(lambda: survey(path, edit, plates), done, failed)

    def deliver(self) -> None:
        """Begin to render and put in."""
        project = self._desk.document.project
        if project is None or self._survey is None or self._run is not None:
            return
        order = DeliveryOrder(
            project.path,
            Path(self.edit.text()),
            Path(self.out.text()),
            Path(self.plates.text()),
            str(self.way.currentData()),
        )
        self._begun_count, self._notices, self._report = 0, [], ""
        self._run = DeliveryRun(order)
        self._run.told.connect(self._follow)
        self._run.ended.connect(self._end)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._say(lambda: self.tr("Beginning ..."))
        self._allow()
        self._run.start()

    def cancel(self) -> None:
        """Stop delivering; versions that are complete stay."""
        if self._run is not None:
            self._say(lambda: self.tr("Stopping ..."))
            self._run.cancel()

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Stop what is going on."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop what is going on at first, and close then."""
        if self._run is not None:
            self.cancel()
            return
        self._leave()
        super().reject()

    # What it is made of

    def _make_controls(self) -> None:
        self.edit = self._line(lambda: self.tr("Edit"))
        self.edit.setReadOnly(True)
        self.out = self._line(lambda: self.tr("New edit"))
        self.plates = self._line(lambda: self.tr("Folder of plates"))
        self.way = QComboBox()
        say(self.way.setAccessibleName, lambda: self.tr("How plates come in"))
        self.list = QTreeWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Shots of the edit"))
        self._name_columns()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setStyleSheet("QTreeWidget::item:!selected { padding-right: 8px; }")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.start = said(QPushButton(), lambda: self.tr("Deliver"))
        self.start.setProperty("primary", True)
        self.start.setDefault(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        self.leave = self.buttons.button(QDialogButtonBox.StandardButton.Close)

    def _name_columns(self) -> None:
        header = self.list.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setHeaderLabels(
            [self.tr("Shot"), self.tr("Rendered from"), self.tr("Versions"), self.tr("Delivered as")]
        )

    def _speak(self) -> None:
        """Write everything anew that depends on the language."""
        self._name_columns()
        if self._survey is not None:
            self._fill(self._survey.rows)
            for place in range(self.way.count()):
                self.way.setItemText(place, self._way_name(self.way.itemData(place)))
        self.message.setText(self._said())
        self._allow()

    def _line(self, name: Text) -> QLineEdit:
        line = QLineEdit()
        say(line.setAccessibleName, name)
        return line

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._choosers = []
        lines = (
            (self.edit, self._ask_for_edit),
            (self.plates, self._ask_for_plates),
            (self.out, self._ask_for_out),
        )
        for line, choose in lines:
            button = choose_button(line, choose)
            row = QHBoxLayout()
            row.addWidget(line, 1)
            row.addWidget(button)
            form.addRow(said(QLabel(), line.accessibleName), row)
            self._choosers.append(button)
        form.addRow(said(QLabel(), self.way.accessibleName), self.way)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.message)
        layout.addWidget(self.progress)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        on_language_change(self, self._speak)
        self.buttons.rejected.connect(self.reject)
        self.start.clicked.connect(lambda _checked: self.deliver())
        self.plates.editingFinished.connect(self.look)
        self.out.textChanged.connect(lambda _text: self._allow())
        if self.leave is not None:
            self.leave.setAutoDefault(False)

    # What would be delivered

    def _take_survey(self, found: DeliverySurvey) -> None:
        self._survey = found
        self.progress.hide()
        self._fill(found.rows)
        chosen = self.way.currentData()
        self.way.clear()
        for way in found.ways:
            self.way.addItem(self._way_name(way), way)
        self.way.setCurrentIndex(max(0, self.way.findData(chosen)))
        if not self.out.text() and found.endings:
            self.out.setText(str(next_edit_name(Path(self.edit.text()), found.endings[0])))
        self._say(lambda: self._survey_told(found))
        self._allow()

    def _survey_told(self, found: DeliverySurvey) -> str:
        ready = sum(row.is_ready for row in found.rows)
        missing = len(found.rows) - ready
        text = self.tr("%n shots will be rendered", "", ready)
        if missing:
            text = self.tr("{0}; %n stay as they are", "", missing).format(text)
        text = f"{text[:1].upper()}{text[1:]}."
        return "\n".join([*([self._report] if self._report else []), " ".join([text, *found.notices])])

    def _fill(self, rows: tuple[DeliveryRow, ...]) -> None:
        self.list.clear()
        dim = grey(THEMES[self._desk.preferences.theme].disabled)
        for row in rows:
            item = QTreeWidgetItem(self.list, self._texts(row))
            if not row.is_ready:
                for column in range(self.list.columnCount()):
                    item.setForeground(column, dim)
        header = self.list.header()
        if header is not None:
            for column in range(3):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _texts(self, row: DeliveryRow) -> list[str]:
        versions = ", ".join(f"v{number:03}" for number in row.versions) or self.tr("none yet")
        if row.is_ready:
            return [row.name, row.shot_name, versions, f"v{row.next_version:03}"]
        why = (
            self.tr("Nothing: its shot has no objects")
            if row.has_shot
            else self.tr("Nothing: the project has no shot of its frames")
        )
        return [row.name, "", versions, why]

    def _way_name(self, way: str) -> str:
        names = {
            "replace": self.tr("In the place of the clips"),
            "above": self.tr("On a track above them"),
            "reference": self.tr("As a second reference of their media"),
        }
        return names.get(way, way)

    def _allow(self) -> None:
        """Switch on what makes sense now, and say why the rest does not."""
        is_idle = self._run is None
        for widget in (self.plates, self.out, self.way, *self._choosers):
            widget.setEnabled(is_idle)
        ready = self._survey is not None and any(row.is_ready for row in self._survey.rows)
        self.start.setEnabled(is_idle and ready and bool(self.out.text()))
        self.start.setToolTip(
            "" if self.start.isEnabled() else self.tr("It needs an edit that shows shots with objects.")
        )
        if self.leave is not None:
            self.leave.setText(self.tr("Close") if is_idle else self.tr("Stop"))

    # While it runs

    def _follow(self, message: Message) -> None:
        if isinstance(message, Estimate):
            self._begun_count += 1
        elif isinstance(message, Notice) and not message.is_detail:
            self._notices.append(f"{message.text}.")
        elif isinstance(message, Progress):
            self.progress.setRange(0, max(1, message.total))
            self.progress.setValue(message.done)
            self._say(lambda: self._progress_told(message))

    def _progress_told(self, progress: Progress) -> str:
        ready = 0 if self._survey is None else sum(row.is_ready for row in self._survey.rows)
        is_filling = progress.phase is Phase.FILLING
        doing = self.tr("filling") if is_filling else self.tr("looking for cuts and holes")
        shot = max(1, min(self._begun_count + (progress.phase is Phase.ANALYSING), ready))
        text = self.tr("Shot {0} of {1}: {2}, {3} of {4}").format(
            shot, ready, doing, progress.done, progress.total
        )
        if progress.seconds_left is not None:
            text = self.tr("{0}, {1} left").format(text, _time(progress.seconds_left))
        return text

    def _end(self, result: tuple[str, ...] | CleanplateError) -> None:
        if sip.isdeleted(self):
            return
        self._run = None
        self.progress.hide()
        out = self.out.text()
        if isinstance(result, CleanplateError):
            self._allow()
            self._say(lambda: told_error(result))
            return
        self.delivered.emit()
        told = [self.tr("Delivered: {0}").format(out), *result, *self._notices[-_LAST_NOTICES:]]
        self._desk.document.noticed.emit(told[0])
        self._report = "\n".join(told)
        self.out.setText("")
        self.look()

    def _say(self, told: Callable[[], str]) -> None:
        """Say something, and say it again in every language that is chosen while it stands there."""
        self._said = told
        self.message.setText(told())

    def _leave(self) -> None:
        self._serial += 1
        if self._run is not None:
            run, self._run = self._run, None
            run.cancel()  # the thread ends by itself, and so does what it renders

    # Choosing

    def _ask_for_edit(self) -> None:
        endings = " ".join(f"*{ending}" for ending in EDIT_SUFFIXES)
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Edit"), self.edit.text(), self.tr("Edits ({0})").format(endings)
        )
        if chosen:
            self.choose_edit(Path(chosen))

    def _ask_for_plates(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of plates"), self.plates.text())
        if chosen:
            self.plates.setText(chosen)
            self.look()

    def _ask_for_out(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("New edit"), self.out.text())
        if chosen:
            self.out.setText(chosen)


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
