"""How fast mattes are evaluated on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from editor.masks.codec import encode_matte
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.model.objects import Layer, MaskedObject, MaskObject
from editor.masks.model.shapes import Operation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points

_SHAPES, _STROKES, _STROKE_POINTS = 10, 50, 80
_ROUNDS = 9
_FEATHER = 0.02
_FRAMES = 300
_FULL_HD = PixelGrid(1920, 1080)


@dataclass(frozen=True, slots=True)
class MaskFigures:
    """Medians for 10 shapes and 50 strokes at 1920 x 1080.

    Attributes
    ----------
    hard_ms, soft_ms : float
        A frame whose layers are all new, of hard edges, and with feather and soft brushes throughout.
    hard_edit_ms, soft_edit_ms : float
        An evaluation after a point of a shape was moved.
    key_matte_bytes : int
        What 300 mattes of the hard shapes alone take when they are encoded.
    """

    hard_ms: float
    soft_ms: float
    hard_edit_ms: float
    soft_edit_ms: float
    key_matte_bytes: int


def mask_figures(grid: PixelGrid = _FULL_HD, seed: int = 0) -> MaskFigures:
    """Measure the evaluation of mattes.

    Parameters
    ----------
    grid : PixelGrid
        Size of the mattes.
    seed : int
        Of the shapes and strokes.
    """
    hard = [_scene(0.0, 1.0, seed + frame) for frame in range(_ROUNDS + 1)]
    soft = [_scene(_FEATHER, 0.5, seed + frame) for frame in range(_ROUNDS + 1)]
    return MaskFigures(
        hard_ms=_frame_ms(hard, grid),
        soft_ms=_frame_ms(soft, grid),
        hard_edit_ms=_edit_ms(hard[0], grid),
        soft_edit_ms=_edit_ms(soft[0], grid),
        key_matte_bytes=_FRAMES * len(encode_matte(_evaluator(grid).evaluate(0, [_shapes_of(hard[0])]))),
    )


def _scene(feather: float, hardness: float, seed: int) -> MaskedObject:
    rng = np.random.default_rng(seed)
    layers: list[Layer] = [_blob(rng, feather, at % 4 == 3) for at in range(_SHAPES)]
    layers += [_stroke(rng, hardness, at % 5 == 4) for at in range(_STROKES)]
    return MaskedObject(MaskObject("benchmark"), tuple(layers))


def _blob(rng: np.random.Generator, feather: float, is_hole: bool) -> Shape:
    """Draw a round outline of twelve points, about a quarter of the height wide."""
    angles = np.arange(12) * (2 * np.pi / 12)
    radii = rng.uniform(0.08, 0.15) * rng.uniform(0.7, 1.3, 12)
    away = np.column_stack([np.cos(angles) * 9 / 16, np.sin(angles)])
    along = np.column_stack([-np.sin(angles) * 9 / 16, np.cos(angles)]) * (0.16 * radii)[:, None]
    places = rng.uniform(0.2, 0.8, 2) + away * radii[:, None]
    rows = np.column_stack([places, -along, along, np.full(12, feather)]).tolist()
    points = tuple(Point(*row) for row in rows)
    operation = Operation.SUBTRACT if is_hole else Operation.ADD
    return Shape(ShapeKind.BEZIER, (ShapeKey(0, points),), operation=operation)


def _stroke(rng: np.random.Generator, hardness: float, is_erasing: bool) -> Stroke:
    """Draw a bent way, about a third of the height long."""
    angles = rng.uniform(0, 2 * np.pi) + np.linspace(0, rng.uniform(-3, 3), _STROKE_POINTS)
    steps = np.column_stack([np.cos(angles) * 9 / 16, np.sin(angles)]) * 0.004
    way = rng.uniform(0.1, 0.9, 2) + np.cumsum(steps, axis=0)
    return Stroke(pack_points(way), rng.uniform(0.02, 0.05), hardness, is_erasing=is_erasing)


def _shapes_of(scene: MaskedObject) -> MaskedObject:
    return replace(scene, layers=scene.layers[:_SHAPES])


def _evaluator(grid: PixelGrid) -> Evaluator:
    no_pictures: dict[str, bytes] = {}
    return Evaluator(grid, no_pictures.__getitem__)


def _frame_ms(scenes: Sequence[MaskedObject], grid: PixelGrid) -> float:
    """Go from frame to frame, as playback and renders do; the first one warms up."""
    evaluator = _evaluator(grid)
    evaluator.evaluate(0, [scenes[0]])
    return _median_ms(lambda frame: evaluator.evaluate(frame, [scenes[frame]]))


def _edit_ms(scene: MaskedObject, grid: PixelGrid) -> float:
    evaluator = _evaluator(grid)
    evaluator.evaluate(0, [scene])
    return _median_ms(lambda times: evaluator.evaluate(0, [_edited(scene, times)]))


def _edited(scene: MaskedObject, times: int) -> MaskedObject:
    shape, *others = scene.layers
    if not isinstance(shape, Shape):
        return scene
    first, *rest = shape.keys[0].points
    moved = replace(shape.keys[0], points=(first._replace(x=first.x + 0.001 * times), *rest))
    return replace(scene, layers=(replace(shape, keys=(moved,)), *others))


def _median_ms(work: Callable[[int], object]) -> float:
    times = []
    for done in range(1, _ROUNDS + 1):
        start = time.perf_counter()
        work(done)
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1000
