"""Where a network looks: crops around the holes, each still for a while, at the network's own scale.

A network was trained on pictures of some 240 lines. A crop that follows a hole keeps more of the detail of a
large picture than the whole picture made small; one that stands still for some frames lets a network find in
one of them what it lacks in another. So crops follow in steps, and steps overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.picture_run import Box, bounding_box

_CELLS = 240
"""Holes are looked at on a grid of about so many cells along a picture's longer side."""

_MARGIN_SHARE = 0.4
_MARGIN_PX = 24
"""What a crop shows on each side of a hole: a share of the hole's own size, and some pixels."""

_UNUSUAL_SHAPE = 0.7
"""What the scale of a shape counts that the network was not trained on."""

_STEP_SCALE = 0.55
"""A crop stands still unless its scale would fall below such a share of what following allows."""

_MERGED_SCALES = 0.8, 0.5, 0.25, 0.0
_MOST_CROPS = 4
_APART_CELLS = 9
"""Holes share a crop where its scale stays above such a share; ever less while crops are many."""

_SHORTEST_STEP = 10
_BLENDED = 4


@dataclass(frozen=True, slots=True)
class Sight:
    """What a network sees at once.

    Attributes
    ----------
    height, width : int
        Of the pictures it was trained on, in pixels.
    square : int
        Side of a square picture of about the same area that suits it.
    context : int
        So many frames before and behind help it with a frame.
    """

    height: int
    width: int
    square: int
    context: int

    @property
    def shapes(self) -> tuple[tuple[int, int, float], ...]:
        """Heights and widths that a crop may have, and what the scale of each counts."""
        return (
            (self.height, self.width, 1.0),
            (self.width, self.height, _UNUSUAL_SHAPE),
            (self.square, self.square, _UNUSUAL_SHAPE),
        )


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the picture that a network sees for some frames of a window.

    Attributes
    ----------
    box : Box
        The part, in pixels of the picture.
    height, width : int
        Its size at the network's scale, at most that of the box.
    inner : Box
        Holes are filled in here.
    frames : range
        Positions in the window at which they are filled.
    core : range
        Those of them at which no other crop fills them instead; before and behind, two crops overlap.
    context : range
        Positions that the network sees: some more on both sides, where the window has them.
    """

    box: Box
    height: int
    width: int
    inner: Box
    frames: range
    core: range
    context: range

    def weight(self, position: int) -> float:
        """Say what its fill counts beside that of another crop: 1 in the core, less and less around it."""
        beside = max(self.core.start - position, position - self.core.stop + 1, 0)
        return 1.0 - beside / (_BLENDED + 1)


def choose_crops(holes: Sequence[NDArray[np.bool_]], wanted: range, sight: Sight, longest: int) -> list[Crop]:
    """Lay crops around the holes of a window.

    Parameters
    ----------
    holes : sequence of ndarray
        One for each frame of the window, H x W, bool.
    wanted : range
        Positions of the frames to be filled.
    sight : Sight
        Of the network.
    longest : int
        Frames that a crop may see, if that leaves it any to fill.

    Returns
    -------
    list of Crop
        Every pixel of every wanted hole lies inside at least one.
    """
    return _Chooser(holes, wanted, sight, longest).crops()


def fitting(inner: Box, shape: tuple[int, int], sight: Sight) -> tuple[Box, int, int]:
    """Choose the crop around a box of a picture.

    Parameters
    ----------
    inner : Box
        What is to be filled.
    shape : (int, int)
        Height and width of the picture.
    sight : Sight
        Of the network.

    Returns
    -------
    box : Box
        The crop.
    height, width : int
        Its size at the network's scale; never larger than the crop itself.
    """
    wanted = [
        _with_margin(inner.bottom - inner.top, shape[0]),
        _with_margin(inner.right - inner.left, shape[1]),
    ]
    factors = [
        (min(1.0, height / wanted[0], width / wanted[1]) * worth, height, width, worth)
        for height, width, worth in sight.shapes
    ]
    best, height, width, worth = max(factors)
    factor = best / worth
    size = min(shape[0], round(height / factor)), min(shape[1], round(width / factor))
    top = _placed(inner.top, inner.bottom, size[0], shape[0])
    left = _placed(inner.left, inner.right, size[1], shape[1])
    box = Box(top, left, top + size[0], left + size[1])
    return box, max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _with_margin(side_px: int, limit_px: int) -> float:
    return min(limit_px, side_px * (1 + 2 * _MARGIN_SHARE) + 2 * _MARGIN_PX)


def _placed(start: int, stop: int, size_px: int, limit_px: int) -> int:
    return min(max(0, (start + stop - size_px) // 2), limit_px - size_px)


class _Chooser:
    """Holes of a window on a coarse grid, and the search for crops in it."""

    def __init__(self, holes: Sequence[NDArray[np.bool_]], wanted: range, sight: Sight, longest: int) -> None:
        self._shape = (holes[0].shape[0], holes[0].shape[1])
        self._cell_px = max(1, max(self._shape) // _CELLS)
        self._cells = [self._coarse(hole) for hole in holes]
        self._wanted = wanted
        self._sight = sight
        self._longest = max(1, longest - 2 * max(sight.context, _BLENDED))

    def crops(self) -> list[Crop]:
        everywhere = np.ones(self._cells[0].shape, np.bool_)
        return list(self._search(self._wanted, everywhere))

    def _search(self, core: range, region: NDArray[np.bool_]) -> Iterator[Crop]:
        frames = self._wider(core, _BLENDED)
        seen = self._union(frames) & region
        for part in self._parts(seen):
            own = self._with_hole(core, part)
            if not len(own):
                continue
            crop = self._crop(own, part)
            if self._may_stand(own, part, crop):
                yield crop
            else:
                middle = (own.start + own.stop) // 2
                yield from self._search(range(own.start, middle), part)
                yield from self._search(range(middle, own.stop), part)

    def _may_stand(self, core: range, part: NDArray[np.bool_], crop: Crop) -> bool:
        if len(core) > self._longest:
            return False
        if len(core) <= _SHORTEST_STEP:
            return True
        return self._factor(crop) >= _STEP_SCALE * self._step_factor(core, part)

    def _coarse(self, hole: NDArray[np.bool_]) -> NDArray[np.bool_]:
        side = self._cell_px
        rows, columns = -(-hole.shape[0] // side), -(-hole.shape[1] // side)
        padded = np.zeros((rows * side, columns * side), np.bool_)
        padded[: hole.shape[0], : hole.shape[1]] = hole
        return np.asarray(padded.reshape(rows, side, columns, side).any(axis=(1, 3)), np.bool_)

    def _union(self, frames: range) -> NDArray[np.bool_]:
        return np.asarray(np.logical_or.reduce([self._cells[i] for i in frames]), np.bool_)

    def _wider(self, core: range, by: int) -> range:
        return range(max(self._wanted.start, core.start - by), min(self._wanted.stop, core.stop + by))

    def _with_hole(self, core: range, part: NDArray[np.bool_]) -> range:
        """Leave out frames at both ends that have no hole there."""
        holding = [i for i in core if (self._cells[i] & part).any()]
        return range(holding[0], holding[-1] + 1) if holding else range(0)

    def _parts(self, seen: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
        """Holes apart from each other; those that one crop shows nearly as well are one."""
        near = cv2.dilate(seen.astype(np.uint8), np.ones((_APART_CELLS, _APART_CELLS), np.uint8))
        count, labels = cv2.connectedComponents(near)
        parts = [(labels == label) & seen for label in range(1, count)]
        for threshold in _MERGED_SCALES:
            parts = self._merged(parts, threshold)
            if len(parts) <= _MOST_CROPS:
                break
        return parts

    def _merged(self, parts: Sequence[NDArray[np.bool_]], threshold: float) -> list[NDArray[np.bool_]]:
        merged: list[NDArray[np.bool_]] = []
        for part in parts:
            kept = []
            for other in merged:
                apart = min(self._factor_of(part), self._factor_of(other))
                if self._factor_of(part | other) >= threshold * apart:
                    part = part | other
                else:
                    kept.append(other)
            merged = [*kept, part]
        return merged

    def _step_factor(self, frames: range, part: NDArray[np.bool_]) -> float:
        """Give the scale that crops would have if each frame had one of its own."""
        parts = (self._cells[i] & part for i in frames)
        return min(self._factor_of(one) for one in parts if one.any())

    def _factor_of(self, part: NDArray[np.bool_]) -> float:
        box, height, _ = fitting(self._box(part), self._shape, self._sight)
        return height / (box.bottom - box.top)

    def _factor(self, crop: Crop) -> float:
        return crop.height / (crop.box.bottom - crop.box.top)

    def _box(self, part: NDArray[np.bool_]) -> Box:
        found = bounding_box(part) or Box(0, 0, 1, 1)
        side = self._cell_px
        bottom, right = min(self._shape[0], found.bottom * side), min(self._shape[1], found.right * side)
        return Box(found.top * side, found.left * side, bottom, right)

    def _crop(self, core: range, part: NDArray[np.bool_]) -> Crop:
        frames = self._wider(core, _BLENDED)
        inner = self._box(part)
        box, height, width = fitting(inner, self._shape, self._sight)
        beside = max(self._sight.context, _BLENDED)
        context = range(max(0, core.start - beside), min(len(self._cells), core.stop + beside))
        return Crop(box, height, width, inner, frames, core, context)
