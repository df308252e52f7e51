"""How much object and how much background there is of each colour around each place, moving along with both.

The idea of the windows of SnapCut (Bai 2009) and of bilateral space (Maerki 2016), in one cheap form: for
each colour of a palette two small maps.
"""

from __future__ import annotations

import cv2
import numpy as np

from engines.propagate.flow.appearance import Labels
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.view import Plane, View

_CHANNELS_AT_ONCE = 4


class LocalColours:
    """The maps of one object.

    Parameters
    ----------
    colours : int
        Of the palette.
    settings : FlowSettings
        Cells and rates.
    """

    def __init__(self, colours: int, settings: FlowSettings) -> None:
        self._count = colours
        self._settings = settings
        self._maps: tuple[Plane, Plane] | None = None
        self._view: View | None = None

    def learn(self, labels: Labels, matte: Plane, view: View, rate: float = 1.0) -> None:
        """Take in a frame.

        Parameters
        ----------
        labels : ndarray of int
            H x W: the palette's colours in the view.
        matte : ndarray of float32
            H x W, 0 to 1.
        view : View
            What is looked at; where it is another than before, `move` comes first.
        rate : float
            How much of what was known this replaces.
        """
        fresh = self._counted(labels, matte)
        if self._maps is not None and rate < 1:
            kept, new = np.float32(1 - rate), np.float32(rate)
            inside, outside = (
                (kept * old + new * now).astype(np.float32)
                for old, now in zip(self._maps, fresh, strict=True)
            )
            fresh = inside, outside
        self._maps = fresh
        self._view = view

    def move(self, places: Plane, view: View) -> None:
        """Move along with the flow into another view.

        Parameters
        ----------
        places : ndarray of float32
            H x W x 2: where each pixel of the view was in the view before.
        view : View
            The new one.
        """
        if self._maps is None:
            return
        cell = self._settings.cell_px
        size = -(-places.shape[1] // cell), -(-places.shape[0] // cell)
        small = cv2.resize(places, size, interpolation=cv2.INTER_AREA)
        across, down = (((small[..., axis] + 0.5) / cell - 0.5).astype(np.float32) for axis in (0, 1))
        inside, outside = (_moved(one, across, down) for one in self._maps)
        self._maps = inside, outside
        self._view = view

    @property
    def view(self) -> View | None:
        """The view that the maps belong to."""
        return self._view

    def log_odds(self, labels: Labels) -> Plane:
        """How much each pixel's colour, at its place, speaks for the object, H x W."""
        if self._maps is None:
            return np.zeros(labels.shape, np.float32)
        prior = np.float32(self._settings.prior_px)
        inside, outside = self._looked_up(self._maps, labels)
        most = self._settings.most_odds
        return np.log((inside + prior) / (outside + prior)).clip(-most, most).astype(np.float32)

    def _counted(self, labels: Labels, matte: Plane) -> tuple[Plane, Plane]:
        height, width = labels.shape
        cell = self._settings.cell_px
        rows, columns = -(-height // cell), -(-width // cell)
        cells = (np.arange(height) // cell)[:, None] * columns + (np.arange(width) // cell)[None]
        index = (cells * self._count + labels).ravel()
        inside, outside = (
            self._spread(_counts(index, weight, (rows, columns, self._count)))
            for weight in (matte, 1 - matte)
        )
        return inside, outside

    def _spread(self, counts: Plane) -> Plane:
        spread = cv2.GaussianBlur(counts, (0, 0), self._settings.reach_cells, borderType=cv2.BORDER_REPLICATE)
        return spread.reshape(counts.shape).astype(np.float32, copy=False)

    def _looked_up(self, maps: tuple[Plane, Plane], labels: Labels) -> tuple[Plane, Plane]:
        """Interpolate between cells, for each pixel in the maps of its own colour."""
        cell = self._settings.cell_px
        rows, columns, _ = maps[0].shape
        one, other = (counts.ravel() for counts in maps)
        (up, down, fall), (left, right, slide) = (
            _between(length, cell, count) for length, count in zip(labels.shape, (rows, columns), strict=True)
        )
        inside, outside = np.zeros(labels.shape, np.float32), np.zeros(labels.shape, np.float32)
        for row, part in ((up, 1 - fall), (down, fall)):
            for column, share in ((left, 1 - slide), (right, slide)):
                at = (row * columns * self._count)[:, None] + (column * self._count)[None] + labels
                weight = part[:, None] * share[None]
                inside += weight * one[at]
                outside += weight * other[at]
        return inside, outside


def _counts(index: Labels, weight: Plane, shape: tuple[int, int, int]) -> Plane:
    summed = np.bincount(index, weight.ravel(), shape[0] * shape[1] * shape[2])
    return summed.reshape(shape).astype(np.float32)


def _moved(counts: Plane, across: Plane, down: Plane) -> Plane:
    parts = []
    for first in range(0, counts.shape[2], _CHANNELS_AT_ONCE):
        part = np.ascontiguousarray(counts[..., first : first + _CHANNELS_AT_ONCE])
        moved = cv2.remap(part, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        parts.append(moved.reshape(*across.shape, part.shape[2]))
    return np.concatenate(parts, axis=2).astype(np.float32, copy=False)


def _between(length: int, cell: int, count: int) -> tuple[Labels, Labels, Plane]:
    """For each pixel along one axis: the cells before and behind, and how far it is between them."""
    place = (np.arange(length, dtype=np.float32) + np.float32(0.5)) / np.float32(cell) - np.float32(0.5)
    before = np.floor(place).astype(np.intp)
    share = (place - before).astype(np.float32)
    return before.clip(0, count - 1), (before + 1).clip(0, count - 1), share
