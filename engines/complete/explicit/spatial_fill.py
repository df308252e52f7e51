"""What no time shows: filled from the surroundings once, then carried along so that it does not boil."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import bounding_box
from engines.complete.membrane import pull_push

_RADIUS_PX = 6
_RING_PX = 3
_KEPT = 0.9


def spatial_fills(
    pictures: Sequence[NDArray[np.uint8]],
    holes: Sequence[NDArray[np.bool_]],
    needed: Sequence[bool],
    backward: Sequence[Flow],
    pool: Pool,
) -> list[NDArray[np.float32]]:
    """Fill each picture by itself where it must be, from the picture before where it can be.

    Parameters
    ----------
    pictures : sequence of ndarray
        n, H x W x 3, uint8, holes filled smoothly.
    holes : sequence of ndarray
        n, H x W, bool.
    needed : sequence of bool
        n; where False the smooth filling does.
    backward : sequence of Flow
        n - 1; completed flow from each picture to the one before.
    pool : Pool
        Does the work.

    Returns
    -------
    list of ndarray
        n, m x 3, float32, 0 to 255: the m pixels of each hole in the order of `numpy.nonzero`.
    """
    alone = pool.map(
        lambda i: _inpainted(pictures[i], holes[i]) if needed[i] else pictures[i], range(len(holes))
    )
    fills = []
    past = pictures[0].astype(np.float32)
    for i, (picture, hole) in enumerate(zip(alone, holes, strict=True)):
        fresh = picture.astype(np.float32)
        if i > 0 and hole.all():
            fresh = past
        elif i > 0 and needed[i]:
            fresh = _carried(past, holes[i - 1], fresh, hole, backward[i - 1])
        fills.append(np.take(fresh.reshape(-1, 3), np.flatnonzero(hole), axis=0))
        past = fresh
    return fills


def _inpainted(picture: NDArray[np.uint8], hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    if not hole.any() or hole.all():
        return picture
    tight = bounding_box(hole)
    area = tight.grown(_RADIUS_PX + 2, *hole.shape).area if tight else np.s_[:, :]
    filled = picture.copy()
    cut = np.ascontiguousarray(picture[area])
    filled[area] = cv2.inpaint(cut, hole[area].astype(np.uint8), _RADIUS_PX, cv2.INPAINT_NS)
    return filled


def _carried(
    past: NDArray[np.float32],
    past_hole: NDArray[np.bool_],
    fresh: NDArray[np.float32],
    hole: NDArray[np.bool_],
    backward: Flow,
) -> NDArray[np.float32]:
    height, width = hole.shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = xs + backward[..., 0], ys + backward[..., 1]
    moved = cv2.remap(past, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    was_hole = cv2.remap(past_hole.astype(np.uint8), x, y, cv2.INTER_NEAREST, borderValue=0) > 0
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    carried = hole & was_hole & inside
    seam = _seam(fresh - moved, hole)
    return np.where(
        carried[..., None], np.clip((moved + seam) * _KEPT + fresh * (1 - _KEPT), 0, 255), fresh
    ).astype(np.float32)


def _seam(difference: NDArray[np.float32], hole: NDArray[np.bool_]) -> NDArray[np.float32]:
    kernel = np.ones((2 * _RING_PX + 1, 2 * _RING_PX + 1), np.uint8)
    ring = (cv2.dilate(hole.astype(np.uint8), kernel) > 0) & ~hole
    return pull_push(difference, ring.astype(np.float32))
