"""Frames from elsewhere in the shot, for background that a window never shows."""

from __future__ import annotations

from editor.render.analysis import Analysis
from editor.render.frames import EngineFrame, FrameLoader
from editor.render.schedule import choose_far


class FarFrames:
    """Holds the far frames of the shot at hand, and only of that.

    Parameters
    ----------
    loader : FrameLoader
        Of a reader of its own, since far frames are read to and fro.
    analysis : Analysis
        Says where holes are.
    count : int
        How many the engine wants.
    window : int
        Frames of a window; a shot that fits into one needs none.
    """

    def __init__(self, loader: FrameLoader, analysis: Analysis, count: int, window: int) -> None:
        self._loader = loader
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
        if len(shot) <= self._window:
            return ()
        chosen = choose_far(shot, self._analysis.share, self._count)
        loaded = (self._loader.load(index, for_engine=True).for_engine for index in chosen)
        return tuple(frame for frame in loaded if frame is not None)
