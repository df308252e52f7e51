"""The fill of a range, at half size, to look at before it is rendered: frames appear as they are made."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal

from editor.media.playback.proxies import cache_folder
from editor.media.playback.screen import ScreenPixels
from editor.project.history.events import Committed, LayerChanged, ObjectChanged, PlateChanged, TrackChanged
from editor.render.messages import FrameMade, Message, Outlook, Result
from editor.render.preview_request import PreviewRequest
from editor.render.supervisor import render
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.jobs.outlooks import worst_of
from ui.jobs.patches import Patches
from ui.jobs.runner import JobRunner, Tell, Work
from ui.queue.order import RenderOrder, frozen_request, make_folders, maps_folder

_SMALL_LINES = 600
_NOWHERE = "fill.%05d.tif"
"""Nothing is written there: a removal has a name for what it delivers, and a preview delivers nothing."""


class FillPreview(QObject):
    """Fills the range in the worker, frames near the play head first, and shows it beside the source.

    Parameters
    ----------
    desk : Desk
        The document.
    runner : JobRunner
        Where it runs.
    """

    changed = pyqtSignal()
    """Other frames can be shown, or they are stale now."""
    mapped = pyqtSignal(object)
    """The maps of origins of a preview lie here: a `Path`."""
    foreseen = pyqtSignal(object)
    """Said before anything is filled: the share of the hole that is never seen, by frame."""

    _arrived = pyqtSignal(object)

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._patches = Patches()
        self._whole: set[int] = set()
        self._stale: set[int] = set()
        self._is_edited = False
        self._arrived.connect(self._take_message)
        desk.selection.shot_changed.connect(self.forget)
        desk.document.edited.connect(self._follow)

    @property
    def valid(self) -> frozenset[int]:
        """Frames whose preview shows the document as it is."""
        return (self._patches.frames | self._whole) - self._stale

    @property
    def stale(self) -> frozenset[int]:
        """Frames whose preview was made from something else."""
        return frozenset(self._stale)

    def pixels(self, frame: int) -> ScreenPixels | None:
        """Return the filled picture of a frame, where there is one."""
        source = self._desk.frames.best(frame)
        if source is None:
            return None
        composed = self._patches.composed(frame, source.pixels)
        return source.pixels if composed is None and frame in self._whole else composed

    def run(self) -> None:
        """Fill the frames from in to out; says what is missing where it cannot begin."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        frames, first = self._desk.playhead.marked, self._desk.playhead.frame
        if project is None or shot is None or not frames:
            return
        if self._runner.is_running:
            self._desk.document.noticed.emit(self.tr("Another job is running; press Esc to stop it."))
            return
        height = project.media.get(shot.media_id).facts.height
        order = RenderOrder(
            project=project.path,
            shot_id=shot.id,
            out=str(cache_folder() / "previews" / uuid.uuid4().hex / _NOWHERE),
            frames=frames,
            maps=maps_folder(),
        )
        scale = Fraction(1, 2) if height > _SMALL_LINES else Fraction(1)
        name = self.tr("Filling frames {0} to {1}").format(frames[0], frames[-1])
        self._is_edited = False

        def do(tell: Tell) -> Result:
            def pass_on(message: Message) -> None:
                tell(message)
                if isinstance(message, FrameMade | Outlook):
                    self._pass_on(message)

            return _previewed(order, scale, first, pass_on)

        self._runner.start(Work(name, do, lambda result: self._end(frames, result)))

    def forget(self) -> None:
        """Let the preview go."""
        self._patches.clear()
        self._whole.clear()
        self._stale.clear()
        self.changed.emit()

    def _pass_on(self, message: Message) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._arrived.emit(message)

    def _take_message(self, message: FrameMade | Outlook) -> None:
        if isinstance(message, Outlook):
            self._foresee(message.unseen)
            return
        self._patches.add(message)
        self._whole.discard(message.index)
        (self._stale.add if self._is_edited else self._stale.discard)(message.index)
        self.changed.emit()

    def _foresee(self, unseen: Mapping[int, float]) -> None:
        if worst_of(unseen) is not None:
            self.foreseen.emit(unseen)

    def _end(self, frames: range, result: Result) -> None:
        """Frames without a hole are shown as they are."""
        self._whole |= set(frames) - self._patches.frames
        if self._is_edited:
            self._stale |= set(frames)
        for path in result.outputs:
            self.mapped.emit(path)
        self.changed.emit()

    def _follow(self, committed: Committed) -> None:
        """Mark what an edit makes stale; a fill of other frames may have looked at it, too."""
        if touches(committed, LayerChanged, ObjectChanged, PlateChanged, TrackChanged):
            self._is_edited = True
            frames = self._patches.frames | self._whole
            if frames != self._stale:
                self._stale = set(frames)
                self.changed.emit()


def _previewed(order: RenderOrder, scale: Fraction, first: int, tell: Tell) -> Result:
    """Freeze the shot and fill it in a worker process."""
    make_folders(order)
    folder = Path(order.out).parent
    try:
        with frozen_request(order, folder) as request:
            wanted = replace(request, handles=0, scale=scale)
            return render(PreviewRequest(wanted, first), tell)
    finally:
        with suppress(OSError):
            folder.rmdir()
