"""The files that a removal delivers: the clean plate, and where asked for the mattes and the fill alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from editor.media.composite import Crop, composite
from editor.media.convert import Rgb
from editor.media.delivery import Delivery
from editor.media.layers import composite_rgb, matte_picture, patch_picture, rgb_picture
from editor.media.picture import Picture
from editor.media.shaper import unshape
from editor.media.writing import FrameWriter, open_writer
from editor.render.frames import FinishedFrame


@dataclass(frozen=True, slots=True, eq=False)
class _Output:
    """One file and how its pictures are made."""

    writer: FrameWriter
    path: Path
    picture_of: Callable[[FinishedFrame], Picture]


class Outputs:
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
        self._outputs: list[_Output] = []
        try:
            for delivery, picture_of in wanted:
                if delivery is not None:
                    writer = open_writer(delivery, overwrite=overwrite)
                    self._outputs.append(_Output(writer, delivery.path, picture_of))
        except BaseException:
            self._abort()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._abort()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The final names, the clean plate first."""
        return tuple(output.path for output in self._outputs)

    @property
    def partials(self) -> tuple[Path, ...]:
        """Where they grow until they are published."""
        return tuple(output.writer.partial for output in self._outputs)

    def write(self, frame: FinishedFrame) -> None:
        """Write the next frame to all of them.

        Raises
        ------
        WriteError
            If the disk is full, or a file cannot be written for another reason.
        """
        for output in self._outputs:
            output.writer.write(output.picture_of(frame))

    def publish(self) -> None:
        """Finish all, and make them appear under their final names.

        Raises
        ------
        WriteError
            If a file cannot be finished.
        """
        for output in self._outputs:
            output.writer.close()

    def _abort(self) -> None:
        for output in self._outputs:
            output.writer.abort()


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
