"""Frames from elsewhere in the shot, for background that a window never shows."""

from __future__ import annotations

from collections.abc import Callable

from editor.render.analysis import Analysis
from editor.render.frames import EngineFrame, FrameLoader
from editor.render.schedule import choose_far


class FarFrames:
    """Holds the far frames of the shot at hand, and only of that.

    Parameters
    ----------
    open_loader : callable
        Opens a reader of its own when the first far frame is wanted, since they are read to and fro.
    analysis : Analysis
        Says where holes are.
    count : int
        How many the engine wants.
    window : int
        Frames of a window; a shot that fits into one needs none.
    """

    def __init__(
        self, open_loader: Callable[[], FrameLoader], analysis: Analysis, count: int, window: int
    ) -> None:
        self._open_loader = open_loader
        self._loader: FrameLoader | None = None
        self._analysis = analysis
        self._count = count
        self._window = window
        self._shot: range | None = None
        self._frames: tuple[EngineFrame, ...] = ()

    def outside(self, window: range, shot: range) -> tuple[EngineFrame, ...]:
        """Far frames of a shot that are not in a window.

        Raises
        ------
        MediaError
            If one is damaged.
        """
        if shot != self._shot:
            self._shot, self._frames = shot, ()
            self._frames = self._loaded(shot)
        return tuple(frame for frame in self._frames if frame.index not in window)

    def _loaded(self, shot: range) -> tuple[EngineFrame, ...]:
        if self._count == 0 or len(shot) <= self._window:
            return ()
        chosen = choose_far(shot, self._analysis.share, self._count)
        loader = self._loader = self._loader or self._open_loader()
        loaded = (loader.load(index, for_engine=True).for_engine for index in chosen)
        return tuple(frame for frame in loaded if frame is not None)
