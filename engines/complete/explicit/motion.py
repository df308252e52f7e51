"""Motion between neighbouring pictures: dense flow, and the camera's part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import bounding_box, grown

Flow = NDArray[np.float32]
"""H x W x 2, pixels: where each pixel of one picture lies in another, as x and y displacement."""

Homography = NDArray[np.float64]
"""3 x 3, from pixel to pixel."""

BLIND_MARGIN_PX = 3
"""Flow this near a hole has seen the hole's filling, not the picture."""

_SMALLEST_SIDE_PX = 24
"""Below this the search has no pyramid to stand on."""

_SURROUNDINGS_PX = 20
_GRID_PX = 8
_INLIER_PX = 0.5
_FEATURE_INLIER_PX = 1.5
_FEATURES = 1000
_FEWEST_POINTS = 12
_STILL_PX = 0.12
_ANCHORS = 6
_TOO_BLIND = 0.9
_AS_GOOD = 1.1
_LEVELS = 0.1
_MOST_LEVELS = 30
_MEDIAN_LEVELS = 5


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


def dense_flow(
    start: NDArray[np.uint8], end: NDArray[np.uint8], preset: int = cv2.DISOPTICAL_FLOW_PRESET_MEDIUM
) -> Flow:
    """Optical flow from one grey picture to another.

    T. Kroeger et al., "Fast Optical Flow using Dense Inverse Search", ECCV 2016, as OpenCV has it.
    """
    flow = np.zeros((*start.shape, 2), np.float32)
    if min(start.shape) < _SMALLEST_SIDE_PX:
        return flow
    cv2.DISOpticalFlow.create(preset).calc(start, end, flow)
    return flow


def rough_motion(greys: Sequence[NDArray[np.uint8]], is_far: Sequence[bool], pool: Pool) -> list[Flow]:
    """Flow from each picture to the next, in a sixth of the time: enough to compare their light.

    Parameters as of `observe_motion`.
    """

    def between(start: NDArray[np.uint8], end: NDArray[np.uint8], far: bool) -> Flow:
        return wide_flow(start, end) if far else dense_flow(start, end, cv2.DISOPTICAL_FLOW_PRESET_FAST)

    return pool.map(between, greys[:-1], greys[1:], is_far)


def observe_motion(greys: Sequence[NDArray[np.uint8]], is_far: Sequence[bool], pool: Pool) -> Motion:
    """Flow between all neighbours, both ways, as the pictures show it.

    Parameters
    ----------
    greys : sequence of ndarray
        n, H x W, uint8.
    is_far : sequence of bool
        n - 1; whether a pair lies so far apart in time that only features find its motion.
    pool : Pool
        Does the work.
    """

    def between(start: NDArray[np.uint8], end: NDArray[np.uint8], far: bool) -> Flow:
        return wide_flow(start, end) if far else dense_flow(start, end)

    forward = pool.map(between, greys[:-1], greys[1:], is_far)
    backward = pool.map(between, greys[1:], greys[:-1], is_far)
    return Motion(forward, backward)


