"""Whether the network does better than the spatial fill, found out on known pixels of the shot.

Patches beside what no frame shows, of its size and shape, are hidden; both ways fill them, and are compared
with what is there. Scores on other footage say little about this shot, and nothing about these weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.auto.unseen import Unseen
from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, bounding_box
from engines.complete.explicit.spatial_fill import spatial_fills
from engines.complete.learned.calming import calmed
from engines.complete.learned.colour import matched, widened
from engines.complete.learned.crops import Crop, choose_crops
from engines.complete.learned.filling import Manner, small_pictures
from engines.complete.learned.network import FillNetwork, Masks, Planes

_FRAMES = 5
_SIZES = 1.0, 0.7, 0.5, 0.35
_PATCHES = 2
_FREE_SHARE = 0.98
_CLEAR_PX = 4
_FEWEST_PX = 40
_HAS_TO_WIN_BY = 0.93
"""Mean squared error that the network may have at most, as a share of the spatial fill's."""


def network_wins(unseen: Unseen, network: FillNetwork, manner: Manner, pool: Pool) -> bool:
    """Let both fill hidden patches of a window; where none can be hidden, the network does not win.

    Parameters
    ----------
    unseen : Unseen
        The window.
    network : FillNetwork
        Fills at its own scale.
    manner : Manner
        How its fills are finished.
    pool : Pool
        Does the work beside the network.
    """
    crop = _trial_crop(unseen, network, manner)
    if crop is None:
        return False
    seen = [unseen.views[i] for i in crop.context]
    known, holes = small_pictures(seen, crop, pool)
    hidden = np.stack([unseen.hidden(i, crop) for i in crop.context])
    patches = hide_patches(holes, ~hidden)
    if patches is None:
        return False
    motion = unseen.motion(crop, seen)
    counted = _unseen_throughout(patches, motion)
    if counted.sum() < _FEWEST_PX:
        return False
    both = holes | patches
    learned = _by_network(known, both, network, manner, motion, pool)
    spatial = _by_surroundings(known, both, motion, pool)
    return _error(learned, known, counted) < _HAS_TO_WIN_BY * _error(spatial, known, counted)


def hide_patches(holes: Masks, free: Masks) -> Masks | None:
    """Place patches of the holes' shape on free pixels, as near as possible.

    Parameters
    ----------
    holes : ndarray
        T x H x W, bool; what is to be imitated.
    free : ndarray
        T x H x W, bool; where the truth is known.

    Returns
    -------
    ndarray or None
        T x H x W, bool; they move as the holes do. None where there is no room, not even for smaller ones.
    """
    kernel = np.ones((2 * _CLEAR_PX + 1, 2 * _CLEAR_PX + 1), np.uint8)
    clear = [cv2.erode(one.astype(np.uint8), kernel).astype(np.float32) for one in free]
    around = bounding_box(np.logical_or.reduce(list(holes)))
    if around is None:
        return None
    for size in _SIZES:
        shapes = np.stack([_resized(hole, around, size) for hole in holes])
        if shapes.sum((1, 2)).max() < _FEWEST_PX:
            return None
        moves = _moves(shapes, clear)
        if moves:
            moved = np.logical_or.reduce([_moved(shapes, *move) for move in moves])
            return np.asarray(moved & (np.stack(clear) > 0), np.bool_)
    return None


