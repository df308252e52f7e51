"""Strokes of a clean plate: pixels cloned or healed from elsewhere, and paint taken away again."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from editor.masks.levels import Matte
from editor.masks.tracking.matching import Homography
from editor.media.convert import Rgb
from editor.plates.healing import healed
from editor.plates.layer import PlateLayer

_SURROUNDINGS_PX = 24
_STILL_PX = 0.05
"""What moves less than that is taken as it is: resampling would only soften it."""


def painted(
    frame: Rgb, layer: PlateLayer, source: Rgb, brush: Matte, *, unknown: Matte | None = None
) -> PlateLayer:
    """Paint a stroke on a layer.

    Parameters
    ----------
    frame : ndarray
        H x W x 3: the frame that the layer lies over.
    layer : PlateLayer
        What was painted before.
    source : ndarray
        H x W x 3: what is painted, where it is painted.
    brush : ndarray of uint8
        H x W: how much of it.
    unknown : ndarray of uint8 or None
        H x W: what of the frame is to be removed. With it the stroke heals: it takes on the light of what is
        around it. Without it pixels are cloned as they are.
    """
    left, top, width, height = cv2.boundingRect(brush)
    if not width:
        return layer
    edge = _SURROUNDINGS_PX
    area = np.s_[max(0, top - edge) : top + height + edge, max(0, left - edge) : left + width + edge]
    under = PlateLayer(layer.rgb[area], layer.alpha[area])
    paint = source[area]
    if unknown is not None:
        hidden = unknown[area].copy()
        hidden[under.alpha == 255] = 0
        paint = healed(under.over(frame[area]), paint, brush[area], hidden)
    rgb, alpha = layer.rgb.copy(), layer.alpha.copy()
    rgb[area], alpha[area] = _over(under, paint, brush[area])
    return PlateLayer(rgb, alpha)


def erased(layer: PlateLayer, brush: Matte) -> PlateLayer:
    """Take paint away: the frame's own pixels are seen again."""
    alpha = cv2.multiply(layer.alpha, 255 - brush, scale=1 / 255).astype(np.uint8, copy=False)
    rgb = layer.rgb.copy()
    rgb[alpha == 0] = 0
    return PlateLayer(rgb, alpha)


def shifted(rgb: Rgb, across_px: float, down_px: float) -> Rgb:
    """Move a picture by whole pixels, which keeps its grain; its edges are drawn out."""
    matrix = np.array([[1, 0, round(across_px)], [0, 1, round(down_px)]], np.float64)
    size = rgb.shape[1::-1]
    moved = cv2.warpAffine(rgb, matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return cast(Rgb, moved)


def aligned(rgb: Rgb, there: Homography) -> Rgb:
    """Take a picture of another frame to where its background lies in this one.

    Parameters
    ----------
    rgb : ndarray
        H x W x 3: the other frame.
    there : ndarray of float64
        3 x 3: from places of this frame to places of the other, in fractions of the picture.
    """
    height, width = rgb.shape[:2]
    # A fraction counts from the picture's corner, a pixel from its own middle.
    to_pixels = np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1]], np.float64)
    pixels = to_pixels @ there @ np.linalg.inv(to_pixels)
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    if float(np.abs(cv2.perspectiveTransform(corners, pixels) - corners).max()) < _STILL_PX:
        return rgb
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    moved = cv2.warpPerspective(rgb, pixels, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return cast(Rgb, moved)


def _over(under: PlateLayer, paint: Rgb, brush: Matte) -> tuple[Rgb, Matte]:
    """Lay paint over paint, neither multiplied by its alpha."""
    new = brush.astype(np.float32)[..., None] / 255
    old = under.alpha.astype(np.float32)[..., None] / 255 * (1 - new)
    whole = new + old
    mixed = (paint * new + under.rgb * old) / np.maximum(whole, np.float32(1e-6))
    rgb = np.where(whole > 0, np.rint(mixed), 0).astype(paint.dtype)
    return cast(Rgb, rgb), np.rint(whole[..., 0] * 255).astype(np.uint8)
