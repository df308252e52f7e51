"""The fill of a range, at half size, to look at before it is rendered."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

from PyQt6.QtCore import QObject, pyqtSignal

from editor.media.playback.cache import ScreenCache
from editor.media.playback.lane import LaneFailure
from editor.media.playback.proxies import cache_folder
from editor.media.playback.screen import ScreenFrame, ScreenPixels
from editor.media.playback.service import MediaService
from editor.project.history.events import Committed, LayerChanged, ObjectChanged, TrackChanged
from editor.project.snapshot import freeze
from editor.render.messages import Result
from editor.render.supervisor import render
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.jobs.runner import JobRunner, Work

_CACHE_BYTES = 512 << 20
_SMALL_LINES = 600


class FillPreview(QObject):
    """Fills the range in the worker and shows it beside the source.

    Parameters
    ----------
    desk : Desk
        The document.
    runner : JobRunner
        Where it runs.
    """

    changed = pyqtSignal()
    """Other frames can be shown, or they are stale now."""

    _arrived = pyqtSignal(object)

    def __init__(self, desk: Desk, runner: JobRunner) -> None:
        super().__init__()
        self._desk, self._runner = desk, runner
        self._service: MediaService | None = None
        self._cache = ScreenCache(_CACHE_BYTES)
        self._frames = range(0)
        self._stale: set[int] = set()
        self._folder: Path | None = None
        self._arrived.connect(lambda _frame: self.changed.emit())
        desk.playhead.moved.connect(self._ask)
        desk.selection.shot_changed.connect(self.forget)
        desk.document.edited.connect(self._follow)

    @property
    def valid(self) -> frozenset[int]:
        """Frames whose preview shows the document as it is."""
        return frozenset(self._frames) - self._stale

    @property
    def stale(self) -> frozenset[int]:
        """Frames whose preview was made from something else."""
        return frozenset(self._stale)

    def pixels(self, frame: int) -> ScreenPixels | None:
        """Return the filled picture of a frame, where there is one in memory."""
        if self._service is None or frame not in self._frames:
            return None
        found = self._service.at_once(frame - self._frames[0])
        return None if found is None else found.pixels

    def run(self) -> None:
        """Fill the frames from in to out; says what is missing where it cannot begin."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        frames = self._desk.playhead.marked
        if project is None or shot is None or not frames:
            return
        if self._runner.is_running:
            self._desk.document.noticed.emit(self.tr("Another job is running; press Esc to stop it."))
            return
        folder = cache_folder() / "previews" / uuid4().hex
        with self._desk.document.attempt():
            folder.mkdir(parents=True, exist_ok=True)
            snapshot = freeze(project, shot, folder / "objects.masks")
            out = folder / "fill.mkv"
            height = project.media.get(shot.media_id).facts.height
            scale = Fraction(1, 2) if height > _SMALL_LINES else Fraction(1)
            request = replace(
                snapshot.request(out), frames=f"{frames[0]}-{frames[-1]}", handles=0, scale=scale
            )
            name = self.tr("Filling frames {0} to {1}").format(frames[0], frames[-1])

            def take(_result: Result) -> None:
                self._take(out, frames)

            self._runner.start(Work(name, lambda tell: render(request, tell), take))

    def forget(self) -> None:
        """Let the preview go."""
        if self._service is not None:
            self._service.close()
            self._service = None
        if self._folder is not None:
            with suppress(OSError):
                shutil.rmtree(self._folder)
            self._folder = None
        self._frames = range(0)
        self._stale.clear()
        self.changed.emit()

    def _take(self, out: Path, frames: range) -> None:
        self.forget()
        self._folder, self._frames = out.parent, frames
        self._service = MediaService(str(out), self._cache, self._deliver)
        self._ask(self._desk.playhead.frame)
        self.changed.emit()

    def _ask(self, frame: int) -> None:
        if self._service is not None and frame in self._frames:
            self._service.show(frame - self._frames[0], direction=1)

    def _deliver(self, told: ScreenFrame | LaneFailure) -> None:
        with suppress(RuntimeError):  # the window is gone already
            if isinstance(told, ScreenFrame):
                self._arrived.emit(told)

    def _follow(self, committed: Committed) -> None:
        """Mark what an edit makes stale; a fill of other frames may have looked at it, too."""
        if self._frames and touches(committed, LayerChanged, ObjectChanged, TrackChanged):
            self._stale = set(self._frames)
            self.changed.emit()
