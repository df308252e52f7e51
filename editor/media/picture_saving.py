"""Saving one picture: PNG through OpenCV, TIFF and EXR through OpenImageIO.

OpenCV writes the same PNG samples in half the time (1920x1080, 8 bit: 68 instead of 143 ms).
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import OpenImageIO as oiio  # noqa: N813  # its own documentation's name for it
from numpy.typing import NDArray

from editor.media.formats import pixel_format
from editor.media.levels import to_full_scale
from editor.media.picture import ColourTags, Picture, Plane

_ORIENTATIONS = {0: 1, 90: 6, 180: 3, 270: 8}
_DROP_FRAME_BIT = 1 << 6
_BYTE_TO_WORD = 257
_LARGEST = {"uint8": 255, "uint16": 65535, "float32": 1}

Samples = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PictureTags:
    """What is said in a picture file beside its samples, where the kind of file has a place for it.

    Attributes
    ----------
    kind : str
        `png`, `tiff` or `exr`.
    sample_type : str
        `uint8`, `uint16`, `half` or `float`.
    has_associated_alpha : bool
        Whether colours are multiplied by alpha already, as in EXR.
    sample_aspect : Fraction
        Width of a pixel over its height.
    rotation_deg : int
        Clockwise rotation for display.
    rate : Fraction
        Frames per second.
    timecode : str or None
        Of this picture.
    reel : str or None
        Name of the reel.
    """

    kind: str
    sample_type: str
    has_associated_alpha: bool = False
    sample_aspect: Fraction = Fraction(1)
    rotation_deg: int = 0
    rate: Fraction = Fraction(24)
    timecode: str | None = None
    reel: str | None = None


def save_picture(path: Path, picture: Picture, tags: PictureTags) -> None:
    """Write one picture file.

    Parameters
    ----------
    path : Path
        Its name.
    picture : Picture
        RGB, RGBA or grey, of any depth; integers become 0 to 1 in float files.
    tags : PictureTags
        Kind of the file, and what is said in it.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    samples = _samples(picture, tags)
    if tags.kind == "png":
        _save_png(path, samples)
    else:
        _save_with_oiio(path, samples, tags)


def _save_png(path: Path, samples: Samples) -> None:
    if samples.shape[2] > 1:
        samples = samples[..., [2, 1, 0, *range(3, samples.shape[2])]]
    encoded, data = cv2.imencode(".png", np.ascontiguousarray(samples))
    if not encoded:
        raise OSError(errno.EINVAL, "PNG encoding failed")
    path.write_bytes(data.tobytes())


def _save_with_oiio(path: Path, samples: Samples, tags: PictureTags) -> None:
    output = oiio.ImageOutput.create(str(path))
    if output is None:
        raise OSError(errno.EINVAL, oiio.geterror())
    try:
        whole = output.open(str(path), _spec(samples, tags)) and output.write_image(samples)
    finally:
        whole = output.close() and whole
    if not whole:
        full = shutil.disk_usage(path.parent).free < samples.nbytes
        raise OSError(errno.ENOSPC if full else errno.EIO, _first_line(output.geterror()))


def _first_line(message: str) -> str:
    return next(iter(message.splitlines()), "the picture is incomplete")


def _spec(samples: Samples, tags: PictureTags) -> oiio.ImageSpec:
    height, width, channels = samples.shape
    spec = oiio.ImageSpec(width, height, channels, tags.sample_type)
    spec.attribute("compression", "zip")
    spec.attribute("DateTime", "")  # else the time of writing: the same pictures shall give the same file
    spec.attribute("PixelAspectRatio", float(tags.sample_aspect))
    if tags.kind == "exr":
        _describe_exr(spec, tags)
        return spec
    spec.attribute("Orientation", _ORIENTATIONS[tags.rotation_deg])
    if not tags.has_associated_alpha:
        spec.attribute("oiio:UnassociatedAlpha", 1)
    return spec


def _describe_exr(spec: oiio.ImageSpec, tags: PictureTags) -> None:
    rate = (tags.rate.numerator, tags.rate.denominator)
    spec.attribute("FramesPerSecond", oiio.TypeRational, rate)
    if tags.timecode is not None:
        spec.attribute("smpte:TimeCode", oiio.TypeTimeCode, (_packed(tags.timecode), 0))
    if tags.reel is not None:
        spec.attribute("reelName", tags.reel)


def _packed(timecode: str) -> int:
    """Pack a timecode as OpenEXR keeps it: binary-coded decimals (SMPTE ST 12-1), drop frame in bit 6."""
    digits = int(timecode.replace(":", "").replace(";", ""), 16)
    return digits | _DROP_FRAME_BIT if ";" in timecode else digits


def _samples(picture: Picture, tags: PictureTags) -> Samples:
    """Stack the planes, at the depth of the file."""
    colours = len(picture.planes) - int(picture.format.has_alpha)
    planes = [_levels(plane, picture) for plane in picture.planes[:colours]]
    if picture.format.has_alpha:
        planes.append(_levels(picture.planes[-1], _opaque_grey(picture)))
    stacked = _at_type(cast(Samples, np.stack(planes, axis=-1)), tags.sample_type)
    if tags.kind == "exr" and picture.format.has_alpha and not tags.has_associated_alpha:
        stacked[..., :colours] *= stacked[..., colours:]
    return stacked


def _levels(plane: Plane, picture: Picture) -> Plane:
    return plane if picture.format.is_float else to_full_scale(plane, picture)


def _opaque_grey(picture: Picture) -> Picture:
    """Stand for alpha, which is full range whatever the colours are."""
    bits = picture.format.bit_depth
    name = "grayf32le" if picture.format.is_float else "gray" if bits <= 8 else f"gray{bits}le"
    return Picture((), pixel_format(name), ColourTags(full_range=True))


def _at_type(samples: Samples, sample_type: str) -> Samples:
    if sample_type in ("half", "float"):
        return samples.astype(np.float32) / np.float32(_LARGEST[samples.dtype.name])
    if sample_type == "uint16" and samples.dtype == np.uint8:
        return samples.astype(np.uint16) * np.uint16(_BYTE_TO_WORD)
    return samples
