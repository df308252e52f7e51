"""The sample shot: a camera that pans along a street while somebody walks by."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.sample.figure import REACH, STRIDE, paint_body, shadow_of, walking_body
from editor.datasets.sample.ground import ground
from editor.datasets.sample.layers import CENTRE_X, Matrix, nearness_at, scaling, translation
from editor.datasets.sample.noise import Plane
from editor.datasets.sample.scenery import far_hills, near_hill
from editor.datasets.sample.wall import street_front

UNITS_WIDE, UNITS_HIGH = 1280.0, 720.0
PAN, PAN_PERIOD_S = 230.0, 8.0
ZOOM, CROP = 0.05, 1.02
"""The zoom over half a period, from a crop that leaves room for the shake."""

SHAKE = 1.3
BODY_HEIGHT, WALK_LINE = 330.0, 632.0
"""Of the walker, in units: how tall, and on which line of the picture the feet are."""

WALK_FROM, WALK_TO = 210.0, 1210.0
"""The way walked to and fro, in units along the walker's own line."""

CYCLES_PER_S = 0.92
SHADOW_SKEW, SHADOW_LENGTH, SHADOW_DEPTH = 1.9, 0.17, 0.50
GRAIN = 1.3
GRAIN_TILE_PX = 1024
MATTE_GROWTH_PX = 2


@dataclass(frozen=True, slots=True)
class SceneSettings:
    """What the shot is to be.

    Attributes
    ----------
    width, height : int
        Picture size in pixels, even.
    rate : Fraction
        Frames per second.
    seed : int
        Of all that is random; the same settings give the same pictures.
    """

    width: int = 1280
    height: int = 720
    rate: Fraction = Fraction(25)
    seed: int = 7


@dataclass(frozen=True, slots=True, eq=False)
class SceneFrame:
    """One frame of the shot and its truth.

    Attributes
    ----------
    rgb : ndarray
        H x W x 3, uint8, with the walker.
    plate : ndarray
        The same without, down to the grain.
    matte : ndarray
        H x W, uint8, 255 wherever walker or shadow change the picture, and `MATTE_GROWTH_PX` around.
    figure : ndarray
        H x W, uint8, 255 where the walker (without shadow) covers at least half a pixel: the tight outline.
    """

    rgb: NDArray[np.uint8]
    plate: NDArray[np.uint8]
    matte: NDArray[np.uint8]
    figure: NDArray[np.uint8]


