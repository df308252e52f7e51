"""The tight matte of a line at full size: its letters, their outline and their shadow."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.text.letters import WORKING_ROWS, Mask, Rgb, strokes_of, value_of
from engines.detect.text.tracking import Track

_FARTHEST_OF_HEIGHT = 0.35
_DIFFERS = 18.0
_OF_SPREAD = 0.4
_PERCENTILES = 20, 50, 80
_MARGIN_PX = 3.0
_NEAR_PX = 3


def full_size_matte(
    track: Track, letters: Mask, pictures: Sequence[Rgb]
) -> tuple[int, int, NDArray[np.uint8]]:
    """Draw the matte of a line.

    Parameters
    ----------
    track : Track
        The line.
    letters : ndarray
        Bool, of the track's box, at working size.
    pictures : sequence of ndarray
        Frames that show it, at full size.

    Returns
    -------
    top, left : int
        Where the matte lies, in pixels of the full picture.
    matte : ndarray
        H x W, uint8, 0 or 255.
    """
    height, width = pictures[0].shape[:2]
    scale = max(1.0, height / WORKING_ROWS)
    place = track.place
    top, left = int(place.top * scale), int(place.left * scale)
    bottom, right = (
        min(height, int(np.ceil(place.bottom * scale))),
        min(width, int(np.ceil(place.right * scale))),
    )
    values = [value_of(np.ascontiguousarray(picture[top:bottom, left:right])) for picture in pictures]
    mean = np.asarray(np.mean(values, axis=0), np.float32)
    own = _letters(letters, mean, values[0], height)
    letter_px = track.height_px * scale
    reach = _reach(own, mean, letter_px) + _MARGIN_PX * max(1.0, scale / 1.5)
    distance = cv2.distanceTransform((~own).astype(np.uint8), cv2.DIST_L2, 5)
    return top, left, np.where(distance <= reach, 255, 0).astype(np.uint8)


def _letters(letters: Mask, mean: NDArray[np.float32], value: NDArray[np.uint8], picture_rows: int) -> Mask:
    """Take the strokes of the full-size picture that lie on or beside those found at working size."""
    enlarged = cv2.resize(letters.astype(np.uint8), value.shape[::-1], interpolation=cv2.INTER_NEAREST)
    near = cv2.dilate(enlarged, np.ones((2 * _NEAR_PX + 1, 2 * _NEAR_PX + 1), np.uint8)) > 0
    strokes = strokes_of(np.rint(mean).astype(np.uint8), picture_rows) > 0
    return (strokes & near) | (enlarged > 0)


def _reach(letters: Mask, mean: NDArray[np.float32], letter_px: float) -> float:
    """Find how far from the letters the picture still differs from what lies farther away."""
    farthest = max(3, round(_FARTHEST_OF_HEIGHT * letter_px))
    distance = cv2.distanceTransform((~letters).astype(np.uint8), cv2.DIST_L2, 5)
    far = (distance > farthest) & (distance <= farthest + max(3, farthest // 2))
    if not far.any():
        return float(farthest)
    levels = np.percentile(mean[far], _PERCENTILES)
    differs = max(_DIFFERS, _OF_SPREAD * float(levels[-1] - levels[0]))
    reach = 1
    for radius in range(1, farthest + 1):
        shell = (distance > radius - 1) & (distance <= radius)
        if (
            not shell.any()
            or float(np.abs(np.percentile(mean[shell], _PERCENTILES) - levels).max()) <= differs
        ):
            break
        reach = radius
    return float(reach)
