"""What is looked for by example: a box of a frame of the clip, or a picture of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError

if TYPE_CHECKING:
    from editor.media.picture import ClipInfo

Rgb = NDArray[np.uint8]
Corners = NDArray[np.float32]

_BOX = re.compile(r"(\d+):(\d+),(\d+),(\d+),(\d+)")
_RIM_SHARE, _LEAST_RIM_PX = 0.03, 2
_REMEDY = "give --example FRAME:LEFT,TOP,WIDTH,HEIGHT in pixels, or a picture that shows nothing else"


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Where something flat is on each frame that shows it.

    Attributes
    ----------
    corners : mapping of int to ndarray
        4 x 2, float32: columns and rows, by frame index.
    """

    corners: Mapping[int, Corners]

    def draw(self, matte: NDArray[np.uint8], index: int) -> None:
        """Draw it into the matte of a frame, a little larger than it is."""
        corners = self.corners.get(index)
        if corners is None:
            return
        rim = max(_LEAST_RIM_PX, round(_RIM_SHARE * float(np.sqrt(cv2.contourArea(corners)))))
        outline = np.rint(corners).astype(np.int32)
        cv2.fillConvexPoly(matte, outline, 255)
        cv2.polylines(matte, [outline], True, 255, 2 * rim)

    def is_inside(self, region: tuple[float, float, float, float], shape: tuple[int, int]) -> bool:
        """Whether its middle lies within a region, on most frames; the region in fractions of the picture."""
        left, top, right, bottom = region
        middles = [corners.mean(0) / shape[::-1] for corners in self.corners.values()]
        inside = [left <= x <= right and top <= y <= bottom for x, y in middles]
        return 2 * sum(map(bool, inside)) >= len(inside)

    def box(self, shape: tuple[int, int]) -> tuple[slice, slice]:
        """Tell the rows and columns of a picture of that shape that it takes on all frames together."""
        corners = np.concatenate(list(self.corners.values()))
        (left, top), (right, bottom) = np.floor(corners.min(0)), np.ceil(corners.max(0))
        height, width = shape
        rows = slice(int(np.clip(top, 0, height - 1)), int(np.clip(bottom, 1, height)))
        return rows, slice(int(np.clip(left, 0, width - 1)), int(np.clip(right, 1, width)))


def example_picture(text: str | None, info: ClipInfo, read: Callable[[int], Rgb]) -> Rgb:
    """Read what `--example` names: H x W x 3.

    Parameters
    ----------
    text : str or None
        `FRAME:LEFT,TOP,WIDTH,HEIGHT`, or a file.
    info : ClipInfo
        Of the clip that boxes are of.
    read : callable
        Gives a frame of it.

    Raises
    ------
    UsageError
        If it names nothing.
    """
    if not text:
        raise UsageError("it is not said what is looked for", remedy=_REMEDY)
    box = _BOX.fullmatch(text)
    if box is None:
        return _picture_of(Path(text))
    frame, left, top, width, height = (int(number) for number in box.groups())
    if frame >= info.frame_count or left + width > info.width or top + height > info.height:
        raise UsageError(
            f"the example {text} does not lie within {info.frame_count} frames of {info.width}x{info.height}",
            remedy=_REMEDY,
        )
    if not width or not height:
        raise UsageError(f"the example {text} is empty", remedy=_REMEDY)
    return np.ascontiguousarray(read(frame)[top : top + height, left : left + width])


def _picture_of(path: Path) -> Rgb:
    try:
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR_RGB)
    except (OSError, cv2.error):
        picture = None
    if picture is None:
        raise UsageError("the example is no picture that can be read", remedy=_REMEDY, path=path)
    return np.asarray(picture, np.uint8)
