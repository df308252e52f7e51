"""A picture as a screen takes it: 8 bit, blue, green, red and a byte of nothing."""

from __future__ import annotations

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


def screen_pixels(picture: Picture) -> ScreenPixels:
    """Convert a picture for the screen, in its own primaries and transfer.

    Scene-linear pictures are shown by the curve of sRGB, limited to 0 to 1; deep ones are rounded to 8 bit.

    Parameters
    ----------
    picture : Picture
        Any format; alpha is left out.
    """
    if picture.format.is_float:
        planes = picture.planes[:3] if len(picture.planes) >= 3 else picture.planes[:1] * 3
        light = np.asarray(cv2.merge(planes), np.float32)
        rgb = np.rint(display_of_linear(light) * 255).astype(np.uint8)
    else:
        converted = to_rgb(picture)
        if converted.dtype == np.uint16:
            converted = np.asarray(cv2.convertScaleAbs(converted, alpha=_DEEP_TO_SHALLOW), np.uint8)
        rgb = np.asarray(converted, np.uint8)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA), np.uint8)
