"""Finding clips again that do not lie where the project says."""

from __future__ import annotations

from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from editor.project.content.media import ClipFacts, Media, Presence, look_at
from editor.project.content.search import find_moved
from ui.desk.desk import Desk
from ui.language import on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.theme.controls import dim_label, resize_with_text, row

_WIDTH_PX, _HEIGHT_PX = 720, 360


class StoppedError(CleanplateError):
    """The search was stopped by the user."""

    def __init__(self) -> None:
        super().__init__("the search was stopped", remedy="search again, or choose the clip by hand")


class RelinkDialog(QDialog):
    """Lists the clips of the project, the missing ones first, and looks for them.

    Parameters
    ----------
    desk : Desk
        The project.
    parent : QWidget or None
        Over which it is shown.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_stopped = False
        self._is_busy = False
        say(self.setWindowTitle, lambda: self.tr("Find clips again"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self.list = QTreeWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Clips of the project"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.progress.hide()
        self.search = said(QPushButton(), lambda: self.tr("Search a folder ..."))
        say(
            self.search.setToolTip, lambda: self.tr("Look for missing clips there and in all folders within.")
        )
        self.search.setProperty("primary", True)
        self.choose = said(QPushButton(), lambda: self.tr("Choose a file ..."))
        self.choose_folder = said(QPushButton(), lambda: self.tr("Choose pictures ..."))
        say(
            self.choose_folder.setToolTip,
            lambda: self.tr("A folder of pictures that are the frames of the clip."),
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def is_busy(self) -> bool:
        """Whether it is searching or reading."""
        return self._is_busy

    def refresh(self) -> None:
        """List the clips anew."""
        chosen = self._chosen()
        self.list.setHeaderLabels([self.tr("Clip"), self.tr("State"), self.tr("Where it was")])
        self.list.clear()
        states = {
            Presence.PRESENT: self.tr("Found"),
            Presence.CHANGED: self.tr("Another file lies there"),
            Presence.MISSING: self.tr("Missing"),
        }
        project = self._desk.document.project
        clips = (
            []
            if project is None
            else [(one, project.media.locate(one).presence) for one in project.media.all()]
        )
        for media, presence in sorted(clips, key=lambda clip: clip[1] is Presence.PRESENT):
            item = QTreeWidgetItem(self.list, [media.name, states[presence], media.facts.absolute])
            item.setData(0, Qt.ItemDataRole.UserRole, media.id)
            item.setToolTip(2, media.facts.absolute)
            if chosen is not None and media.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        count = len(self.missing())
        self.told.setText(
            self.tr("%n clips are missing.", "", count) if count else self.tr("All clips are there.")
        )
        self._allow()

    def missing(self) -> list[Media]:
        """Give the clips that do not lie where they should."""
        project = self._desk.document.project
        if project is None:
            return []
        return [
            one for one in project.media.all() if project.media.locate(one).presence is not Presence.PRESENT
        ]

    def search_in(self, folder: Path) -> None:
        """Search a folder, and those within it, for what is missing; all that is found is linked."""
        wanted = self.missing()
        self._begin(self.tr("Searching {0} ...").format(folder))

        def check() -> None:
            if self._is_stopped:
                raise StoppedError

        def work() -> dict[int, ClipFacts]:
            return {id_: look_at(clip) for id_, clip in find_moved(wanted, [folder], check).items()}

        self._desk.background.run(work, lambda found: self._link(found, len(wanted)), self._fail)

    def take(self, path: Path) -> None:
        """Link the chosen clip to a file or to a folder of pictures."""
        media = self._chosen()
        if media is not None:
            self._begin(self.tr("Reading {0} ...").format(path.name))
            self._desk.background.run(
                lambda: {media.id: look_at(path)}, lambda found: self._link(found, 1), self._fail
            )

    def reject(self) -> None:
        """Stop what is going on at first, and close then."""
        if self._is_busy:
            self._is_stopped = True
        else:
            super().reject()

    def _link(self, found: dict[int, ClipFacts], wanted_count: int) -> None:
        if sip.isdeleted(self):
            return
        self._end()
        project = self._desk.document.project
        if project is None:
            return
        with self._desk.document.attempt():
            for id_, facts in found.items():
                try:
                    project.media.relink(id_, facts)
                except CleanplateError as error:
                    self.told.setText(told_error(error))
                    return
        if found:
            self._desk.document.opened.emit()
        self.refresh()
        if len(found) < wanted_count:
            lost = self.tr("%n clips were not found there.", "", wanted_count - len(found))
            self.told.setText(lost)

    def _fail(self, error: CleanplateError) -> None:
        if not sip.isdeleted(self):
            self._end()
            self.told.setText(told_error(error))

    def _begin(self, saying: str) -> None:
        self._is_busy, self._is_stopped = True, False
        self.told.setText(saying)
        self.progress.show()
        self._allow()

    def _end(self) -> None:
        self._is_busy = False
        self.progress.hide()
        self._allow()

    def _allow(self) -> None:
        is_open = self._desk.document.is_writable and not self._is_busy
        for button in (self.choose, self.choose_folder):
            button.setEnabled(is_open and self._chosen() is not None)
        self.search.setEnabled(is_open and bool(self.missing()))
        why = self.tr("This project is open for reading only.") if not self._desk.document.is_writable else ""
        say(self.choose.setToolTip, why)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        if close is not None:
            close.setText(self.tr("Stop") if self._is_busy else self.tr("Close"))

    def _chosen(self) -> Media | None:
        item, project = self.list.currentItem(), self._desk.document.project
        if item is None or project is None:
            return None
        id_ = item.data(0, Qt.ItemDataRole.UserRole)
        return next((one for one in project.media.all() if one.id == id_), None)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_: self._allow())
        self.search.clicked.connect(lambda _checked: self._ask_where_to_search())
        self.choose.clicked.connect(lambda _checked: self._ask_for_file())
        self.choose_folder.clicked.connect(lambda _checked: self._ask_for_pictures())
        self.buttons.rejected.connect(self.reject)
        on_language_change(self, self.refresh)

    def _lay_out(self) -> None:
        header = self.list.header()
        if header is not None:
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for button in (self.search, self.choose, self.choose_folder):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        hint = lambda: self.tr("Paint and settings stay as they are; only the place of the clip changes.")  # noqa: E731
        layout.addWidget(said(dim_label(), hint))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.progress)
        choices = row(self.search, self.choose, self.choose_folder)
        choices.addStretch(1)
        layout.addLayout(choices)
        layout.addWidget(self.buttons)

    # Choosing

    def _ask_where_to_search(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Search for clips in"))
        if folder:
            self.search_in(Path(folder))

    def _ask_for_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Where is the clip now?"))
        if chosen:
            self.take(Path(chosen))

    def _ask_for_pictures(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where are its pictures now?"))
        if folder:
            self.take(Path(folder))
