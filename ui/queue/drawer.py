"""The queue drawer: what is rendered, what waits, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PyQt6.QtCore import QDateTime, QItemSelectionModel, QLocale, QSize, Qt, QUrl
from PyQt6.QtGui import QAction, QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from editor.render.queue import control
from editor.render.queue.database import Database
from editor.render.queue.jobs import State
from editor.render.queue.upkeep import take_back, tidy
from ui.actions.registry import ActionRegistry
from ui.language import said, say
from ui.preferences import Preferences
from ui.queue.feed import QueueFeed, QueueRow, QueueView
from ui.queue.table import DONE, NAME, OUT, QueueModel, ShareDelegate, ids_of
from ui.theme.controls import NumberField, dim_label, row
from ui.theme.flow import FlowLayout

_PAUSABLE = frozenset({State.WAITING, State.RUNNING})
_RESUMABLE = frozenset({State.PAUSED})
_CANCELLABLE = frozenset({State.WAITING, State.RUNNING, State.PAUSED, State.FAILED})
_RETRIABLE = frozenset({State.FAILED, State.CANCELLED})
_OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})
_LOWEST, _HIGHEST = -100, 100
_NARROW_PX, _WIDE_PX, _LEAST_PX = 70, 110, 40


class QueueDrawer(QWidget):
    """Jobs of the queue with their log; everything goes on when it is closed.

    Parameters
    ----------
    feed : QueueFeed
        The queue.
    preferences : Preferences
        For the theme.
    actions : ActionRegistry
        For the button that starts and pauses.
    """

    def __init__(self, feed: QueueFeed, preferences: Preferences, actions: ActionRegistry) -> None:
        super().__init__()
        self._feed = feed
        self._model = QueueModel(lambda: preferences.theme, self)
        self._is_showing = False
        self.list = self._made_list(lambda: preferences.theme)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        say(self.log.setAccessibleName, lambda: self.tr("What happened to the job"))
        self.log.setMinimumSize(1, _LEAST_PX)
        self.list.setMinimumHeight(_LEAST_PX)  # on small screens it is scrolled
        self.message = dim_label()
        self.message.setContentsMargins(8, 0, 8, 2)
        self._empty = dim_label()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setMinimumSize(1, _LEAST_PX)
        self.switch = actions.button("queue-run", is_flat=False)
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._make_buttons()
        self._lay_out(actions)
        self._model.moved.connect(self._move)
        feed.changed.connect(self.show_view)
        self.show_view(feed.view)

    def sizeHint(self) -> QSize:
        """Room for a few jobs."""
        return QSize(700, 200)

    @property
    def chosen(self) -> tuple[QueueRow, ...]:
        """The rows that are selected, in order."""
        selection = self.list.selectionModel()
        assert selection is not None
        numbers = sorted(index.row() for index in selection.selectedRows())
        return tuple(self._model.rows[number] for number in numbers)

    def choose(self, job_id: int) -> None:
        """Select a job."""
        number = self._model.row_of(job_id)
        selection = self.list.selectionModel()
        if number is not None and selection is not None:
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(self._model.index(number, 0), flags.ClearAndSelect | flags.Rows)

    def show_view(self, view: QueueView) -> None:
        """Show the queue of the moment."""
        self._is_showing = True
        self._model.show_rows(view.rows)
        self._pages.setCurrentIndex(int(bool(view.rows)))
        self._show_log(view)
        self._refresh()
        self._is_showing = False

    def showEvent(self, event: QShowEvent | None) -> None:
        """Look often."""
        super().showEvent(event)
        self._feed.watch_closely(True)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Look now and then."""
        super().hideEvent(event)
        self._feed.watch_closely(False)

    # What it is made of

    def _made_list(self, theme: Callable[[], str]) -> QTreeView:
        made = QTreeView()
        say(made.setAccessibleName, lambda: self.tr("Render queue"))
        made.setModel(self._model)
        made.setItemDelegateForColumn(DONE, ShareDelegate(theme, made))
        made.setRootIsDecorated(False)
        made.setStyleSheet("QTreeView::item:selected { border: none; }")
        made.setUniformRowHeights(True)
        made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        made.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        made.setDropIndicatorShown(True)
        made.setTabKeyNavigation(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        header, selection = made.header(), made.selectionModel()
        assert header is not None
        assert selection is not None
        header.setStretchLastSection(True)
        for column in range(OUT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(DONE, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(DONE, _WIDE_PX)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(NAME, 2 * _NARROW_PX)
        selection.selectionChanged.connect(lambda *_: self._follow_choice())
        return made

    def _make_buttons(self) -> None:
        self.pause = _button(
            lambda: self.tr("Pause"), lambda: self.tr("Free memory and GPU; what is finished is kept")
        )
        self.resume = _button(lambda: self.tr("Resume"), lambda: self.tr("Go on where it stopped"))
        self.retry = _button(
            lambda: self.tr("Retry"), lambda: self.tr("Begin again; what is finished is taken over")
        )
        self.cancel = _button(lambda: self.tr("Cancel"), lambda: self.tr("Give the job up"))
        self.up = _button(lambda: self.tr("Up"), lambda: self.tr("Do it before the job above"))
        self.down = _button(lambda: self.tr("Down"), lambda: self.tr("Do it after the job below"))
        self.reveal = _button(
            lambda: self.tr("Show file"), lambda: self.tr("Open the folder it is delivered to")
        )
        self.clear = _button(
            lambda: self.tr("Clear finished"), lambda: self.tr("Forget jobs that are done or cancelled")
        )
        self.priority = NumberField(lambda: self.tr("Priority"), _LOWEST, _HIGHEST)
        say(self.priority.setToolTip, lambda: self.tr("Higher ones go first"))
        menu = QMenu(self.cancel)
        self.cancel_keeping, self.cancel_removing = QAction(menu), QAction(menu)
        say(self.cancel_keeping.setText, lambda: self.tr("Cancel and keep finished frames for a retry"))
        say(self.cancel_removing.setText, lambda: self.tr("Cancel and remove finished frames"))
        menu.addActions([self.cancel_keeping, self.cancel_removing])
        self.cancel.setMenu(menu)
        self.cancel_keeping.triggered.connect(lambda _checked: self._cancel(keep_parts=True))
        self.cancel_removing.triggered.connect(lambda _checked: self._cancel(keep_parts=False))
        self.pause.clicked.connect(lambda _checked: self._each(_PAUSABLE, control.pause))
        self.resume.clicked.connect(lambda _checked: self._each(_RESUMABLE, control.resume))
        self.retry.clicked.connect(lambda _checked: self._each(_RETRIABLE, control.retry))
        self.up.clicked.connect(lambda _checked: self._shift(-1))
        self.down.clicked.connect(lambda _checked: self._shift(1))
        self.reveal.clicked.connect(lambda _checked: self._reveal())
        self.clear.clicked.connect(lambda _checked: self._feed.do(partial(control.clear, failed=False)))
        self.priority.valueChanged.connect(self._prioritise)

    def _lay_out(self, actions: ActionRegistry) -> None:
        bar = _ButtonBar()
        flow = bar.flow
        label = said(QLabel(), lambda: self.tr("Priority"))
        label.setBuddy(self.priority)
        groups: tuple[tuple[QWidget, ...], ...] = (
            (self.switch, actions.button("queue-add", is_flat=False)),
            (self.pause, self.resume, self.cancel, self.retry),
            (self.up, self.down, label, self.priority),
            (self.reveal, self.clear),
        )
        for group in groups:
            flow.addWidget(_together(group))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self.log)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(True)
        body = QWidget()
        self._pages = QStackedLayout(body)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(2)
        layout.addWidget(bar)
        layout.addWidget(body, 1)
        layout.addWidget(self.message)
        self.message.hide()
        said(
            self._empty,
            lambda: self.tr(
                "Nothing is queued. {0} puts the shot into the queue.\n"
                "It is rendered by a process of its own, which goes on when this window is closed."
            ).format(", ".join(actions.keys_of("queue-add"))),
        )

    # What can be done

    def _each(self, states: frozenset[State], do: Callable[[Database, int], None]) -> None:
        ids = ids_of(self.chosen, states)

        def change(database: Database) -> None:
            for job_id in ids:
                do(database, job_id)

        self._feed.do(change)

    def _cancel(self, *, keep_parts: bool) -> None:
        def do(database: Database, job_id: int) -> None:
            control.cancel(database, job_id, keep_parts=keep_parts)
            take_back(database)
            tidy(database)

        self._each(_CANCELLABLE, do)

    def _move(self, ids: Sequence[int], before: int | None) -> None:
        """Put jobs in front of another, or behind all."""
        last = self._model.rows[-1].job.priority if self._model.rows else 0

        def change(database: Database) -> None:
            for job_id in ids:
                priority = None if before is not None else last
                control.move(database, job_id, before=before, priority=priority)

        self._feed.do(change)

    def _shift(self, step: int) -> None:
        """Put the chosen jobs before the one above them, or behind the one below."""
        rows, chosen = self._model.rows, [one.job.id for one in self.chosen]
        if not chosen:
            return
        places = [at for at, one in enumerate(rows) if one.job.id in chosen]
        at = places[0] - 1 if step < 0 else places[-1] + 2
        if at < 0:
            return
        self._move(chosen, rows[at].job.id if at < len(rows) else None)

    def _prioritise(self, value: float) -> None:
        ids = [one.job.id for one in self.chosen]
        if self._is_showing or not ids:
            return

        def change(database: Database) -> None:
            for job_id in ids:
                control.move(database, job_id, before=None, priority=int(value))

        self._feed.do(change)

    def _reveal(self) -> None:
        for one in self.chosen[:1]:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(one.job.out).parent)))

    # What is shown

    def _follow_choice(self) -> None:
        chosen = self.chosen
        self._feed.watch(chosen[0].job.id if len(chosen) == 1 else None)
        was_showing, self._is_showing = self._is_showing, True
        self._refresh()
        self._is_showing = was_showing

    def _refresh(self) -> None:
        """Switch on what the chosen jobs allow."""
        chosen = self.chosen
        for button, states in (
            (self.pause, _PAUSABLE),
            (self.resume, _RESUMABLE),
            (self.cancel, _CANCELLABLE),
            (self.retry, _RETRIABLE),
        ):
            button.setEnabled(bool(ids_of(chosen, states)))
        for widget in (self.up, self.down, self.priority):
            widget.setEnabled(bool(chosen))
        self.reveal.setEnabled(len(chosen) == 1)
        self.clear.setEnabled(any(one.job.state in _OVER for one in self._model.rows))
        if chosen and not self.priority.hasFocus():
            self.priority.setValue(chosen[0].job.priority)
        told = chosen[0].job.reason if len(chosen) == 1 else ""
        self.message.setText(told)
        self.message.setVisible(bool(told))

    def _show_log(self, view: QueueView) -> None:
        chosen = self.chosen
        if len(chosen) != 1:
            self.log.setPlainText(self.tr("Select a job to see what happened to it."))
            return
        if view.log_id != chosen[0].job.id:
            return  # it is on its way
        text = "\n".join(f"{_moment(at)}  {told}" for at, told in view.log)
        if text != self.log.toPlainText():
            self.log.setPlainText(text)
            bar = self.log.verticalScrollBar()
            if bar is not None:
                bar.setValue(bar.maximum())


class _ButtonBar(QWidget):
    """Buttons in as many lines as their width asks for now, so that a wide drawer may be low."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self)

    def hasHeightForWidth(self) -> bool:
        """Answer for the width of the moment alone."""
        return False

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Take the lines that are needed."""
        self.setFixedHeight(self.flow.heightForWidth(self.width()))


def _button(name: Callable[[], str], explanation: Callable[[], str]) -> QPushButton:
    button = said(QPushButton(), name)
    say(button.setToolTip, explanation)
    say(button.setAccessibleDescription, explanation)
    return button


def _together(widgets: Sequence[QWidget]) -> QWidget:
    group = QWidget()
    group.setLayout(row(*widgets))
    return group


def _moment(at_s: float) -> str:
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(at_s)), "HH:mm:ss")
