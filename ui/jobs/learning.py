"""Learning objects from their masks while they are painted, so that propagation begins at once later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.masks.model.objects import Layer
from editor.project.content.objects import ProjectObject
from editor.project.history.events import Committed, LayerChanged
from editor.project.learning_ahead import LearningAhead, Order
from editor.project.propagating import KeyMatte, frozen_propagation
from editor.render.propagation.request import PropagationRequest
from ui.desk.attention import key_frames
from ui.desk.desk import Desk
from ui.jobs.keys import frozen_key
from ui.jobs.runner import JobRunner

_REST_MS = 1000

Painted = tuple[tuple[int, tuple[Layer, ...]], ...]
"""Key frames, and what is painted on each."""


class Learning(QObject):
    """Lets the network learn the object whose masks were changed last.

    It begins when nothing has been painted for a moment, stands back behind every job, and is given up when
    another project or shot is looked at.

    Parameters
    ----------
    desk : Desk
        The document.
    runner : JobRunner
        The jobs that go first.
    """

    changed = pyqtSignal(str)
    """Name of the object that is being learned; empty when that is over."""

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._ahead = LearningAhead(rest_s=0)
        self._object_id: int | None = None
        self._asked: Painted = ()
        self._frames: list[int] = []
        self._keys: list[KeyMatte] = []
        self._painted: list[tuple[int, tuple[Layer, ...]]] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_key)
        desk.document.edited.connect(self._follow)
        desk.document.opened.connect(self._forget)
        desk.selection.shot_changed.connect(self._forget)
        desk.preferences.changed.connect(self._follow_preference)
        runner.began.connect(lambda _name: self._stop())
        runner.ended.connect(self._wait)

    @property
    def is_busy(self) -> bool:
        """Whether something is being learned, or is about to."""
        return self._rest.isActive() or self._reading.isActive() or self._ahead.is_busy

    def close(self) -> None:
        """Give up, without waiting for the process that learns: it ends by itself."""
        self._object_id = None
        self._stop()

    def _follow(self, committed: Committed) -> None:
        """Learn what was changed, once it rests."""
        for event in committed.events:
            if isinstance(event, LayerChanged):
                self._object_id = event.object_id
                self._wait()

    def _follow_preference(self, name: str) -> None:
        if name == "learns_ahead":
            (self._wait if self._desk.preferences.learns_ahead else self._stop)()

    def _wait(self) -> None:
        if self._object_id is not None and self._desk.preferences.learns_ahead:
            self._rest.start()

    def _stop(self) -> None:
        """Give up what is being learned; it is not known then."""
        self._rest.stop()
        self._reading.stop()
        if self._ahead.is_busy:
            self._asked = ()
            self._ahead.stop()

    def _forget(self) -> None:
        self._object_id, self._asked = None, ()
        self._stop()

    def _begin(self) -> None:
        """Freeze the keys, one at each turn of the window; after a job this begins again."""
        project = self._desk.document.project
        if project is None or self._thing() is None or self._runner.is_running:
            return
        assert self._object_id is not None
        layers = [placed.layer for placed in project.layers.of(self._object_id)]
        self._frames = [frame for frame in key_frames(layers) if frame in self._desk.playhead.marked]
        self._keys, self._painted = [], []
        self._reading.start(0)

    def _read_key(self) -> None:
        thing = self._thing()
        if thing is None:
            self._reading.stop()
        elif self._frames:
            frame = self._frames.pop()
            found = frozen_key(self._desk, thing, frame)
            if found is not None:
                self._keys.append(found.key)
                self._painted.append((frame, found.layers))
        else:
            self._reading.stop()
            self._learn(thing)

    def _learn(self, thing: ProjectObject) -> None:
        """Learn unless the same was asked for already: mattes that were made change no keys."""
        painted = tuple(self._painted)
        if not painted or painted == self._asked:
            return
        self._asked = painted
        self._ahead.learn(self._order(thing.settings.name, self._desk.frames.clip, tuple(self._keys)))

    def _order(self, name: str, clip: str, keys: tuple[KeyMatte, ...]) -> Order:
        frames = self._desk.playhead.marked

        @contextmanager
        def order() -> Iterator[PropagationRequest]:
            with frozen_propagation(clip, keys, frames, direction="both") as request:
                self._tell(name)
                try:
                    yield request
                finally:
                    self._tell("")

        return order

    def _tell(self, name: str) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self.changed.emit(name)

    def _thing(self) -> ProjectObject | None:
        return next((one for one in self._desk.selection.objects if one.id == self._object_id), None)
