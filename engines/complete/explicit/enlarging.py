"""What was found for the hole of a small picture, brought to the hole of the full one."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.picture_run import bounding_box, smaller_place
from engines.complete.explicit.stack import Coordinates, sample

_COARSE = 2.5
"""Enlargement up to which sources are as far apart as the pixels, as nearly as anyone could see."""

_STEEPEST = 0.5
"""Sources of neighbours that lie farther apart or closer together by more belong to different things."""


class Enlarger:
    """Knows for each of the n pixels of a full hole where it lies in the small one, which has m.

    Parameters
    ----------
    hole, small_hole : ndarray
        bool; every pixel of the full hole lies in one of the small hole's.
    """

    def __init__(self, hole: NDArray[np.bool_], small_hole: NDArray[np.bool_]) -> None:
        self._shape = hole.shape
        self._small_shape = small_hole.shape
        self._small = np.flatnonzero(small_hole)
        self._box = bounding_box(small_hole)
        self._hole = small_hole
        self.where = np.flatnonzero(hole)
        ys, xs = np.divmod(self.where, hole.shape[1])
        self._x, self._y = smaller_place(
            xs.astype(np.float32), ys.astype(np.float32), hole.shape, small_hole.shape
        )

    @property
    def is_same(self) -> bool:
        """Whether both are of one size."""
        return self._shape == self._small_shape

    def values(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring m x C values to the n pixels, smoothly: n x C."""
        if self.is_same or self._box is None:
            return values
        area, channels = self._box.area, values.shape[1]
        laid = np.zeros((*self._hole[area].shape, channels + 1), np.float32)
        laid.reshape(-1, channels + 1)[np.flatnonzero(self._hole[area]), :channels] = values
        laid[..., channels] = self._hole[area]
        enlarged = sample(laid, self._x - self._box.left, self._y - self._box.top)
        # The interpolation at the rim must not mix in the nothing beside the hole.
        enlarged[:, :channels] /= np.maximum(enlarged[:, channels:], np.float32(1e-3))
        return enlarged[:, :channels]

    def found(self, places: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which of the n pixels come from anywhere at all."""
        found = np.isfinite(places[:, 3])
        return found if self.is_same else np.take(found, self._nearest)

    def places(
        self, places: NDArray[np.float32], which: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], Coordinates, Coordinates]:
        """Find where pixels come from, in the full pictures.

        Parameters
        ----------
        places : ndarray
            m x 4, as `Trace.places` has them.
        which : ndarray
            k of the n pixels.

        Returns
        -------
        ndarray of int
            k; which picture.
        ndarray, ndarray
            k; x and y in it.
        """
        if self.is_same:
            found = np.take(places, which, axis=0)
            return found[:, 0].astype(np.intp), found[:, 1], found[:, 2]
        nearest = np.take(self._nearest, which)
        found = np.take(places, nearest, axis=0)
        off_x, off_y = np.take(self._offset_x, which), np.take(self._offset_y, which)
        x, y = found[:, 1] + off_x, found[:, 2] + off_y
        if self._shape[1] > _COARSE * self._small_shape[1]:
            slopes = np.take(self._slopes(places), nearest, axis=0)
            x += slopes[:, 0] * off_x + slopes[:, 2] * off_y
            y += slopes[:, 1] * off_x + slopes[:, 3] * off_y
        x, y = smaller_place(x, y, self._small_shape, self._shape)
        return found[:, 0].astype(np.intp), x, y

    @cached_property
    def _nearest(self) -> NDArray[np.intp]:
        """Which of the m pixels each of the n lies in."""
        numbers = np.zeros(self._small_shape, np.intp)
        numbers.ravel()[self._small] = np.arange(len(self._small))
        columns = np.rint(self._x).astype(np.intp)
        rows = np.rint(self._y).astype(np.intp)
        np.clip(columns, 0, self._small_shape[1] - 1, out=columns)
        np.clip(rows, 0, self._small_shape[0] - 1, out=rows)
        numbers_there: NDArray[np.intp] = np.take(numbers, rows * self._small_shape[1] + columns)
        return numbers_there

    @cached_property
    def _offset_x(self) -> Coordinates:
        columns = (self._small % self._small_shape[1]).astype(np.float32)
        return np.asarray(self._x - np.take(columns, self._nearest), np.float32)

    @cached_property
    def _offset_y(self) -> Coordinates:
        rows = (self._small // self._small_shape[1]).astype(np.float32)
        return np.asarray(self._y - np.take(rows, self._nearest), np.float32)

    def _slopes(self, places: NDArray[np.float32]) -> NDArray[np.float32]:
        """How displacements change from pixel to pixel: m x 4, of x and y along x, then along y."""
        if self._box is None:
            return np.zeros((0, 4), np.float32)
        inside = self._hole[self._box.area]
        at = np.flatnonzero(inside)
        ys, xs = np.divmod(self._small, self._small_shape[1])
        laid = np.full((inside.size, 3), np.nan, np.float32)
        laid[at, 0] = np.where(np.isfinite(places[:, 3]), places[:, 0], np.float32(np.nan))
        laid[at, 1], laid[at, 2] = places[:, 1] - xs, places[:, 2] - ys
        picture, *displacements = np.moveaxis(laid.reshape(*inside.shape, 3), 2, 0)
        slopes = [_slope(picture, one, axis) for axis in (1, 0) for one in displacements]
        return np.stack([np.take(slope.ravel(), at) for slope in slopes], 1)


def _slope(picture: NDArray[np.float32], displacement: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Mean difference to those of both neighbours along an axis that come from the same picture."""
    step = np.diff(displacement, axis=axis)
    belongs = (np.diff(picture, axis=axis) == 0) & (np.abs(step) < _STEEPEST)
    step[~belongs] = 0
    total, count = np.zeros_like(displacement), np.zeros_like(displacement)
    for side in (np.s_[:, :-1], np.s_[:, 1:]) if axis else (np.s_[:-1], np.s_[1:]):
        total[side] += step
        count[side] += belongs
    return np.asarray(total / np.maximum(count, np.float32(1)), np.float32)
