"""Which edges of a shot stay: the mean gradient over time against its unrest.

The gradient of an overlay's rim is the same in every frame, that of the scene averages out as soon as the
scene moves (compare T. Dekel et al., "On the Effectiveness of Visible Watermarks", CVPR 2017, section 3.1,
who take the median over many pictures).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gradient = NDArray[np.float32]
"""H x W x 6: of red, green and blue from left to right, then from top to bottom, in levels per pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class Constancy:
    """How the edges of a shot behave.

    Attributes
    ----------
    mean : Gradient
        Mean gradient over time.
    strength : ndarray
        H x W, float32: length of the mean gradient, in levels per pixel, less what it has in common with that
        around it: an even slope of light, of a sky say, is no edge however still it stays.
    steadiness : ndarray
        H x W, float32, 0 to 1: share of the gradient's energy that is the same in all frames.
    energy : ndarray
        H x W, float32: root mean square of the gradient over time.
    """

    mean: Gradient
    strength: NDArray[np.float32]
    steadiness: NDArray[np.float32]
    energy: NDArray[np.float32]


def gradient_of(rgb: NDArray[np.uint8]) -> Gradient:
    """Return the gradient of a picture (H x W x 3)."""
    smooth = cv2.GaussianBlur(rgb, (0, 0), _SMOOTH_PX)
    sides = [cv2.Sobel(smooth, cv2.CV_32F, *way, ksize=3, scale=_PER_PIXEL) for way in ((1, 0), (0, 1))]
    return np.dstack(sides).astype(np.float32, copy=False)


def constancy_of(gradients: Iterable[Gradient]) -> Constancy:
    """Sum up how edges behave over time.

    Parameters
    ----------
    gradients : iterable of Gradient
        Of frames of one shot, at least one; all of one size.
    """
    total: Gradient | None = None
    squares: NDArray[np.float32] | None = None
    count = 0
    for gradient in gradients:
        square = np.einsum("yxc,yxc->yx", gradient, gradient)
        total = gradient.copy() if total is None else np.add(total, gradient, out=total)
        squares = square if squares is None else np.add(squares, square, out=squares)
        count += 1
    if total is None or squares is None:
        raise ValueError("constancy wants at least one frame")
    mean = total / np.float32(count)
    same = np.einsum("yxc,yxc->yx", mean, mean)
    edges = mean - cv2.GaussianBlur(mean, (0, 0), _SLOPE_PX)
    strength = np.sqrt(np.einsum("yxc,yxc->yx", edges, edges))
    mean_square = squares / np.float32(count)
    steadiness = same / np.maximum(mean_square, _FAINTEST)
    return Constancy(mean, strength, steadiness, np.sqrt(mean_square))


_SMOOTH_PX = 0.8
_SLOPE_PX = 6.0
_PER_PIXEL = 1 / 8
_FAINTEST = 1e-3
