"""The action that finds, and objects made of what was found, a few frames at a time."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QObject, Qt, QTimer
from PyQt6.QtWidgets import QWidget

from editor.project.content.shots import Shot
from editor.project.finding import STEP, put_found
from editor.project.project import Project
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.finding.dialog import FindDialog, Named
from ui.jobs.runner import JobRunner


class FindCommands(QObject):
    """Binds the action that finds.

    Parameters
    ----------
    desk : Desk
        The document.
    actions : ActionRegistry
        The actions.
    runner : JobRunner
        Where searches run.
    window : QWidget
        Over which the dialog is shown.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry, runner: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._runner, self._window = desk, runner, window
        self._puts: Iterator[int] = iter(())
        self._project: Project | None = None
        self._mark = self._last_id = 0
        self._first: int | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._put_some)
        actions.bind("find", self._ask)

    @property
    def is_adding(self) -> bool:
        """Whether mattes are still being put into the document."""
        return self._timer.isActive()

    def add(self, shot: Shot, named: tuple[Named, ...]) -> None:
        """Make objects of what was found: one step, however long it takes."""
        project = self._desk.document.project
        if project is None or not named or self.is_adding:
            return
        self._project = project
        self._mark = self._last_id = project.history.mark()
        self._first = None
        self._puts = (thing for name, item in named for thing in put_found(project, shot, item, name))
        self._timer.start(0)

    def _ask(self) -> None:
        dialog = FindDialog(self._desk, self._runner, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.add)
        dialog.show()

    def _put_some(self) -> None:
        """Put a few frames' mattes into the document, to keep the window quick."""
        project = self._desk.document.project
        if project is None or project is not self._project:
            self._timer.stop()  # another project is open by now
            return
        if project.history.mark() != self._last_id:
            self._mark = project.history.mark()  # the user edited in between; that stays a step of its own
        thing: int | None = None
        with self._desk.document.attempt():
            thing = next(self._puts, None)
        self._last_id = project.history.mark()
        if self._first is None:
            self._first = thing
        if thing is not None:
            return
        self._timer.stop()
        with self._desk.document.attempt():
            project.history.gather(self._mark, STEP)
        if self._first is not None:
            self._desk.selection.choose_object(self._first)
