"""Carrying the mattes of an object through the shot, and into the document as they are made."""

from __future__ import annotations

from contextlib import suppress

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import frame_state
from editor.project.content.objects import ProjectObject
from editor.project.history.events import Place
from editor.project.project import Project
from editor.project.propagating import CarriedMatte, KeyMatte, frozen_propagation, put_carried
from editor.render.messages import FrameMade, Message
from editor.render.supervisor import render
from ui.desk.attention import frames_in_need, key_frames
from ui.desk.desk import Desk
from ui.jobs.keys import frozen_key
from ui.jobs.runner import JobRunner, Tell, Work

_A_TIME = 4


class Propagation(QObject):
    """Propagates the selected object; mattes come into the document while others are made.

    Parameters
    ----------
    desk : Desk
        The document.
    runner : JobRunner
        Where it runs.
    """

    finished = pyqtSignal(object)
    """All mattes are in the document: the frame that it is best to correct next, or None."""

    _arrived = pyqtSignal(object)

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._waiting: list[CarriedMatte] = []
        self._put: set[int] = set()
        self._thing: ProjectObject | None = None
        self._project: Project | None = None
        self._keyed: set[int] = set()
        self._frames = range(0)
        self._mark = 0
        self._last_id = 0
        self._is_made = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._put_some)
        self._arrived.connect(self._queue)
        runner.ended.connect(self._end)

    @property
    def is_arriving(self) -> bool:
        """Whether mattes are still being put into the document."""
        return self._thing is not None

    def run(self, direction: str, frames: range) -> None:
        """Propagate over some frames; says what is missing where it cannot begin.

        Parameters
        ----------
        direction : str
            `both`, `forward` or `backward`.
        frames : range
            Those that are to have mattes.
        """
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None or not frames:
            self._desk.document.noticed.emit(self.tr("Paint something on a frame first."))
            return
        if self._runner.is_running or self.is_arriving:
            self._desk.document.noticed.emit(self.tr("Another job is running; press Esc to stop it."))
            return
        keys = self._keys(thing, frames)
        if not keys:
            self._desk.document.noticed.emit(
                self.tr("No frame from {0} to {1} has a mask of {2} to start from.").format(
                    frames[0], frames[-1], thing.settings.name
                )
            )
            return
        clip = self._desk.frames.clip
        self._thing, self._frames, self._is_made = thing, frames, False
        self._project, self._keyed = project, {key.frame for key in keys}
        self._put.clear()
        self._mark = self._last_id = project.history.mark()
        name = self.tr("Propagating {0}").format(thing.settings.name)

        def do(tell: Tell) -> None:
            def pass_on(message: Message) -> None:
                tell(message)
                if isinstance(message, FrameMade):
                    self._pass_on(CarriedMatte.of(message))

            with frozen_propagation(clip, keys, frames, direction=direction) as request:
                render(request, pass_on)

        self._runner.start(Work(name, do, self._take))

    def _pass_on(self, made: CarriedMatte) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._arrived.emit(made)

    def _keys(self, thing: ProjectObject, frames: range) -> tuple[KeyMatte, ...]:
        """Freeze what there is on the frames it starts from: the user's keys, and the frame that is shown."""
        project = self._desk.document.project
        assert project is not None
        layers = [placed.layer for placed in project.layers.of(thing.id)]
        here = self._desk.playhead.frame
        wanted = [frame for frame in key_frames(layers) if frame in frames]
        state = frame_state(tuple(layers), here, MatteClass.MAIN)
        if here in frames and here not in wanted and state is not FrameState.EMPTY:
            wanted.append(here)
        frozen = [frozen_key(self._desk, thing, frame) for frame in wanted]
        return tuple(one.key for one in frozen if one is not None)

    def _queue(self, one: CarriedMatte) -> None:
        """Put a matte into the document as soon as there is time for it."""
        if self._thing is not None and one.frame in self._frames and one.frame not in self._keyed:
            self._waiting.append(one)
            self._timer.start(0)

    def _take(self, _result: None) -> None:
        """Know that all is made: every matte was told of before."""
        self._is_made = True

    def _end(self) -> None:
        """Nothing more comes, whether all is made or it was stopped; what was made is kept."""
        if self._thing is not None:
            self._timer.start(0)

    def _put_some(self) -> None:
        """Put a few mattes at a time into the document, to keep the window quick; make them one step."""
        project, thing = self._desk.document.project, self._thing
        if project is None or project is not self._project or thing is None:
            self._finish(None)  # another project is open by now
            return
        if not self._waiting:
            self._timer.stop()
            if not self._runner.is_running:
                self._gather(project, thing)
            return
        if project.history.mark() != self._last_id:
            self._mark = project.history.mark()  # the user edited in between; that stays a step of its own
        some, self._waiting = self._waiting[:_A_TIME], self._waiting[_A_TIME:]
        with self._desk.document.attempt(), project.edit("Propagate", Place(thing.shot_id, some[0].frame)):
            for one in some:
                put_carried(project, thing, one)
                self._put.add(one.frame)
        self._last_id = project.history.mark()

    def _gather(self, project: Project, thing: ProjectObject) -> None:
        """Make what came one step, and find the frame that is worth correcting."""
        if self._put:
            with self._desk.document.attempt():
                project.history.gather(self._mark, "Propagate")
        wanted = [frame for frame in frames_in_need(project, thing.id, self._frames) if frame in self._put]
        self._finish(wanted[0] if wanted and self._is_made else None)

    def _finish(self, worst: int | None) -> None:
        self._timer.stop()
        self._waiting = []
        self._thing = None
        self.finished.emit(worst)
