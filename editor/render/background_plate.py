"""What goes behind a foreground: a colour, a picture or a clip, as the clip's own pictures are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.convert import to_rgb
from editor.media.light import display_of_linear, linear_of_display
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, FieldOrder, FrameReader, Picture
from editor.media.sequence_name import is_picture
from editor.render.background_fit import Placement, Rgb, placed, placement
from editor.render.background_request import BackgroundRequest, WhenShort, hex_colour

_UNSPECIFIED = 2


class Plate(Protocol):
    """A background for each frame of a clip."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know before the start."""

    def read(self, index: int) -> Rgb:
        """Give the background of a frame, H x W x 3, of the clip's size and kind; not to be written to.

        Raises
        ------
        MediaError
            If the plate is damaged there.
        """

    def close(self) -> None:
        """Give the files back."""


@dataclass(frozen=True, slots=True)
class _Still:
    """The same picture behind every frame."""

    rgb: Rgb
    notices: tuple[str, ...] = ()

    def read(self, index: int) -> Rgb:  # noqa: ARG002 - as every plate has it
        return self.rgb

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class _Moving:
    """A clip of its own, frame N behind frame N."""

    reader: FrameReader
    clip: ClipInfo
    place: Placement
    when_short: WhenShort
    notices: tuple[str, ...]

    def read(self, index: int) -> Rgb:
        return _shown(self.reader.read(self._index(index)), self.place, self.clip)

    def close(self) -> None:
        self.reader.close()

    def _index(self, index: int) -> int:
        last = len(self.reader) - 1
        return index % (last + 1) if self.when_short is WhenShort.LOOP else min(index, last)


def open_plate(request: BackgroundRequest, clip: ClipInfo, frames: range) -> Plate:
    """Open the background that goes behind a clip.

    Parameters
    ----------
    request : BackgroundRequest
        Says which, and how it is fitted.
    clip : ClipInfo
        The clip at the size of the delivery.
    frames : range
        Those that are delivered.

    Raises
    ------
    MediaError
        If it is missing, damaged or of a kind that cannot be read.
    UsageError
        If it is too short.
    """
    colour = _colour(request.plate)
    if colour is not None:
        flat = np.broadcast_to(_as_clip(colour, clip), (clip.height, clip.width, 3))
        return _Still(cast(Rgb, flat))
    reader = open_clip(request.plate, cache_bytes=0)
    try:
        where = placement(reader.info, clip, request.fit)
        if len(reader) == 1 and is_picture(reader.info.path):
            with closing(reader):
                return _Still(_shown(reader.read(0), where, clip), tuple(_look_notices(reader.info, clip)))
        _check_length(reader.info, frames, request.when_short)
        notices = (
            *_look_notices(reader.info, clip),
            *_time_notices(reader.info, clip, frames, request.when_short),
        )
        return _Moving(reader, clip, where, request.when_short, notices)
    except BaseException:
        reader.close()
        raise


def source_rgb(picture: Picture) -> Rgb:
    """Give a picture's colours: codes of the whole scale, or scene-linear light as it is."""
    if not picture.format.is_float:
        return to_rgb(picture)
    planes = picture.planes[:1] * 3 if picture.format.is_yuv else picture.planes[:3]
    return cast(Rgb, np.stack(planes, axis=2))


def _colour(text: str) -> NDArray[np.float32] | None:
    """Read a colour as codes of 0 to 1."""
    colour = hex_colour(text)
    if colour is None:
        return None
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)], np.float32)


def _shown(picture: Picture, where: Placement, clip: ClipInfo) -> Rgb:
    """Bring one picture of a plate to the clip's kind and size."""
    rgb = source_rgb(picture)
    if not picture.format.is_float and not clip.format.is_float:
        return placed(_of_depth(rgb, clip), where)
    light = rgb if picture.format.is_float else linear_of_display(_unit(rgb))
    fitted = placed(light, where)
    return fitted if clip.format.is_float else _as_clip(display_of_linear(_unit(fitted)), clip)


def _unit(rgb: Rgb) -> NDArray[np.float32]:
    """Bring codes to 0 to 1; linear light stays."""
    white = {1: 255, 2: 65535, 4: 1}[rgb.dtype.itemsize]
    return rgb.astype(np.float32) / np.float32(white)


def _of_depth(rgb: Rgb, clip: ClipInfo) -> Rgb:
    """Bring codes of 8 or 16 bit to those of the clip."""
    is_deep = clip.format.bit_depth > 8
    if is_deep and rgb.dtype == np.uint8:
        return rgb * np.uint16(257)
    if not is_deep and rgb.dtype == np.uint16:
        return ((rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return rgb


def _as_clip(display: NDArray[np.float32], clip: ClipInfo) -> Rgb:
    """Bring codes of 0 to 1 to what the clip's own pictures have."""
    if clip.format.is_float:
        return linear_of_display(display)
    if clip.format.bit_depth <= 8:
        return np.rint(display * 255).astype(np.uint8)
    return np.rint(display * 65535).astype(np.uint16)


def _check_length(plate: ClipInfo, frames: range, when_short: WhenShort) -> None:
    if plate.frame_count < frames.stop and when_short is WhenShort.REFUSE:
        raise UsageError(
            f"the plate has {plate.frame_count} frames, and frame {frames.stop - 1} is wanted too",
            remedy="give --when-short loop or hold, a longer plate, or a --range",
            path=plate.path,
        )


def _look_notices(plate: ClipInfo, clip: ClipInfo) -> Iterator[str]:
    if plate.format.is_float != clip.format.is_float:
        kinds = ("scene-linear", "display-referred")
        one, other = kinds if plate.format.is_float else kinds[::-1]
        yield f"{plate.path.name} is {one} and the clip {other}: it is converted by the curve of sRGB"
    for name, had, has in (
        ("colour primaries", plate.colour.primaries, clip.colour.primaries),
        ("transfer", plate.colour.transfer, clip.colour.transfer),
    ):
        if had != has and _UNSPECIFIED not in (had, has) and not plate.format.is_float | clip.format.is_float:
            yield (
                f"{plate.path.name} and the clip differ in {name} ({had} and {has} in H.273): "
                "its codes are taken as they are"
            )


def _time_notices(plate: ClipInfo, clip: ClipInfo, frames: range, when_short: WhenShort) -> Iterator[str]:
    if plate.rate != clip.rate:
        yield (
            f"{plate.path.name} has {float(plate.rate):.5g} frames a second and the clip "
            f"{float(clip.rate):.5g}: frame goes with frame"
        )
    if plate.field_order is not FieldOrder.PROGRESSIVE:
        yield f"{plate.path.name} is interlaced: its pictures are fitted as if they were not"
    if plate.frame_count < frames.stop:
        what = "begins anew" if when_short is WhenShort.LOOP else "holds its last picture"
        yield f"{plate.path.name} has {plate.frame_count} frames and {what} after them"
