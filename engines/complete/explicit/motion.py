"""Motion between neighbouring pictures: dense flow, and the camera's part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.parallel import Pool

Flow = NDArray[np.float32]
"""H x W x 2, pixels: where each pixel of one picture lies in another, as x and y displacement."""

Homography = NDArray[np.float64]

BLIND_MARGIN_PX = 7
"""Flow this near a hole has seen the hole's filling, not the picture."""

_GRID_PX = 8
_INLIER_PX = 0.5
_FEWEST_POINTS = 12
_STILL_PX = 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Flow along a sequence of n pictures.

    Attributes
    ----------
    forward : sequence of Flow
        n - 1; entry i leads from picture i to i + 1.
    backward : sequence of Flow
        n - 1; entry i leads from picture i + 1 to i.
    """

    forward: Sequence[Flow]
    backward: Sequence[Flow]


def dense_flow(start: NDArray[np.uint8], end: NDArray[np.uint8], preset: int) -> Flow:
    """Optical flow from one grey picture to another.

    T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016, as OpenCV has it.
    """
    flow = np.zeros((*start.shape, 2), np.float32)
    if min(start.shape) < _SMALLEST_SIDE_PX:
        return flow
    cv2.DISOpticalFlow.create(preset).calc(start, end, flow)
    return flow


_SMALLEST_SIDE_PX = 24
"""Below this the search has no pyramid to stand on."""


def observe_motion(greys: Sequence[NDArray[np.uint8]], pool: Pool, preset: int) -> Motion:
    """Flow between all neighbours, both ways, as the pictures show it."""
    pairs = range(len(greys) - 1)
    forward = pool.map(lambda i: dense_flow(greys[i], greys[i + 1], preset), pairs)
    backward = pool.map(lambda i: dense_flow(greys[i + 1], greys[i], preset), pairs)
    return Motion(forward, backward)


def blind_masks(holes: Sequence[NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
    """Where the flow between each two neighbours is not to be believed: under and near either one's hole."""
    kernel = np.ones((BLIND_MARGIN_PX, BLIND_MARGIN_PX), np.uint8)
    grown = [cv2.dilate(hole.astype(np.uint8), kernel) > 0 for hole in holes]
    return [before | after for before, after in zip(grown, grown[1:], strict=False)]


def camera_homography(flow: Flow, blind: NDArray[np.bool_]) -> Homography:
    """The plane motion that most of the visible flow agrees with; identity where there is too little of it.

    A camera that moves by less than a tenth of a pixel is taken to stand still, so that nothing drifts.
    """
    height, width = blind.shape
    ys, xs = (
        axis.ravel() for axis in np.mgrid[_GRID_PX // 2 : height : _GRID_PX, _GRID_PX // 2 : width : _GRID_PX]
    )
    seen = ~blind[ys, xs]
    ys, xs = ys[seen], xs[seen]
    if len(xs) < _FEWEST_POINTS:
        return np.eye(3)
    start = np.stack([xs, ys], 1).astype(np.float32)
    found, _ = cv2.findHomography(
        start, start + flow[ys, xs], cv2.USAC_MAGSAC, _INLIER_PX, maxIters=500, confidence=0.999
    )
    if found is None or not _is_plausible(found, width, height):
        return np.eye(3)
    return np.asarray(found, np.float64)


def _is_plausible(found: Homography, width: int, height: int) -> bool:
    moved = _corner_motion_px(found, width, height)
    return bool(np.isfinite(moved).all() and moved.max() < max(width, height))


def _corner_motion_px(homography: Homography, width: int, height: int) -> NDArray[np.float32]:
    corners = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]], np.float32)
    moved = cv2.perspectiveTransform(corners.reshape(-1, 1, 2), homography).reshape(-1, 2)
    return np.asarray(np.hypot(*(moved - corners).T), np.float32)


def steadied(homography: Homography, width: int, height: int) -> Homography:
    """The identity in place of a camera motion too small to be one."""
    still = _corner_motion_px(homography, width, height).max() < _STILL_PX
    return np.eye(3) if still else homography


def homography_flow(homography: Homography, shape: tuple[int, int]) -> Flow:
    """Flow of every pixel of a picture under a homography."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    a = homography.astype(np.float32)
    scale = a[2, 0] * xs + a[2, 1] * ys + a[2, 2]
    flow = np.empty((height, width, 2), np.float32)
    flow[..., 0] = (a[0, 0] * xs + a[0, 1] * ys + a[0, 2]) / scale - xs
    flow[..., 1] = (a[1, 0] * xs + a[1, 1] * ys + a[1, 2]) / scale - ys
    return flow
