"""The street front: two houses with windows, a door and posters, and a low wall between them."""

from __future__ import annotations

import numpy as np

from editor.datasets.sample.layers import WALL_FOOT, Layer, layer, scaling, translation
from editor.datasets.sample.noise import Plane, fractal, mixed, smoothstep

LEFT, WIDTH = -110.0, 1720.0
"""What is painted, in units; upwards it reaches 50 units beyond the picture."""

ABOVE = 50.0
GAP_LEFT, GAP_RIGHT = 760.0, 1085.0
HOUSES = (LEFT, GAP_LEFT - LEFT), (GAP_RIGHT, LEFT + WIDTH - GAP_RIGHT)
LOW_WALL_TOP = 418.0
BRICK_WIDTH, BRICK_HEIGHT, JOINT = 42.0, 14.5, 2.4

Colour = tuple[float, float, float]


class WallPainter:
    """Paints in units onto a texture of `scale` pixels per unit."""

    def __init__(self, random: np.random.Generator, scale: float) -> None:
        self._random = random
        self._scale = scale
        self._shape = round((WALL_FOOT + ABOVE) * scale), round(WIDTH * scale)
        self.y, self.x = (
            grid.astype(np.float32) for grid in np.mgrid[0 : self._shape[0], 0 : self._shape[1]] / scale
        )
        self.x += LEFT
        self.y -= ABOVE
        self.rgb: Plane = np.zeros((*self._shape, 3), np.float32)

    def noise(self, cell: float | tuple[float, float], octaves: int = 4, gain: float = 0.5) -> Plane:
        """Fractal noise over the whole wall, its cell in units."""
        cells = cell if isinstance(cell, tuple) else (cell, cell)
        scaled = cells[0] * self._scale, cells[1] * self._scale
        return fractal(self._random, self._shape, scaled, octaves=octaves, gain=gain)

    def box(self, left: float, top: float, width: float, height: float) -> tuple[slice, slice]:
        """Slices of a rectangle given in units."""
        rows = (round((edge + ABOVE) * self._scale) for edge in (top, top + height))
        columns = (round((edge - LEFT) * self._scale) for edge in (left, left + width))
        return slice(*rows), slice(*columns)

    def rect(
        self, left: float, top: float, width: float, height: float, colour: Colour, share: float = 1
    ) -> None:
        """Lay one colour over a rectangle, keeping some of the grain under it."""
        box = self.box(left, top, width, height)
        grain = 1 + 0.035 * self._random.standard_normal(self.rgb[box].shape[:2], np.float32)
        self.rgb[box] = mixed(self.rgb[box], np.asarray(colour, np.float32) * grain[..., None], share)

    def shade(self, left: float, top: float, width: float, height: float, light: float) -> None:
        """Darken (below 1) or lighten a rectangle, fading downwards."""
        box = self.box(left, top, width, height)
        rows = self.rgb[box].shape[0]
        self.rgb[box] *= np.linspace(light, 1, rows, dtype=np.float32)[:, None, None]

    def bricks(self, colour: Colour, spread: float) -> Plane:
        """Brickwork over the whole wall, each brick with a tone of its own."""
        row = np.floor(self.y / BRICK_HEIGHT)
        x = self.x + (row % 2) * (BRICK_WIDTH / 2)
        column = np.floor(x / BRICK_WIDTH)
        inside_y, inside_x = self.y - row * BRICK_HEIGHT, x - column * BRICK_WIDTH
        edge = np.minimum(
            np.minimum(inside_x, BRICK_WIDTH - inside_x), np.minimum(inside_y, BRICK_HEIGHT - inside_y)
        )
        tones = 1 + spread * self._random.standard_normal((97, 89), np.float32)
        tone = tones[row.astype(int) % 97, column.astype(int) % 89]
        tone *= (
            1
            + 0.09 * smoothstep(4, 1, inside_y)
            - 0.12 * smoothstep(BRICK_HEIGHT - 4, BRICK_HEIGHT, inside_y)
        )
        tone *= 1 + 0.07 * self.noise(5, octaves=4, gain=0.8)
        stone = np.asarray(colour, np.float32) * tone[..., None]
        mortar = np.array([0.66, 0.62, 0.56], np.float32) * (1 + 0.06 * self.noise(4, octaves=3))[..., None]
        return mixed(mortar, stone, smoothstep(JOINT / 2 - 0.6, JOINT / 2 + 0.8, edge))

    def plaster(self, colour: Colour) -> Plane:
        """Rough plaster with stains that run down."""
        grain = 1 + 0.035 * self.noise(3, octaves=3, gain=0.9) + 0.03 * self.noise((160, 14), octaves=4)
        return np.asarray(colour, np.float32) * grain[..., None]


def street_front(random: np.random.Generator, scale: float) -> Layer:
    """Paint the houses and the wall between them, as far as the pavement."""
    painter = WallPainter(random, scale)
    _lay_stone(painter)
    _plinth(painter)
    for left in (-60, 128, 500):
        for top in (-8, 216):
            _window(painter, left, top, 104, 148)
    _door(painter, 322, 322)
    for left, hue in ((628, 0), (682, 1)):
        _poster(painter, left, 424, hue)
    for left in (1126, 1310, 1494):
        for top in (24, 252):
            _window(painter, left, top, 92, 132)
    _poster(painter, 1238, 428, 2)
    _trim(painter)
    alpha = np.where((painter.x > GAP_LEFT) & (painter.x < GAP_RIGHT) & (painter.y < LOW_WALL_TOP), 0, 1)
    to_world = translation(LEFT, -ABOVE) @ scaling(1 / scale, 1 / scale)
    return layer(painter.rgb, alpha.astype(np.float32), to_world, 1.0)


