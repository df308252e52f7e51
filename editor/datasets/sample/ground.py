"""The pavement, its kerb and the street, seen in perspective."""

from __future__ import annotations

import numpy as np

from editor.datasets.sample.layers import CENTRE_X, HORIZON, WALL_FOOT, Layer, Matrix, layer
from editor.datasets.sample.noise import Plane, fractal, mixed, smoothstep

LEFT, WIDTH = -140.0, 1800.0
"""Painted part along the street, in units as they appear at the wall's foot."""

NEAREST = 0.50
"""Distance of the lowest painted line, the wall's being 1."""

FINE_X, FINE_Z = 1.25, 420.0
"""Texture pixels per unit along the street, and per unit of distance across it."""

KERB_FROM, KERB_TO = 0.665, 0.640


def ground(random: np.random.Generator, scale: float) -> Layer:
    """Paint paving slabs as far as the kerb, then asphalt."""
    shape = round((1 - NEAREST) * FINE_Z * scale), round(WIDTH * FINE_X * scale)
    distance = np.linspace(1, NEAREST, shape[0], dtype=np.float32)[:, None] * np.ones(shape, np.float32)
    along = np.linspace(LEFT, LEFT + WIDTH, shape[1], dtype=np.float32) * np.ones(shape, np.float32)
    picture = _slabs(random, shape, scale, along, distance)
    asphalt = (
        0.30
        + 0.030 * fractal(random, shape, 2.5 * scale, octaves=2)
        + 0.02 * fractal(random, shape, 70 * scale)
    )
    picture = mixed(
        picture, np.dstack([asphalt, asphalt, asphalt * 1.04]), smoothstep(KERB_TO, KERB_TO - 0.004, distance)
    )
    kerb = smoothstep(KERB_FROM, KERB_FROM - 0.003, distance) * smoothstep(KERB_TO, KERB_TO + 0.003, distance)
    joints = np.abs(along % 120 - 60) > 58.5
    stone = np.where(joints, 0.42, 0.70).astype(np.float32) * (1 + 0.04 * fractal(random, shape, 3 * scale))
    picture = mixed(picture, np.dstack([stone, stone * 0.98, stone * 0.95]), kerb)
    gutter = smoothstep(KERB_TO - 0.022, KERB_TO - 0.002, distance) * smoothstep(
        KERB_TO + 0.004, KERB_TO, distance
    )
    shaded = (1 - 0.45 * gutter) * (1 - 0.35 * smoothstep(0.965, 1.0, distance))
    return layer(picture * shaded[..., None], np.ones(shape, np.float32), _placed(scale), None)


def _slabs(
    random: np.random.Generator, shape: tuple[int, int], scale: float, along: Plane, distance: Plane
) -> Plane:
    row = np.floor(distance / 0.082)
    shifted = along + (row % 2) * 44
    column = np.floor(shifted / 88)
    tones = 1 + 0.055 * random.standard_normal((31, 83), np.float32)
    tone = tones[row.astype(int) % 31, column.astype(int) % 83]
    tone *= 1 + 0.045 * fractal(random, shape, 3 * scale, octaves=3, gain=0.9)
    tone *= 1 - 0.10 * smoothstep(0.3, 1.8, fractal(random, shape, (50 * scale, 90 * scale), octaves=5))
    across = np.minimum(distance - row * 0.082, (row + 1) * 0.082 - distance) * FINE_Z
    sideways = np.minimum(shifted - column * 88, (column + 1) * 88 - shifted)
    joint = smoothstep(2.2, 0.8, np.minimum(across, sideways))
    slab = np.array([0.64, 0.615, 0.575], np.float32) * tone[..., None]
    return mixed(slab, (0.36, 0.34, 0.32), 0.8 * joint)


def _placed(scale: float) -> Matrix:
    # Texture (column, row) -> (along, distance) -> units: a point at distance z of the wall's appears at
    # CENTRE_X + (along - CENTRE_X) / z and HORIZON + (WALL_FOOT - HORIZON) / z.
    to_ground = np.array([[1 / (FINE_X * scale), 0, LEFT], [0, -1 / (FINE_Z * scale), 1], [0, 0, 1]])
    seen = np.array([[1, CENTRE_X, -CENTRE_X], [0, HORIZON, WALL_FOOT - HORIZON], [0, 1, 0]])
    placed: Matrix = seen @ to_ground
    return placed
