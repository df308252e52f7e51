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
"""... x 3: a picture, or some pixels of one."""

Alpha = NDArray[np.float32]
"""A number for each pixel, 0 = background, 1 = foreground."""

_SOLID, _CLEAR = 254 / 255, 1 / 255
_FAINT = 1e-3
_FIELD_SIDE_PX = 512
_REACH, _LEAST_REACH_PX = 1 / 10, 8
_SLIGHT_DIFFERENCE = 1 / 16
_LUMA_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)
_SMALLEST = np.float32(1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """What both layers look like around the edge, smooth.

    Attributes
    ----------
    foreground, background : ndarray
        ... x 3 each.
    """

    foreground: Colours
    background: Colours

    def at(self, where: NDArray[np.bool_]) -> Fields:
        """Pick pixels out of H x W."""
        return Fields(self.foreground[where], self.background[where])


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
    """Solve for the foreground's colours: of all layers that mix to the picture, those nearest to the fields.

    Parameters
    ----------
    rgb : ndarray
        ... x 3.
    alpha : ndarray
        As many, without the last dimension.
    fields : Fields
        Of the same pixels.
    """
    share = alpha[..., np.newaxis]
    rest = rgb - share * fields.foreground - (1 - share) * fields.background
    solved = fields.foreground + rest * (share / (share**2 + (1 - share) ** 2))
    return np.where(share == 1, rgb, solved).astype(np.float32, copy=False)


def without_spill(
    foreground: Colours, fields: Fields, weights: NDArray[np.float32], where: NDArray[np.bool_]
) -> Colours:
    """Take what there is of the background off the rim of a foreground.

    Light from the background, and a matte that is too wide, are smooth along the rim; the foreground's own
    texture is not. How far colours lean towards the background is averaged along the rim, and only that much
    is taken off: first of whole colours, then of what is left in hue and saturation alone.

    Parameters
    ----------
    foreground : ndarray
        N x 3, the pixels of the rim.
    fields : Fields
        N x 3 each, of the same pixels.
    weights : ndarray
        N, 0 to 1: how much of it is taken off each pixel.
    where : ndarray of bool
        H x W with N pixels set, where they lie.
    """
    apart = fields.background - fields.foreground
    for towards in (apart, apart - (apart @ _LUMA_WEIGHTS)[:, np.newaxis]):
        scale = np.sum(towards**2, axis=1) + np.float32(_SLIGHT_DIFFERENCE**2)
        leaning = (np.sum((foreground - fields.foreground) * towards, axis=1) / scale).clip(-1, 1)
        mean = _mean_around(leaning, weights, where).clip(0, 1)
        foreground = np.asarray(foreground - (mean * weights)[:, np.newaxis] * towards, np.float32)
    return foreground


def _mean_around(
    values: NDArray[np.float32], weights: NDArray[np.float32], where: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Average over what is near along the rim."""
    side = 2 * max(_LEAST_REACH_PX, round(max(where.shape) * _REACH)) + 1
    total, share = np.zeros(where.shape, np.float32), np.zeros(where.shape, np.float32)
    total[where], share[where] = values * weights, weights
    sums = [cv2.blur(samples, (side, side))[where] for samples in (total, share)]
    return np.asarray(sums[0] / (sums[1] + np.float32(_FAINT)), np.float32)


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
