"""Smaller pictures to work on and to deliver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.picture import ClipInfo, FieldOrder, Picture, Plane

_SMALLEST_PX = 16


def proxy_info(clip: ClipInfo, scale: Fraction) -> ClipInfo:
    """Describe a clip at another size.

    Parameters
    ----------
    clip : ClipInfo
        The clip at its own size.
    scale : Fraction
        Above 0, at most 1; sizes are rounded to whole chroma samples (of each field, where interlaced).

    Raises
    ------
    UsageError
        If the scale is not in that range or leaves hardly any pixels.
    """
    if scale == 1:
        return clip
    if not 0 < scale < 1:
        raise UsageError(f"a scale of {scale} makes no proxy", remedy="give one between 0 and 1, like 1/2")
    lanes = 1 if clip.field_order is FieldOrder.PROGRESSIVE else 2
    width = _rounded(clip.width * scale, max(2, 1 << clip.format.chroma_shift_x))
    height = _rounded(clip.height * scale, max(2, 1 << clip.format.chroma_shift_y) * lanes)
    if min(width, height) < _SMALLEST_PX:
        raise UsageError(
            f"at a scale of {scale} it is only {width}x{height}", remedy="give a larger scale", path=clip.path
        )
    return replace(clip, width=width, height=height)


def proxy_picture(picture: Picture, size: ClipInfo) -> Picture:
    """Scale a picture down by area, each plane and each field by itself.

    Parameters
    ----------
    picture : Picture
        At its own size.
    size : ClipInfo
        What `proxy_info` gave.
    """
    if (picture.width, picture.height) == (size.width, size.height):
        return picture
    lanes = 1 if size.field_order is FieldOrder.PROGRESSIVE else 2
    planes = tuple(
        _scaled(plane, _plane_size(name, picture, size), lanes)
        for name, plane in zip(picture.format.plane_names, picture.planes, strict=True)
    )
    return picture.with_planes(planes)


def proxy_matte(matte: NDArray[np.uint8], size: ClipInfo) -> NDArray[np.uint8]:
    """Scale a matte down by area, so that whatever is touched stays above 0."""
    if matte.shape == (size.height, size.width):
        return matte
    lanes = 1 if size.field_order is FieldOrder.PROGRESSIVE else 2
    return np.asarray(_scaled(matte, (size.width, size.height), lanes), np.uint8)


def _plane_size(name: str, picture: Picture, size: ClipInfo) -> tuple[int, int]:
    if name not in "UV":
        return size.width, size.height
    return -(-size.width >> picture.format.chroma_shift_x), -(-size.height >> picture.format.chroma_shift_y)


def _scaled(plane: Plane, size: tuple[int, int], lanes: int) -> Plane:
    width, height = size
    scaled = np.empty((height, width), plane.dtype)
    for lane in range(lanes):
        lines = cast(Plane, np.ascontiguousarray(plane[lane::lanes]))
        target = scaled[lane::lanes]
        target[:] = cv2.resize(lines, (width, target.shape[0]), interpolation=cv2.INTER_AREA)
    return scaled


def _rounded(value: Fraction, step: int) -> int:
    return max(step, step * round(value / step))
