"""Brush strokes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from editor.masks.errors import MaskValueError
from editor.masks.model.checks import require, require_length
from editor.masks.model.frames import ALL_FRAMES, FrameSpan
from editor.masks.model.matte_classes import MatteClass

_POINT_BYTES = 12
_PACKED = np.dtype("<f4")


class PressureUse(StrEnum):
    """What the pressure of the pen changes."""

    NOTHING = "nothing"
    SIZE = "size"
    HARDNESS = "hardness"


@dataclass(frozen=True, slots=True)
class Stroke:
    """The way of a round brush.

    Attributes
    ----------
    points : bytes
        The way, from `pack_points`.
    size : float
        Diameter of the brush, as a fraction of the picture's height.
    hardness : float
        Share of the radius that is solid: 1 for a hard edge, 0 for one that falls from the middle.
    pressure : PressureUse
        What pressure changes: size and hardness are those at full pressure.
    is_erasing : bool
        Whether it takes away from the matte below it.
    matte_class : MatteClass
        To which matte of its object it belongs.
    span : FrameSpan
        Frames on which it is there: one, a range or all.
    """

    points: bytes
    size: float
    hardness: float = 1.0
    pressure: PressureUse = PressureUse.SIZE
    is_erasing: bool = False
    matte_class: MatteClass = MatteClass.MAIN
    span: FrameSpan = ALL_FRAMES

    def __post_init__(self) -> None:
        count, rest = divmod(len(self.points), _POINT_BYTES)
        require(count > 0 and not rest, "the points of a stroke are cut off", "pack them with pack_points")
        require_length(self.size, "size of a brush")
        require(0 <= self.hardness <= 1, f"the hardness of a brush is {self.hardness}", "give 0 to 1")


def pack_points(points: ArrayLike) -> bytes:
    """Pack the way of a stroke.

    Parameters
    ----------
    points : array_like
        N x 3: x and y as fractions of the picture, pressure 0 to 1; N x 2 stands for full pressure.

    Returns
    -------
    bytes
        N x 3 little-endian float32.

    Raises
    ------
    MaskValueError
        If the array is empty, of another shape or not finite.
    """
    way = np.asarray(points, _PACKED)
    if way.ndim != 2 or not len(way) or way.shape[1] not in {2, 3} or not np.isfinite(way).all():
        raise MaskValueError(
            f"a stroke cannot go through an array of {way.shape}", remedy="give finite rows of x, y, pressure"
        )
    if way.shape[1] == 2:
        way = np.column_stack([way, np.ones(len(way), _PACKED)])
    way[:, 2] = way[:, 2].clip(0, 1)
    return way.tobytes()


def unpack_points(points: bytes) -> NDArray[np.float32]:
    """Unpack what `pack_points` packed: N x 3 float32 of x, y and pressure, read-only."""
    return np.frombuffer(points, _PACKED).reshape(-1, 3).astype(np.float32, copy=False)
