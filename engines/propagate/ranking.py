"""Which frame to correct next, so that the error falls most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_LEAST_GROWTH = 1e-3
_BESIDE = 2


def next_corrections(expected: Mapping[int, float], keys: Sequence[int], count: int = 1) -> Iterator[int]:
    """Rank frames by how much a correction there would help.

    A key takes the error of its own frame away, and of those around it what exceeds the error that is there
    right beside a key already and grows with distance from it; both are learned from the frames themselves.

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
    distance = np.abs(frames[:, None] - frames[None]).astype(np.float64)
    base, growth = _rule(frames, errors, keys)
    least = np.where(distance > 0, base + growth * distance, 0.0)
    for _ in range(count):
        left = np.minimum(errors[None], least)
        gains = (errors[None] - left).sum(axis=1)
        best = int(gains.argmax())
        if gains[best] <= 0:
            return
        yield int(frames[best])
        errors = left[best]


def _rule(frames: NDArray[np.intp], errors: NDArray[np.float64], keys: Sequence[int]) -> tuple[float, float]:
    """How much error there is right beside a key, and how much more with each frame on from it."""
    if not len(keys):
        return 0.0, _LEAST_GROWTH
    distance = np.abs(frames[:, None] - np.array(keys)[None]).min(axis=1)
    beside = (distance > 0) & (distance <= _BESIDE)
    beyond = distance > _BESIDE
    if not beside.any() or not beyond.any():
        return 0.0, _LEAST_GROWTH
    base = float(np.median(errors[beside]))
    return base, max(_LEAST_GROWTH, float(np.median((errors[beyond] - base) / distance[beyond])))
