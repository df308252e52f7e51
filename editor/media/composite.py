"""The fill goes into the source's own planes; every sample outside the matte stays what it was.

A luma (or RGB) sample is outside where the matte is 0; a chroma sample is outside when every luma sample it
covers is. Interlaced pictures are composited field by field, so that a 4:2:0 chroma line only ever answers to
the luma lines of its own field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.convert import from_rgb, to_rgb
from editor.media.formats import pixel_format
from editor.media.matrix import settled
from editor.media.picture import FieldOrder, Picture, PixelFormat, Plane

Matte: TypeAlias = NDArray[np.uint8]
"""H x W, 255 = take the fill, 0 = keep the source, between = blend."""

Rgb: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
"""H x W x 3: what `to_rgb` gives for the source, or linear float32 for a scene-linear source."""

RgbType = TypeVar("RgbType", NDArray[np.float32], NDArray[np.uint8] | NDArray[np.uint16])

_FRAME = (slice(0, None, 1),)
_FIELDS = (slice(0, None, 2), slice(1, None, 2))
_CONTEXT_PX = 8
_LUMA_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """Filled pixels of one frame, and where they lie in it.

    Attributes
    ----------
    top, left : int
        Where the upper left corner of `rgb` lies, in pixels.
    rgb : ndarray
        Height x width x 3, of the type that `to_rgb(source)` has; float32 for scene-linear sources.
    """

    top: int
    left: int
    rgb: Rgb


@dataclass(frozen=True, slots=True)
class _Box:
    """Half-open ranges of lines and columns."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def cut(self) -> tuple[slice, slice]:
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def scaled_down(self, shift_y: int, shift_x: int) -> _Box:
        """Cover the same area in a subsampled plane; odd ends keep their last sample."""
        return _Box(
            self.top >> shift_y,
            -(-self.bottom >> shift_y),
            self.left >> shift_x,
            -(-self.right >> shift_x),
        )


class CropError(ValueError):
    """A fill or matte that does not fit the picture it is for."""


def composite(source: Picture, fill: Crop, matte: Matte) -> Picture:
    """Lay a fill over a picture.

    Parameters
    ----------
    source : Picture
        The decoded frame, in any format.
    fill : Crop
        Covers at least the bounding box of the matte.
    matte : ndarray of uint8
        Height x width of the source.

    Returns
    -------
    Picture
        The same frame; samples outside the matte, and alpha, are bit for bit the source's.

    Raises
    ------
    CropError
        If the matte is not of the picture's size, or the crop does not cover it.
    """
    check_matte(source, matte)
    box = _bounds(matte)
    if box is None:
        return source
    _check(fill, box)
    colours = len(source.planes) - int(source.format.has_alpha)
    planes = tuple(plane.copy() for plane in source.planes[:colours])
    plain = replace(
        source,
        planes=planes,
        format=_without_alpha(source.format),
        colour=settled(source.colour, source.height),
    )
    for field in _FRAME if source.field_order is FieldOrder.PROGRESSIVE else _FIELDS:
        _fill_field(plain, field, fill, matte)
    return source.with_planes((*planes, *source.planes[colours:]))


def _fill_field(picture: Picture, field: slice, fill: Crop, matte: Matte) -> None:
    """Blend into every line of the picture, or into those of one field, in place.

    Where the height is not a whole number of chroma lines for both fields, the second field has a chroma line
    less than its luma lines ask for; it works on a copy that repeats the last one.
    """
    own = tuple(plane[field] for plane in picture.planes)
    wanted = -(-own[0].shape[0] >> picture.format.chroma_shift_y)
    whole = tuple(_completed(lines, wanted) for lines in own)
    part = replace(picture, planes=whole, field_order=FieldOrder.PROGRESSIVE)
    _fill_part(part, _field_of(fill, field), matte[field])
    for lines, filled in zip(own, whole, strict=True):
        if filled is not lines:
            lines[:] = filled[: len(lines)]


def _completed(lines: Plane, wanted: int) -> Plane:
    if len(lines) >= wanted:
        return lines
    return cast(Plane, np.pad(lines, ((0, wanted - len(lines)), (0, 0)), "edge"))


def _field_of(fill: Crop, field: slice) -> Crop:
    """Take the crop's lines that belong to a field; positions count the field's own lines."""
    first = (field.start - fill.top) % field.step
    top = (fill.top + first - field.start) // field.step
    return Crop(top, fill.left, fill.rgb[first :: field.step])


def _fill_part(part: Picture, fill: Crop, matte: Matte) -> None:
    """Blend into the planes of `part`, in place."""
    tight = _bounds(matte)
    if tight is None:
        return
    box = _with_context(tight, part)
    cropped = part.with_planes(_planes_in(part, box))
    inside = matte[box.cut]
    filled = _planes_of_fill(cropped, _cut(fill, box), inside > 0)
    for name, plane, new in zip(part.format.plane_names, cropped.planes, filled, strict=True):
        _blend(plane, new, _chroma_matte(inside, part.format) if name in "UV" else inside)


