"""Between PyAV's frames and pictures: samples are copied, never changed."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import cast

import numpy as np
from av.error import BlockingIOError as NothingYetError
from av.filter import Graph
from av.sidedata.sidedata import SideDataContainer
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import DTypeLike

from editor.media.formats import pixel_format, planar_name, plane_order
from editor.media.picture import ColourTags, FieldOrder, Picture, PixelFormat, Plane

_EXACT = int(
    Interpolation.POINT
    | Interpolation.ACCURATE_RND
    | Interpolation.BITEXACT
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)
_LIMITED, _FULL = 1, 2

SampleType = type[np.uint8] | type[np.uint16] | type[np.float32]


def colour_tags(frame: VideoFrame) -> ColourTags:
    """Read the colour description of a decoded frame."""
    full_range = {_LIMITED: False, _FULL: True}.get(frame.color_range)
    if frame.format.name.startswith("yuvj"):
        full_range = True
    return ColourTags(full_range, frame.color_primaries, frame.color_trc, frame.colorspace)


def rotation_of(frame: VideoFrame) -> int:
    """Read the display matrix: by how many degrees, clockwise, the picture is to be turned.

    The matrix is nine 16.16 numbers, x' = a x + c y and y' = b x + d y, with y downwards (ISO 14496-12).
    """
    side_data = cast(SideDataContainer, frame.side_data)
    if "DISPLAYMATRIX" not in side_data:
        return 0
    a, b = np.frombuffer(memoryview(side_data["DISPLAYMATRIX"]), np.int32)[:2].tolist()
    return round(math.degrees(math.atan2(b, a)) / 90) % 4 * 90


def planes_of(frame: VideoFrame) -> tuple[PixelFormat, tuple[Plane, ...]]:
    """Copy the samples of a frame.

    Returns
    -------
    format : PixelFormat
        The frame's own, or the planar one that stands for it.
    planes : tuple of ndarray
        C-contiguous, in the order of `format.plane_names`.

    Raises
    ------
    UnsupportedFormatError
        If no planar format holds the same samples.
    """
    name = planar_name(frame.format.name)
    if name != frame.format.name and not frame.format.name.startswith("yuvj"):
        frame = _repacked(frame, name)
    return pixel_format(name), tuple(view.copy() for view in plane_views(frame))


def plane_views(frame: VideoFrame) -> tuple[Plane, ...]:
    """View the samples of a planar frame in the order of `PixelFormat.plane_names`, without copying them."""
    name = planar_name(frame.format.name)
    dtype = sample_type(pixel_format(name))
    return tuple(_lines(frame, index, dtype) for index in plane_order(name))


def frame_of(picture: Picture) -> VideoFrame:
    """Copy a picture into a frame that PyAV can convert or encode; pts and time base are the caller's."""
    frame = VideoFrame(picture.width, picture.height, picture.format.name)
    dtype = sample_type(picture.format)
    for plane, index in zip(picture.planes, plane_order(picture.format.name), strict=True):
        _lines(frame, index, dtype)[:] = plane
    tags = picture.colour
    frame.color_range = {None: 0, False: _LIMITED, True: _FULL}[tags.full_range]
    frame.color_primaries, frame.color_trc, frame.colorspace = tags.primaries, tags.transfer, tags.matrix
    return frame


def sample_type(pixels: PixelFormat) -> SampleType:
    """Return the type that `Picture.planes` have for a format."""
    if pixels.is_float:
        return np.float32
    return np.uint8 if pixels.bit_depth <= 8 else np.uint16


def set_parameters(frame: VideoFrame, parameters: str) -> VideoFrame:
    """Set properties that PyAV cannot reach, through FFmpeg's `setparams` filter; samples are shared.

    Parameters
    ----------
    frame : VideoFrame
        Any frame.
    parameters : str
        As the filter takes them: `field_mode=tff:chroma_location=left`.
    """
    graph = _graph_for(frame, "setparams", parameters)
    graph.vpush(frame)
    return graph.vpull()


class FieldOrderSensor:
    """Tells which field of an interlaced frame comes first, which PyAV's frames do not say."""

    def __init__(self) -> None:
        self._graph: Graph | None = None

    def order_of(self, frame: VideoFrame) -> FieldOrder:
        """Return the field order of one frame of a stream whose size and format stay the same."""
        if not frame.interlaced_frame:
            return FieldOrder.PROGRESSIVE
        if self._graph is None:
            self._graph = _graph_for(frame, "select", "eq(interlace_type,TOPFIRST)")
        self._graph.vpush(frame)
        try:
            self._graph.vpull()
        except NothingYetError:
            return FieldOrder.BOTTOM_FIRST
        return FieldOrder.TOP_FIRST


def _graph_for(frame: VideoFrame, name: str, arguments: str) -> Graph:
    graph = Graph()
    graph.threads = 1  # waking threads would cost thirty times what the filter does
    layout = VideoFormat(frame.format.name, frame.width, frame.height)
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=layout, time_base=Fraction(1, 1_000_000)
    )
    step, sink = graph.add(name, arguments), graph.add("buffersink")
    source.link_to(step)
    step.link_to(sink)
    graph.configure()
    return graph


def _repacked(frame: VideoFrame, name: str) -> VideoFrame:
    """Lay the samples out anew; the same matrix and range on both sides keep every value."""
    return VideoReformatter().reformat(
        frame,
        format=name,
        interpolation=_EXACT,
        src_colorspace=1,
        dst_colorspace=1,
        src_color_range=_FULL,
        dst_color_range=_FULL,
    )


def _lines(frame: VideoFrame, index: int, dtype: DTypeLike) -> Plane:
    """View one plane without the padding at the lines' ends; bottom-up planes come upright."""
    plane = frame.planes[index]
    samples: Plane = np.frombuffer(memoryview(plane), dtype)
    lines = samples.reshape(plane.height, -1)[:, : plane.width]
    return lines[::-1] if plane.line_size < 0 else lines
