"""A picture as a screen takes it: 8 bit, blue, green, red and a byte of nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.light import display_of_linear
from editor.media.picture import Picture

ScreenPixels = NDArray[np.uint8]
"""H x W x 4, C-contiguous: B, G, R and 255."""

Show = Callable[[NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]], NDArray[np.uint8]]
"""Turns RGB codes or scene-linear light into what a screen shows."""

_DEEP_TO_SHALLOW = 255 / 65535


class Level(Enum):
    """Which pixels stand for a frame."""

    FULL = "full"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True, eq=False)
class ScreenFrame:
    """A frame ready to be drawn.

    Attributes
    ----------
    clip : str
        Whose frame it is, by the name it was opened under.
    index : int
        From 0.
    level : Level
        Whether it is the frame itself or its small stand-in.
    pixels : ndarray
        H x W x 4, as stored: rotation and pixel aspect are the viewer's.
    """

    clip: str
    index: int
    level: Level
    pixels: ScreenPixels


def screen_pixels(picture: Picture, show: Show | None = None) -> ScreenPixels:
    """Convert a picture for the screen, in its own primaries and transfer unless it is told otherwise.

    Scene-linear pictures are shown by the curve of sRGB, limited to 0 to 1; deep ones are rounded to 8 bit.

    Parameters
    ----------
    picture : Picture
        Any format; alpha is left out.
    show : callable or None
        Shows its RGB in another way.
    """
    rgb = _light(picture) if picture.format.is_float else to_rgb(picture)
    return np.asarray(cv2.cvtColor(shown_colours(rgb, show), cv2.COLOR_RGB2BGRA), np.uint8)


def shown_colours(
    rgb: NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32], show: Show | None = None
) -> NDArray[np.uint8]:
    """Show RGB codes, or scene-linear light, as `screen_pixels` does: H x W x 3."""
    return _plain(rgb) if show is None else show(rgb)


def _light(picture: Picture) -> NDArray[np.float32]:
    planes = picture.planes[:3] if len(picture.planes) >= 3 else picture.planes[:1] * 3
    return np.asarray(cv2.merge(planes), np.float32)


def _plain(rgb: NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]) -> NDArray[np.uint8]:
    if rgb.dtype == np.float32:
        return np.asarray(np.rint(display_of_linear(np.asarray(rgb, np.float32)) * 255), np.uint8)
    if rgb.dtype == np.uint16:
        return np.asarray(cv2.convertScaleAbs(rgb, alpha=_DEEP_TO_SHALLOW), np.uint8)
    return np.asarray(rgb, np.uint8)
