"""Engine `spatial`: each frame by itself from the surroundings of its hole.

For comparison, and as the last resort. The method is A. Telea, "An image inpainting technique based on the
fast marching method", Journal of Graphics Tools 9(1), 2004, as OpenCV has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Fill, Matte, Plan, Rgb, Shape, Window
from engines.errors import BudgetError, NothingToFillFromError, ShapeError

_LARGEST_WINDOW = 8
_SECONDS_PER_HOLE_PIXEL = 6e-7
_SECONDS_PER_PIXEL = 4e-9
_WORK_BYTES_PER_PIXEL = 24

Box = tuple[slice, slice]


@dataclass(frozen=True, slots=True)
class SpatialSettings:
    """How frames are filled.

    Attributes
    ----------
    radius_px : int
        Neighbourhood that a filled pixel is computed from.
    """

    radius_px: int = 5


class SpatialEngine:
    """Fills each frame from the surroundings of its hole; a frame that is all hole from the nearest other.

    Parameters
    ----------
    settings : SpatialSettings
        How frames are filled.
    """

    name = "spatial"

    def __init__(self, settings: SpatialSettings | None = None) -> None:
        self._settings = settings or SpatialSettings()

    @property
    def settings(self) -> SpatialSettings:
        """What the engine was built with."""
        return self._settings

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        """Choose a window; it only decides how many frames are handed over at once.

        Parameters
        ----------
        shape : Shape
            Size of the pictures.
        frames : int
            Count of frames in the shot.
        budget_bytes : int
            Memory that the window and the engine may take.

        Raises
        ------
        BudgetError
            If not even one frame fits.
        """
        pixels = shape.height * shape.width
        frame_bytes = pixels * (3 * shape.itemsize + 1)
        work_bytes = pixels * _WORK_BYTES_PER_PIXEL * shape.itemsize
        room = (budget_bytes - work_bytes) // frame_bytes - 1
        if room < 1:
            raise BudgetError(work_bytes + 2 * frame_bytes, budget_bytes)
        window = min(_LARGEST_WINDOW, room, max(1, frames))
        return Plan(
            window=window,
            overlap=0,
            lookahead=0,
            far_count=1,
            memory_bytes=work_bytes + (window + 1) * frame_bytes,
            seconds_per_frame=pixels
            * (_SECONDS_PER_PIXEL + shape.hole_share * _SECONDS_PER_HOLE_PIXEL * 3 * shape.itemsize),
        )

    def complete(self, window: Window) -> list[Fill]:
        """Fill the frames that are to be emitted.

        Raises
        ------
        NothingToFillFromError
            If a frame is all hole and so is every other frame and source.
        ShapeError
            If frames and mattes do not fit together.
        """
        _require_match(window)
        return [self._fill(window, at) for at in range(window.done, window.done + window.emit_count)]

    def _fill(self, window: Window, at: int) -> Fill:
        index, frame, hole = window.start + at, window.frames[at], window.mattes[at] > 0
        box = _bounding_box(hole)
        if box is None:
            return Fill(index, 0, 0, frame[:0, :0])
        retouched = next((source for source in window.references if source.index == index), None)
        if retouched is not None:
            frame = _pasted(retouched.rgb, frame, hole)
            hole = hole & (retouched.matte > 0)
        filled = self._completed(window, at) if hole.all() else self._inpainted(frame, hole)
        rgb = cast(Rgb, np.ascontiguousarray(filled[box]))
        return Fill(index, box[0].start, box[1].start, rgb)

    def _completed(self, window: Window, at: int) -> Rgb:
        """Complete the nearest frame that shows anything, to stand for one that shows nothing."""
        own = (
            (abs(place - at), *pair)
            for place, pair in enumerate(zip(window.frames, window.mattes, strict=True))
        )
        lent = ((abs(source.index - window.start - at), source.rgb, source.matte) for source in window.far)
        known = [candidate for candidate in (*own, *lent) if not candidate[2].all()]
        if not known:
            raise NothingToFillFromError
        _, frame, matte = min(known, key=lambda candidate: candidate[0])
        return self._inpainted(frame, matte > 0)

    def _inpainted(self, frame: Rgb, hole: NDArray[np.bool_]) -> Rgb:
        result = frame.copy()
        for box, own in _groups(hole, 2 * self._settings.radius_px + 2):
            crop = _telea(frame[box], hole[box], self._settings.radius_px)
            result[box][own] = crop[own]
        return result


def _require_match(window: Window) -> None:
    shapes = {frame.shape[:2] for frame in window.frames} | {matte.shape for matte in window.mattes}
    if len(shapes) > 1 or len(window.frames) != len(window.mattes):
        got = f"{len(window.frames)} frames and {len(window.mattes)} mattes of sizes {sorted(shapes)}"
        raise ShapeError("window", got=got, wanted="one matte for each frame, all of one size")


def _pasted(rgb: Rgb, frame: Rgb, hole: NDArray[np.bool_]) -> Rgb:
    result = frame.copy()
    result[hole] = rgb[hole]
    return result


def _bounding_box(hole: NDArray[np.bool_]) -> Box | None:
    left, top, width, height = cv2.boundingRect(hole.view(np.uint8))
    return (slice(top, top + height), slice(left, left + width)) if width else None


def _groups(hole: NDArray[np.bool_], margin_px: int) -> Iterator[tuple[Box, NDArray[np.bool_]]]:
    """Give each hole (near ones together): a box with its surroundings, and which of its pixels are hole."""
    kernel = np.ones((2 * margin_px + 1, 2 * margin_px + 1), np.uint8)
    near = cv2.dilate(hole.view(np.uint8), kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near)
    for label in range(1, count):
        left, top, width, height = (int(value) for value in stats[label, :4])
        box = slice(top, top + height), slice(left, left + width)
        yield box, hole[box] & (labels[box] == label)


def _telea(rgb: Rgb, hole: NDArray[np.bool_], radius_px: int) -> Rgb:
    mask: Matte = hole.view(np.uint8) if hole.flags.c_contiguous else hole.astype(np.uint8)
    if rgb.dtype == np.uint8:
        return cv2.inpaint(rgb, mask, radius_px, cv2.INPAINT_TELEA).astype(np.uint8, copy=False)
    planes = [cv2.inpaint(plane, mask, radius_px, cv2.INPAINT_TELEA) for plane in cv2.split(rgb)]
    return cv2.merge(planes).astype(np.uint16, copy=False)
