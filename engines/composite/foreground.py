"""The colours of a foreground by itself, where picture and matte show it mixed with its background.

A pixel of the soft edge is `I = a F + (1 - a) B` with known `I` and `a`. Both layers are first carried into
the edge from where they are seen unmixed, as smooth fields; what these two do not explain of the pixel is
shared out between them. That is the plan of M. Forte, "Approximate Fast Foreground Colour Estimation", ICIP
2021, with two differences: the fields are made by pull-push instead of box filters, so that nothing mixed
gets into them, and both layers give way, as in T. Germer et al., "Fast Multi-Level Foreground Estimation",
ICPR 2020, and not the foreground alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.membrane import pull_push

Colours = NDArray[np.float32]
"""H x W x 3."""

Alpha = NDArray[np.float32]
"""H x W, 0 = background, 1 = foreground."""

_SOLID, _CLEAR = 254 / 255, 1 / 255
_FAINT = 1e-3
_FIELD_SIDE_PX = 1024
_SPILL_REACH = 1 / 16
_SLIGHT_COLOUR = 1 / 16
_LUMA_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)
_SMALLEST = np.float32(1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """What both layers look like around the edge, smooth.

    Attributes
    ----------
    foreground, background : ndarray
        H x W x 3.
    """

    foreground: Colours
    background: Colours


def depth_px(alpha: Alpha) -> NDArray[np.float32]:
    """Measure how far inside the solid foreground each pixel lies; 0 outside it."""
    solid = (alpha >= _SOLID).astype(np.uint8)
    if solid.all():
        return np.full(alpha.shape, np.inf, np.float32)
    distance = cv2.distanceTransform(solid, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(distance, np.float32)


def smooth_fields(rgb: Colours, alpha: Alpha, depth: NDArray[np.float32], rim_px: float) -> Fields:
    """Carry both layers into the edge from where they are seen unmixed.

    Parameters
    ----------
    rgb : ndarray
        H x W x 3, finite.
    alpha : ndarray
        H x W.
    depth : ndarray
        From `depth_px`.
    rim_px : float
        So far inside the edge the foreground is not trusted, since it may have the background's colour on it.
    """
    core = ((alpha >= _SOLID) & (depth > rim_px)).astype(np.float32)
    clear = (alpha <= _CLEAR).astype(np.float32)
    return Fields(
        foreground=_field(rgb, np.maximum(core, _FAINT * alpha**4)),
        background=_field(rgb, np.maximum(clear, _FAINT * (1 - alpha) ** 4)),
    )


def unmixed(rgb: Colours, alpha: Alpha, fields: Fields) -> Colours:
    """Solve for the foreground's colours.

    Of all pairs of layers that mix to the picture, the one that is nearest to the fields.
    """
    share = alpha[..., np.newaxis]
    rest = rgb - share * fields.foreground - (1 - share) * fields.background
    solved = fields.foreground + rest * (share / (share**2 + (1 - share) ** 2))
    return np.asarray(solved, np.float32)


def without_spill(foreground: Colours, fields: Fields, weights: NDArray[np.float32]) -> Colours:
    """Take the background's colour off the rim of a foreground.

    Light from the background is smooth along the rim, the foreground's own texture is not: how far colours
    lean towards the background is averaged along the rim, and only that much is taken off, in colour alone.

    Parameters
    ----------
    foreground : ndarray
        H x W x 3.
    fields : Fields
        Of the same picture.
    weights : ndarray
        H x W, 0 to 1: how much of the spill is taken off each pixel.
    """
    towards = _chroma(fields.background - fields.foreground)
    scale = np.sum(towards**2, axis=2) + np.float32(_SLIGHT_COLOUR**2)
    leaning = np.sum((foreground - fields.foreground) * towards, axis=2) / scale
    side = 2 * max(8, round(max(weights.shape) * _SPILL_REACH)) + 1
    mean = _blurred(leaning.clip(-1, 1) * weights, side) / (_blurred(weights, side) + np.float32(1e-4))
    return foreground - (mean.clip(0, 1) * weights)[..., np.newaxis] * towards


def _field(rgb: Colours, weights: NDArray[np.float32]) -> Colours:
    """Fill by pull-push, on a reduced picture where the picture is large."""
    height, width = weights.shape
    step = -(-max(height, width) // _FIELD_SIDE_PX)
    if step == 1:
        return pull_push(rgb, weights)
    size = -(-width // step), -(-height // step)
    share = _reduced(weights, size)
    values = _reduced(rgb * weights[..., np.newaxis], size)
    values /= np.maximum(share, _SMALLEST)[..., np.newaxis]
    field = pull_push(values, share)
    return np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _reduced(samples: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    return np.asarray(cv2.resize(samples, size, interpolation=cv2.INTER_AREA), np.float32)


def _chroma(colours: Colours) -> Colours:
    return colours - (colours @ _LUMA_WEIGHTS)[..., np.newaxis]


def _blurred(values: NDArray[np.float32], side_px: int) -> NDArray[np.float32]:
    return np.asarray(cv2.blur(values, (side_px, side_px)), np.float32)
