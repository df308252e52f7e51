"""The shot list of an edit: which of its clips become shots of the project."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6 import sip
from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QIcon, QPixmap
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.project.content.media import ClipFacts
from editor.project.content.shots import Shot
from ui.desk.desk import Desk
from ui.edits.listing import EditList, ListedShot, ListSettings
from ui.edits.store import EDIT_SETTING, READING_SETTING, ReadingChoices, keep_edit
from ui.edits.thumbnails import HEIGHT_PX, WIDTH_PX, Thumbnails
from ui.language import on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.theme.colours import THEMES, grey
from ui.theme.controls import NumberField, dim_label, resize_with_text
from ui.theme.style import scaled

if TYPE_CHECKING:
    from ui.edits.reading import EditReader

_RATES = ("24000/1001", "24", "25", "30000/1001", "30", "48", "50", "60000/1001", "60")
_WIDTH_PX, _HEIGHT_PX = 880, 560


class ImportDialog(QDialog):
    """Reads an edit beside the window, lists its clips, and makes shots of those that are chosen.

    Parameters
    ----------
    desk : Desk
        Where the shots go; a project is made where there is none.
    path : Path
        The edit.
    parent : QWidget or None
        Over which it is shown.
    """

    imported = pyqtSignal(object)
    """These are shots of the project now: a list of `Shot`."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._path = desk, path
        self._reader: EditReader | None = None
        self._choices = _kept_choices(desk, path)
        self._search = list(self._choices.search)
        self._serial = 0
        self._is_faulty = False
        self._rows: tuple[ListedShot, ...] = ()
        say(self.setWindowTitle, lambda: self.tr("Shots of {0}").format(path.name))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self._thumbnails = Thumbnails(desk.background, self._show_thumbnail)
        self._make_controls()
        self._lay_out()
        self._connect()
        self.read()

    @property
    def chosen(self) -> list[ListedShot]:
        """The rows that are checked."""
        items = (self.list.topLevelItem(number) for number in range(self.list.topLevelItemCount()))
        return [
            row
            for row, item in zip(self._rows, items, strict=True)
            if item is not None and not row.why_not and item.checkState(0) is Qt.CheckState.Checked
        ]

    def read(self) -> None:
        """Read the edit anew."""
        path, search, rate = self._path, tuple(self._search), self.rate.currentData()
        settings = self._settings()
        self._work(
            self.tr("Reading {0} ...").format(path.name),
            lambda: _read(path, None if rate is None else Fraction(rate), search, settings),
            self._take_edit,
        )

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Wait for nothing."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """Go without importing."""
        self._leave()
        super().reject()

    # What it is made of

    def _make_controls(self) -> None:
        choices = self._choices
        self.pattern = QLineEdit(choices.listing.pattern)
        say(self.pattern.setAccessibleName, lambda: self.tr("Names of shots"))
        say(
            self.pattern.setToolTip,
            lambda: self.tr(
                "Text with {number:3}, {marker}, {clip}, {event}, {reel} or {track}; numbers go up in tens."
            ),
        )
        self.handles = NumberField(lambda: self.tr("Handles"), 0, 500, unit=lambda: self.tr("frames"))
        self.handles.setValue(choices.listing.handles)
        say(
            self.handles.setToolTip,
            lambda: self.tr("Frames that a delivery has on both ends, as far as the clip has them."),
        )
        self.rate = QComboBox()
        say(self.rate.setAccessibleName, lambda: self.tr("Frames per second"))
        self.rate.addItem("", None)
        for rate in _RATES:
            self.rate.addItem("", rate)
        self._name_rates()
        self.rate.setCurrentIndex(max(0, self.rate.findData(choices.rate or None)))
        self.rate.setVisible(self._path.suffix.lower() == ".edl")
        self.muted = said(QCheckBox(), lambda: self.tr("Muted clips, too"))
        self.muted.setChecked(choices.listing.with_disabled)
        self.list = QTreeWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Clips of the edit"))
        self._name_columns()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        # The mark of the current row takes room that columns, fitted to their contents, do not have.
        self.list.setStyleSheet("QTreeWidget::item:!selected { padding-right: 8px; }")
        percent = self._desk.preferences.interface_percent
        self.list.setIconSize(QSize(scaled(WIDTH_PX, percent), scaled(HEIGHT_PX, percent)))
        self.all = said(QPushButton(), lambda: self.tr("All"))
        self.marked = said(QPushButton(), lambda: self.tr("Marked"))
        self.none = said(QPushButton(), lambda: self.tr("None"))
        self.search = said(QPushButton(), lambda: self.tr("Search a folder ..."))
        say(
            self.search.setToolTip,
            lambda: self.tr("Look there for media that does not lie where the edit says."),
        )
        self.keep_list = said(QCheckBox(), lambda: self.tr("Keep the list of shots beside the edit"))
        say(
            self.keep_list.setToolTip,
            lambda: self.tr("Deliveries and changed versions of the edit go by this list."),
        )
        self.keep_list.setChecked(choices.keeps_list)
        self.summary = dim_label()
        self.notice = QLabel()
        self.notice.setProperty("warning", True)
        self.notice.setWordWrap(True)
        self.notice.hide()
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.again = said(QPushButton(), lambda: self.tr("Try again"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = said(QPushButton(), lambda: self.tr("Import"))
        self.take.setProperty("primary", True)
        self.take.setDefault(True)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        for button in (self.all, self.marked, self.none, self.search, self.again, cancel):
            if button is not None:
                button.setAutoDefault(False)  # Return imports, whatever was clicked before

    def _name_rates(self) -> None:
        self.rate.setItemText(0, self.tr("Most probable rate"))
        for place, rate in enumerate(_RATES, 1):
            self.rate.setItemText(place, self.tr("{0:.5g} fps").format(float(Fraction(rate))))

    def _name_columns(self) -> None:
        self.list.setHeaderLabels(
            [self.tr("Shot"), self.tr("Clip"), self.tr("Frames"), self.tr("In the edit"), self.tr("Remarks")]
        )

    def _speak(self) -> None:
        """Write everything anew that depends on the edit; what was chosen stays."""
        self._name_rates()
        self._name_columns()
        for number, row in enumerate(self._rows):
            item = self.list.topLevelItem(number)
            if item is not None:
                for column, text in enumerate(self._texts(row)):
                    item.setText(column, text)
                item.setToolTip(4, item.text(4))
        self._count()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.addWidget(said(QLabel(), lambda: self.tr("Names")))
        names.addWidget(self.pattern, 1)
        names.addWidget(said(QLabel(), lambda: self.tr("Handles")))
        names.addWidget(self.handles)
        names.addWidget(self.rate)
        names.addWidget(self.muted)
        choosing = QHBoxLayout()
        for button in (self.all, self.marked, self.none):
            choosing.addWidget(button)
        choosing.addWidget(self.summary, 1)
        choosing.addWidget(self.search)
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(names)
        column.addWidget(self.notice)
        column.addWidget(self.list, 1)
        column.addLayout(choosing)
        waiting = QWidget()
        told = QVBoxLayout(waiting)
        told.addStretch(1)
        told.addWidget(self.message)
        told.addWidget(self.progress)
        told.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        told.addStretch(1)
        self.pages = QStackedWidget()
        self.pages.addWidget(waiting)
        self.pages.addWidget(table)
        foot = QHBoxLayout()
        foot.addWidget(self.keep_list, 1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.pages, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        on_language_change(self, self._speak)
        self.buttons.rejected.connect(self.reject)
        self.take.clicked.connect(lambda _checked: self._import())
        self.again.clicked.connect(lambda _checked: self.read())
        self.search.clicked.connect(lambda _checked: self._ask_for_folder())
        self.all.clicked.connect(lambda _checked: self._check(lambda _row: True))
        self.none.clicked.connect(lambda _checked: self._check(lambda _row: False))
        self.marked.clicked.connect(lambda _checked: self._check(lambda row: bool(row.markers)))
        self.list.itemChanged.connect(lambda *_: self._count())
        self.pattern.editingFinished.connect(self._name_anew)
        self.handles.valueChanged.connect(lambda _value: self._name_anew())
        self.muted.toggled.connect(lambda _checked: self._name_anew())
        self.rate.currentIndexChanged.connect(lambda _index: self.read())

    # Reading

    def search_in(self, folder: Path) -> None:
        """Search another folder for media that does not lie where the edit says."""
        self._search.append(folder)
        self.read()

    def _chosen_reading(self) -> ReadingChoices:
        rate = self.rate.currentData() or ""
        return ReadingChoices(self._settings(), rate, tuple(self._search), self.keep_list.isChecked())

    def _settings(self) -> ListSettings:
        return ListSettings(self.pattern.text(), int(self.handles.value()), self.muted.isChecked())

    def _name_anew(self) -> None:
        reader, settings = self._reader, self._settings()
        if reader is not None and self.isVisible():
            self._work(self.tr("Naming shots ..."), lambda: (reader, reader.shots(settings)), self._take_edit)

    def _work(self, saying: str, work: object, done: object) -> None:
        """Do something beside the window; what was begun before is forgotten."""
        self._serial += 1
        serial = self._serial
        self._say(saying, is_busy=True)

        def arrived(result: object) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                done(result)  # type: ignore[operator]

        def failed(error: CleanplateError) -> None:
            if serial == self._serial and not sip.isdeleted(self):
                self._fail(error)

        self._desk.background.run(work, arrived, failed)  # type: ignore[arg-type]

    def _say(self, text: str, *, is_busy: bool) -> None:
        self.message.setText(text)
        self.progress.setVisible(is_busy)
        self.again.setVisible(not is_busy)
        self.pages.setCurrentIndex(0)
        self.take.setEnabled(False)

    def _fail(self, error: CleanplateError) -> None:
        """Say what is wrong: above the list where there is one, in its place where there is none."""
        if not self._rows:
            self._say(told_error(error), is_busy=False)
            return
        self._is_faulty = True
        self.pages.setCurrentIndex(1)
        self.notice.setText(told_error(error))
        self.notice.show()
        self.take.setEnabled(False)

    def _take_edit(self, read: tuple[EditReader, EditList]) -> None:
        self._reader, listed = read
        self._is_faulty = False
        self._rows = listed.rows
        if not listed.rows:
            self._say(self.tr("The edit shows no clip with pictures."), is_busy=False)
            return
        self._fill(listed.rows)
        self.notice.setText(" ".join(listed.notices))
        self.notice.setVisible(bool(listed.notices))
        self.pages.setCurrentIndex(1)
        has_marked = any(row.markers for row in listed.rows if not row.why_not)
        self.marked.setEnabled(has_marked)
        self._check((lambda row: bool(row.markers)) if has_marked else (lambda _row: True))
        self.list.setFocus()
        self._thumbnails.want([(row.name, row.clip, row.frames.start) for row in listed.rows if row.clip])

    def _fill(self, rows: tuple[ListedShot, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        dim = grey(THEMES[self._desk.preferences.theme].disabled)
        blank = QPixmap(self.list.iconSize())
        blank.fill(Qt.GlobalColor.transparent)
        for row in rows:
            item = QTreeWidgetItem(self.list, self._texts(row))
            item.setIcon(0, QIcon(blank))
            item.setData(0, Qt.ItemDataRole.UserRole, row.name)
            item.setToolTip(1, row.clip or row.why_not)
            item.setToolTip(4, item.text(4))
            if row.why_not:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                for column in range(self.list.columnCount()):
                    item.setForeground(column, dim)
            else:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, Qt.CheckState.Unchecked)
        header = self.list.header()
        if header is not None:
            for column in range(4):
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            header.setStretchLastSection(True)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.blockSignals(False)

    def _texts(self, row: ListedShot) -> list[str]:
        if row.why_not:
            return ["", row.clip_name, "", row.timecode, self.tr("No shot: {0}").format(row.why_not)]
        frames = self.tr("{0} to {1}, handles {2} + {3}").format(
            row.frames.start, row.frames.stop - 1, *row.handles
        )
        remarks = list(row.markers)
        if row.use_count > 1:
            remarks.append(self.tr("%n clips", "", row.use_count))
        if row.is_known:
            remarks.append(self.tr("in the list already"))
        return [row.name, row.clip_name, frames, row.timecode, ", ".join(remarks)]

    def _show_thumbnail(self, name: str, picture: QPixmap) -> None:
        if sip.isdeleted(self):
            return
        self.list.blockSignals(True)
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None and item.data(0, Qt.ItemDataRole.UserRole) == name:
                item.setIcon(0, QIcon(picture))
                break
        self.list.blockSignals(False)

    # Choosing

    def _check(self, is_wanted: object) -> None:
        self.list.blockSignals(True)
        for number, row in enumerate(self._rows):
            item = self.list.topLevelItem(number)
            if item is not None and not row.why_not:
                wanted = is_wanted(row)  # type: ignore[operator]
                item.setCheckState(0, Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._count()

    def _count(self) -> None:
        chosen, offline = len(self.chosen), sum(bool(row.why_not) for row in self._rows)
        text = self.tr("{0} of {1} shots chosen").format(chosen, len(self._rows) - offline)
        if offline:
            text = self.tr("{0}; %n clips cannot be shots", "", offline).format(text)
        self.summary.setText(text if self._rows else "")
        self._name_take()
        self.take.setEnabled(self.pages.currentIndex() == 1 and not self._is_faulty)

    def _name_take(self) -> None:
        """Say what Import does: of an edit without a chosen clip, its tracks are shown."""
        chosen = len(self.chosen)
        if chosen:
            self.take.setText(self.tr("Import %n shots", "", chosen))
        else:
            self.take.setText(self.tr("Show its tracks"))

    def _ask_for_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Search for media in"), str(self._path.parent)
        )
        if chosen:
            self.search_in(Path(chosen))

    # Importing

    def _import(self) -> None:
        reader, rows = self._reader, self.chosen
        if reader is None:
            return
        settings, keep = self._settings(), self.keep_list.isChecked() and bool(rows)

        def work() -> tuple[list[ListedShot], dict[str, ClipFacts], str]:
            facts = reader.facts(rows)
            notice = ""
            if keep:
                try:
                    reader.remember([row.name for row in rows], settings)
                except CleanplateError as error:
                    notice = told_error(error)
            return rows, facts, notice

        self._thumbnails.stop()
        self._work(self.tr("Looking at the clips ..."), work, self._take_shots)

    def _take_shots(self, looked_at: tuple[list[ListedShot], dict[str, ClipFacts], str]) -> None:
        rows, facts, notice = looked_at
        document = self._desk.document
        if document.project is None:
            document.new()
        project, shots, handles = document.project, list[Shot](), int(self.handles.value())
        if project is None:
            self.reject()
            return
        with document.attempt(), project.edit(f"Import {self._path.name}"):
            known = {
                (shot.media_id, shot.name, shot.first_frame, shot.last_frame) for shot in project.shots.all()
            }
            for row in rows:
                media = project.media.add(facts[row.clip])
                if (media.id, row.name, row.frames.start, row.frames.stop - 1) in known:
                    continue
                shots.append(project.shots.add(media.id, row.frames, row.name, handles=handles))
            keep_edit(project, self._path, self._chosen_reading())
        if notice:
            document.noticed.emit(notice)
        if shots:
            document.shot_added.emit(shots[0])
        self.imported.emit(shots)
        self.accept()

    def _leave(self) -> None:
        self._serial += 1
        self._thumbnails.stop()


def _kept_choices(desk: Desk, path: Path) -> ReadingChoices:
    """Read how an edit was listed last, where the project's shots come from it."""
    project = desk.document.project
    settings = {} if project is None else project.settings.all()
    is_same = settings.get(EDIT_SETTING) == str(path)
    return ReadingChoices.of(settings.get(READING_SETTING)) if is_same else ReadingChoices()


def _read(
    path: Path, rate: Fraction | None, search: tuple[Path, ...], settings: ListSettings
) -> tuple[EditReader, EditList]:
    from ui.edits.reading import EditReader  # loads the libraries of timelines

    reader = EditReader(path, rate, search)
    return reader, reader.shots(settings)
