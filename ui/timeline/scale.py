"""Between frames and pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

_LARGEST_FRAME_PX = 48.0
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A part of some frames on so many pixels.

    Attributes
    ----------
    frames : range
        All frames; may be empty.
    width_px : int
        What they are drawn on.
    first : float
        Frame at the left edge; a fraction where that cuts one.
    frame_px : float
        Width of a frame.
    """

    frames: range
    width_px: int
    first: float
    frame_px: float

    @classmethod
    def fitting(cls, frames: range, width_px: int) -> TimeScale:
        """Show all frames."""
        return cls(frames, width_px, float(frames.start), max(1, width_px) / max(1, len(frames)))

    @property
    def is_fitting(self) -> bool:
        """Whether all frames are shown."""
        return self.frame_px * len(self.frames) <= self.width_px + 1e-6

    @property
    def visible(self) -> range:
        """Frames of which at least a part is shown."""
        last = ceil(self.first + self.width_px / self.frame_px)
        return range(max(self.frames.start, floor(self.first)), min(self.frames.stop, last))

    def x_of(self, frame: float) -> float:
        """Return the left edge of a frame, in pixels."""
        return (frame - self.first) * self.frame_px

    def middle_of(self, frame: int) -> float:
        """Return the middle of a frame, in pixels."""
        return self.x_of(frame + 0.5)

    def frame_at(self, x: float) -> int:
        """Return the frame at a pixel; past the ends it stops there."""
        frame = floor(self.first + x / self.frame_px)
        return max(self.frames.start, min(frame, self.frames.stop - 1))

    def zoomed(self, factor: float, x: float) -> TimeScale:
        """Make frames wider by a factor; what lies at a pixel stays there."""
        smallest = max(1, self.width_px) / max(1, len(self.frames))
        frame_px = max(smallest, min(self.frame_px * factor, max(smallest, _LARGEST_FRAME_PX)))
        first = self.first + x / self.frame_px - x / frame_px
        return replace(self, first=first, frame_px=frame_px)._held()

    def scrolled(self, frames: float) -> TimeScale:
        """Show what lies so many frames further on."""
        return replace(self, first=self.first + frames)._held()

    def showing(self, frame: int) -> TimeScale:
        """Scroll as little as needed for a frame to be seen whole."""
        last_first = frame + 1 - self.width_px / self.frame_px
        return replace(self, first=min(max(self.first, last_first), float(frame)))._held()

    def resized(self, width_px: int) -> TimeScale:
        """Draw on another width: all frames if all were shown, otherwise frames of the same width."""
        if self.is_fitting:
            return self.fitting(self.frames, width_px)
        return replace(self, width_px=width_px)._held()

    def tick_frames(self, least_px: float, rate: Fraction) -> int:
        """Choose how many frames lie between two figures of the ruler.

        Parameters
        ----------
        least_px : float
            Figures want so much room.
        rate : Fraction
            Frames per second: where seconds fit, ticks are whole seconds.
        """
        per_second = max(1, round(rate))
        wanted = least_px / self.frame_px
        frames = next((step for step in _STEPS if step >= wanted and step < per_second), None)
        if frames is not None:
            return frames
        for seconds in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600):
            if seconds * per_second >= wanted:
                return seconds * per_second
        return ceil(wanted)

    def _held(self) -> TimeScale:
        most = max(float(self.frames.start), self.frames.stop - self.width_px / self.frame_px)
        return replace(self, first=min(max(self.first, float(self.frames.start)), most))
