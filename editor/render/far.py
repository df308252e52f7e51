"""Frames from elsewhere in the shot, for background that a window never shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
        self._chosen: tuple[int, ...] = ()
        self._held: dict[int, EngineFrame] = {}

    def outside(self, window: range, shot: range) -> tuple[EngineFrame, ...]:
        """Far frames of a shot that are not in a window.

        Raises
        ------
        MediaError
            If one is damaged.
        """
        if shot != self._shot:
            self._shot, self._chosen, self._held = shot, self._choice(shot), {}
        wanted = _spread([index for index in self._chosen if index not in window], self._count)
        self._held = {index: self._held[index] for index in wanted if index in self._held}
        for index in wanted:
            if index not in self._held:
                self._held[index] = self._loaded(index)
        return tuple(self._held[index] for index in wanted)

    def _choice(self, shot: range) -> tuple[int, ...]:
        """So close together that as many as the engine wants lie outside any one window."""
        elsewhere = len(shot) - self._window
        if self._count == 0 or elsewhere <= 0:
            return ()
        return choose_far(shot, self._analysis.share, -(-self._count * len(shot) // elsewhere))

    def _loaded(self, index: int) -> EngineFrame:
        self._loader = self._loader or self._open_loader()
        frame = self._loader.load(index, for_engine=True).for_engine
        if frame is None:
            raise ValueError(f"frame {index} was loaded without what engines see")
        return frame


def _spread(indices: Sequence[int], count: int) -> list[int]:
    """Take so many at most, evenly spread."""
    taken = min(count, len(indices))
    return [indices[(2 * part + 1) * len(indices) // (2 * taken)] for part in range(taken)]
