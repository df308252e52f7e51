"""Shapes from Roto and RotoPaint nodes of a Nuke script (`.nk`).

The text of the `curves` knob is not described by its maker; what is read here is what Nuke writes for
outlines: layers with curve groups, each with the outline and its feather as lists of points. A point is three
pairs of numbers: the outer two are handles relative to the middle one; in a feather the middle one is
relative to the outline. Numbers are decimal, or `x` and the bits of a 32-bit float, and count pixels upwards
from the bottom.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.exchange.beziers import with_feather
from editor.masks.exchange.files import Imported, not_understood, read_text, understood
from editor.masks.model.objects import Layer, MaskedObject, MaskObject
from editor.masks.model.shapes import Operation, Point, Shape, ShapeKey, ShapeKind

_MOST_TOKENS = 20_000_000
_DEEPEST = 100
_TOKEN = re.compile(r'[{}]|"(?:[^"\\]|\\.)*"|[^\s{}"]+')
_NODES = frozenset({"Roto", "RotoPaint"})
_PER_POINT = 3

Tree = list["str | Tree"]


@dataclass(slots=True)
class _Reading:
    """What is known while a file is read."""

    grid: PixelGrid
    first_frame: int
    notices: list[str] = field(default_factory=list)

    def note(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def read_nuke(path: Path, grid: PixelGrid, *, first_frame: int = 1) -> Imported:
    """Read the shapes of a Nuke script.

    Parameters
    ----------
    path : Path
        The script.
    grid : PixelGrid
        Size of the picture that the shapes were drawn on.
    first_frame : int
        Number that the script gives to the clip's first frame.

    Returns
    -------
    Imported
        An object for each node.

    Raises
    ------
    MaskFileError
        If it is no Nuke script, or has no such node.
    """
    tree = understood(path, lambda: _tree(read_text(path)))
    reading = _Reading(grid, first_frame)
    objects = understood(path, lambda: tuple(_objects(tree, reading)))
    if not objects:
        raise not_understood(path, "it has no Roto node with shapes")
    return Imported(objects, notices=tuple(reading.notices))


def _tree(text: str) -> Tree:
    """Read nested braces."""
    root: Tree = []
    stack = [root]
    for count, found in enumerate(_TOKEN.finditer(text)):
        part = found.group()
        if count > _MOST_TOKENS or len(stack) > _DEEPEST:
            raise MaskValueError("its braces are nested too deeply, or it is too long", remedy="divide it")
        if part == "{":
            inner: Tree = []
            stack[-1].append(inner)
            stack.append(inner)
        elif part == "}":
            if len(stack) == 1:
                raise MaskValueError("its braces do not match", remedy="export it again")
            stack.pop()
        else:
            stack[-1].append(part)
    if len(stack) > 1:
        raise MaskValueError("its braces do not match", remedy="export it again")
    return root


def _objects(tree: Tree, reading: _Reading) -> Iterator[MaskedObject]:
    for name, body in pairwise(tree):
        if not isinstance(body, list):
            continue
        if name in _NODES:
            shapes = tuple(_shapes(_after(body, "curves"), reading))
            if shapes:
                yield MaskedObject(MaskObject(_word(body, "name") or str(name)), shapes)
        elif isinstance(name, str):
            yield from _objects(body, reading)


def _shapes(tree: Tree, reading: _Reading) -> Iterator[Layer]:
    """Find curve groups, however deep they lie in layers."""
    for item in tree:
        if not isinstance(item, list):
            continue
        if item[:1] == ["curvegroup"]:
            shape = _shape(item, reading)
            if shape is not None:
                yield shape
        else:
            yield from _shapes(item, reading)


def _shape(group: Tree, reading: _Reading) -> Shape | None:
    name, kind = str(group[1]), group[3]
    if kind != "bezier":
        reading.note(f"the shape {name} is a {kind}, which is left out")
        return None
    curves = next(item for item in group if isinstance(item, list) and item and isinstance(item[0], list))
    outlines = [_keys(curve) for curve in curves if isinstance(curve, list) and curve[:1] == ["cc"]]
    if any(isinstance(item, list) and item[:1] == ["t"] for item in group):
        reading.note("moves of whole shapes and layers are left out")
    feather = outlines[1] if len(outlines) > 1 else {}
    keys = tuple(
        ShapeKey(round(frame) - reading.first_frame, _points(rows, feather.get(frame), reading.grid))
        for frame, rows in sorted(outlines[0].items())
    )
    attributes = next((item for item in group if isinstance(item, list) and item[:1] == ["a"]), [])
    operation = Operation.SUBTRACT if _is_black(attributes) else Operation.ADD
    return Shape(ShapeKind.BEZIER, keys, operation=operation, name=name)


def _keys(curve: Tree) -> dict[float, Coordinates]:
    """Points of a curve by frame: N x 3 x 2."""
    keys = {}
    for item in curve:
        if isinstance(item, list) and item[:1] == ["px"]:
            pairs = [[_number(number) for number in pair] for pair in item[2:]]
            keys[_number(item[1])] = np.array(pairs, np.float64).reshape(-1, _PER_POINT, 2)
    if not keys:
        raise MaskValueError("an outline is stored in a way that is not known", remedy="bake it to points")
    return keys


def _points(rows: Coordinates, feather: Coordinates | None, grid: PixelGrid) -> tuple[Point, ...]:
    down = np.array([1, -1])
    size = np.array([grid.width, grid.height])
    places = (np.array([0, grid.height]) + rows[:, 1] * down) / size
    handles = rows[:, [0, 2]] * down / size
    numbers = np.column_stack([places, handles[:, 0], handles[:, 1]]).tolist()
    points = tuple(Point(*row) for row in numbers)
    if feather is None or len(feather) != len(rows) or not feather[:, 1].any():
        return points
    return with_feather(points, places * size + feather[:, 1] * down, grid)


def _is_black(attributes: Tree) -> bool:
    """Whether a shape is drawn in black: it takes away."""
    zero = {name for name, value in zip(attributes[1::2], attributes[2::2], strict=False) if value == "0"}
    return zero.issuperset("rgba")


def _number(token: str | Tree) -> float:
    if not isinstance(token, str):
        raise MaskValueError("an outline is stored in a way that is not known", remedy="bake it to points")
    if re.fullmatch(r"x[0-9a-fA-F]{1,8}", token):
        number: float = struct.unpack(">f", bytes.fromhex(token[1:].rjust(8, "0")))[0]
    else:
        number = float(token)
    if not math.isfinite(number):
        raise MaskValueError(f"{token} is no finite number", remedy="export it again")
    return number


def _after(body: Sequence[str | Tree], word: str) -> Tree:
    for name, value in pairwise(body):
        if name == word and isinstance(value, list):
            return value
    return []


def _word(body: Sequence[str | Tree], word: str) -> str:
    for name, value in pairwise(body):
        if name == word and isinstance(value, str):
            return value.strip('"')
    return ""
