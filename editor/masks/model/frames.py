"""On which frames something is there."""

from __future__ import annotations

from dataclasses import dataclass

from editor.masks.model.checks import require


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """Frames from the first to the last, both included.

    Attributes
    ----------
    first, last : int or None
        Frame indices; None where it is open to that side.
    """

    first: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        is_ordered = self.first is None or self.last is None or self.first <= self.last
        require(is_ordered, f"the frames {self.first} to {self.last} run backwards", "give the first first")

    def __contains__(self, frame: int) -> bool:
        return (self.first is None or self.first <= frame) and (self.last is None or frame <= self.last)

    @property
    def is_one_frame(self) -> bool:
        """Whether it is a single frame."""
        return self.first is not None and self.first == self.last

    def moved(self, frames: int) -> FrameSpan:
        """Move both ends."""
        return FrameSpan(
            None if self.first is None else self.first + frames,
            None if self.last is None else self.last + frames,
        )


ALL_FRAMES = FrameSpan()
