"""Jobs as rows: a model that changes in place, so that selection and scrolling stay while renders go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PyQt6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QRectF,
    Qt,
    pyqtSignal,
)
from PyQt6.QtGui import QColor, QPainter
from PyQt6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from editor.render.jobs.tasks import Stage
from editor.render.queue.jobs import Job, State
from ui.queue.feed import OPEN, QueueRow
from ui.theme.colours import FAULT, THEMES, grey

NAME, FRAMES, ENGINE, STATE, DONE, RATE, LEFT, OUT = range(8)
_MIME = "application/x-cleanplate-jobs"
_BAR_HEIGHT_PX = 6
_SECONDS_A_DAY = 86_400


class QueueModel(QAbstractTableModel):
    """The rows of the queue.

    Parameters
    ----------
    theme : callable
        Gives the name of the theme of the moment.
    """

    moved = pyqtSignal(list, object)
    """Jobs were dropped: their numbers, and that of the job they go in front of, or None for the end."""

    def __init__(self, theme: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: tuple[QueueRow, ...] = ()

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Show other rows; what stays the same stays where it is."""
        if [row.job.id for row in rows] != [row.job.id for row in self.rows]:
            self._rearrange(rows)
            return
        before, self.rows = self.rows, rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, OUT))

    def job_at(self, number: int) -> Job:
        """Give the job of a row."""
        return self.rows[number].job

    def row_of(self, job_id: int) -> int | None:
        """Find the row of a job; None where it is not there any more."""
        return next((at for at, row in enumerate(self.rows) if row.job.id == job_id), None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the jobs."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Count the columns."""
        return 0 if parent.isValid() else OUT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Name the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = {
            NAME: self.tr("Job"),
            FRAMES: self.tr("Frames"),
            ENGINE: self.tr("Engine"),
            STATE: self.tr("State"),
            DONE: self.tr("Done"),
            RATE: self.tr("Frames/s"),
            LEFT: self.tr("Time left"),
            OUT: self.tr("Delivered to"),
        }
        return names[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say what a cell shows."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, index.column())
        if role == Qt.ItemDataRole.UserRole:
            return row.job.share_done
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (row.job.reason, row.job.out) if part)
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.job.state is State.FAILED and index.column() == STATE:
                return FAULT
            if row.job.state not in OPEN and row.job.state is not State.FAILED:
                return grey(THEMES[self._theme()].dim)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in {RATE, LEFT}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def text(self, row: QueueRow, column: int) -> str:
        """Write a cell."""
        job = row.job
        runs = job.state is State.RUNNING
        if column == NAME:
            return job.name if not job.priority else f"{job.name}  ({job.priority:+d})"
        if column == FRAMES:
            return row.frames.replace("-", "\N{EN DASH}") or self.tr("all")
        if column == ENGINE:
            return job.engine
        if column == STATE:
            return self._stage_name(job.stage) if runs else self.state_name(job.state)
        if column == DONE:
            return f"{job.share_done:.0%}"
        if column == RATE:
            has_rate = runs and job.frames_per_second > 0
            return QLocale().toString(job.frames_per_second, "f", 2) if has_rate else ""
        if column == LEFT:
            return "" if not runs or job.seconds_left is None else told_time(job.seconds_left)
        return Path(job.out).name

    def state_name(self, state: State) -> str:
        """Name a state for people."""
        names = {
            State.ADDING: self.tr("Coming in"),
            State.WAITING: self.tr("Waiting"),
            State.RUNNING: self.tr("Running"),
            State.PAUSED: self.tr("Paused"),
            State.DONE: self.tr("Done"),
            State.FAILED: self.tr("Failed"),
            State.CANCELLED: self.tr("Cancelled"),
        }
        return names[state]

    def _stage_name(self, stage: Stage) -> str:
        names = {
            Stage.PREPARE: self.tr("Looking it over"),
            Stage.SEGMENT: self.tr("Filling"),
            Stage.JOIN: self.tr("Writing"),
            Stage.CHECK: self.tr("Checking"),
        }
        return names[stage]

    # Rows are put elsewhere by dragging them

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let rows be chosen and dragged, and be dropped between others."""
        flags = Qt.ItemFlag.ItemIsDropEnabled
        if index.isValid():
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows move; they are not copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Say what can be dropped."""
        return [_MIME]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Put the numbers of jobs into what is dragged."""
        numbers = sorted({index.row() for index in indexes})
        data = QMimeData()
        text = " ".join(str(self.job_at(number).id) for number in numbers)
        data.setData(_MIME, QByteArray(text.encode()))
        return data

    def dropMimeData(
        self,
        data: QMimeData | None,
        action: Qt.DropAction,
        row: int,
        column: int,
        parent: QModelIndex,
    ) -> bool:
        """Ask for jobs to be moved; the rows follow when the queue has done so."""
        if data is None or not data.hasFormat(_MIME):
            return False
        ids = [int(word) for word in bytes(data.data(_MIME).data()).split()]
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        behind = [one.job.id for one in self.rows[at:] if one.job.id not in ids]
        self.moved.emit(ids, behind[0] if behind else None)
        return False  # nothing is removed here: the queue itself says where they are

    def _rearrange(self, rows: tuple[QueueRow, ...]) -> None:
        """Put rows elsewhere while those that are chosen stay chosen."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        ids = [self.rows[index.row()].job.id for index in kept]
        self.rows = rows
        places = {row.job.id: at for at, row in enumerate(rows)}
        moved = [
            self.index(places[id_], index.column()) if id_ in places else QModelIndex()
            for id_, index in zip(ids, kept, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()


class ShareDelegate(QStyledItemDelegate):
    """Draws how much is done as a bar with its number.

    Parameters
    ----------
    theme : callable
        Gives the name of the theme of the moment.
    """

    def __init__(self, theme: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw the cell, then the bar beside the number."""
        super().paint(painter, option, index)
        if painter is None:
            return
        theme, share = THEMES[self._theme()], float(index.data(Qt.ItemDataRole.UserRole))
        number_px = option.fontMetrics.horizontalAdvance("100%") + 14
        rect = QRectF(option.rect).adjusted(number_px, 0, -8, 0)
        if rect.width() < _BAR_HEIGHT_PX:
            return
        bar = QRectF(rect.x(), rect.center().y() - _BAR_HEIGHT_PX / 2, rect.width(), _BAR_HEIGHT_PX)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(grey(theme.border))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(bar.width() * share)
        painter.setBrush(QColor(*theme.accent))
        painter.drawRoundedRect(bar, 2, 2)
        painter.restore()


def told_time(seconds: float) -> str:
    """Write how long something takes, as a clock does."""
    whole = max(0, round(seconds))
    days, rest = divmod(whole, _SECONDS_A_DAY)
    hours, minutes = rest // 3600 + 24 * days, rest // 60 % 60
    return f"{hours}:{minutes:02}:{rest % 60:02}" if hours else f"{minutes}:{rest % 60:02}"


def ids_of(rows: Sequence[QueueRow], states: frozenset[State]) -> list[int]:
    """Name the jobs of some rows that are in one of some states."""
    return [row.job.id for row in rows if row.job.state in states]
