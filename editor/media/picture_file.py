"""Loading one picture: PNG, TIFF, EXR and DPX through OpenImageIO, JPEG through FFmpeg in its own planes.

OpenImageIO gives JPEG as RGB, already upsampled; FFmpeg leaves Y, Cb and Cr as they were coded, so that a
matte can be filled in those planes and every sample outside stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import OpenImageIO as oiio  # noqa: N813  # its own documentation's name for it
from av.codec.context import CodecContext
from av.error import FFmpegError
from av.packet import Packet
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from editor.media.errors import MediaError
from editor.media.formats import UnsupportedFormatError, pixel_format
from editor.media.frames import colour_tags, planes_of, rotation_of
from editor.media.picture import ColourTags, PixelFormat, Plane

_JPEG_SUFFIXES = (".jpg", ".jpeg")
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"  # neither can occur in coded samples (ITU-T T.81, B.1.1)
_LINEAR = 8
_RGB_MATRIX = 0
_ROTATION_OF_ORIENTATION = {3: 180, 6: 90, 8: 270}
_DROP_FRAME_BITS = {"openexr": 1 << 6, "dpx": 1 << 30}  # each packs a time code in its own way
_NTSC = 1001
_END_BYTES = 4096

Samples = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LoadedPicture:
    """What one file holds.

    Attributes
    ----------
    format : PixelFormat
        Of the planes.
    planes : tuple of ndarray
        As in `Picture`.
    colour : ColourTags
        As the file says; EXR is scene-linear.
    codec : str
        `png`, `tiff`, `openexr`, `dpx` or `mjpeg`.
    sample_aspect : Fraction
        Width of a pixel over its height.
    rotation_deg : int
        Clockwise rotation for display.
    rate : Fraction or None
        Frames per second, where the file says so.
    timecode : str or None
        `HH:MM:SS:FF`, where the file says so.
    """

    format: PixelFormat
    planes: tuple[Plane, ...]
    colour: ColourTags
    codec: str
    sample_aspect: Fraction = Fraction(1)
    rotation_deg: int = 0
    rate: Fraction | None = None
    timecode: str | None = None


def load_picture(path: Path, frame: int) -> LoadedPicture:
    """Read one picture file.

    Parameters
    ----------
    path : Path
        PNG, TIFF, EXR, DPX or JPEG, told by the name.
    frame : int
        Its frame index, for errors.

    Raises
    ------
    MediaError
        If it is missing, damaged, or of a kind that cannot be read.
    """
    if not path.is_file():
        raise MediaError("the picture is missing", remedy="put it back", path=path, frame=frame)
    try:
        if path.suffix.lower() in _JPEG_SUFFIXES:
            return _load_jpeg(path)
        return _load_with_oiio(path)
    except UnsupportedFormatError as error:
        raise MediaError(str(error), remedy="convert the picture", path=path, frame=frame) from error
    except (FFmpegError, OSError, ValueError) as error:
        raise MediaError(
            "the picture is damaged or cannot be read",
            remedy="copy or render it again",
            path=path,
            frame=frame,
        ) from error


def _load_jpeg(path: Path) -> LoadedPicture:
    data = path.read_bytes()
    if data.rfind(_JPEG_END) < data.rfind(_JPEG_SCAN):
        raise ValueError("the file breaks off")  # the decoder would fill the rest with grey
    decoder = CodecContext.create("mjpeg", "r")
    frames = decoder.decode(Packet(data))
    if len(frames) != 1 or not isinstance(frames[0], VideoFrame) or frames[0].is_corrupt:
        raise ValueError("no whole picture")
    frame = frames[0]
    pixels, planes = planes_of(frame)
    return LoadedPicture(pixels, planes, colour_tags(frame), "mjpeg", rotation_deg=rotation_of(frame))


def _load_with_oiio(path: Path) -> LoadedPicture:
    if path.suffix.lower() == ".png":
        _check_png_end(path)
    asked = oiio.ImageSpec()
    asked.attribute("oiio:UnassociatedAlpha", 1)  # otherwise colours come multiplied by alpha
    image = oiio.ImageInput.open(str(path), asked)
    if image is None:
        raise OSError(oiio.geterror())
    try:
        spec = image.spec()
        samples = image.read_image(_sample_type(spec))
        if samples is None:
            raise OSError(image.geterror())
    finally:
        image.close()
    pixels = _format(spec)
    return LoadedPicture(
        format=pixels,
        planes=_planes(samples, spec, pixels),
        colour=_colour(pixels),
        codec=image.format_name(),
        sample_aspect=_fraction(spec.get_float_attribute("PixelAspectRatio", 1.0)),
        rotation_deg=_ROTATION_OF_ORIENTATION.get(spec.get_int_attribute("Orientation", 1), 0),
        rate=_rate(spec),
        timecode=_timecode(spec, image.format_name()),
    )


def _check_png_end(path: Path) -> None:
    """Refuse a PNG that breaks off before libpng does, which would write to standard error by itself."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        if b"IEND" not in file.read():
            raise OSError("the file breaks off")