def _lay_stone(painter: WallPainter) -> None:
    red = painter.bricks((0.60, 0.34, 0.27), 0.13)
    grey = painter.bricks((0.58, 0.54, 0.48), 0.08)
    ochre = painter.plaster((0.84, 0.71, 0.50))
    x = painter.x
    painter.rgb = np.where((x < GAP_LEFT)[..., None], red, np.where((x < GAP_RIGHT)[..., None], grey, ochre))
    stains = 1 - 0.16 * smoothstep(0.2, 1.6, painter.noise((120, 60), octaves=5))
    damp = 1 - 0.22 * smoothstep(WALL_FOOT - 90, WALL_FOOT, painter.y + 18 * painter.noise(40))
    sunlight = 1.08 - 0.16 * smoothstep(-200, 1500, x)
    painter.rgb = (painter.rgb * (stains * damp * sunlight)[..., None]).astype(np.float32)


def _window(painter: WallPainter, left: float, top: float, width: float, height: float) -> None:
    painter.rect(left - 9, top - 12, width + 18, height + 24, (0.80, 0.76, 0.68))
    painter.rect(left, top, width, height, (0.20, 0.19, 0.18))
    pane_width, pane_height = (width - 18) / 2, (height - 24) / 3
    for column in range(2):
        for line in range(3):
            _pane(
                painter,
                left + 6 + column * (pane_width + 6),
                top + 6 + line * (pane_height + 6),
                pane_width,
                pane_height,
            )
    painter.shade(left, top, width, 26, 0.55)
    painter.rect(left - 14, top + height + 8, width + 28, 11, (0.86, 0.82, 0.74))
    painter.shade(left - 14, top + height + 19, width + 28, 18, 0.55)


def _pane(painter: WallPainter, left: float, top: float, width: float, height: float) -> None:
    box = painter.box(left, top, width, height)
    streak = np.sin((painter.x[box] * 0.9 + painter.y[box]) / 23.0)
    sky = smoothstep(-200, 560, painter.y[box] + 22 * streak)
    glass = mixed(
        np.broadcast_to(np.array([0.50, 0.60, 0.70], np.float32), (*sky.shape, 3)).copy(),
        (0.13, 0.17, 0.21),
        sky,
    )
    painter.rgb[box] = glass


def _door(painter: WallPainter, left: float, top: float) -> None:
    height = WALL_FOOT - top
    painter.rect(left - 14, top - 16, 138, height + 16, (0.78, 0.74, 0.66))
    painter.rect(left, top, 110, height, (0.13, 0.30, 0.27))
    for line in range(3):
        for column in range(2):
            painter.rect(left + 11 + column * 48, top + 16 + line * 74, 40, 60, (0.10, 0.24, 0.22))
            painter.rect(left + 14 + column * 48, top + 20 + line * 74, 37, 56, (0.16, 0.35, 0.31))
    painter.rect(left + 96, top + 130, 7, 7, (0.87, 0.72, 0.35))
    painter.shade(left, top, 110, 40, 0.5)


def _poster(painter: WallPainter, left: float, top: float, hue: int) -> None:
    paper, ink = (
        ((0.93, 0.88, 0.76), (0.78, 0.23, 0.17)),
        ((0.16, 0.36, 0.46), (0.95, 0.80, 0.35)),
        ((0.90, 0.86, 0.80), (0.17, 0.24, 0.44)),
    )[hue]
    painter.rect(left, top, 46, 66, paper)
    box = painter.box(left, top, 46, 66)
    ring = np.hypot(painter.x[box] - left - 23, painter.y[box] - top - 24)
    painter.rgb[box] = mixed(painter.rgb[box], ink, smoothstep(16, 14.5, ring) * smoothstep(7, 8.5, ring))
    for line in range(3):
        painter.rect(left + 6, top + 46 + line * 6, 34 - 9 * (line % 2), 3, ink)


def _plinth(painter: WallPainter) -> None:
    for left, width in HOUSES:
        painter.rect(left, WALL_FOOT - 44, width, 44, (0.50, 0.48, 0.45), 0.8)
        painter.rect(left, WALL_FOOT - 47, width, 5, (0.70, 0.67, 0.61))
        painter.shade(left, WALL_FOOT - 42, width, 8, 0.7)


def _trim(painter: WallPainter) -> None:
    for left, width in HOUSES:
        painter.rect(left, 192, width, 9, (0.80, 0.76, 0.68), 0.9)
        painter.shade(left, 201, width, 9, 0.6)
    painter.rect(GAP_LEFT - 30, -ABOVE, 9, WALL_FOOT + ABOVE - 8, (0.30, 0.33, 0.32))
    painter.rect(GAP_LEFT, LOW_WALL_TOP, GAP_RIGHT - GAP_LEFT, 13, (0.74, 0.71, 0.65))
    painter.shade(GAP_LEFT, LOW_WALL_TOP + 13, GAP_RIGHT - GAP_LEFT, 12, 0.6)
    painter.shade(GAP_RIGHT, -ABOVE, 16, ABOVE + WALL_FOOT, 0.8)
