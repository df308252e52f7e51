"""Samples of RGB and grey planes to the full scale of their type, and back without loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.media.picture import Picture, Plane
from editor.media.shaper import shape, unshape

Levels = NDArray[np.uint8] | NDArray[np.uint16]


def to_full_scale(plane: Plane, picture: Picture) -> Levels:
    """Stretch one RGB or grey plane to 0..255 (up to 8 bit) or 0..65535 (above; float through the shaper).

    Parameters
    ----------
    plane : ndarray
        One of the picture's planes.
    picture : Picture
        Grey counts as studio range unless it is tagged as full; RGB is taken as it is.
    """
    depth = picture.format.bit_depth
    if plane.dtype == np.float32:
        return shape(plane.astype(np.float32, copy=False))
    if _is_studio(picture):
        return _studio_to_full(depth)[plane.astype(np.intp)]
    if plane.dtype == np.uint8:
        return plane.astype(np.uint8, copy=False)
    samples = plane.astype(np.uint16, copy=False)
    return samples if depth == 16 else _repeated_bits(samples, depth)


def from_full_scale(plane: Levels, like: Picture) -> Plane:
    """Undo `to_full_scale`; every sample that it made comes back exactly."""
    depth = like.format.bit_depth
    if like.format.is_float:
        return unshape(plane.astype(np.uint16, copy=False))
    if _is_studio(like):
        return _full_to_studio(depth)[plane.astype(np.intp)]
    if depth in (8, 16):
        return plane
    return _rounded_bits(plane.astype(np.uint16, copy=False), depth)


def _repeated_bits(samples: NDArray[np.uint16], depth: int) -> NDArray[np.uint16]:
    high: NDArray[np.uint16] = np.left_shift(samples, 16 - depth, dtype=np.uint16)
    low: NDArray[np.uint16] = np.right_shift(samples, 2 * depth - 16, dtype=np.uint16)
    return high | low


def _rounded_bits(samples: NDArray[np.uint16], depth: int) -> NDArray[np.uint16]:
    half = np.uint16(1 << (15 - depth))
    share: NDArray[np.uint16] = np.right_shift(samples, depth, dtype=np.uint16)
    whole: NDArray[np.uint16] = np.right_shift(samples - share + half, 16 - depth, dtype=np.uint16)
    return whole


def _is_studio(picture: Picture) -> bool:
    return picture.format.is_yuv and not picture.colour.full_range


def _studio_to_full(depth: int) -> Levels:
    levels = (np.arange(1 << depth) / (1 << (depth - 8)) - 16) / 219
    return _rounded(levels.clip(0, 1) * (255 if depth <= 8 else 65535), depth)


def _full_to_studio(depth: int) -> Levels:
    levels = np.linspace(0, 1, 256 if depth <= 8 else 65536)
    return _rounded((levels * 219 + 16) * (1 << (depth - 8)), depth)


def _rounded(levels: NDArray[np.float64], depth: int) -> Levels:
    whole = np.rint(levels)
    return whole.astype(np.uint8) if depth <= 8 else whole.astype(np.uint16)
