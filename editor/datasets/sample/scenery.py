"""What stands far away: sky, clouds, hills and trees."""

from __future__ import annotations

import numpy as np

from editor.datasets.sample.layers import HORIZON, Layer, layer, scaling, translation
from editor.datasets.sample.noise import Plane, fractal, mixed, smoothstep

LEFT, WIDTH, HEIGHT = -120.0, 1560.0, 470.0
"""What is painted of the far things, in units: from `LEFT`, and from 40 units above the picture."""

ABOVE = 40.0


def far_hills(random: np.random.Generator, scale: float) -> Layer:
    """Paint a sky with clouds and two ranges of hills, blue with distance."""
    shape = _shape(scale)
    picture = _sky(random, shape, scale)
    for crest, roughness, colour in (
        (HORIZON - 95, 34, (0.50, 0.57, 0.68)),
        (HORIZON - 52, 24, (0.40, 0.50, 0.50)),
    ):
        below = _below_ridge(random, shape, scale, crest, roughness)
        grass = 1 + 0.025 * fractal(random, shape, (3 * scale, 5 * scale), octaves=2, gain=0.9)
        grass += 0.05 * fractal(random, shape, (26 * scale, 44 * scale), octaves=5)
        picture = mixed(picture, np.asarray(colour, np.float32) * grass[..., None], below)
    return layer(picture, np.ones(shape, np.float32), _placed(scale), 0.10)


def near_hill(random: np.random.Generator, scale: float) -> Layer:
    """Paint a wooded hill: crowns of trees out of clumped noise."""
    shape = _shape(scale)
    crown = fractal(random, shape, 26 * scale, octaves=4, gain=0.6)
    leaves = fractal(random, shape, 5 * scale, octaves=3, gain=0.8)
    below = _below_ridge(random, shape, scale, HORIZON - 20, 16, roughened=crown * 9 * scale)
    light = np.clip(0.55 + 0.20 * crown + 0.12 * leaves, 0.12, 1.2)
    green = np.stack([0.36 * light + 0.04, 0.47 * light + 0.05, 0.22 * light + 0.06], axis=-1)
    return layer(green.astype(np.float32), below, _placed(scale), 0.32)


def _shape(scale: float) -> tuple[int, int]:
    return round(HEIGHT * scale), round(WIDTH * scale)


def _placed(scale: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return translation(LEFT, -ABOVE) @ scaling(1 / scale, 1 / scale)


def _sky(random: np.random.Generator, shape: tuple[int, int], scale: float) -> Plane:
    height = np.linspace(0, 1, shape[0], dtype=np.float32)[:, None] * np.ones(shape, np.float32)
    zenith = np.broadcast_to(np.array([0.33, 0.52, 0.78], np.float32), (*shape, 3))
    picture = mixed(zenith.astype(np.float32), (0.93, 0.84, 0.72), height**1.6)
    clouds = fractal(random, shape, (60 * scale, 190 * scale), octaves=6, gain=0.55)
    shade = fractal(random, shape, (30 * scale, 80 * scale), octaves=4)
    white = 0.93 + 0.04 * shade
    return mixed(picture, np.dstack([white, white * 0.97, white * 0.95]), 0.85 * smoothstep(0.0, 1.3, clouds))


def _below_ridge(
    random: np.random.Generator,
    shape: tuple[int, int],
    scale: float,
    crest: float,
    roughness: float,
    roughened: Plane | None = None,
) -> Plane:
    profile = fractal(random, (2, shape[1]), (2, 230 * scale), octaves=1)[:1]
    profile = profile + 0.3 * fractal(random, (2, shape[1]), (2, 60 * scale), octaves=1)[:1]
    ridge_px = (crest + ABOVE - roughness * profile) * scale
    lines_px = np.arange(shape[0], dtype=np.float32)[:, None]
    depth = lines_px - ridge_px + (0 if roughened is None else roughened)
    return smoothstep(-1, 1, depth.astype(np.float32))