def _sample_type(spec: oiio.ImageSpec) -> str:
    stored = str(spec.format)
    if stored in ("half", "float", "double"):
        return "float"
    return "uint8" if stored == "uint8" else "uint16"


def _format(spec: oiio.ImageSpec) -> PixelFormat:
    family = "gray" if len(_channels(spec)) == 1 else "gbrap" if len(_channels(spec)) == 4 else "gbrp"
    kind = _sample_type(spec)
    if kind == "uint8":
        return pixel_format(family)
    return pixel_format(f"{family}f32le" if kind == "float" else f"{family}{_depth(spec)}le")


def _depth(spec: oiio.ImageSpec) -> int:
    """Bits that were stored; OpenImageIO gives 10 and 12 bits stretched to 16."""
    bits = spec.get_int_attribute("oiio:BitsPerSample", 16)
    return bits if bits in (10, 12, 14) else 16


def _channels(spec: oiio.ImageSpec) -> tuple[int, ...]:
    """Which channels make up the picture, as Y, RGB or RGBA; layers beside it are left out."""
    names = [name.lower() for name in spec.channelnames]
    alpha = (names.index("a"),) if "a" in names else ()
    if all(letter in names for letter in "rgb"):
        return (*(names.index(letter) for letter in "rgb"), *alpha)
    if len(names) - len(alpha) < 3:
        return (0, 0, 0, *alpha) if alpha else (0,)
    return (0, 1, 2, *alpha)


def _planes(samples: NDArray[np.generic], spec: oiio.ImageSpec, pixels: PixelFormat) -> tuple[Plane, ...]:
    placed = _in_display_window(samples, spec)
    shift = 16 - pixels.bit_depth if pixels.bit_depth in (10, 12, 14) else 0
    return tuple(_plane(placed[..., channel], shift) for channel in _channels(spec))


def _plane(samples: NDArray[np.generic], shift: int) -> Plane:
    if samples.dtype == np.uint16:
        deep: NDArray[np.uint16] = np.right_shift(samples, shift, dtype=np.uint16)
        return deep
    if samples.dtype == np.uint8:
        return samples.astype(np.uint8)
    return samples.astype(np.float32)


def _in_display_window(samples: NDArray[np.generic], spec: oiio.ImageSpec) -> NDArray[np.generic]:
    """Crop or pad (with black) an EXR's data window to its display window, which is the picture."""
    left, top = spec.x - spec.full_x, spec.y - spec.full_y
    if (left, top, spec.full_width, spec.full_height) == (0, 0, spec.width, spec.height):
        return samples
    shown = np.zeros((spec.full_height, spec.full_width, spec.nchannels), samples.dtype)
    rows = slice(max(0, top), min(spec.full_height, top + spec.height))
    columns = slice(max(0, left), min(spec.full_width, left + spec.width))
    shown[rows, columns] = samples[
        rows.start - top : rows.stop - top, columns.start - left : columns.stop - left
    ]
    return shown


def _colour(pixels: PixelFormat) -> ColourTags:
    transfer = _LINEAR if pixels.is_float else ColourTags().transfer
    if pixels.is_yuv:
        return ColourTags(full_range=True, transfer=transfer)
    return ColourTags(full_range=True, transfer=transfer, matrix=_RGB_MATRIX)


def _rate(spec: oiio.ImageSpec) -> Fraction | None:
    exact = spec.getattribute("FramesPerSecond")
    if isinstance(exact, tuple) and exact[1]:
        return Fraction(exact[0], exact[1])
    stated = spec.get_float_attribute("FramesPerSecond", spec.get_float_attribute("dpx:FrameRate", 0.0))
    return _fraction(stated) if 1 <= stated <= 1000 else None


def _fraction(value: float) -> Fraction:
    """Turn a rounded rate or ratio into the one that was meant: 23.976 into 24000/1001."""
    ntsc = Fraction(round(value * _NTSC / 1000) * 1000, _NTSC)
    if value > 2 and abs(value - ntsc) < 0.001:
        return ntsc
    return Fraction(value).limit_denominator(_NTSC) if value > 0 else Fraction(1)


def _timecode(spec: oiio.ImageSpec, codec: str) -> str | None:
    packed = spec.getattribute("smpte:TimeCode")
    if packed is None:
        return None
    text = str(spec.get_string_attribute("smpte:TimeCode"))
    is_drop_frame = bool(packed[0] & _DROP_FRAME_BITS.get(codec, 0))
    return f"{text[:-3]};{text[-2:]}" if is_drop_frame else text
