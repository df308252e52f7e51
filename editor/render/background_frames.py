"""Frames on their way through a background replacement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from editor.media.composite import Crop, composite
from editor.media.formats import pixel_format
from editor.media.layers import composite_rgb, matte_picture, patch_picture
from editor.media.picture import ClipInfo, FrameReader, Picture, PixelFormat
from editor.render.background_fit import Rgb
from editor.render.background_plate import Plate, source_rgb
from editor.render.lanes import lane_count
from editor.render.proxy import proxy_matte, proxy_picture

Matte = NDArray[np.uint8]


class MatteSource(Protocol):
    """Whatever has a matte for each frame: files a user gives, or a network that looks at the clip."""

    @property
    def notice(self) -> str | None:
        """What the user should know before the start."""

    def read(self, index: int) -> Matte:
        """Give the matte of a frame, H x W as the clip is stored, 255 = the foreground that stays.

        Raises
        ------
        CleanplateError
            If there is none.
        """

    def close(self) -> None:
        """Give files and memory back."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceFrame:
    """One frame before its background is replaced.

    Attributes
    ----------
    picture : Picture
        At the size of the delivery, without alpha.
    matte : ndarray of uint8
        H x W, 255 = the foreground that stays.
    plate : ndarray
        H x W x 3, of the kind that `source_rgb(picture)` has.
    """

    picture: Picture
    matte: Matte
    plate: Rgb


@dataclass(frozen=True, slots=True, eq=False)
class ReplacedFrame:
    """One frame with another background.

    Attributes
    ----------
    picture : Picture
        As it was.
    matte : ndarray of uint8
        H x W, 255 = the foreground that stays.
    rgb, foreground : ndarray
        H x W x 3: the whole picture as it is now, and the foreground's own colours.
    changed : ndarray of uint8
        H x W, 255 where the picture is another now.
    """

    picture: Picture
    matte: Matte
    rgb: Rgb
    foreground: Rgb
    changed: Matte


def load_all(
    reader: FrameReader, mattes: MatteSource, plate: Plate, size: ClipInfo, frames: range
) -> Iterator[SourceFrame]:
    """Load frames with their mattes and backgrounds, one after the other.

    Raises
    ------
    MediaError
        If a picture, a matte or the plate is damaged.
    """
    for index in frames:
        picture = opaque_picture(proxy_picture(reader.read(index), size))
        yield SourceFrame(picture, proxy_matte(mattes.read(index), size), plate.read(index))


def replaced(frame: SourceFrame, rim_px: float) -> ReplacedFrame:
    """Put the other background behind one frame, each field of an interlaced one by itself."""
    from engines.composite.replacement import replace_background

    rgb = source_rgb(frame.picture)
    out, foreground, changed = np.empty_like(rgb), np.empty_like(rgb), np.empty_like(frame.matte)
    step = lane_count(frame.picture.field_order)
    for lane in range(step):
        lines = slice(lane, None, step)
        part = replace_background(rgb[lines], frame.matte[lines], frame.plate[lines], rim_px)
        out[lines], foreground[lines], changed[lines] = part.rgb, part.foreground, part.changed
    return ReplacedFrame(frame.picture, frame.matte, out, foreground, changed)


def replaced_picture(frame: ReplacedFrame) -> Picture:
    """Give the picture in the clip's own planes; what has not changed stays bit for bit."""
    return composite(frame.picture, Crop(0, 0, frame.rgb), frame.changed)


def replaced_rgb_picture(frame: ReplacedFrame) -> Picture:
    """Give the picture for files that hold RGB."""
    return composite_rgb(frame.picture, Crop(0, 0, frame.rgb), frame.changed)


def foreground_picture(frame: ReplacedFrame) -> Picture:
    """Give the foreground alone as RGBA, its alpha straight."""
    return patch_picture(frame.picture, Crop(0, 0, frame.foreground), frame.matte)


def foreground_matte(frame: ReplacedFrame) -> Picture:
    """Give the matte as a grey picture."""
    return matte_picture(frame.picture, frame.matte)


def opaque_picture(picture: Picture) -> Picture:
    """Leave a picture's own alpha out: what stays and what goes is the matte's to say."""
    if not picture.format.has_alpha:
        return picture
    return replace(picture, planes=picture.planes[:-1], format=opaque_format(picture.format))


def opaque_format(pixels: PixelFormat) -> PixelFormat:
    """Name the format of the same samples without alpha."""
    return pixel_format(pixels.name.replace("yuva", "yuv").replace("gbrap", "gbrp"))
