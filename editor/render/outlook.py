"""Which background a shot never shows, told from mattes and the camera's motion before anything is filled.

A few frames of a shot are looked at small. Each is laid over the next by the motion of what no matte covers,
and a place of a hole counts as seen where one of the other frames shows it uncovered. That is what an engine
could fetch at best; what moves otherwise than the camera is not followed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.mattes import Mattes
from editor.media.convert import to_rgb
from editor.media.picture import FrameReader

_LARGEST_PX = 320
_MOST_SAMPLES = 25
_MOST_PLACES = 2500
_CORNERS, _CORNER_QUALITY, _CORNER_GAP_PX = 200, 0.01, 6
_FEWEST_PAIRS = 8
_HALF = 128
_COVERED_GROW_PX = 2

Motion = NDArray[np.float64]
"""3 x 3: takes places of one small picture to another's."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """A frame, small."""

    index: int
    grey: NDArray[np.uint8]
    matte: NDArray[np.uint8]


def unseen_shares(
    reader: FrameReader,
    mattes: Mattes,
    shots: Sequence[range],
    has_hole: Callable[[int], bool],
    check: Callable[[], None],
) -> dict[int, float]:
    """Estimate for some frames which share of their hole no frame of their shot shows.

    Parameters
    ----------
    reader : FrameReader
        The clip.
    mattes : Mattes
        Its mattes.
    shots : sequence of range
        Frames between cuts.
    has_hole : callable
        Whether a frame (by index) has one.
    check : callable
        Is called often; may raise to stop.

    Returns
    -------
    dict of int to float
        0 to 1 by frame, of frames spread over each shot that have a hole.

    Raises
    ------
    MediaError
        If a frame or a matte is damaged.
    """
    found: dict[int, float] = {}
    for shot in shots:
        if not any(map(has_hole, shot)):
            continue
        samples = []
        for index in spread(shot, _MOST_SAMPLES):
            check()
            samples.append(_sample(reader, mattes, index))
        found.update(_shares(samples))
    return found


def spread(frames: range, count: int) -> list[int]:
    """Choose so many frames, evenly over all and with both ends."""
    return sorted({int(at) for at in np.linspace(frames[0], frames[-1], min(count, len(frames))).round()})


def _sample(reader: FrameReader, mattes: Mattes, index: int) -> _Sample:
    rgb, matte = to_rgb(reader.read(index)), mattes.read(index)
    scale = min(1.0, _LARGEST_PX / max(matte.shape))
    size = max(1, round(matte.shape[1] * scale)), max(1, round(matte.shape[0] * scale))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    if small.dtype != np.uint8:
        small = cv2.convertScaleAbs(small, alpha=255 / 65535)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    return _Sample(index, grey, np.asarray(cv2.resize(matte, size, interpolation=cv2.INTER_AREA), np.uint8))


def _shares(samples: Sequence[_Sample]) -> dict[int, float]:
    to_first: list[Motion] = [np.eye(3)]
    for before, after in pairwise(samples):
        to_first.append(to_first[-1] @ _motion(after, before))
    shares = {}
    for at, sample in enumerate(samples):
        places = _hole_places(sample.matte)
        if not len(places):
            continue
        seen = np.zeros(len(places), bool)
        for other_at, other in enumerate(samples):
            if other_at != at:
                way = np.linalg.inv(to_first[other_at]) @ to_first[at]
                seen |= _is_uncovered(other.matte, _moved(places, way))
        shares[sample.index] = float(1 - seen.mean())
    return shares


def _motion(one: _Sample, other: _Sample) -> Motion:
    """Find how the background of one frame lies over another's; none where too little is seen of it."""
    covered = cv2.dilate(one.matte, np.ones((2 * _COVERED_GROW_PX + 1,) * 2, np.uint8))
    uncovered = np.where(covered == 0, 255, 0).astype(np.uint8)
    corners = cv2.goodFeaturesToTrack(one.grey, _CORNERS, _CORNER_QUALITY, _CORNER_GAP_PX, mask=uncovered)
    if corners is None or len(corners) < _FEWEST_PAIRS:
        return np.eye(3)
    ends, is_found, _ = cv2.calcOpticalFlowPyrLK(
        one.grey, other.grey, corners, np.empty_like(corners), maxLevel=4
    )
    found = is_found.reshape(-1) > 0
    if np.count_nonzero(found) < _FEWEST_PAIRS:
        return np.eye(3)
    part, _ = cv2.estimateAffinePartial2D(corners[found], ends[found], ransacReprojThreshold=1.5)
    return np.eye(3) if part is None else np.vstack([part, (0, 0, 1)])


def _hole_places(matte: NDArray[np.uint8]) -> NDArray[np.float64]:
    """List places of a hole, N x 2 as x and y; not more than can be looked at quickly."""
    rows, columns = np.nonzero(matte >= _HALF)
    step = max(1, len(rows) // _MOST_PLACES)
    return np.stack([columns[::step], rows[::step]], axis=1).astype(np.float64)


def _moved(places: NDArray[np.float64], way: Motion) -> NDArray[np.int64]:
    moved = places @ way[:2, :2].T + way[:2, 2]
    return np.rint(moved).astype(np.int64)


def _is_uncovered(matte: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.bool_]:
    height, width = matte.shape
    x, y = places[:, 0], places[:, 1]
    is_inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    covered = matte[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)] >= _HALF
    uncovered: NDArray[np.bool_] = is_inside & ~covered
    return uncovered
