"""A filter along the motion that takes the last unrest out of fills and knits them to their surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.exposure import Exposure
from engines.complete.explicit.motion import Flow, Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, bounding_box
from engines.complete.explicit.pixels import mean_square, picked

_TOLERANCE_LEVELS = 40.0
_REAL_PIXELS_COUNT = 2.0
_BEYOND = 2
_COUNTS = np.array([_REAL_PIXELS_COUNT, 1, 0], np.float32)
"""By what a neighbour has at a place: picture, hole, or nothing beyond its edge."""

_NEIGHBOURHOOD_PX = 5


@dataclass(frozen=True, slots=True, eq=False)
class _Neighbour:
    picture: Rgb
    hole: NDArray[np.bool_]
    flow: Flow
    gain: NDArray[np.float32]


def steadied(
    pictures: Sequence[Rgb],
    holes: Sequence[NDArray[np.bool_]],
    motion: Motion,
    exposure: Exposure,
    pool: Pool,
) -> list[NDArray[np.float32]]:
    """Average each hole with what its neighbours in time have at the same places of the scene.

    Parameters
    ----------
    pictures : sequence of Rgb
        n filled pictures.
    holes : sequence of ndarray
        n, bool; only there anything changes.
    motion : Motion
        Completed motion, of the pictures' size or smaller.
    exposure : Exposure
        What each picture's own exposure is.
    pool : Pool
        Does the work.

    Returns
    -------
    list of ndarray
        n, m x 3, float32: the m pixels of each hole in the order of `numpy.nonzero`.
    """

    def neighbour(i: int, j: int, flow: Flow) -> _Neighbour:
        return _Neighbour(pictures[j], holes[j], flow, exposure.gains[i] / exposure.gains[j])

    def neighbours(i: int) -> list[_Neighbour]:
        before = [neighbour(i, i - 1, motion.backward[i - 1])] if i > 0 else []
        after = [neighbour(i, i + 1, motion.forward[i])] if i + 1 < len(pictures) else []
        return before + after

    return pool.map(lambda i: _averaged(pictures[i], holes[i], neighbours(i)), range(len(pictures)))


def _averaged(picture: Rgb, hole: NDArray[np.bool_], neighbours: Sequence[_Neighbour]) -> NDArray[np.float32]:
    box = bounding_box(hole)
    if box is None:
        return np.zeros((0, 3), np.float32)
    own = picture[box.area].astype(np.float32)
    total = own.copy()
    weight = np.ones(own.shape[:2], np.float32)
    for neighbour in neighbours:
        colours, trust = _seen_from(own, neighbour, box, hole.shape, _levels(picture))
        cv2.accumulateProduct(colours, cv2.merge([trust] * 3), total)
        weight += trust
    where = np.flatnonzero(hole[box.area])
    return picked(total, where) / picked(weight, where)[:, None]


def _levels(picture: Rgb) -> float:
    return _TOLERANCE_LEVELS * float(np.iinfo(picture.dtype).max) / 255


def _seen_from(
    own: NDArray[np.float32], neighbour: _Neighbour, box: Box, shape: tuple[int, ...], tolerance: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    x, y = _places(neighbour.flow, box, shape)
    moved = cv2.remap(neighbour.picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    colours = moved.astype(np.float32)
    if (neighbour.gain != 1).any():
        colours *= neighbour.gain
    difference = cv2.blur(mean_square(colours, own), (_NEIGHBOURHOOD_PX, _NEIGHBOURHOOD_PX))
    trust = cv2.exp(difference * np.float32(-0.5 / tolerance**2))
    own_hole = neighbour.hole.view(np.uint8)
    hidden = cv2.remap(own_hole, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=_BEYOND)
    return colours, np.asarray(trust * _COUNTS[np.asarray(hidden, np.uint8)], np.float32)


def _places(flow: Flow, box: Box, shape: tuple[int, ...]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    ys, xs = np.mgrid[box.top : box.bottom, box.left : box.right].astype(np.float32)
    if flow.shape[:2] == shape[:2]:
        cut = flow[box.area]
        return xs + cut[..., 0], ys + cut[..., 1]
    down_y, down_x = flow.shape[0] / shape[0], flow.shape[1] / shape[1]
    at = cv2.remap(
        flow,
        (xs + 0.5) * np.float32(down_x) - 0.5,
        (ys + 0.5) * np.float32(down_y) - 0.5,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return xs + at[..., 0] / np.float32(down_x), ys + at[..., 1] / np.float32(down_y)
