"""One decoded picture in its own pixel format, and what a reader says about its clip."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]


class FieldOrder(Enum):
    """How the lines of a picture lie in time."""

    PROGRESSIVE = "progressive"
    TOP_FIRST = "top field first"
    BOTTOM_FIRST = "bottom field first"


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """Layout of the planes, named as FFmpeg names it.

    Attributes
    ----------
    name : str
        FFmpeg's name (`yuv420p10le`); pictures of a sequence use the planar RGB names (`gbrp`, `gbrap16le`,
        `gbrpf32le`) or `gray`.
    plane_names : tuple of str
        What each plane holds, of `Y U V R G B A`, in the order of `Picture.planes`.
    bit_depth : int
        Significant bits of a sample, held in the low bits of the array's type; 32 for float.
    chroma_shift_x, chroma_shift_y : int
        log2 of the chroma subsampling; 0 for RGB and grey.
    is_float : bool
        Scene-linear float32 samples.
    """

    name: str
    plane_names: tuple[str, ...]
    bit_depth: int
    chroma_shift_x: int = 0
    chroma_shift_y: int = 0
    is_float: bool = False

    @property
    def is_yuv(self) -> bool:
        """Whether it has luma and chroma (grey counts as luma)."""
        return "Y" in self.plane_names

    @property
    def has_alpha(self) -> bool:
        """Whether one plane is alpha."""
        return "A" in self.plane_names


@dataclass(frozen=True, slots=True)
class ColourTags:
    """Colour description, code points of ITU-T H.273 (2 = unspecified).

    Attributes
    ----------
    full_range : bool or None
        True for 0..max, False for studio range, None where the file does not say.
    primaries, transfer, matrix : int
        Code points.
    """

    full_range: bool | None = None
    primaries: int = 2
    transfer: int = 2
    matrix: int = 2


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One frame as decoded.

    Attributes
    ----------
    planes : tuple of ndarray
        Height x width each (chroma subsampled), C-contiguous; uint8 up to 8 bit, uint16 above, float32 for
        scene-linear pictures.
    format : PixelFormat
        What the planes mean.
    colour : ColourTags
        How they are to be seen.
    field_order : FieldOrder
        Progressive, or which field comes first.
    index : int
        Frame index in the clip, from 0.
    pts : int
        Presentation time in the clip's time base.
    """

    planes: tuple[Plane, ...]
    format: PixelFormat
    colour: ColourTags = field(default_factory=ColourTags)
    field_order: FieldOrder = FieldOrder.PROGRESSIVE
    index: int = 0
    pts: int = 0

    @property
    def height(self) -> int:
        """Height of the full-size planes in lines."""
        return int(self.planes[0].shape[0])

    @property
    def width(self) -> int:
        """Width of the full-size planes in pixels."""
        return int(self.planes[0].shape[1])

    def with_planes(self, planes: tuple[Plane, ...]) -> Picture:
        """Return the same frame with other samples."""
        return replace(self, planes=planes)


@dataclass(frozen=True, slots=True)
class StreamNote:
    """A stream beside the chosen video stream.

    Attributes
    ----------
    index : int
        Its number in the container.
    kind : str
        `video`, `audio`, `subtitle`, `data` or `attachment`.
    codec : str
        FFmpeg's name, or an empty string where there is none.
    detail : str
        One short phrase for people: `5.1, 48000 Hz`, `320x180`.
    """

    index: int
    kind: str
    codec: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ClipInfo:
    """All that a timeline or a window needs to know of a clip, from one probe.

    Attributes
    ----------
    path : Path
        The movie, or the first picture of a sequence.
    is_sequence : bool
        Whether it is a sequence of pictures.
    width, height : int
        Stored size in pixels, before rotation and pixel aspect.
    frame_count : int
        Decodable pictures that are shown.
    rate : Fraction
        Nominal frames per second (for variable rate: the average).
    is_variable_rate : bool
        Whether the times between pictures differ.
    time_base : Fraction
        Seconds per tick of `pts`.
    pts : tuple of int
        Exact presentation time of each frame.
    duration_ticks : int
        From the first frame's start to the last one's end.
    format : PixelFormat
        Of the decoded pictures.
    colour : ColourTags
        As tagged.
    field_order : FieldOrder
        As decoded.
    sample_aspect : Fraction
        Width of a pixel over its height.
    rotation_deg : int
        Clockwise rotation for display: 0, 90, 180 or 270.
    codec : str
        FFmpeg's name of the codec, or the file format of a sequence.
    start_timecode : str or None
        `HH:MM:SS:FF` (`;` before the frames for drop frame) of frame 0.
    reel : str or None
        Reel name, where the file has one.
    stream_index : int
        Number of the video stream in the container.
    other_streams : tuple of StreamNote
        Audio, timecode, subtitles, further pictures.
    metadata : tuple of (str, str)
        The container's own.
    file_numbers : tuple of int
        For a sequence: the number in each file's name, in order.
    missing_numbers : tuple of int
        For a sequence: numbers between first and last that have no file.
    size_bytes : int
        Of the file, or of all pictures.
    """

    path: Path
    is_sequence: bool
    width: int
    height: int
    frame_count: int
    rate: Fraction
    is_variable_rate: bool
    time_base: Fraction
    pts: tuple[int, ...]
    duration_ticks: int
    format: PixelFormat
    colour: ColourTags = field(default_factory=ColourTags)
    field_order: FieldOrder = FieldOrder.PROGRESSIVE
    sample_aspect: Fraction = Fraction(1)
    rotation_deg: int = 0
    codec: str = ""
    start_timecode: str | None = None
    reel: str | None = None
    stream_index: int = 0
    other_streams: tuple[StreamNote, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    file_numbers: tuple[int, ...] = ()
    missing_numbers: tuple[int, ...] = ()
    size_bytes: int = 0


class FrameReader(Protocol):
    """Frame N of a clip is frame N exactly, in any order of asking."""

    @property
    def info(self) -> ClipInfo:
        """What the probe found."""

    def __len__(self) -> int:
        """Count of frames."""

    def read(self, index: int) -> Picture:
        """Decode one frame.

        Raises
        ------
        IndexError
            If `index` is not in `0 .. len - 1`.
        MediaError
            If the file is damaged there.
        """

    def close(self) -> None:
        """Give the file back."""
