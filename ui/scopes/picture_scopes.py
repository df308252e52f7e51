"""What the picture under the play head is made of: waveform, histogram and vectorscope."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.playback.screen import ScreenPixels

LEVELS = 256
_MOST_PIXELS = 50_000
_MOST_COLUMNS = 256
_FULL_COUNT = 0.04
"""Share of a column's pixels on one level that is drawn at full brightness."""

_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)
_CHROMA = np.array(
    (
        (-_LUMA[0] / 1.8556, -_LUMA[1] / 1.8556, 0.5),
        (0.5, -_LUMA[1] / 1.5748, -_LUMA[2] / 1.5748),
    ),
    np.float32,
)
"""BT.709: Cb and Cr of red, green and blue; -0.5 to 0.5 for colours of 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class PictureScopes:
    """What was measured of one picture.

    Attributes
    ----------
    waveform : ndarray of uint8
        256 levels x columns of the picture x RGB: how often each level is there in a column.
    histogram : ndarray of float32
        RGB x 256 levels: share of the pixels, 0 to 1.
    vectorscope : ndarray of uint8
        256 x 256, Cr by Cb: how often a colour is there; grey is in the middle.
    """

    waveform: NDArray[np.uint8]
    histogram: NDArray[np.float32]
    vectorscope: NDArray[np.uint8]


def measure(pixels: ScreenPixels) -> PictureScopes:
    """Measure a picture by a sample of its pixels, evenly spread.

    Parameters
    ----------
    pixels : ndarray of uint8
        H x W x 4: blue, green, red and a byte of nothing.
    """
    step = max(1, ceil(sqrt(pixels.shape[0] * pixels.shape[1] / _MOST_PIXELS)))
    rgb = np.ascontiguousarray(pixels[::step, ::step, 2::-1])
    return PictureScopes(_waveform(rgb), _histogram(rgb), _vectorscope(rgb))


def vector_of(red: float, green: float, blue: float) -> tuple[float, float]:
    """Return Cb and Cr of a colour of 0 to 1; each is -0.5 to 0.5."""
    cb, cr = (_CHROMA @ np.array((red, green, blue), np.float32)).tolist()
    return cb, cr


def _waveform(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    columns = min(width, _MOST_COLUMNS)
    column = (np.arange(width) * columns // width * LEVELS).astype(np.int32)
    counts = np.empty((3, columns, LEVELS), np.float32)
    for channel in range(3):
        places = rgb[..., channel] + column
        found = np.bincount(places.ravel(), minlength=columns * LEVELS)
        counts[channel] = found.reshape(columns, LEVELS)
    share = counts / (height * width / columns * _FULL_COUNT)
    return np.ascontiguousarray(_brightness(share).transpose(2, 1, 0))


def _histogram(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    found = [np.bincount(rgb[..., channel].ravel(), minlength=LEVELS) for channel in range(3)]
    return (np.stack(found) / (rgb.size // 3)).astype(np.float32)


def _vectorscope(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    chroma = cv2.transform(rgb.reshape(-1, 1, 3).astype(np.float32), _CHROMA)
    places = np.rint(np.asarray(chroma).reshape(-1, 2)).astype(np.int32) + LEVELS // 2
    places = places.clip(0, LEVELS - 1)
    found = np.bincount(places[:, 1] * LEVELS + places[:, 0], minlength=LEVELS * LEVELS)
    full = max(1.0, len(places) * _FULL_COUNT / 32)
    return _brightness((found / full).reshape(LEVELS, LEVELS).astype(np.float32))


def _brightness(share: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Let what is rare be seen, too."""
    return np.asarray(np.sqrt(share.clip(0, 1)) * 255, np.uint8)
