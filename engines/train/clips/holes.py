"""Holes laid over clips: made-up shapes, strokes of a brush and outlines of real things, still or moving.

Shapes and their movement are those that STTN was trained with: closed curves of cubic segments, half of them
still, the others wandering with a speed and a direction that change a little from frame to frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.clips.footage import Silhouette
from engines.train.warps import Random

Holes = NDArray[np.bool_]
"""T x H x W."""

_SEGMENTS = 6, 8
_PERTURBATION = 0.6, 0.8
_CURVE_STEPS = 12
_STROKES = 2, 6
_STROKE_POINTS = 3, 8
_FASTEST_START = 3.0
_SPEED_CHANGE, _ANGLE_CHANGE = 1.5, 0.25


@dataclass(frozen=True, slots=True)
class HoleSettings:
    """What holes are like.

    Attributes
    ----------
    shapes, strokes, silhouettes : float
        How often each kind comes, beside the others; silhouettes only where there are any.
    still : float
        How often a hole stands still.
    least, most : float
        Height and width of a hole, as shares of the picture's.
    """

    shapes: float = 0.5
    strokes: float = 0.2
    silhouettes: float = 0.3
    still: float = 0.5
    least: float = 1 / 3
    most: float = 1.0


def draw_holes(
    count: int,
    size: tuple[int, int],
    settings: HoleSettings,
    silhouettes: Sequence[Silhouette],
    random: Random,
) -> Holes:
    """Draw the hole of a clip.

    Parameters
    ----------
    count : int
        Frames.
    size : (int, int)
        Width and height of the frames.
    settings : HoleSettings
        What it is like.
    silhouettes : sequence of Silhouette
        Outlines of real things; may be none.
    random : Generator
        What decides.

    Returns
    -------
    ndarray
        count x H x W, bool, with hole and no hole in each frame.
    """
    shares = np.array([settings.shapes, settings.strokes, settings.silhouettes * bool(len(silhouettes))])
    kind = int(random.choice(3, p=shares / shares.sum()))
    width, height = (_extent(side, settings, random) for side in size)
    if kind == 0:
        patch = draw_shape(height, width, random)
    elif kind == 1:
        patch = draw_strokes(height, width, random)
    else:
        outline = silhouettes[int(random.integers(len(silhouettes)))]
        patch = _fitted(outline, height, width)
    room = size[1] - patch.shape[0], size[0] - patch.shape[1]
    is_still = bool(random.random() < settings.still)
    holes = np.zeros((count, size[1], size[0]), np.bool_)
    for hole, (top, left) in zip(holes, _way(count, room, is_still, random), strict=True):
        hole[top : top + patch.shape[0], left : left + patch.shape[1]] = patch
    return holes


def draw_shape(height: int, width: int, random: Random) -> Silhouette:
    """Draw a closed smooth shape that touches all sides of its box."""
    count = int(random.integers(_SEGMENTS[0], _SEGMENTS[1] + 1))
    angles = np.sort(random.uniform(0, 2 * np.pi / count, count) + np.arange(count) * 2 * np.pi / count)
    radii = 1 - random.uniform(0, random.uniform(*_PERTURBATION), count)
    points = np.column_stack([np.cos(angles), np.sin(angles)]) * radii[:, None]
    curve = _smooth(points)
    curve -= curve.min(axis=0)
    curve *= np.array([width - 1, height - 1]) / np.maximum(curve.max(axis=0), 1e-6)
    patch = np.zeros((height, width), np.uint8)
    cv2.fillPoly(patch, [np.rint(curve).astype(np.int32)], 1)
    return patch > 0


def draw_strokes(height: int, width: int, random: Random) -> Silhouette:
    """Draw strokes of a round brush."""
    patch = np.zeros((height, width), np.uint8)
    for _ in range(int(random.integers(_STROKES[0], _STROKES[1] + 1))):
        count = int(random.integers(_STROKE_POINTS[0], _STROKE_POINTS[1] + 1))
        points = np.rint(random.uniform(0, 1, (count, 2)) * [width - 1, height - 1]).astype(np.int32)
        thick = max(2, round(min(height, width) * float(random.uniform(0.05, 0.2))))
        cv2.polylines(patch, [points], False, 1, thick)
        for x, y in points:
            cv2.circle(patch, (int(x), int(y)), thick // 2, 1, -1)
    return patch > 0


def _extent(side: int, settings: HoleSettings, random: Random) -> int:
    drawn = float(random.uniform(settings.least, settings.most)) * side
    return int(np.clip(round(drawn), 2, side - 1))


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lead a closed cubic curve through points (Catmull-Rom)."""
    before, after, second = np.roll(points, 1, 0), np.roll(points, -1, 0), np.roll(points, -2, 0)
    times = np.linspace(0, 1, _CURVE_STEPS, endpoint=False)[:, None, None]
    linear = after - before
    square = 2 * before - 5 * points + 4 * after - second
    cube = 3 * points - before - 3 * after + second
    curve = points + 0.5 * (linear * times + square * times**2 + cube * times**3)
    return np.asarray(curve.transpose(1, 0, 2).reshape(-1, 2), np.float64)


def _fitted(outline: Silhouette, height: int, width: int) -> Silhouette:
    """Bring an outline into a box, its proportions kept."""
    share = min(height / outline.shape[0], width / outline.shape[1])
    size = max(2, round(outline.shape[1] * share)), max(2, round(outline.shape[0] * share))
    return np.asarray(cv2.resize(outline.astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0)


def _way(count: int, room: tuple[int, int], is_still: bool, random: Random) -> list[tuple[int, int]]:
    """Draw where a patch lies in each frame: top and left."""
    place = np.array([random.uniform(0, one) for one in room])
    speed, angle = float(random.uniform(1, _FASTEST_START)), float(random.uniform(0, 2 * np.pi))
    way = []
    for _ in range(count):
        way.append((int(place[0]), int(place[1])))
        if is_still:
            continue
        speed += random.normal(0, _SPEED_CHANGE)
        angle += random.normal(0, _ANGLE_CHANGE)
        step = place + speed * np.array([np.sin(angle), np.cos(angle)])
        place = np.clip(step, 0, room)
        if (place != step).any():
            speed, angle = abs(float(random.normal(0, _SPEED_CHANGE))), float(random.uniform(0, 2 * np.pi))
    return way
