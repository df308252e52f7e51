"""Another background behind a foreground, one picture at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.composite.foreground import Colours, depth_px, smooth_fields, unmixed, without_spill
from engines.errors import ShapeError

Rgb = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
"""H x W x 3: codes of a display-referred picture, or scene-linear float32."""

Matte = NDArray[np.uint8]
"""H x W, 255 = the foreground that stays."""

_LARGEST_LINEAR = 65504.0
_SURROUNDINGS_PX = 96
_EVEN_PX = 2


@dataclass(frozen=True, slots=True, eq=False)
class Replacement:
    """A picture with another background.

    Attributes
    ----------
    rgb : ndarray
        The picture, H x W x 3, of the type that came in.
    foreground : ndarray
        The foreground's own colours, of the same shape and type: the picture's where the matte is solid, free
        of the old background in the soft edge and on the rim, black where there is no foreground.
    changed : ndarray of uint8
        H x W, 255 where `rgb` is not what came in.
    """

    rgb: Rgb
    foreground: Rgb
    changed: Matte


def replace_background(rgb: Rgb, matte: Matte, plate: Rgb, rim_px: float) -> Replacement:
    """Put another background behind a foreground.

    Parameters
    ----------
    rgb, plate : ndarray
        H x W x 3, both uint8, both uint16 or both float32.
    matte : ndarray of uint8
        H x W, 255 = the foreground that stays, 0 = background, between = soft edge.
    rim_px : float
        So far inside the edge the old background's colour is taken off the foreground; 0 for the soft edge
        alone.

    Raises
    ------
    ShapeError
        If sizes or types differ.
    """
    _check(rgb, matte, plate)
    foreground = cast(Rgb, cv2.copyTo(rgb, (matte > 0).astype(np.uint8)))
    out = cast(Rgb, cv2.copyTo(rgb, (matte == 255).astype(np.uint8), plate.copy()))
    box = _edge_box(matte, rim_px)
    if box is not None:
        _settle_edge(rgb[box], matte[box], rim_px, foreground[box], out[box])
    differs = out != rgb
    changed = differs[..., 0] | differs[..., 1] | differs[..., 2]
    return Replacement(out, foreground, changed.astype(np.uint8) * np.uint8(255))


def _check(rgb: Rgb, matte: Matte, plate: Rgb) -> None:
    if plate.shape != rgb.shape or plate.dtype != rgb.dtype:
        raise ShapeError(
            "plate", got=f"{plate.dtype} {plate.shape}", wanted=f"{rgb.dtype} {rgb.shape}, as the picture is"
        )
    if matte.shape != rgb.shape[:2] or matte.dtype != np.uint8:
        raise ShapeError("matte", got=f"{matte.dtype} {matte.shape}", wanted=f"uint8 {rgb.shape[:2]}")


def _edge_box(matte: Matte, rim_px: float) -> tuple[slice, slice] | None:
    """Box around every pixel whose colour may be mixed, with enough around it to see both layers unmixed."""
    solid = (matte == 255).astype(np.uint8)
    reach = 2 * int(np.ceil(rim_px)) + 1
    kernel = np.ones((reach, reach), np.uint8)
    shrunk = cv2.erode(solid, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=1)
    left, top, width, height = cv2.boundingRect(((matte > 0) & (shrunk == 0)).astype(np.uint8))
    if not width:
        return None
    lines = slice(max(0, top - _SURROUNDINGS_PX), top + height + _SURROUNDINGS_PX)
    return lines, slice(max(0, left - _SURROUNDINGS_PX), left + width + _SURROUNDINGS_PX)


def _settle_edge(rgb: Rgb, matte: Matte, rim_px: float, foreground: Rgb, out: Rgb) -> None:
    """Write the colours of soft edge and rim into the foreground and, over the plate, into the picture."""
    colours, alpha = _as_float(rgb), matte.astype(np.float32) / np.float32(255)
    depth = depth_px(alpha)
    edge = (matte > 0) & ((matte < 255) | (depth <= rim_px))
    fields = smooth_fields(colours, alpha, depth, max(rim_px, _EVEN_PX)).at(edge)
    share = alpha[edge]
    own = unmixed(colours[edge], share, fields)
    if rim_px > 0:
        weights = ((rim_px + 1 - depth[edge]) / rim_px).clip(0, 1)
        own = without_spill(own, fields, weights, edge)
    foreground[edge] = _codes(own.clip(colours.min(), colours.max()), rgb)
    share = share[:, np.newaxis]
    out[edge] = _rounded(foreground[edge] * share + out[edge] * (1 - share), rgb)


def _white(rgb: Rgb) -> np.float32:
    """Give the code of white; 1 for linear light."""
    return np.float32({1: 255, 2: 65535, 4: 1}[rgb.dtype.itemsize])


def _as_float(rgb: Rgb) -> Colours:
    """Bring integer codes to 0..1; linear light stays, without what is no number."""
    known = rgb.astype(np.float32) / _white(rgb)
    np.nan_to_num(known, copy=False, nan=0.0, posinf=_LARGEST_LINEAR, neginf=-_LARGEST_LINEAR)
    return known


def _codes(colours: Colours, like: Rgb) -> Rgb:
    """Bring 0..1 back to the codes of a picture; linear light stays."""
    return _rounded(colours * _white(like), like)


def _rounded(samples: NDArray[np.floating], like: Rgb) -> Rgb:
    whole = samples if like.dtype == np.float32 else np.rint(samples)
    return cast(Rgb, whole.astype(like.dtype))
