"""A plate brought to the size, the pixel shape and the rotation that a clip is stored in."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.picture import ClipInfo
from editor.render.background_request import Fit

Rgb: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
"""H x W x 3: codes as `to_rgb` gives them, or scene-linear float32."""

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Placement:
    """Which part of a plate goes where.

    Attributes
    ----------
    turn_deg : int
        Clockwise, before all else: 0, 90, 180 or 270.
    taken : (slice, slice)
        Lines and columns of the turned plate that are seen.
    given : (slice, slice)
        Lines and columns of the clip that they cover; the rest is black.
    width, height : int
        Of the clip.
    """

    turn_deg: int
    taken: tuple[slice, slice]
    given: tuple[slice, slice]
    width: int
    height: int


def placement(plate: ClipInfo, clip: ClipInfo, fit: Fit) -> Placement:
    """Work out how a plate lies behind a clip, as both look on a screen.

    Parameters
    ----------
    plate, clip : ClipInfo
        Their sizes as stored, pixel aspects and rotations count.
    fit : Fit
        `FILL` covers the clip and crops what is too much, `FIT` shows all of the plate with black around it,
        `STRETCH` makes it as wide and as high as the clip.
    """
    turn_deg = (plate.rotation_deg - clip.rotation_deg) % 360
    width, height, aspect = plate.width, plate.height, plate.sample_aspect
    if turn_deg in (90, 270):
        width, height, aspect = height, width, 1 / aspect
    across = Fraction(clip.width, width)
    down = Fraction(clip.height, height)
    pixel = aspect / clip.sample_aspect
    if fit is not Fit.STRETCH:
        choose = max if fit is Fit.FILL else min
        down = choose(across / pixel, down)
        across = down * pixel
    return Placement(
        turn_deg=turn_deg,
        taken=(_middle(height, clip.height / down), _middle(width, clip.width / across)),
        given=(_middle(clip.height, height * down), _middle(clip.width, width * across)),
        width=clip.width,
        height=clip.height,
    )


def placed(rgb: Rgb, where: Placement) -> Rgb:
    """Bring one picture of a plate to the size of the clip.

    Parameters
    ----------
    rgb : ndarray
        H x W x 3, as the plate is stored.
    where : Placement
        From `placement`.
    """
    turned = cast(Rgb, cv2.rotate(rgb, _ROTATIONS[where.turn_deg])) if where.turn_deg else rgb
    part = cast(Rgb, np.ascontiguousarray(turned[where.taken]))
    out = np.zeros((where.height, where.width, 3), rgb.dtype)
    lines, columns = out[where.given].shape[:2]
    if part.shape[:2] != (lines, columns):
        part = cast(Rgb, cv2.resize(part, (columns, lines), interpolation=_filter(part, lines * columns)))
    out[where.given] = part
    return cast(Rgb, out)


def _middle(length: int, wanted: Fraction) -> slice:
    """Cut out the middle of a line, as long as wanted where it is longer than that."""
    count = min(length, max(1, round(wanted)))
    start = (length - count) // 2
    return slice(start, start + count)


def _filter(part: Rgb, pixel_count: int) -> int:
    """Choose how to resize; what overshoots is left to codes, so that linear light stays positive."""
    if pixel_count < part.shape[0] * part.shape[1]:
        return cv2.INTER_AREA
    return cv2.INTER_LINEAR if part.dtype == np.float32 else cv2.INTER_CUBIC