def _trial_crop(unseen: Unseen, network: FillNetwork, manner: Manner) -> Crop | None:
    """Choose the crop with the most to fill, and some frames in its middle."""
    holes = [view.hole for view in unseen.views]
    crops = choose_crops(holes, unseen.wanted, network.sight, manner.longest)
    if not crops:
        return None
    crop = max(crops, key=lambda one: sum(int(holes[i][one.inner.area].sum()) for i in one.core))
    start = max(crop.core.start, (crop.core.start + crop.core.stop - _FRAMES) // 2)
    span = range(start, min(crop.core.stop, start + _FRAMES))
    return replace(crop, frames=span, core=span, context=span)


def _resized(hole: NDArray[np.bool_], around: Box, size: float) -> NDArray[np.bool_]:
    """Shrink a hole towards the middle of all of them."""
    centre = ((around.left + around.right - 1) / 2, (around.top + around.bottom - 1) / 2)
    to_small = cv2.getRotationMatrix2D(centre, 0, size)
    small = cv2.warpAffine(hole.astype(np.uint8), to_small, hole.shape[::-1], flags=cv2.INTER_NEAREST)
    return np.asarray(small > 0, np.bool_)


def _moves(shapes: Masks, clear: Sequence[NDArray[np.float32]]) -> list[tuple[int, int]]:
    """Find moves (down, right) that bring the shapes of all frames to free pixels, the shortest first."""
    height, width = shapes.shape[1:]
    free_share = np.ones((2 * height + 1, 2 * width + 1), np.float32)
    size = 0, 0
    for shape, free in zip(shapes, clear, strict=True):
        if not shape.any():
            continue
        left, top, columns, rows = cv2.boundingRect(shape.astype(np.uint8))
        size = max(size[0], rows), max(size[1], columns)
        pattern = shape[top : top + rows, left : left + columns].astype(np.float32)
        # Number of free pixels under the shape, for its upper left corner at every pixel.
        count = cv2.filter2D(free, cv2.CV_32F, pattern, anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
        placed = count[: height - rows + 1, : width - columns + 1] / pattern.sum()
        own = np.zeros_like(free_share)
        own[height - top : height - top + len(placed), width - left : width - left + placed.shape[1]] = placed
        np.minimum(free_share, own, out=free_share)
    ys, xs = np.nonzero(free_share >= _FREE_SHARE)
    order = np.argsort(np.square(ys - height) + np.square(xs - width), kind="stable")
    candidates = [(int(ys[i]) - height, int(xs[i]) - width) for i in order]
    return _apart(candidates, size)


def _apart(candidates: Sequence[tuple[int, int]], size: tuple[int, int]) -> list[tuple[int, int]]:
    """Take the first moves that keep the moved shapes clear of each other."""
    chosen: list[tuple[int, int]] = []
    for down, right in candidates:
        if all(
            abs(down - y) >= size[0] + _CLEAR_PX or abs(right - x) >= size[1] + _CLEAR_PX for y, x in chosen
        ):
            chosen.append((down, right))
        if len(chosen) == _PATCHES:
            break
    return chosen


def _moved(shapes: Masks, down: int, right: int) -> Masks:
    moved = np.zeros_like(shapes)
    height, width = shapes.shape[1:]
    to = np.s_[:, max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)]
    out_of = np.s_[:, max(0, -down) : height - max(0, down), max(0, -right) : width - max(0, right)]
    moved[to] = shapes[out_of]
    return moved


def _unseen_throughout(patches: Masks, motion: Motion) -> Masks:
    """Leave out pixels that another frame shows: there the network would only have to copy."""
    counted = patches.copy()
    for order, flows in ((1, motion.backward), (-1, motion.forward)):
        hidden = patches[::order].copy()
        for i, flow in enumerate(flows[::order], start=1):
            hidden[i] &= _carried(hidden[i - 1], flow)
        counted &= hidden[::order]
    return counted


def _carried(mask: NDArray[np.bool_], flow: NDArray[np.float32]) -> NDArray[np.bool_]:
    ys, xs = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]].astype(np.float32)
    x, y = xs + flow[..., 0], ys + flow[..., 1]
    carried = cv2.remap(mask.astype(np.uint8), x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(carried > 0, np.bool_)


def _by_network(
    known: Planes, holes: Masks, network: FillNetwork, manner: Manner, motion: Motion, pool: Pool
) -> Planes:
    nothing = known[:0], holes[:0]
    predicted = network.fill(np.where(holes[..., None], 0, known), widened(holes), *nothing)
    filled = matched(predicted, known, holes)
    return np.stack(calmed(list(filled), list(holes), motion, manner.steadiness, pool))


def _by_surroundings(known: Planes, holes: Masks, motion: Motion, pool: Pool) -> Planes:
    levels = [
        np.where(hole[..., None], 0, np.rint(one * 255)) for one, hole in zip(known, holes, strict=True)
    ]
    pictures = [one.astype(np.uint8) for one in levels]
    fills = spatial_fills(pictures, list(holes), [True] * len(holes), motion.backward, pool)
    filled = known.copy()
    for picture, hole, colours in zip(filled, holes, fills, strict=True):
        picture[hole] = colours / 255
    return filled


def _error(filled: Planes, known: Planes, counted: Masks) -> float:
    return float(np.square(filled[counted] - known[counted]).mean())
