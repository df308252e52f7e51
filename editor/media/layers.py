"""Pictures made from a frame for delivery: its RGB, the matte as grey, the fill alone as RGBA."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from editor.media.composite import Crop, Matte, Rgb, check_matte, composite
from editor.media.convert import to_rgb
from editor.media.formats import pixel_format
from editor.media.levels import to_full_scale
from editor.media.picture import ClipInfo, ColourTags, FieldOrder, Picture, Plane

_RGB_MATRIX = 0


def rgb_picture(source: Picture) -> Picture:
    """Convert a frame for files that hold RGB.

    Parameters
    ----------
    source : Picture
        Any frame.

    Returns
    -------
    Picture
        RGB of 8 or 16 bit, as `to_rgb` gives it, with the source's alpha at the same depth; grey stays one
        plane, at full range; RGB and float pictures are returned as they are.
    """
    if source.format.is_float or not source.format.is_yuv:
        return source
    deep = source.format.bit_depth > 8
    rgb = to_rgb(source)
    if len(source.planes) == 1:
        grey = _channel(rgb, 0)
        return replace(
            source, planes=(grey,), format=pixel_format("gray16le" if deep else "gray"), colour=_full(source)
        )
    planes = tuple(_channel(rgb, index) for index in range(3))
    alpha = (_full_scale_alpha(source),) if source.format.has_alpha else ()
    name = ("gbrap" if alpha else "gbrp") + ("16le" if deep else "")
    return replace(source, planes=(*planes, *alpha), format=pixel_format(name), colour=_full(source))


def composite_rgb(source: Picture, fill: Crop, matte: Matte) -> Picture:
    """Lay a fill over the RGB conversion of a picture.

    Outside the matte the result equals `rgb_picture(source)`; a composite in the source's planes would not,
    since converting it spreads changed chroma by a pixel or two.

    Parameters
    ----------
    source : Picture
        The decoded frame, in any format.
    fill : Crop
        As `composite` takes it.
    matte : ndarray of uint8
        Height x width of the source.
    """
    return composite(rgb_picture(source), fill, matte)


def patch_picture(source: Picture, fill: Crop, matte: Matte) -> Picture:
    """Make a layer of the fill alone: its colours under straight (not multiplied) alpha, black elsewhere.

    Parameters
    ----------
    source : Picture
        The frame that the fill is for; gives index, time and tags.
    fill : Crop
        As `composite` takes it.
    matte : ndarray of uint8
        Height x width of the source; becomes the alpha.

    Returns
    -------
    Picture
        `gbrap`, `gbrap16le` or `gbrapf32le`, by the type of the fill.
    """
    check_matte(source, matte)
    canvas: Rgb = np.zeros((source.height, source.width, 3), fill.rgb.dtype)
    height, width = fill.rgb.shape[:2]
    canvas[fill.top : fill.top + height, fill.left : fill.left + width] = fill.rgb
    canvas[matte == 0] = 0
    alpha = _alpha_of(matte, canvas.dtype)
    planes = (*(_channel(canvas, index) for index in range(3)), alpha)
    name = {"uint8": "gbrap", "uint16": "gbrap16le", "float32": "gbrapf32le"}[canvas.dtype.name]
    return replace(source, planes=planes, format=pixel_format(name), colour=_full(source))


def matte_picture(source: Picture, matte: Matte) -> Picture:
    """Make a grey picture of a matte: 8 bit, full range, of the frame's index and time."""
    check_matte(source, matte)
    return replace(
        source,
        planes=(np.ascontiguousarray(matte),),
        format=pixel_format("gray"),
        colour=ColourTags(full_range=True),
        field_order=FieldOrder.PROGRESSIVE,
    )


def patch_info(source: ClipInfo) -> ClipInfo:
    """Describe the clip that `patch_picture` makes the frames of: RGBA, without sound."""
    if source.format.is_float:
        name = "gbrapf32le"
    else:
        name = "gbrap" if source.format.bit_depth <= 8 else "gbrap16le"
    colour = replace(source.colour, full_range=True, matrix=_RGB_MATRIX)
    return replace(source, format=pixel_format(name), colour=colour, codec="", other_streams=())


def matte_info(source: ClipInfo) -> ClipInfo:
    """Describe the clip that `matte_picture` makes the frames of: grey, full range, without sound.

    Pictures of it are numbered by index from 0, whatever the numbers of the source are.
    """
    return replace(
        source,
        is_sequence=False,
        file_numbers=(),
        missing_numbers=(),
        format=pixel_format("gray"),
        colour=ColourTags(full_range=True),
        field_order=FieldOrder.PROGRESSIVE,
        codec="",
        other_streams=(),
    )


def _channel(rgb: Rgb, index: int) -> Plane:
    return cast(Plane, np.ascontiguousarray(rgb[..., index]))


def _full(source: Picture) -> ColourTags:
    matrix = source.colour.matrix if len(source.planes) == 1 else _RGB_MATRIX
    return replace(source.colour, full_range=True, matrix=matrix)


def _full_scale_alpha(source: Picture) -> Plane:
    depth = source.format.bit_depth
    grey = pixel_format("gray" if depth <= 8 else f"gray{depth}le")
    return to_full_scale(source.planes[-1], Picture((), grey, ColourTags(full_range=True)))


def _alpha_of(matte: Matte, dtype: np.dtype[np.generic]) -> Plane:
    if dtype == np.float32:
        return matte.astype(np.float32) / np.float32(255)
    if dtype == np.uint16:
        return cast(NDArray[np.uint16], matte * np.uint16(257))
    return np.ascontiguousarray(matte)
