"""Gradient-domain cloning: texture from one place, light from another.

What source and target differ by around the painted area is spread inwards as a membrane, the solution of
Laplace's equation (Perez, Gangnet and Blake 2003), and added to the source.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.levels import Matte
from editor.media.convert import Rgb

Values = NDArray[np.float32]
Known = NDArray[np.bool_]

_CALM_PX = 5
_ROUNDS = 16
_SMALLEST_PX = 4
_NEIGHBOURS = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32) / 4


def healed(target: Rgb, source: Rgb, brush: Matte, unknown: Matte) -> Rgb:
    """Bring the source to the light of the target's surroundings.

    Parameters
    ----------
    target, source : ndarray
        H x W x 3 each, of one type: the painted area with something around it, and what is painted there.
    brush : ndarray of uint8
        H x W: above 0 is painted.
    unknown : ndarray of uint8
        H x W: above 0 the target tells nothing, because what is to be removed is seen there.

    Returns
    -------
    ndarray
        H x W x 3; where nothing around is known, the source as it is.
    """
    known = (brush == 0) & (unknown == 0)
    apart = target.astype(np.float32) - source.astype(np.float32)
    lit = source + membrane(_calmed(apart, known), known)
    return cast(Rgb, np.rint(lit.clip(0, np.iinfo(source.dtype).max)).astype(source.dtype))


def membrane(values: Values, known: Known) -> Values:
    """Fill in what is not known as smoothly as can be; edges of the array are free.

    Parameters
    ----------
    values : ndarray of float32
        H x W x 3.
    known : ndarray of bool
        H x W: which of them hold.

    Returns
    -------
    ndarray of float32
        H x W x 3; zeros where nothing is known.
    """
    if not known.any():
        return np.zeros_like(values)
    if known.all():
        return values
    held = np.where(known[..., None], values, np.float32(0))
    if min(known.shape) <= _SMALLEST_PX:
        mean = held.sum((0, 1)) / np.float32(known.sum())
        return np.asarray(np.where(known[..., None], values, mean), np.float32)
    filled = np.where(known[..., None], values, _from_coarse(held, known))
    for _ in range(_ROUNDS):
        mean = cv2.filter2D(filled, -1, _NEIGHBOURS, borderType=cv2.BORDER_REPLICATE)
        filled = np.where(known[..., None], values, mean)
    return np.asarray(filled, np.float32)


def _from_coarse(held: Values, known: Known) -> Values:
    """Solve it at half size first, so that far edges are felt."""
    height, width = known.shape
    half = -(-width // 2), -(-height // 2)
    share = np.asarray(cv2.resize(known.astype(np.float32), half, interpolation=cv2.INTER_AREA), np.float32)
    sums = np.asarray(cv2.resize(held, half, interpolation=cv2.INTER_AREA), np.float32)
    means = (sums / np.maximum(share, 1e-6)[..., None]).astype(np.float32)
    coarse = membrane(means, share > 0)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _calmed(apart: Values, known: Known) -> Values:
    """Average the difference over a few known pixels, so that grain at the edge is not drawn inwards."""
    size = (_CALM_PX, _CALM_PX)
    weight = cv2.boxFilter(known.astype(np.float32), -1, size, borderType=cv2.BORDER_REPLICATE)
    summed = cv2.boxFilter(
        np.where(known[..., None], apart, np.float32(0)), -1, size, borderType=cv2.BORDER_REPLICATE
    )
    return np.asarray(summed / np.maximum(weight, 1e-6)[..., None], np.float32)
