"""Pictures at the network's scale, and back."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.picture_run import Box

_ALL_KNOWN = 1.0 - 1e-4


def shrunk(
    rgb: Rgb, hole: NDArray[np.bool_], size: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Make a picture smaller by area, without what stands in its hole.

    Parameters
    ----------
    rgb : Rgb
        H x W x 3.
    hole : ndarray
        H x W, bool.
    size : (int, int)
        Height and width to reach, at most H and W.

    Returns
    -------
    small : ndarray
        h x w x 3, float32, 0 to 1; black where hole.
    small_hole : ndarray
        h x w, bool; True where any pixel beneath is hole.
    """
    scale = np.float32(1 / np.iinfo(rgb.dtype).max)
    visible: NDArray[Any] = cv2.copyTo(rgb, (~hole).view(np.uint8))
    if size == hole.shape:
        return visible.astype(np.float32) * scale, hole
    to = (size[1], size[0])
    known = cv2.resize((~hole).astype(np.float32), to, interpolation=cv2.INTER_AREA)
    small = cv2.resize(visible, to, interpolation=cv2.INTER_AREA).astype(np.float32) * scale
    small_hole = np.asarray(known < _ALL_KNOWN, np.bool_)
    small[small_hole] = 0
    return small, small_hole


def enlarged(small: NDArray[np.float32], crop: Box, part: Box) -> NDArray[np.float32]:
    """Bring a part of a small picture back to full size.

    Parameters
    ----------
    small : ndarray
        h x w x C, float32; the whole crop at the network's scale.
    crop, part : Box
        The crop, and the part of it that is wanted, in pixels of the full picture.

    Returns
    -------
    ndarray
        Of the part's size, x C, float32.
    """
    rows, columns = part.bottom - part.top, part.right - part.left
    top, left = part.top - crop.top, part.left - crop.left
    down_y = small.shape[0] / (crop.bottom - crop.top)
    down_x = small.shape[1] / (crop.right - crop.left)
    if down_x == down_y == 1:
        return small[top : top + rows, left : left + columns].copy()
    to_small = np.array(
        [
            [down_x, 0, (left + 0.5) * down_x - 0.5],
            [0, down_y, (top + 0.5) * down_y - 0.5],
        ]
    )
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    grown = cv2.warpAffine(small, to_small, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(grown, np.float32).reshape(rows, columns, small.shape[2])
