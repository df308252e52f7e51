"""Changing a picture's pixel format to the one that a codec gets."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from editor.media.convert import Rgb, from_rgb, to_rgb
from editor.media.formats import pixel_format
from editor.media.frames import frame_of, planes_of, set_parameters
from editor.media.levels import from_full_scale, to_full_scale
from editor.media.matrix import same_matrix
from editor.media.picture import ColourTags, FieldOrder, Picture, PixelFormat, Plane

_ACCURATE = int(
    Interpolation.BICUBIC
    | Interpolation.ACCURATE_RND
    | Interpolation.BITEXACT
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)
_LIMITED = 1
_ANY_MATRIX = 1
_PACKED = {"gbrp": "bgr0", "gbrap": "bgra"}
_FIELD_MODES = {FieldOrder.TOP_FIRST: "tff", FieldOrder.BOTTOM_FIRST: "bff"}


def recoded(picture: Picture, target: PixelFormat, colour: ColourTags) -> Picture:
    """Change pixel format and range; nothing happens where they are right already.

    Parameters
    ----------
    picture : Picture
        Any but float.
    target : PixelFormat
        What is wanted; alpha that it does not have is left out.
    colour : ColourTags
        Range and matrix that are wanted.

    Returns
    -------
    Picture
        The same frame, tagged with `colour`.
    """
    has_matrix = same_matrix(picture.colour, colour, picture.height)
    is_rgb, is_grey = not picture.format.is_yuv, picture.format.plane_names == ("Y",)
    has_range = is_rgb or bool(picture.colour.full_range) == bool(colour.full_range)
    if picture.format == target and has_matrix and has_range:
        return replace(picture, colour=colour)
    if target.is_yuv and (is_rgb or is_grey or not has_matrix):
        return _yuv_of_rgb(picture, target, colour)
    return _rescaled(picture, target, colour)


def encoder_frame(picture: Picture) -> VideoFrame:
    """Copy a picture into a frame as encoders want it: marked as interlaced, 8-bit RGB packed."""
    frame = frame_of(picture)
    if picture.format.name in _PACKED:
        frame = _reformatted(frame, _PACKED[picture.format.name])
    mode = _FIELD_MODES.get(picture.field_order)
    return frame if mode is None else set_parameters(frame, f"field_mode={mode}")


def encoder_format(name: str) -> str:
    """Return the pixel format in which the encoder gets pictures of a planar format."""
    return _PACKED.get(name, name)


def _rescaled(picture: Picture, target: PixelFormat, colour: ColourTags) -> Picture:
    """Change depth and chroma sampling; swscale shifts codes, and what full range needs more is done here."""
    mode = _FIELD_MODES.get(picture.field_order, "prog")
    frame = set_parameters(frame_of(picture), f"field_mode={mode}:chroma_location=left")
    planes = planes_of(_reformatted(frame, target.name))[1]
    if target.has_alpha:
        planes = (*planes[:-1], _alpha_at_depth(picture, target))
    if picture.colour.full_range:
        top = ((1 << picture.format.bit_depth) - 1) * 2.0 ** (target.bit_depth - picture.format.bit_depth)
        planes = tuple(
            plane if letter == "A" else _stretched(plane, letter, target.bit_depth, top, colour)
            for letter, plane in zip(target.plane_names, planes, strict=True)
        )
    return replace(picture, planes=planes, format=target, colour=colour)


def _stretched(plane: Plane, letter: str, bits: int, top: float, colour: ColourTags) -> Plane:
    """Take codes from 0..top to full or studio range (BT.601, BT.709: 16..235, chroma 16..240 of 8 bits)."""
    codes = np.arange(1 << bits)
    unit = (1 << bits) - 1 if colour.full_range else (224 if letter in "UV" else 219) << (bits - 8)
    zero_in = zero_out = 1 << (bits - 1)
    if letter == "Y":
        zero_in, zero_out = 0, 0 if colour.full_range else 16 << (bits - 8)
    table = np.rint((codes - zero_in) / top * unit + zero_out).clip(0, (1 << bits) - 1)
    return cast(Plane, table.astype(plane.dtype)[plane.astype(np.uint16, copy=False)])


def _reformatted(frame: VideoFrame, name: str) -> VideoFrame:
    return VideoReformatter().reformat(
        frame,
        format=name,
        interpolation=_ACCURATE,
        src_colorspace=_ANY_MATRIX,
        dst_colorspace=_ANY_MATRIX,
        src_color_range=_LIMITED,
        dst_color_range=_LIMITED,
        threads=1,  # it takes 3 ms, less than it takes to wake threads on a busy machine
    )


def _yuv_of_rgb(picture: Picture, target: PixelFormat, colour: ColourTags) -> Picture:
    without_alpha = pixel_format(target.name.replace("yuva", "yuv"))
    like = replace(picture, planes=picture.planes[:3], format=without_alpha, colour=colour)
    yuv = from_rgb(_at_depth(to_rgb(picture), target.bit_depth), like)
    if not target.has_alpha:
        return yuv
    return replace(yuv, planes=(*yuv.planes, _alpha_at_depth(picture, target)), format=target)


def _at_depth(levels: Rgb, bits: int) -> Rgb:
    """Scale from 0..255 to 0..65535 or back, as the depth asks for."""
    if bits > 8 and levels.dtype == np.uint8:
        return levels.astype(np.uint16) * np.uint16(257)
    if bits <= 8 and levels.dtype == np.uint16:
        return ((levels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return levels


def _alpha_at_depth(picture: Picture, target: PixelFormat) -> Plane:
    """Scale alpha between depths; one without alpha is opaque everywhere."""
    if not picture.format.has_alpha:
        opaque = np.full((picture.height, picture.width), (1 << target.bit_depth) - 1, np.uint16)
        return opaque.astype(np.uint8) if target.bit_depth <= 8 else opaque
    levels = to_full_scale(picture.planes[-1], _grey(picture.format.bit_depth))
    return from_full_scale(_at_depth(levels, target.bit_depth), _grey(target.bit_depth))


def _grey(bits: int) -> Picture:
    return Picture((), pixel_format("gray" if bits <= 8 else f"gray{bits}le"), ColourTags(full_range=True))
