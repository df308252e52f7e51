"""The pictures of one window, cut to the surroundings of its holes, at full size and at working size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.parallel import Pool
from engines.complete.membrane import pull_push

WORKING_PIXELS = 432 * 240
"""Area of a whole picture at working size, where motion is found; larger pictures are made smaller."""

_MARGIN_PX = 40
_NOT_WORTH_SHRINKING = 0.8


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, in pixels."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def area(self) -> tuple[slice, slice]:
        """The index that cuts it out of an array."""
        return np.s_[self.top : self.bottom, self.left : self.right]

    def grown(self, margin_px: int, height: int, width: int) -> Box:
        """Return the box with a margin, kept inside a picture."""
        return Box(
            max(0, self.top - margin_px),
            max(0, self.left - margin_px),
            min(height, self.bottom + margin_px),
            min(width, self.right + margin_px),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture to fill or to take from.

    Attributes
    ----------
    index : int
        Clip index.
    rgb : Rgb
        H x W x 3, the whole picture.
    hole : ndarray
        H x W, bool.
    preference : float
        Weight of what is taken from it; 1 for the clip's own pictures.
    """

    index: int
    rgb: Rgb
    hole: NDArray[np.bool_]
    preference: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class PictureRun:
    """Pictures in order of time, cut to one box.

    Attributes
    ----------
    box : Box
        The box in the whole picture.
    full : sequence of Rgb
        The cut pictures in their own size and type, holes filled smoothly: what is interpolated at the rim
        of a hole reaches into it.
    full_holes : sequence of ndarray
        bool, of their size.
    small : sequence of ndarray
        uint8, RGB at working size, holes filled smoothly.
    small_holes : sequence of ndarray
        bool, at working size; True where any pixel beneath is hole.
    indices : sequence of int
        Clip indices, ascending.
    preferences : ndarray
        float32, one for each picture.
    """

    box: Box
    full: Sequence[Rgb]
    full_holes: Sequence[NDArray[np.bool_]]
    small: Sequence[NDArray[np.uint8]]
    small_holes: Sequence[NDArray[np.bool_]]
    indices: Sequence[int]
    preferences: NDArray[np.float32]

    def __len__(self) -> int:
        """Count of pictures."""
        return len(self.full)

    @property
    def enlargement(self) -> float:
        """How much wider the full pictures are than the small ones."""
        return float(self.full_holes[0].shape[1] / self.small_holes[0].shape[1])


def bounding_box(mask: NDArray[np.bool_]) -> Box | None:
    """Smallest box around all that is True; None where nothing is."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return None
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)


def grown(masks: Sequence[NDArray[np.bool_]], margin_px: int) -> list[NDArray[np.bool_]]:
    """Widen masks by a margin on all sides."""
    kernel = np.ones((2 * margin_px + 1, 2 * margin_px + 1), np.uint8)
    return [cv2.dilate(mask.astype(np.uint8), kernel) > 0 for mask in masks]


def working_scale(height: int, width: int) -> float:
    """How much smaller the working pictures are; 1 where shrinking would gain little."""
    scale = float((WORKING_PIXELS / (height * width)) ** 0.5)
    return 1.0 if scale > _NOT_WORTH_SHRINKING else scale


def cut_run(pictures: Sequence[Picture], around: NDArray[np.bool_], pool: Pool) -> PictureRun:
    """Cut pictures to the surroundings of holes.

    Parameters
    ----------
    pictures : sequence of Picture
        In order of time, all of one size.
    around : ndarray
        H x W, bool; the union of the holes to fill, not empty.
    pool : Pool
        Does the work.
    """
    height, width = around.shape
    scale = working_scale(height, width)
    tight = bounding_box(around) or Box(0, 0, height, width)
    box = tight.grown(round(_MARGIN_PX / scale), height, width)
    size = (max(1, round((box.right - box.left) * scale)), max(1, round((box.bottom - box.top) * scale)))
    seen = [picture.rgb[box.area] for picture in pictures]
    holes = [picture.hole[box.area] for picture in pictures]
    shrunk = pool.map(lambda i: _shrink(seen[i], holes[i], size), range(len(seen)))
    full = pool.map(lambda i: _covered(seen[i], holes[i], shrunk[i][0]), range(len(seen)))
    return PictureRun(
        box,
        full,
        holes,
        [small for small, _ in shrunk],
        [hole for _, hole in shrunk],
        [picture.index for picture in pictures],
        np.array([picture.preference for picture in pictures], np.float32),
    )


def eight_bit(rgb: Rgb) -> NDArray[np.uint8]:
    """Reduce a picture to 8 bit, as motion and smooth fills need it."""
    return (rgb >> 8).astype(np.uint8) if rgb.dtype == np.uint16 else rgb.astype(np.uint8, copy=False)


def _shrink(
    rgb: Rgb, hole: NDArray[np.bool_], size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    known = (~hole).astype(np.float32)
    share = cv2.resize(known, size, interpolation=cv2.INTER_AREA)
    small_hole = share < 1.0 - 1e-4
    visible = np.where(hole[..., None], np.uint8(0), eight_bit(rgb)) if hole.any() else eight_bit(rgb)
    small = cv2.resize(visible, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    if small_hole.any():
        small = pull_push(small, (~small_hole).astype(np.float32))
    return np.clip(np.rint(small), 0, 255).astype(np.uint8), small_hole


def _covered(rgb: Rgb, hole: NDArray[np.bool_], small: NDArray[np.uint8]) -> Rgb:
    if not hole.any():
        return rgb
    smooth = cv2.resize(small, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)
    covered = rgb.copy()
    covered[hole] = smooth[hole].astype(rgb.dtype) * (257 if rgb.dtype == np.uint16 else 1)
    return covered
