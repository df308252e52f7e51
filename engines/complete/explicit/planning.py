"""Windows, memory and time of the explicit engine."""

from __future__ import annotations

import math
import time
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Plan, Shape
from engines.complete.explicit.motion import dense_flow
from engines.complete.explicit.picture_run import working_scale
from engines.errors import BudgetError

_COMFORTABLE_BYTES = 1800 << 20
_LONGEST_WINDOWS = 72, 96
"""Frames; as many between the two as fit comfortably."""

_ONE_WINDOW = 7 / 6
"""A second window of a few frames would cost more than one that is longer by so much."""

_SHORTEST_WINDOW = 6
_FAR_COUNT = 12
_OVERLAP_SHARE = 0.08
_LOOKAHEAD_SHARE = 0.1

# Estimates, on the safe side of the peaks that `cleanplate bench` prints: bytes that a pixel takes.
_SMALL_BYTES_PER_PIXEL = 110
_HOLE_BYTES_PER_PIXEL = 60
_FIXED_BYTES = 100 << 20

# In units of one dense flow on a whole working picture, which is timed on the machine at hand. Shots differ:
# where fills settle at once it is a third of that.
_FLOWS_PER_FRAME = 20.0
_FLOWS_PER_HOLE_MEGAPIXEL = 380.0
_FLOW_RUNS = 3


def plan_window(shape: Shape, frames: int, budget_bytes: int) -> Plan:
    """Choose the longest window that fits, up to some seconds.

    Raises
    ------
    BudgetError
        If not even the smallest window fits.
    """
    per_frame = _bytes_per_frame(shape)
    longest = int(np.clip(_COMFORTABLE_BYTES // per_frame, *_LONGEST_WINDOWS))
    wanted = frames if frames <= longest * _ONE_WINDOW else longest
    shortest = min(_SHORTEST_WINDOW, frames)
    # Far pictures cost what others do; a window does with fewer when memory is short.
    for far_count in (_FAR_COUNT if frames > wanted else 0, 0):
        fitting = (budget_bytes - _FIXED_BYTES) // per_frame - far_count
        if fitting >= shortest:
            return _plan(shape, int(min(wanted, fitting)), frames, far_count, per_frame)
    raise BudgetError(shortest * per_frame + _FIXED_BYTES, budget_bytes)


def _plan(shape: Shape, window: int, frames: int, far_count: int, per_frame: int) -> Plan:
    whole = window >= frames
    return Plan(
        window=window,
        overlap=0 if whole else max(1, math.floor(window * _OVERLAP_SHARE)),
        lookahead=0 if whole else max(1, math.floor(window * _LOOKAHEAD_SHARE)),
        far_count=far_count,
        memory_bytes=(window + far_count) * per_frame + _FIXED_BYTES,
        seconds_per_frame=_seconds_per_frame(shape),
    )


def _bytes_per_frame(shape: Shape) -> int:
    pixels = shape.height * shape.width
    small = pixels * working_scale(shape.height, shape.width) ** 2
    # The window's own picture and matte, the hole as bool, and the private copy with the hole covered.
    full = pixels * (6 * shape.itemsize + 2)
    return round(full + small * _SMALL_BYTES_PER_PIXEL + pixels * shape.hole_share * _HOLE_BYTES_PER_PIXEL)


def _seconds_per_frame(shape: Shape) -> float:
    """From the time of one dense flow at working size."""
    scale = working_scale(shape.height, shape.width)
    unit_s = flow_s(max(1, round(shape.height * scale)), max(1, round(shape.width * scale)))
    megapixels = shape.height * shape.width * shape.hole_share / 1e6
    return unit_s * (_FLOWS_PER_FRAME + _FLOWS_PER_HOLE_MEGAPIXEL * megapixels)


@lru_cache(maxsize=16)
def flow_s(height: int, width: int) -> float:
    """Time a dense flow on noise on the machine at hand, once for each size."""
    noise = np.random.default_rng(0).integers(0, 256, (height, width), np.uint8)
    return min(_timed_flow_s(noise) for _ in range(_FLOW_RUNS))


def _timed_flow_s(noise: NDArray[np.uint8]) -> float:
    start_s = time.perf_counter()
    dense_flow(noise, noise)
    return time.perf_counter() - start_s
