"""Shapes and strokes for tests."""

from __future__ import annotations

import numpy as np

from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.objects import Layer, MaskedObject, MaskObject, MatteEdge
from editor.masks.model.shapes import Box, Operation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points

GRID = PixelGrid(160, 90)
NO_PICTURES: dict[str, bytes] = {}


def polygon(*corners: tuple[float, float], feather: float = 0.0, **settings: object) -> Shape:
    outline = tuple(Point(x, y, feather=feather) for x, y in corners)
    return Shape(ShapeKind.POLYGON, (ShapeKey(0, outline),), **settings)  # type: ignore[arg-type]


def rectangle(left: float, top: float, right: float, bottom: float, **settings: object) -> Shape:
    box = Box((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)
    return Shape(ShapeKind.RECTANGLE, (ShapeKey(0, (), box),), **settings)  # type: ignore[arg-type]


def dab(x: float, y: float, size: float, **settings: object) -> Stroke:
    return Stroke(pack_points([[x, y]]), size, **settings)  # type: ignore[arg-type]


def masked(*layers: Layer, edge: MatteEdge | None = None) -> MaskedObject:
    return MaskedObject(MaskObject("thing", main=edge or MatteEdge()), layers)


def evaluated(*layers: Layer, frame: int = 0, grid: PixelGrid = GRID, edge: MatteEdge | None = None) -> Matte:
    return Evaluator(grid, NO_PICTURES.__getitem__).evaluate(frame, [masked(*layers, edge=edge)])


def random_layers(rng: np.random.Generator) -> list[Layer]:
    """Some shapes and strokes of all kinds."""
    layers: list[Layer] = []
    for _ in range(rng.integers(1, 6)):
        operation = rng.choice([Operation.ADD, Operation.ADD, Operation.SUBTRACT, Operation.INTERSECT])
        spread = 0.9 if operation is Operation.INTERSECT else 0.3
        corners = rng.uniform(0, 1 - spread, 2) + rng.uniform(0, spread, (5, 2))
        feather = float(rng.choice([0, 0.05, -0.05]))
        layers.append(polygon(*map(tuple, corners), feather=feather, operation=Operation(operation)))
        way = rng.uniform(0, 1, 2) + np.cumsum(rng.uniform(-0.1, 0.1, (6, 2)), axis=0)
        layers.append(
            Stroke(pack_points(way), 0.1, float(rng.uniform(0, 1)), is_erasing=bool(rng.integers(0, 2)))
        )
    return layers
