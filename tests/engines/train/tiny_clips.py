"""Small made-up footage to learn to fill from."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.clips.footage import ClipMaterial, Stratum
from engines.train.material import Rgb8


class Drift:
    """A texture that moves to the left by so many pixels a frame; one frame of it is a photograph."""

    def __init__(self, name: str, count: int, *, step_px: int = 2, seed: int = 1) -> None:
        self.name = name
        self._count, self._step_px = count, step_px
        coarse = np.random.default_rng(seed).integers(0, 255, (9, 16, 3)).astype(np.uint8)
        self._wide = np.asarray(cv2.resize(coarse, (256, 96), interpolation=cv2.INTER_CUBIC), np.uint8)
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self._count

    def frame(self, index: int) -> Rgb8:
        self.asked.append(index)
        return np.ascontiguousarray(np.roll(self._wide, -index * self._step_px, axis=1)[:, :160])


class Matted(Drift):
    """The same with a bar that hides what is behind it."""

    def hidden(self, index: int) -> NDArray[np.bool_]:  # noqa: ARG002
        hidden = np.zeros((96, 160), np.bool_)
        hidden[:, 40:60] = True
        return hidden


def tiny_material() -> ClipMaterial:
    """Return two clips and a photograph."""
    strata = [Stratum([Drift("a", 12), Drift("b", 12, seed=2)], 3), Stratum([Drift("still", 1, seed=3)], 1)]
    return ClipMaterial(strata, [np.tri(20, 14, dtype=np.bool_)])
