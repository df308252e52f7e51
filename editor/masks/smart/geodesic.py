"""Distances that count how much colours change on the way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Distances = NDArray[np.float32]

_SWEEPS = 2
_UNREACHED = np.float32(1e9)


def step_costs(lab: NDArray[np.uint8], per_step: float) -> tuple[Distances, Distances]:
    """Cost of each step between neighbours.

    Parameters
    ----------
    lab : ndarray of uint8
        H x W x 3.
    per_step : float
        What a step costs where nothing changes.

    Returns
    -------
    right, down : ndarray of float32
        H x W-1 and H-1 x W.
    """
    levels = lab.astype(np.float32)
    right = np.sqrt(np.square(levels[:, 1:] - levels[:, :-1]).sum(axis=2)) + per_step
    down = np.sqrt(np.square(levels[1:] - levels[:-1]).sum(axis=2)) + per_step
    return right.astype(np.float32), down.astype(np.float32)


def geodesic_distance(right: Distances, down: Distances, seeds: NDArray[np.bool_]) -> Distances:
    """Find the distance of each pixel to the nearest seed.

    Line by line and column by column, there and back, twice (raster scans as of Toivanen 1996, four
    neighbours): ways with many turns may come out longer than they are.

    Parameters
    ----------
    right, down : ndarray of float32
        From `step_costs`.
    seeds : ndarray of bool
        H x W.
    """
    distance = np.where(seeds, np.float32(0), _UNREACHED)
    # Turned, so that columns lie together in memory.
    across = np.ascontiguousarray(right.T)
    for _ in range(_SWEEPS):
        _sweep(distance, down)
        turned = np.ascontiguousarray(distance.T)
        _sweep(turned, across)
        distance = np.ascontiguousarray(turned.T)
    return distance


def _sweep(distance: Distances, down: Distances) -> None:
    for line in range(1, len(distance)):
        np.minimum(distance[line], distance[line - 1] + down[line - 1], out=distance[line])
    for line in range(len(distance) - 2, -1, -1):
        np.minimum(distance[line], distance[line + 1] + down[line], out=distance[line])