def _planes_of_fill(cropped: Picture, fill: Crop, inside: NDArray[np.bool_]) -> tuple[Plane, ...]:
    """Convert the fill, with the source around it, to the source's planes."""
    if cropped.format.is_float:
        canvas = np.zeros((cropped.height, cropped.width, 3), np.float32)
        return _linear_planes(_laid_over(canvas, fill, inside), cropped.format)
    return from_rgb(_laid_over(to_rgb(cropped), fill, inside), cropped).planes


def _linear_planes(rgb: NDArray[np.float32], pixels: PixelFormat) -> tuple[Plane, ...]:
    if pixels.is_yuv:
        return (np.ascontiguousarray(rgb @ _LUMA_WEIGHTS),)
    return tuple(np.ascontiguousarray(rgb[..., channel]) for channel in range(3))


def _cut(fill: Crop, box: _Box) -> Crop:
    """Keep what lies within a box, and count from its corner."""
    top, left = max(box.top - fill.top, 0), max(box.left - fill.left, 0)
    bottom, right = box.bottom - fill.top, box.right - fill.left
    return Crop(fill.top + top - box.top, fill.left + left - box.left, fill.rgb[top:bottom, left:right])


def _laid_over(canvas: RgbType, fill: Crop, inside: NDArray[np.bool_]) -> RgbType:
    """Write the fill into the canvas where it is inside, so that no pixel around it has a say in chroma."""
    height, width = fill.rgb.shape[:2]
    area = slice(fill.top, fill.top + height), slice(fill.left, fill.left + width)
    np.copyto(canvas[area], fill.rgb, where=inside[area][..., np.newaxis])
    return canvas


def _chroma_matte(matte: Matte, pixels: PixelFormat) -> Matte:
    """Give each chroma sample the mean of its covered luma samples that are not 0.

    The converted chroma already mixes fill and source in the proportion of the luma samples under the matte,
    so that those outside it must not weaken the blend a second time.
    """
    step_y, step_x = 1 << pixels.chroma_shift_y, 1 << pixels.chroma_shift_x
    if step_y == step_x == 1:
        return matte
    height, width = matte.shape
    padded = np.pad(matte, ((0, -height % step_y), (0, -width % step_x)))
    total = np.zeros((padded.shape[0] // step_y, padded.shape[1] // step_x), np.uint16)
    count = np.zeros(total.shape, np.uint16)
    for line in range(step_y):
        for column in range(step_x):
            covered = padded[line::step_y, column::step_x]
            total += covered
            count += covered > 0
    return (-(-total.astype(np.int32) // np.maximum(count, 1))).astype(np.uint8)


def _blend(plane: Plane, fill: Plane, matte: Matte) -> None:
    """Mix in place: the fill where the matte is 255, the rounded mixture where it lies between."""
    np.copyto(plane, fill, where=matte == 255)
    soft = (matte > 0) & (matte < 255)
    if not soft.any():
        return
    below, above, share = plane[soft], fill[soft], matte[soft]
    if plane.dtype == np.float32:
        plane[soft] = below + (above - below) * (share / np.float32(255))
    else:
        mixed = below.astype(np.int64) * (255 - share.astype(np.int64)) + above.astype(np.int64) * share
        plane[soft] = (mixed + 127) // 255


def check_matte(picture: Picture, matte: Matte) -> None:
    """Make sure that a matte fits a picture.

    Raises
    ------
    CropError
        If it is not uint8 of the picture's height x width.
    """
    if matte.shape != (picture.height, picture.width) or matte.dtype != np.uint8:
        raise CropError(
            f"matte: got {matte.dtype} {matte.shape}, wanted uint8 {(picture.height, picture.width)}"
        )


def _bounds(matte: Matte) -> _Box | None:
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(matte))
    return _Box(top, top + height, left, left + width) if width else None


def _check(fill: Crop, box: _Box) -> None:
    height, width = fill.rgb.shape[:2]
    covers = (
        fill.top <= box.top
        and fill.left <= box.left
        and fill.top + height >= box.bottom
        and fill.left + width >= box.right
    )
    if not covers:
        raise CropError(f"crop {width}x{height}+{fill.left}+{fill.top} does not cover the matte's {box}")


def _with_context(box: _Box, picture: Picture) -> _Box:
    """Grow to whole chroma samples and far enough for the filters that convert chroma."""
    step_y, step_x = 1 << picture.format.chroma_shift_y, 1 << picture.format.chroma_shift_x
    margin = _CONTEXT_PX if max(step_y, step_x) > 1 else 0
    return _Box(
        max(box.top - margin, 0) // step_y * step_y,
        min(-(-(box.bottom + margin) // step_y) * step_y, picture.height),
        max(box.left - margin, 0) // step_x * step_x,
        min(-(-(box.right + margin) // step_x) * step_x, picture.width),
    )


def _planes_in(picture: Picture, box: _Box) -> tuple[Plane, ...]:
    """View the planes within a box."""
    small = box.scaled_down(picture.format.chroma_shift_y, picture.format.chroma_shift_x)
    return tuple(
        plane[(small if name in "UV" else box).cut]
        for name, plane in zip(picture.format.plane_names, picture.planes, strict=True)
    )


def _without_alpha(pixels: PixelFormat) -> PixelFormat:
    if not pixels.has_alpha:
        return pixels
    return pixel_format(pixels.name.replace("yuva", "yuv").replace("gbrap", "gbrp"))
