"""Between a picture's own pixel format and the RGB that engines and screens work on.

Chroma is interpolated by swscale at its true site: left for movies (MPEG-2, H.264, HEVC, ProRes, DNxHR),
centred for JPEG. Interlaced pictures are converted field by field. Up to 8 bit the sums are swscale's, too,
with accurate rounding; above they are our own, as swscale's white of 16 bit is 65283 and not 65535.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from editor.media.colour_matrix import BT601, known_matrix, luma_weights, rgb_from_ycbcr, ycbcr_from_rgb
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
_SWSCALE_MATRICES = {6: BT601, 10: 9}
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
    if _is_ycbcr(picture):
        shallow = picture.format.bit_depth <= 8
        return _rgb_of_shallow_ycbcr(picture) if shallow else _rgb_of_deep_ycbcr(picture)
    colours = picture.planes[: 1 if picture.format.is_yuv else 3]
    full = tuple(to_full_scale(plane, picture) for plane in colours)
    return cast(Rgb, cv2.merge(full if len(full) == 3 else full * 3))


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
    colours = _colours_from(rgb, like)
    alpha = like.planes[len(colours) :]
    return like.with_planes((*colours, *alpha))


def _is_ycbcr(picture: Picture) -> bool:
    return "U" in picture.format.plane_names


def _colours_from(rgb: Rgb, like: Picture) -> tuple[Plane, ...]:
    if _is_ycbcr(like):
        return _shallow_ycbcr_of(rgb, like) if like.format.bit_depth <= 8 else _deep_ycbcr_of(rgb, like)
    if like.format.is_yuv:
        weights = np.array([luma_weights(_matrix(like))])
        luma = cv2.transform(rgb, weights).reshape(rgb.shape[:2])
        return (from_full_scale(cast(Levels, luma), like),)
    return tuple(from_full_scale(plane, like) for plane in _split(rgb))


def _rgb_of_shallow_ycbcr(picture: Picture) -> Rgb:
    frame = _resampled(_colour_frame(picture), picture, "gbrp", _range(picture), _FULL)
    return cast(Rgb, cv2.merge(plane_views(frame)))


def _shallow_ycbcr_of(rgb: Rgb, like: Picture) -> tuple[Plane, ...]:
    frame = frame_of(Picture(_split(rgb), pixel_format("gbrp")))
    return planes_of(_resampled(frame, like, _without_alpha(like.format).name, _FULL, _range(like)))[1]


def _rgb_of_deep_ycbcr(picture: Picture) -> Rgb:
    frame = _resampled(_colour_frame(picture), picture, "yuv444p16le", _LIMITED, _LIMITED)
    sums = rgb_from_ycbcr(_matrix(picture), picture.format.bit_depth, bool(picture.colour.full_range))
    return cast(Rgb, cv2.transform(cv2.merge(plane_views(frame)), sums))


def _deep_ycbcr_of(rgb: Rgb, like: Picture) -> tuple[Plane, ...]:
    depth = like.format.bit_depth
    ycbcr = cv2.transform(rgb, ycbcr_from_rgb(_matrix(like), depth, bool(like.colour.full_range)))
    frame = frame_of(Picture(_split(cast(Rgb, ycbcr)), pixel_format("yuv444p16le")))
    name = _without_alpha(like.format).name
    if like.format.chroma_shift_x < like.format.chroma_shift_y:  # FFmpeg has no 4:4:0 of 16 bit
        return planes_of(_resampled(frame, like, name, _LIMITED, _LIMITED))[1]
    deep = _resampled(frame, like, name.replace(str(depth), "16"), _LIMITED, _LIMITED)
    return tuple(_rounded(plane, depth) for plane in plane_views(deep))


def _rounded(plane: Plane, depth: int) -> Plane:
    """Go from 16 bits to fewer; the largest code does not run over."""
    half = (1 << (16 - depth)) >> 1
    limited = np.minimum(plane.astype(np.uint16, copy=False), np.uint16(65535 - half))
    whole: Plane = np.right_shift(limited + np.uint16(half), 16 - depth, dtype=np.uint16)
    return whole


def _resampled(
    frame: VideoFrame, picture: Picture, name: str, source_range: int, target_range: int
) -> VideoFrame:
    """Convert with the picture's own matrix, chroma sites and fields; one range on both sides keeps codes."""
    matrix = _SWSCALE_MATRICES.get(_matrix(picture), _matrix(picture))
    return VideoReformatter().reformat(
        set_parameters(frame, _sampling(picture)),
        format=name,
        interpolation=_ACCURATE,
        src_colorspace=matrix,
        dst_colorspace=matrix,
        src_color_range=source_range,
        dst_color_range=target_range,
    )


def _colour_frame(picture: Picture) -> VideoFrame:
    return frame_of(replace(picture, planes=picture.planes[:3], format=_without_alpha(picture.format)))


def _without_alpha(pixels: PixelFormat) -> PixelFormat:
    return pixel_format("yuv" + pixels.name.removeprefix("yuva")) if pixels.has_alpha else pixels


def _sampling(picture: Picture) -> str:
    """Where chroma lies, and how the lines lie in time, for swscale."""
    is_jpeg = bool(picture.colour.full_range) and picture.colour.matrix == BT601
    site = "center" if is_jpeg else "left"
    return f"chroma_location={site}:field_mode={_FIELD_MODES[picture.field_order]}"


def _matrix(picture: Picture) -> int:
    return known_matrix(picture.colour.matrix, picture.height)


def _range(picture: Picture) -> int:
    return _FULL if picture.colour.full_range else _LIMITED


def _split(rgb: Rgb) -> tuple[Levels, ...]:
    return cast("tuple[Levels, ...]", tuple(cv2.split(rgb)))
