"""Between a picture's own pixel format and the RGB that engines and screens work on.

The sums are swscale's, with accurate rounding and chroma interpolated at its true site: left for movies
(MPEG-2, H.264, HEVC, ProRes, DNxHR), centred for JPEG. Interlaced pictures are converted field by field.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import cv2
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from editor.media.formats import pixel_format
from editor.media.frames import frame_of, plane_views, planes_of, set_parameters
from editor.media.levels import Levels, from_full_scale, to_full_scale
from editor.media.picture import FieldOrder, Picture, PixelFormat, Plane

Rgb = NDArray[np.uint8] | NDArray[np.uint16]

_ACCURATE = int(
    Interpolation.BILINEAR
    | Interpolation.ACCURATE_RND
    | Interpolation.BITEXACT
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)
_LIMITED, _FULL = 1, 2
_BT601, _BT709 = 5, 1
_MATRICES = {1: 1, 4: 4, 5: 5, 6: 5, 7: 7, 9: 9, 10: 9}
_LUMA_601, _LUMA_709 = (0.299, 0.587, 0.114), (0.2126, 0.7152, 0.0722)
_HD_HEIGHT = 720
_FIELD_MODES = {
    FieldOrder.PROGRESSIVE: "prog",
    FieldOrder.TOP_FIRST: "tff",
    FieldOrder.BOTTOM_FIRST: "bff",
}


def to_rgb(picture: Picture) -> Rgb:
    """Convert a picture to RGB in its own primaries and transfer.

    Parameters
    ----------
    picture : Picture
        Any format; alpha is left out. An unspecified matrix is BT.601 below 720 lines and BT.709 from there
        on; an unspecified range is studio range for YUV and full range for RGB.

    Returns
    -------
    ndarray
        Height x width x 3, C-contiguous: uint8 (0..255) up to 8 bit, uint16 (0..65535) above. Float pictures
        come through `editor.media.shaper`.
    """
    return cast(Rgb, cv2.merge(_rgb_planes(picture)))


def from_rgb(rgb: Rgb, like: Picture) -> Picture:
    """Convert RGB back to the format it came from.

    Parameters
    ----------
    rgb : ndarray
        Height x width x 3, of the size and type that `to_rgb(like)` gives.
    like : Picture
        Says format, colour, field order, index and time; its alpha, if any, is taken over.

    Returns
    -------
    Picture
        The same frame with other colours.
    """
    colours = _planes_from(rgb, like)
    alpha = like.planes[len(colours) :]
    return like.with_planes((*colours, *alpha))


def _rgb_planes(picture: Picture) -> tuple[Plane, ...]:
    if picture.format.is_yuv and not picture.format.is_float and len(picture.planes) > 1:
        return _rgb_planes_of_yuv(picture)
    colours = picture.planes[: 1 if picture.format.is_yuv else 3]
    full = tuple(to_full_scale(plane, picture) for plane in colours)
    return full if len(full) == 3 else full * 3


def _planes_from(rgb: Rgb, like: Picture) -> tuple[Plane, ...]:
    if like.format.is_yuv and not like.format.is_float and len(like.planes) > 1:
        return _yuv_planes_of_rgb(rgb, like)
    if like.format.is_yuv:
        return (from_full_scale(_luma_of(rgb, like), like),)
    return tuple(from_full_scale(plane, like) for plane in _split(rgb))


def _rgb_planes_of_yuv(picture: Picture) -> tuple[Plane, ...]:
    colour_only = replace(picture, planes=picture.planes[:3], format=_without_alpha(picture))
    frame = set_parameters(frame_of(colour_only), _sampling(picture))
    planar_rgb = VideoReformatter().reformat(
        frame,
        format="gbrp" if picture.format.bit_depth <= 8 else "gbrp16le",
        interpolation=_ACCURATE,
        src_colorspace=_matrix(picture),
        dst_colorspace=_matrix(picture),
        src_color_range=_FULL if picture.colour.full_range else _LIMITED,
        dst_color_range=_FULL,
    )
    return plane_views(planar_rgb)


def _yuv_planes_of_rgb(rgb: Rgb, like: Picture) -> tuple[Plane, ...]:
    deep = like.format.bit_depth > 8
    carrier = Picture(_split(rgb), pixel_format("gbrp16le" if deep else "gbrp"))
    frame = set_parameters(frame_of(carrier), _sampling(like))
    yuv = VideoReformatter().reformat(
        frame,
        format=_without_alpha(like).name,
        interpolation=_ACCURATE,
        src_colorspace=_matrix(like),
        dst_colorspace=_matrix(like),
        src_color_range=_FULL,
        dst_color_range=_FULL if like.colour.full_range else _LIMITED,
    )
    return planes_of(yuv)[1]


def _sampling(picture: Picture) -> str:
    """Where chroma lies, and how the lines lie in time, for swscale."""
    is_jpeg = bool(picture.colour.full_range) and picture.colour.matrix == _BT601
    site = "center" if is_jpeg else "left"
    return f"chroma_location={site}:field_mode={_FIELD_MODES[picture.field_order]}"


def _matrix(picture: Picture) -> int:
    by_size = _BT709 if picture.height >= _HD_HEIGHT else _BT601
    return _MATRICES.get(picture.colour.matrix, by_size)


def _without_alpha(picture: Picture) -> PixelFormat:
    name = picture.format.name
    return pixel_format("yuv" + name.removeprefix("yuva")) if picture.format.has_alpha else picture.format


def _luma_of(rgb: Rgb, like: Picture) -> Levels:
    weights = _LUMA_709 if _matrix(like) == _BT709 else _LUMA_601
    return cast(Levels, cv2.transform(rgb, np.array([weights])).reshape(rgb.shape[:2]))


def _split(rgb: Rgb) -> tuple[Levels, ...]:
    return cast("tuple[Levels, ...]", tuple(cv2.split(rgb)))
