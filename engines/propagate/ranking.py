"""Which frame to correct next, so that the error falls most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_LEAST_GROWTH = 1e-3


def next_corrections(expected: Mapping[int, float], keys: Sequence[int], count: int = 1) -> Iterator[int]:
    """Rank frames by how much a correction there would help.

    A key takes the error of its own frame away, and of those around it what exceeds the error that grows from
    a key with distance; how fast it grows is learned from the frames themselves.

    Parameters
    ----------
    expected : mapping of int to float
        Expected overlap with the truth, 0 to 1, of each frame that has a matte.
    keys : sequence of int
        Frames that are keys already.
    count : int
        How many to name at most.

    Yields
    ------
    int
        The best frame; then the best one once that is corrected, and so on.
    """
    frames = np.array(sorted(expected), np.intp)
    if not len(frames):
        return
    errors = np.array([1 - expected[index] for index in frames])
    errors[np.isin(frames, keys)] = 0
    growth = _growth(frames, errors, keys)
    for _ in range(count):
        left = np.minimum(errors[None], growth * np.abs(frames[:, None] - frames[None]))
        gains = (errors[None] - left).sum(axis=1)
        best = int(gains.argmax())
        if gains[best] <= 0:
            return
        yield int(frames[best])
        errors = left[best]


def _growth(frames: NDArray[np.intp], errors: NDArray[np.float64], keys: Sequence[int]) -> float:
    """How much error a frame of distance from its key brings, as a rule."""
    if not len(keys):
        return _LEAST_GROWTH
    distance = np.abs(frames[:, None] - np.array(keys)[None]).min(axis=1)
    away = distance > 0
    if not away.any():
        return _LEAST_GROWTH
    return max(_LEAST_GROWTH, float(np.median(errors[away] / distance[away])))
