"""Things that are cut out of photographs and move over others, with soft edges and a shadow."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.synthetic.camera import Places, Random
from editor.datasets.training_pictures import Picture

_CONTOUR_POINTS = 12
_SMALLEST, _LARGEST = 0.15, 0.45
"""Length of a thing, as shares of the photograph's shorter side."""

_SOFT_PX = 0.8
_SHADOW_STRENGTH = 0.25, 0.6
_SHADOW_SOFTNESS = 0.03
_LEAST_PIXELS = 150
_MOST_TURN_DEG = 25.0


@dataclass(frozen=True, slots=True, eq=False)
class CutOut:
    """Something with its outline.

    Attributes
    ----------
    rgb : Picture
        H x W x 3.
    alpha : ndarray
        H x W, float32, 0 to 1; 0 along the edges.
    """

    rgb: Picture
    alpha: NDArray[np.float32]

    @property
    def length_px(self) -> int:
        """Longer side."""
        height, width = self.alpha.shape
        return int(max(height, width))

    def shrunk(self, length_px: float) -> CutOut:
        """Make it not longer than that: finer detail than is shown would flicker."""
        factor = length_px / self.length_px
        if factor >= 1:
            return self
        size = max(1, round(self.alpha.shape[1] * factor)), max(1, round(self.alpha.shape[0] * factor))
        rgb = cv2.resize(self.rgb, size, interpolation=cv2.INTER_AREA)
        alpha = cv2.resize(self.alpha, size, interpolation=cv2.INTER_AREA)
        return CutOut(np.asarray(rgb, np.uint8), np.asarray(alpha, np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A cut-out as a frame shows it.

    Attributes
    ----------
    rgb : ndarray
        H x W x 3, float32, 0 to 255.
    alpha, shadow : ndarray
        H x W, float32, 0 to 1: how much of the scene it covers, and how much light its shadow takes.
    """

    rgb: NDArray[np.float32]
    alpha: NDArray[np.float32]
    shadow: NDArray[np.float32]


def cut_out(rgb: Picture, mask: NDArray[np.bool_]) -> CutOut | None:
    """Cut something out of its picture; None where there is too little of it."""
    if np.count_nonzero(mask) < _LEAST_PIXELS:
        return None
    left, top, width, height = cv2.boundingRect(mask.astype(np.uint8))
    cut = np.s_[top : top + height, left : left + width]
    alpha = np.pad(mask[cut].astype(np.float32), 3)
    soft = cv2.GaussianBlur(alpha, (0, 0), _SOFT_PX)
    around = np.pad(rgb[cut], ((3, 3), (3, 3), (0, 0)), mode="edge")
    return CutOut(np.ascontiguousarray(around), np.asarray(soft, np.float32))


def made_up_cut_out(rgb: Picture, random: Random) -> CutOut:
    """Cut a smooth shape out of a picture."""
    height, width = rgb.shape[:2]
    angles = np.linspace(0, 2 * np.pi, _CONTOUR_POINTS, endpoint=False)
    radius = min(height, width) * 0.3 * np.exp(random.normal(0, 0.25, _CONTOUR_POINTS))
    stretch = np.exp(random.normal(0, 0.3))
    corners = np.column_stack([np.cos(angles) * radius * stretch, np.sin(angles) * radius / stretch])
    corners += (width / 2, height / 2)
    for _ in range(3):  # Chaikin's corner cutting
        after = np.roll(corners, -1, axis=0)
        corners = np.stack([0.75 * corners + 0.25 * after, 0.25 * corners + 0.75 * after], 1).reshape(-1, 2)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 1)
    found = cut_out(rgb, mask > 0)
    return found or CutOut(rgb, np.ones(rgb.shape[:2], np.float32))


class Passage:
    """A cut-out that goes its way over a photograph.

    Parameters
    ----------
    thing : CutOut
        What goes.
    picture : tuple of int
        Height and width of the photograph it goes over.
    frame_count : int
        In which it does.
    random : Generator
        What decides the way.
    """

    def __init__(self, thing: CutOut, picture: tuple[int, int], frame_count: int, random: Random) -> None:
        self._last = max(1, frame_count - 1)
        size = np.array([picture[1], picture[0]], np.float64)
        middle, way = random.uniform(0.35, 0.65, 2) * size, random.uniform(-0.35, 0.35, 2) * size
        self._ends = np.stack([middle - way / 2, middle + way / 2])
        self._length_px = random.uniform(_SMALLEST, _LARGEST) * min(picture)
        self._thing = thing.shrunk(self._length_px)
        self._growth = random.uniform(-0.25, 0.25)
        self._turn_deg = random.uniform(-_MOST_TURN_DEG, _MOST_TURN_DEG)
        self._step_px, self._steps = random.uniform(0, 0.02) * min(picture), random.uniform(0.05, 0.2)
        self._shadow = float(random.uniform(*_SHADOW_STRENGTH))
        self._light = random.uniform((-0.25, -0.15), (0.25, 0.35))

    def affine(self, index: int) -> NDArray[np.float64]:
        """Give the map from the thing's own picture to the photograph: 3 x 3."""
        along = index / self._last
        x, y = self._ends[0] * (1 - along) + self._ends[1] * along
        y += self._step_px * abs(np.sin(2 * np.pi * self._steps * index))
        scale = self._length_px / self._thing.length_px * (1 + self._growth * (along - 0.5))
        angle = np.deg2rad(self._turn_deg * (along - 0.5))
        cosine, sine = scale * np.cos(angle), scale * np.sin(angle)
        height, width = self._thing.alpha.shape
        turned = np.array([[cosine, -sine, x], [sine, cosine, y], [0, 0, 1]])
        return np.asarray(
            turned @ np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]]), np.float64
        )

    def own_places(self, index: int, places: Places) -> Places:
        """Where in the thing's own picture places of the photograph lie."""
        return transformed(np.asarray(np.linalg.inv(self.affine(index)), np.float64), places)

    def shown(self, index: int, places: Places) -> Shown:
        """Show it, and its shadow, as a frame does.

        Parameters
        ----------
        index : int
            The frame.
        places : Places
            Where in the photograph the frame's pixels lie.
        """
        own = self.own_places(index, places)
        rgb = cv2.remap(
            self._thing.rgb, own[..., 0], own[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        alpha = _fetched(self._thing.alpha, own)
        offset = self._light * self._thing.length_px
        cast = _fetched(self._thing.alpha, own - offset.astype(np.float32))
        sigma = max(0.5, _SHADOW_SOFTNESS * max(alpha.shape))
        shadow = cv2.GaussianBlur(cast, (0, 0), sigma) * self._shadow
        return Shown(np.asarray(rgb, np.float32), alpha, np.asarray(shadow, np.float32))


def transformed(affine: NDArray[np.float64], places: Places) -> Places:
    """Move places by an affine map."""
    moved = places @ affine[:2, :2].T.astype(np.float32) + affine[:2, 2].astype(np.float32)
    return np.asarray(moved, np.float32)


def _fetched(values: NDArray[np.float32], places: Places) -> NDArray[np.float32]:
    fetched = cv2.remap(
        values, places[..., 0], places[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT
    )
    return np.asarray(fetched, np.float32)
