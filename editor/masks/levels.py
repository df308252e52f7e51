"""From any picture to a matte of 8 bits."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.formats import pixel_format
from editor.media.levels import to_full_scale
from editor.media.picture import ColourTags, Picture, Plane

Matte = NDArray[np.uint8]
"""H x W, 255 = remove, 0 = keep, between = soft edge."""

_CODING_NOISE = 8


def matte_of(picture: Picture) -> Matte:
    """Read a picture as a matte.

    Parameters
    ----------
    picture : Picture
        Grey, RGB or YUV of any depth, with or without alpha.

    Returns
    -------
    ndarray of uint8
        H x W: grey, luma or the strongest of red, green and blue; times alpha. A picture that is black
        throughout under an alpha that is not opaque throughout is a matte in its alpha alone.
    """
    colour = _strongest(picture)
    if not picture.format.has_alpha:
        return colour
    depth = picture.format.bit_depth
    grey = pixel_format("gray" if depth <= 8 else "grayf32le" if depth == 32 else f"gray{depth}le")
    alpha = _levels(picture.planes[-1], Picture((), grey, ColourTags(full_range=True)))
    if not colour.any() and int(alpha.min()) < 255:
        return alpha
    return cv2.multiply(colour, alpha, scale=1 / 255).astype(np.uint8, copy=False)


def without_coding_noise(matte: Matte) -> Matte:
    """Settle what lossy coding left slightly above black or below white, which would widen every hole."""
    table = np.arange(256, dtype=np.uint8)
    table[: _CODING_NOISE + 1], table[255 - _CODING_NOISE :] = 0, 255
    return cv2.LUT(matte, table).astype(np.uint8, copy=False)


def _strongest(picture: Picture) -> Matte:
    planes = picture.planes[:1] if picture.format.is_yuv else picture.planes[:3]
    strongest = _levels(planes[0], picture)
    for plane in planes[1:]:
        strongest = np.maximum(strongest, _levels(plane, picture))
    return strongest


def _levels(plane: Plane, picture: Picture) -> Matte:
    if plane.dtype == np.float32:
        known = np.nan_to_num(plane, nan=0.0).clip(0, 1)
        return np.asarray(np.rint(known * 255), np.uint8)
    full = to_full_scale(plane, picture)
    if full.dtype == np.uint8:
        return full.astype(np.uint8, copy=False)
    rounded: Matte = ((full.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return rounded
