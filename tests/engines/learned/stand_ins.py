"""Networks that do something simple in place of what was learned."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from engines.complete.learned.crops import Sight
from engines.complete.learned.network import Masks, Planes

SIGHT = Sight(height=48, width=80, square=64, context=2)


class Painter:
    """Fills holes with what a function makes of each frame; notes what it was asked."""

    def __init__(self, paint: Callable[[Planes, Masks], Planes], sight: Sight = SIGHT) -> None:
        self._paint = paint
        self.sight = sight
        self.asked: list[tuple[int, int, int, int]] = []
        self.memories: list[Planes] = []
        self.holes: list[Masks] = []

    def fill(self, frames: Planes, holes: Masks, memory: Planes, memory_holes: Masks) -> Planes:
        self.asked.append((*frames.shape[:3], len(memory)))
        self.memories.append(memory)
        self.holes.append(holes)
        assert frames.dtype == np.float32
        assert memory_holes.shape == memory.shape[:3]
        return np.where(holes[..., None], self._paint(frames, holes), frames).astype(np.float32)

    def host_bytes(self, frames: int, memory: int, height: int, width: int) -> int:
        return (frames + memory) * height * width * 100

    def longest(self, _memory: int, _height: int, _width: int, frames: int) -> int:
        return frames

    def seconds_per_frame(
        self, _frames: int, _memory: int, _height: int, _width: int, _hole_px: int
    ) -> float:
        return 0.01


def grey(frames: Planes, holes: Masks) -> Planes:
    return np.full_like(frames, 0.5)


def inpainted(frames: Planes, holes: Masks) -> Planes:
    """As good as a network that knows what is there: Navier-Stokes, each frame by itself."""
    filled = [
        cv2.inpaint((frame * 255).astype(np.uint8), hole.astype(np.uint8), 5, cv2.INPAINT_NS)
        for frame, hole in zip(frames, holes, strict=True)
    ]
    return np.stack(filled).astype(np.float32) / 255
