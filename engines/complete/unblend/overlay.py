"""A half-transparent overlay as it was laid over the picture, and its inverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb

Planes = NDArray[np.float32]
"""... x 3: luma around 0..255, chroma around 0."""

_CHROMA_ZERO = np.array([0, 128, 128], np.float32)
_LEVELS_16 = 257.0
_AGREEMENT_PX = 9


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """What turns observed pixels back into those behind: `gain * observed - offset`, in luma and chroma.

    An overlay of opacity a and colour C makes I = (1 - a) B + a C of the background B; gain is 1 / (1 - a),
    offset a C / (1 - a). Luma and chroma have gains of their own because chroma is stored coarser, which
    widens the overlay's edges there.

    Attributes
    ----------
    frames : range
        Clip indices of the frames that it lies over.
    top, left : int
        Where it lies in the picture, in pixels.
    gain : ndarray
        H x W x 3, float32, for luma and the two chroma planes; 1 where there is no overlay.
    offset : ndarray
        H x W x 3, float32, in levels of 8 bit.
    is_solved : ndarray
        H x W, bool: where gain and offset are known.
    noise : float
        Standard deviation of the coding noise of observed pixels, in levels of 8 bit.
    """

    frames: range
    top: int
    left: int
    gain: Planes
    offset: Planes
    is_solved: NDArray[np.bool_]
    noise: float

    @property
    def area(self) -> tuple[slice, slice]:
        """Where it lies, as an index of the picture."""
        height, width = self.is_solved.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    def behind(self, observed: Rgb) -> Planes:
        """Take the overlay off a crop; what is not solved stays as it is.

        Parameters
        ----------
        observed : Rgb
            The frame's pixels at `area`.

        Returns
        -------
        Planes
            H x W x 3.
        """
        planes = planes_of(observed)
        return cast("Planes", np.where(self.is_solved[..., None], self.gain * planes - self.offset, planes))

    @property
    def variance(self) -> Planes:
        """Of the noise of what `behind` gives, which un-blending multiplies."""
        gain = np.where(self.is_solved[..., None], self.gain, np.float32(1))
        return cast("Planes", np.square(gain * np.float32(self.noise)))

    def restored(self, behind: Planes, variance: Planes, filled: Rgb) -> Rgb:
        """Mix what is behind the overlay with a fill where both agree up to the noise.

        Parameters
        ----------
        behind, variance : Planes
            H x W x 3: pixels at `area` with the overlay taken off, and of what variance their noise is.
        filled : Rgb
            What an engine filled in there.

        Returns
        -------
        Rgb
            H x W x 3: what was filled where the overlay is not solved.
        """
        fill = planes_of(filled)
        apart = cv2.blur(np.square(behind - fill), (_AGREEMENT_PX, _AGREEMENT_PX))
        fill_error = np.maximum(apart - variance, 0)
        share = variance / (variance + fill_error + np.float32(1e-3))
        restored = rgb_of(cast("Planes", behind + (fill - behind) * share), filled.dtype)
        return cast("Rgb", np.where(self.is_solved[..., None], restored, filled))


def planes_of(rgb: Rgb) -> Planes:
    """Return luma and chroma in levels of 8 bit."""
    levels = rgb.astype(np.float32)
    if rgb.dtype == np.uint16:
        levels /= np.float32(_LEVELS_16)
    return cast("Planes", cv2.cvtColor(levels, cv2.COLOR_RGB2YCrCb) - _CHROMA_ZERO)


def rgb_of(planes: Planes, dtype: np.dtype[np.uint8] | np.dtype[np.uint16]) -> Rgb:
    """Return pixels of a type from luma and chroma."""
    levels: NDArray[np.float32] = np.asarray(
        cv2.cvtColor(planes + _CHROMA_ZERO, cv2.COLOR_YCrCb2RGB), np.float32
    )
    if dtype == np.uint16:
        levels *= np.float32(_LEVELS_16)
    return cast("Rgb", np.clip(np.rint(levels), 0, np.iinfo(dtype).max).astype(dtype))