class Scene:
    """Paints the street once; every frame is then drawn by itself, in any order, for as long as one likes."""

    def __init__(self, settings: SceneSettings) -> None:
        self.settings = settings
        self._scale = max(settings.width / UNITS_WIDE, settings.height / UNITS_HIGH)
        random = np.random.default_rng(settings.seed)
        self._layers = tuple(
            paint(random, self._scale) for paint in (far_hills, near_hill, street_front, ground)
        )
        self._shake = random.uniform(0, 2 * math.pi, (3, 3))
        self._grain = random.normal(0, GRAIN, (GRAIN_TILE_PX, GRAIN_TILE_PX, 3)).astype(np.float32)

    def frame(self, index: int) -> SceneFrame:
        """Draw frame `index`, counted from 0."""
        time_s = float(index / self.settings.rate)
        view = self._view(time_s)
        pan = PAN * 0.5 * (1 - math.cos(2 * math.pi * time_s / PAN_PERIOD_S))
        empty = np.zeros((self.settings.height, self.settings.width, 3), np.float32)
        for one in self._layers:
            one.draw(empty, view, pan)
        with_walker = empty.copy()
        figure = self._draw_walker(with_walker, view, pan, time_s)
        grain = self._grain_of(index)
        rgb, plate = _developed(with_walker + grain), _developed(empty + grain)
        changed = (rgb != plate).any(axis=2).astype(np.uint8) * 255
        kernel = np.ones((2 * MATTE_GROWTH_PX + 1,) * 2, np.uint8)
        return SceneFrame(rgb, plate, cv2.dilate(changed, kernel).astype(np.uint8), figure)

    def _view(self, time_s: float) -> Matrix:
        shake_x, shake_y, turn = (
            sum(
                math.sin(2 * math.pi * hertz * time_s + start)
                for hertz, start in zip((0.7, 1.7, 3.1), starts, strict=True)
            )
            for starts in self._shake
        )
        zoom = ZOOM * 0.5 * (1 - math.cos(2 * math.pi * time_s / PAN_PERIOD_S))
        angle = 0.0009 * turn
        turned = np.array(
            [[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1]]
        )
        centre = translation(self.settings.width / 2, self.settings.height / 2)
        away = translation(-CENTRE_X, -UNITS_HIGH / 2)
        shaken = translation(SHAKE * shake_x * self._scale, SHAKE * shake_y * self._scale)
        size = self._scale * (CROP + zoom)
        view: Matrix = shaken @ centre @ turned @ scaling(size, size) @ away
        return view

    def _draw_walker(self, picture: Plane, view: Matrix, pan: float, time_s: float) -> NDArray[np.uint8]:
        figure = np.zeros(picture.shape[:2], np.uint8)
        place, towards, phase = _walk(time_s)
        foot = place - pan * nearness_at(WALK_LINE)
        box = self._walker_box(view, foot)
        if min(side.stop - side.start for side in box) <= 0:
            return figure
        x, y = self._body_places(box, view, foot)
        parts = walking_body(phase)
        edge = 1.6 / (BODY_HEIGHT * self._scale)
        rgb, alpha = paint_body(parts, x * towards, y, edge)
        up = y / SHADOW_LENGTH
        shadow = shadow_of(parts, (x - SHADOW_SKEW * y) * towards, up, 0.045)
        part = picture[box]
        part *= (1 - SHADOW_DEPTH * shadow)[..., None]
        part += (rgb * 255 - part) * alpha[..., None]
        figure[box] = np.where(alpha >= 0.5, 255, 0)
        return figure

    def _walker_box(self, view: Matrix, foot: float) -> tuple[slice, slice]:
        lying = SHADOW_SKEW * SHADOW_LENGTH
        across = np.array([-REACH, max(REACH, lying + REACH)]) * BODY_HEIGHT + foot
        lines = np.array([WALK_LINE - 1.06 * BODY_HEIGHT, WALK_LINE + 0.06 * BODY_HEIGHT])
        corners = np.array([[x, y, 1.0] for x in across for y in lines]).T
        seen = (view @ corners)[:2]
        low, high = np.floor(seen.min(axis=1)).astype(int), np.ceil(seen.max(axis=1)).astype(int) + 1
        limits = self.settings.width, self.settings.height
        columns, rows = (
            slice(max(0, int(first)), min(limit, int(end)))
            for first, end, limit in zip(low, high, limits, strict=True)
        )
        return rows, columns

    def _body_places(self, box: tuple[slice, slice], view: Matrix, foot: float) -> tuple[Plane, Plane]:
        rows, columns = box
        py, px = np.mgrid[rows, columns].astype(np.float32)
        back = np.linalg.inv(view).astype(np.float32)
        x = (back[0, 0] * px + back[0, 1] * py + back[0, 2] - foot) / BODY_HEIGHT
        y = (WALK_LINE - (back[1, 0] * px + back[1, 1] * py + back[1, 2])) / BODY_HEIGHT
        return x.astype(np.float32), y.astype(np.float32)

    def _grain_of(self, index: int) -> Plane:
        height, width = self.settings.height, self.settings.width
        shift = np.random.default_rng((self.settings.seed, index)).integers(0, GRAIN_TILE_PX, 2)
        tile = np.roll(self._grain, tuple(int(way) for way in shift), axis=(0, 1))
        times = -(-height // GRAIN_TILE_PX), -(-width // GRAIN_TILE_PX), 1
        return np.tile(tile, times)[:height, :width]


def _walk(time_s: float) -> tuple[float, int, float]:
    way = time_s * CYCLES_PER_S * STRIDE * BODY_HEIGHT
    length = WALK_TO - WALK_FROM
    turns, rest = divmod(way, length)
    phase = way / (STRIDE * BODY_HEIGHT)
    return (WALK_FROM + rest, 1, phase) if turns % 2 == 0 else (WALK_TO - rest, -1, phase)


def _developed(picture: Plane) -> NDArray[np.uint8]:
    rounded: NDArray[np.uint8] = np.clip(picture + 0.5, 0, 255).astype(np.uint8)
    return rounded
