"""A mask found on a small picture, brought to full size along the edges of the full one."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.levels import Matte

Plane = NDArray[np.floating]

_RADIUS = 1
_FLATNESS = 1e-4
_STEEPNESS = 3.0


def fine_edge(mask: NDArray[np.bool_], small_guide: Matte, guide: Matte) -> Matte:
    """Make a matte of a mask (fast guided filter, He and Sun 2015).

    Parameters
    ----------
    mask : ndarray of bool
        H x W, small.
    small_guide : ndarray of uint8
        H x W: lightness of the small picture.
    guide : ndarray of uint8
        Lightness of the full picture, of any size.

    Returns
    -------
    ndarray of uint8
        Of the full picture's size.
    """
    share: Plane = mask.astype(np.float32)
    light: Plane = small_guide.astype(np.float32) / np.float32(255)
    mean_share, mean_light = _mean(share), _mean(light)
    spread = _mean(light * light) - mean_light * mean_light + np.float32(_FLATNESS)
    slope: Plane = (_mean(share * light) - mean_share * mean_light) / spread
    offset: Plane = mean_share - slope * mean_light
    size = guide.shape[1], guide.shape[0]
    full_light = guide.astype(np.float32) / np.float32(255)
    soft = cv2.resize(_mean(slope), size) * full_light + cv2.resize(_mean(offset), size)
    steep = ((soft - 0.5) * _STEEPNESS + 0.5).clip(0, 1) * 255
    return np.asarray(np.rint(steep), np.uint8)


def _mean(plane: Plane) -> Plane:
    size = 2 * _RADIUS + 1
    return cv2.boxFilter(plane, -1, (size, size)).astype(np.float32, copy=False)
