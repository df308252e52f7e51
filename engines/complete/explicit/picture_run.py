"""The pictures of one window, cut to the surroundings of its holes, at full size and at working size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.stack import Coordinates, Stack, sample, stack_like
from engines.complete.membrane import pull_push

WORKING_PIXELS = 432 * 240
"""Area of a whole picture at working size, where motion is found; larger pictures are made smaller."""

_MARGIN_PX = 40
_NOT_WORTH_SHRINKING = 0.8
_TOUCHED = 1e-4
_SMOOTH_FROM_PX = 24


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
    full : Stack
        The cut pictures in their own size and type, holes filled smoothly: what is interpolated at the rim
        of a hole reaches into it.
    full_holes : sequence of ndarray
        bool, of their size.
    small : Stack
        uint8, RGB at working size, holes filled smoothly.
    small_holes : sequence of ndarray
        bool, at working size; True where any pixel beneath is hole.
    indices : sequence of int
        Clip indices, ascending.
    preferences : ndarray
        float32, one for each picture.
    """

    box: Box
    full: Stack[np.uint8] | Stack[np.uint16]
    full_holes: Sequence[NDArray[np.bool_]]
    small: Stack[np.uint8]
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
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8)) if mask.size else (0, 0, 0, 0)
    return Box(top, left, top + height, left + width) if width else None


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
    holes = [np.ascontiguousarray(picture.hole[box.area]) for picture in pictures]
    small = Stack(len(pictures), size[1], size[0], np.dtype(np.uint8))
    full = stack_like(pictures[0].rgb, len(pictures), box.bottom - box.top, box.right - box.left)

    def cut(i: int) -> NDArray[np.bool_]:
        seen = pictures[i].rgb[box.area]
        shrunk, small_hole = _shrink(seen, holes[i], size)
        small.put(i, shrunk)
        full.put(i, _covered(seen, holes[i], shrunk))
        return small_hole

    small_holes = pool.map(cut, range(len(pictures)))
    return PictureRun(
        box,
        full,
        holes,
        small,
        small_holes,
        [picture.index for picture in pictures],
        np.array([picture.preference for picture in pictures], np.float32),
    )


def eight_bit(rgb: Rgb) -> NDArray[np.uint8]:
    """Reduce a picture to 8 bit, as motion and smooth fills need it."""
    return (rgb >> 8).astype(np.uint8) if rgb.dtype == np.uint16 else rgb.astype(np.uint8, copy=False)


def _shrink(
    rgb: Rgb, hole: NDArray[np.bool_], size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    tight = bounding_box(hole)
    if tight is None:
        small = np.asarray(cv2.resize(eight_bit(rgb), size, interpolation=cv2.INTER_AREA), np.uint8)
        return small, np.zeros(small.shape[:2], np.bool_)
    visible = cv2.copyTo(eight_bit(rgb), (~hole).view(np.uint8))
    small = np.asarray(cv2.resize(visible, size, interpolation=cv2.INTER_AREA), np.uint8)
    share = cv2.resize(hole.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small_hole = share > _TOUCHED
    around = (bounding_box(small_hole) or Box(0, 0, 0, 0)).grown(_SMOOTH_FROM_PX, *small_hole.shape).area
    smooth = pull_push(small[around].astype(np.float32), (~small_hole[around]).astype(np.float32))
    small[around] = np.clip(np.rint(smooth), 0, 255)
    return small, small_hole


def _covered(rgb: Rgb, hole: NDArray[np.bool_], small: NDArray[np.uint8]) -> Rgb:
    if not hole.any():
        return rgb
    covered = rgb.copy()
    where = np.flatnonzero(hole)
    ys, xs = (axis.astype(np.float32) for axis in np.divmod(where, hole.shape[1]))
    smooth = sample(small, *smaller_place(xs, ys, hole.shape, small.shape))
    smooth *= 257 if rgb.dtype == np.uint16 else 1
    covered.reshape(-1, 3)[where] = smooth.astype(rgb.dtype)
    return covered


def smaller_place(
    xs: Coordinates, ys: Coordinates, shape: tuple[int, ...], smaller: tuple[int, ...]
) -> tuple[Coordinates, Coordinates]:
    """Where the centre of a pixel lies in a picture of another size."""
    half = np.float32(0.5)
    x = (xs + half) * np.float32(smaller[1] / shape[1]) - half
    y = (ys + half) * np.float32(smaller[0] / shape[0]) - half
    return x, y
