"""Pictures of the program's as Qt's, sharing memory, and what is computed for the view alone."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage

Pixels = NDArray[np.uint8]

_CHECK_PX = 16
_DARK, _LIGHT = 70, 110


def image_of(pixels: Pixels, kind: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    """View pixels as an image; the array must live as long as the image.

    Parameters
    ----------
    pixels : ndarray of uint8
        H x W x 4 or H x W, C-contiguous.
    kind : QImage.Format
        What they mean.
    """
    height, width = pixels.shape[:2]
    # PyQt takes any buffer and shares its memory; its stubs only know bytes.
    return QImage(cast(bytes, pixels.data), width, height, pixels.strides[0], kind)


def corrected(pixels: Pixels, gain: float, gamma: float) -> Pixels:
    """Apply the gain and gamma of the view: H x W x 4."""
    if gain == 1 and gamma == 1:
        return pixels
    return np.asarray(cv2.LUT(pixels, _curve(gain, gamma)), np.uint8)


def difference(source: Pixels, result: Pixels, gain: int) -> Pixels:
    """Show how far two pictures are apart: H x W x 4."""
    if source.shape != result.shape:
        source = np.asarray(cv2.resize(source, result.shape[1::-1], interpolation=cv2.INTER_AREA), np.uint8)
    apart = np.asarray(cv2.convertScaleAbs(cv2.absdiff(source, result), alpha=gain), np.uint8)
    apart[..., 3] = 255
    return apart


def checked_hole(matte: Pixels) -> Pixels:
    """Show a matte as a checkerboard where it is white: H x W x 4, multiplied by its alpha."""
    height, width = matte.shape
    hole = np.zeros((height, width, 4), np.uint8)
    left, top, wide, high = cv2.boundingRect(matte)
    if not wide:
        return hole
    rows, columns = np.ogrid[top : top + high, left : left + wide]
    is_light = ((rows // _CHECK_PX + columns // _CHECK_PX) % 2).astype(bool)
    part = matte[top : top + high, left : left + wide]
    board = np.where(is_light, _LIGHT, _DARK).astype(np.uint8)
    grey = np.asarray(cv2.multiply(board, part, scale=1 / 255), np.uint8)
    hole[top : top + high, left : left + wide] = cv2.merge([grey, grey, grey, part])
    return hole


@lru_cache(16)
def _curve(gain: float, gamma: float) -> NDArray[np.uint8]:
    levels = np.arange(256) / 255
    curve = np.rint(255 * (levels * gain).clip(0, 1) ** (1 / gamma)).astype(np.uint8)
    table = np.repeat(curve[:, None], 4, axis=1)
    table[:, 3] = 255
    return table.reshape(1, 256, 4)
