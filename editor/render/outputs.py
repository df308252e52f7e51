"""The files that a removal delivers: the clean plate, and where asked for the mattes and the fill alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from editor.media.composite import Crop, composite
from editor.media.convert import Rgb
from editor.media.delivery import Delivery
from editor.media.layers import composite_rgb, matte_picture, patch_picture, rgb_picture
from editor.media.picture import Picture
from editor.media.shaper import unshape
from editor.render.frames import FinishedFrame
from editor.render.output_group import OutputGroup


class Outputs(OutputGroup[FinishedFrame]):
    """Writes all outputs of a removal; leaving it without `publish` leaves nothing behind.

    Parameters
    ----------
    plate : Delivery
        The clean plate.
    matte, patch : Delivery or None
        The evaluated mattes, and the fill alone as RGBA.
    overwrite : bool
        Whether existing files may be replaced.

    Raises
    ------
    UsageError
        If one exists, or its folder does not.
    WriteError
        If a folder may not be written to.
    """

    def __init__(
        self, plate: Delivery, matte: Delivery | None, patch: Delivery | None, *, overwrite: bool
    ) -> None:
        wanted = (
            (plate, _rgb_plate_of if plate.is_rgb else _plate_of),
            (matte, _matte_of),
            (patch, _patch_of),
        )
        super().__init__(wanted, overwrite=overwrite)


def _plate_of(frame: FinishedFrame) -> Picture:
    fill = _fill_of(frame)
    return frame.picture if fill is None else composite(frame.picture, fill, frame.matte)


def _rgb_plate_of(frame: FinishedFrame) -> Picture:
    fill = _fill_of(frame)
    return rgb_picture(frame.picture) if fill is None else composite_rgb(frame.picture, fill, frame.matte)


def _matte_of(frame: FinishedFrame) -> Picture:
    return matte_picture(frame.picture, frame.matte)


def _patch_of(frame: FinishedFrame) -> Picture:
    fill = _fill_of(frame)
    if fill is None:
        fill = Crop(0, 0, _no_pixels(frame.picture))
    return patch_picture(frame.picture, fill, frame.matte)


def _fill_of(frame: FinishedFrame) -> Crop | None:
    """Give the fill as composites take it: linear light where the clip has that."""
    fill = frame.fill
    if fill is None or not frame.picture.format.is_float:
        return fill
    return replace(fill, rgb=unshape(fill.rgb.astype(np.uint16, copy=False)))


def _no_pixels(picture: Picture) -> Rgb | np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    if picture.format.is_float:
        return np.zeros((0, 0, 3), np.float32)
    return np.zeros((0, 0, 3), np.uint8 if picture.format.bit_depth <= 8 else np.uint16)
