"""The alpha of a narrow band around an edge: hair, and edges that motion has blurred.

The closed form of Levin, Lischinski and Weiss (CVPR 2006): within each small window, alpha is a linear
function of colour. Its Laplacian is never built; its product with a plane is a handful of box filters
(He, Sun and Tang 2010), which is all that conjugate gradients ask for.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.contract import Matte, Rgb8

Plane = NDArray[np.float32]

_RADIUS = 1
_FLATNESS = 1e-5
_HOLD = 100.0
_MOST_ROUNDS = 80
_ENOUGH = 1e-3
_MARGIN_PX = 4


def fine_alpha(matte: Matte, rgb: Rgb8, band_px: int) -> Matte:
    """Solve for the alpha within a band around the edge; outside, nothing changes.

    Parameters
    ----------
    matte : Matte
        H x W; its edge lies where it passes through 128.
    rgb : Rgb8
        H x W x 3.
    band_px : int
        So far the band reaches on either side of the edge.
    """
    band = _band(matte, band_px)
    left, top, width, height = cv2.boundingRect(band.astype(np.uint8))
    if not width:
        return matte
    rows = slice(max(0, top - _MARGIN_PX), top + height + _MARGIN_PX)
    columns = slice(max(0, left - _MARGIN_PX), left + width + _MARGIN_PX)
    is_free = band[rows, columns]
    solved = _solved(
        _Laplacian(rgb[rows, columns].astype(np.float32) / np.float32(255)),
        (matte[rows, columns] >= 128).astype(np.float32),
        np.where(is_free, np.float32(0), np.float32(_HOLD)).astype(np.float32),
        matte[rows, columns].astype(np.float32) / np.float32(255),
    )
    found = matte.copy()
    found[rows, columns][is_free] = np.rint(solved.clip(0, 1) * 255).astype(np.uint8)[is_free]
    return found


def _band(matte: Matte, band_px: int) -> NDArray[np.bool_]:
    inside = (matte >= 128).astype(np.uint8)
    size = 2 * band_px + 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    near: NDArray[np.bool_] = cv2.dilate(inside, kernel) != cv2.erode(inside, kernel)
    return near


class _Laplacian:
    """The matting Laplacian of a picture, to be multiplied with."""

    def __init__(self, rgb: NDArray[np.float32]) -> None:
        self._rgb = rgb
        self.windows = _sum(np.ones(rgb.shape[:2], np.float32))
        self._mean = _sum(rgb) / self.windows[..., None]
        products = rgb[..., :, None] * rgb[..., None, :]
        spread = _sum(products.reshape(*rgb.shape[:2], 9)).reshape(products.shape)
        spread = spread / self.windows[..., None, None] - self._mean[..., :, None] * self._mean[..., None, :]
        spread += np.eye(3, dtype=np.float32) * (_FLATNESS / self.windows[..., None, None])
        self._inverse = np.linalg.inv(spread).astype(np.float32)

    def times(self, plane: Plane) -> Plane:
        """Multiply."""
        mean = _sum(plane) / self.windows
        joint = _sum(self._rgb * plane[..., None]) / self.windows[..., None] - self._mean * mean[..., None]
        slope = np.einsum("hwij,hwj->hwi", self._inverse, joint)
        offset = mean - (slope * self._mean).sum(axis=2)
        explained = (_sum(slope) * self._rgb).sum(axis=2) + _sum(offset)
        product: Plane = (self.windows * plane - explained).astype(np.float32)
        return product


def _solved(laplacian: _Laplacian, known: Plane, hold: Plane, start: Plane) -> Plane:
    """Conjugate gradients from a start that is nearly right, scaled by the diagonal."""
    scale = (1 / (laplacian.windows + hold)).astype(np.float32, copy=False)
    alpha = start
    rest = hold * known - (laplacian.times(alpha) + hold * alpha)
    ahead = scale * rest
    way = ahead
    strength = float((rest * ahead).sum())
    goal = strength * _ENOUGH**2
    for _ in range(_MOST_ROUNDS):
        if strength <= goal:
            break
        bent = laplacian.times(way) + hold * way
        length = strength / float((way * bent).sum())
        alpha = (alpha + np.float32(length) * way).astype(np.float32, copy=False)
        rest = rest - np.float32(length) * bent
        ahead = scale * rest
        former, strength = strength, float((rest * ahead).sum())
        way = (ahead + np.float32(strength / former) * way).astype(np.float32, copy=False)
    return alpha


def _sum(image: NDArray[np.float32]) -> NDArray[np.float32]:
    size = 2 * _RADIUS + 1
    summed = cv2.boxFilter(image, -1, (size, size), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return summed.astype(np.float32, copy=False)
