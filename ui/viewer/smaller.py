"""Pictures made as small as they are seen: quicker than Qt, and once for as long as nothing moves."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import cv2
import numpy as np
from PyQt6.QtCore import QRectF

from editor.media.playback.screen import ScreenPixels
from ui.viewer.placement import Placement

_FINE = 2.0
"""From so many times smaller on pixels are averaged first: otherwise some of them would not be seen."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a picture, and where it is seen.

    Attributes
    ----------
    rows, columns : (int, int)
        The part: first and last but one of the pixels.
    left, top, width, height : int
        Where it is seen, in pixels of the screen.
    """

    rows: tuple[int, int]
    columns: tuple[int, int]
    left: int
    top: int
    width: int
    height: int


def spot_of(pixels: ScreenPixels, placement: Placement, ratio: float) -> Spot | None:
    """Find out which part is seen where; None where it is not smaller, or is turned.

    Parameters
    ----------
    pixels : ndarray of uint8
        H x W, with or without channels: the clip's own size, or a proxy's.
    placement : Placement
        Where the picture lies.
    ratio : float
        Pixels of the screen for one of the widget.
    """
    height, width = pixels.shape[:2]
    shape = placement.shape
    is_turned = placement.steady is not None or bool(shape.rotation_deg % 360)
    seen = placement.transform.mapRect(shape.rect)
    across, down = seen.width() * ratio / width, seen.height() * ratio / height
    if is_turned or max(across, down) >= 1:
        return None
    inside = seen.intersected(placement.view)
    if inside.isEmpty():
        return None
    left, right = _part(inside.left() - seen.left(), inside.right() - seen.left(), across / ratio, width)
    top, bottom = _part(inside.top() - seen.top(), inside.bottom() - seen.top(), down / ratio, height)
    shown = QRectF(seen.left() * ratio + left * across, seen.top() * ratio + top * down, 0, 0)
    return Spot(
        (top, bottom),
        (left, right),
        round(shown.left()),
        round(shown.top()),
        max(1, round((right - left) * across)),
        max(1, round((bottom - top) * down)),
    )


def smaller(pixels: ScreenPixels, spot: Spot) -> ScreenPixels:
    """Make a part of a picture as small as it is seen."""
    part = pixels[slice(*spot.rows), slice(*spot.columns)]
    while part.shape[1] >= _FINE * spot.width and part.shape[0] >= _FINE * spot.height:
        # Of two by two whole pixels OpenCV makes a mean thirty times quicker than of areas in general.
        height, width = part.shape[0] // 2, part.shape[1] // 2
        even = part[: 2 * height, : 2 * width]
        part = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    size = spot.width, spot.height
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def _part(first: float, last: float, scale: float, count: int) -> tuple[int, int]:
    return max(0, floor(first / scale)), min(count, ceil(last / scale))