def wide_flow(start: NDArray[np.uint8], end: NDArray[np.uint8]) -> Flow:
    """Flow over a long time: features and a homography first, dense flow for what is left."""
    homography = _feature_homography(start, end)
    height, width = start.shape
    plane = homography_flow(homography, (height, width))
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = xs + plane[..., 0], ys + plane[..., 1]
    aligned = cv2.remap(end, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rest = dense_flow(start, np.asarray(aligned, np.uint8))
    x, y = xs + rest[..., 0], ys + rest[..., 1]
    along = cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(along + rest, np.float32)


def _feature_homography(start: NDArray[np.uint8], end: NDArray[np.uint8]) -> Homography:
    finder = cv2.ORB.create(_FEATURES)
    start_points, start_marks = finder.detectAndCompute(start, None)
    end_points, end_marks = finder.detectAndCompute(end, None)
    if min(len(start_points), len(end_points)) < _FEWEST_POINTS:
        return np.eye(3)
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(start_marks, end_marks)
    if len(matches) < _FEWEST_POINTS:
        return np.eye(3)
    sources = np.array([start_points[match.queryIdx].pt for match in matches], np.float32)
    targets = np.array([end_points[match.trainIdx].pt for match in matches], np.float32)
    return _robust_homography(sources, targets, start.shape[1], start.shape[0], _FEATURE_INLIER_PX)


def _robust_homography(
    sources: NDArray[np.float32], targets: NDArray[np.float32], width: int, height: int, inlier_px: float
) -> Homography:
    found, _ = cv2.findHomography(
        sources, targets, cv2.USAC_MAGSAC, inlier_px, maxIters=500, confidence=0.999
    )
    homography = np.eye(3) if found is None else np.asarray(found, np.float64)
    return homography if _is_plausible(homography, width, height) else np.eye(3)


def observe_near(
    greys: Sequence[NDArray[np.uint8]],
    holes: Sequence[NDArray[np.bool_]],
    is_far: Sequence[bool],
    known: Motion,
    pool: Pool,
) -> Motion:
    """Flow between all neighbours, looked at anew around their holes only and taken as known elsewhere.

    Pairs far apart in time keep what is known: dense flow alone would not find their motion.
    """

    def near(i: int) -> tuple[Flow, Flow]:
        box = bounding_box(holes[i] | holes[i + 1])
        if box is None or is_far[i]:
            return known.forward[i], known.backward[i]
        area = box.grown(_SURROUNDINGS_PX, *holes[i].shape).area
        start, end = np.ascontiguousarray(greys[i][area]), np.ascontiguousarray(greys[i + 1][area])
        forward, backward = known.forward[i].copy(), known.backward[i].copy()
        forward[area] = dense_flow(start, end)
        backward[area] = dense_flow(end, start)
        return forward, backward

    pairs = pool.map(near, range(len(greys) - 1))
    return Motion([there for there, _ in pairs], [back for _, back in pairs])


def blind_masks(holes: Sequence[NDArray[np.bool_]]) -> list[NDArray[np.bool_]]:
    """Where the flow between each two neighbours is not to be believed: under and near either one's hole."""
    return [before | after for before, after in pairwise(grown(holes, BLIND_MARGIN_PX))]


def camera_homography(flow: Flow, blind: NDArray[np.bool_]) -> Homography:
    """Find the plane motion that most of the visible flow agrees with; identity where too little is visible.

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
    return _robust_homography(start, start + flow[ys, xs], width, height, _INLIER_PX)


def _is_plausible(found: Homography, width: int, height: int) -> bool:
    moved = _corner_motion_px(found, width, height)
    return bool(np.isfinite(moved).all() and moved.max() < max(width, height))


def _corner_motion_px(homography: Homography, width: int, height: int) -> NDArray[np.float32]:
    corners = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]], np.float32)
    moved = cv2.perspectiveTransform(corners.reshape(-1, 1, 2), homography).reshape(-1, 2)
    return np.asarray(np.hypot(*(moved - corners).T), np.float32)


def stands_still(greys: Sequence[NDArray[np.uint8]], blind: NDArray[np.bool_]) -> bool:
    """Whether the camera stands still all the time.

    It does where several pictures lie on the first as well without any motion as along the best plane motion.

    Parameters
    ----------
    greys : sequence of ndarray
        n, H x W, uint8.
    blind : ndarray
        H x W, bool; what is hole at any time.
    """
    if blind.mean() > _TOO_BLIND:
        return False
    anchors = np.unique(np.linspace(0, len(greys) - 1, _ANCHORS).round().astype(int))[1:]
    return all(_is_unmoved(greys[0], greys[later], blind) for later in anchors)


def _is_unmoved(first: NDArray[np.uint8], later: NDArray[np.uint8], blind: NDArray[np.bool_]) -> bool:
    unmoved = _differences(first, later, blind)
    # Most of the picture has to look the same; what passes by may not.
    if np.median(unmoved) > _MEDIAN_LEVELS:
        return False
    plane = homography_flow(camera_homography(dense_flow(first, later), blind), first.shape)
    ys, xs = np.mgrid[0 : first.shape[0], 0 : first.shape[1]].astype(np.float32)
    x, y = xs + plane[..., 0], ys + plane[..., 1]
    aligned = cv2.remap(later, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    along = _differences(first, np.asarray(aligned, np.uint8), blind)
    return bool(unmoved.mean() <= _AS_GOOD * along.mean() + _LEVELS)


def _differences(
    one: NDArray[np.uint8], other: NDArray[np.uint8], blind: NDArray[np.bool_]
) -> NDArray[np.uint8]:
    levels: NDArray[np.uint8] = np.minimum(cv2.absdiff(one, other), _MOST_LEVELS)[~blind]
    return levels


def steadied(homography: Homography, width: int, height: int) -> Homography:
    """Put the identity in place of a camera motion too small to be one."""
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
