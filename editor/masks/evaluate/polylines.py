"""Curves as polylines so fine that no pixel knows the difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from editor.masks.evaluate.grid import Coordinates, Indices
from editor.masks.evaluate.outlines import Outline

_TOLERANCE_PX = 0.05
_MOST_STEPS = 400


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line from place to place.

    Attributes
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    feathers : ndarray of float64
        N: width of the soft edge, in pixels.
    """

    places: Coordinates
    feathers: Coordinates


def flattened(outlines: Sequence[Outline]) -> list[Polyline]:
    """Divide curves into lines, of all outlines at once, which is quicker than one by one."""
    if not outlines:
        return []
    # A curve that stays where the last one ends adds that place to the starts of all others.
    whole = [(one.curves, one.curves[-1:, [3, 3, 3, 3]]) for one in outlines]
    widths_of = [(one.feathers, one.feathers[-1:, [1, 1]]) for one in outlines]
    curves = np.concatenate([part for parts in whole for part in parts])
    feathers = np.concatenate([part for parts in widths_of for part in parts])
    counts = np.array([len(one.curves) + 1 for one in outlines])
    steps = _steps(curves)
    curve, position = _positions(steps)
    rest = 1 - position
    weights = np.stack([rest**3, 3 * position * rest**2, 3 * position**2 * rest, position**3], 1)
    places: Coordinates = np.einsum("np,npk->nk", weights, curves[curve])
    widths = rest * feathers[curve, 0] + position * feathers[curve, 1]
    ends = np.cumsum(np.add.reduceat(steps, np.cumsum(counts) - counts))[:-1]
    return list(map(Polyline, np.split(places, ends), np.split(widths, ends)))


def _steps(curves: Coordinates) -> Indices:
    """How many lines stand for each curve: a bound by its second differences (Wang's formula)."""
    bends = curves[:, :2] - 2 * curves[:, 1:3] + curves[:, 2:]
    longest = np.sqrt((bends**2).sum(axis=2)).max(axis=1)
    steps = np.ceil(np.sqrt(0.75 * longest / _TOLERANCE_PX)).clip(1, _MOST_STEPS)
    is_straight = (curves[:, 0] == curves[:, 1]).all(axis=1) & (curves[:, 2] == curves[:, 3]).all(axis=1)
    return np.where(is_straight, 1, steps).astype(np.intp)


def _positions(steps: Indices) -> tuple[Indices, Coordinates]:
    """Of each place: its curve, and where on it from 0 to 1."""
    curve = np.repeat(np.arange(len(steps)), steps)
    first = np.repeat(np.cumsum(steps) - steps, steps)
    return curve, (np.arange(len(curve)) - first) / steps[curve]
