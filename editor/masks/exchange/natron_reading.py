"""Shapes from a Natron script, as its export of groups writes it; the script is read, never run."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.exchange.beziers import with_feather
from editor.masks.exchange.files import Imported, not_understood, read_text, understood
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import Layer, MaskedObject, MaskObject
from editor.masks.model.shapes import Operation, Point, Shape, ShapeKey, ShapeKind

_MOST_BYTES = 32 << 20
_TAKING_AWAY = "CAIRO_OPERATOR_DEST_OUT"
_Row = tuple[float, ...]


@dataclass(slots=True)
class _Curve:
    """What a script says about one shape."""

    name: str = ""
    points: dict[int, dict[int, _Row]] = field(default_factory=dict)
    soft: dict[int, dict[int, _Row]] = field(default_factory=dict)
    is_finished: bool = False
    is_black: bool = False
    shown: dict[int, bool] = field(default_factory=dict)


def read_natron(path: Path, grid: PixelGrid, *, first_frame: int = 1) -> Imported:
    """Read the shapes that a Natron script makes.

    Parameters
    ----------
    path : Path
        The script, in Python.
    grid : PixelGrid
        Size of the picture that the shapes were drawn on.
    first_frame : int
        Number that the script gives to the clip's first frame.

    Returns
    -------
    Imported
        One object.

    Raises
    ------
    MaskFileError
        If it is no script, or makes no shapes.
    """
    text = read_text(path)
    if len(text) > _MOST_BYTES:
        raise not_understood(path, "the script is longer than 32 MiB")
    try:
        calls = list(_calls(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise not_understood(path, "it is no Python script") from error
    curves = understood(path, lambda: _curves(calls))
    layers: list[Layer] = []
    notices = []
    for curve in curves:
        if curve.is_finished and curve.points:
            layers.append(understood(path, partial(_shape, curve, grid, first_frame)))
        else:
            notices.append(f"the shape {curve.name or 'without a name'} is open and left out")
    if not layers:
        raise not_understood(path, "it makes no closed shapes")
    return Imported((MaskedObject(MaskObject("Natron"), tuple(layers)),), notices=tuple(notices))


def _calls(tree: ast.Module) -> Iterator[tuple[str, str, str, list[ast.expr]]]:
    """Find calls in the order of lines: what the result is named, of what, which method, with what."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.Expr)]
    for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
        call = node.value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        yield (
            target.id if isinstance(target, ast.Name) else "",
            call.func.value.id if isinstance(call.func.value, ast.Name) else "",
            call.func.attr,
            call.args,
        )


def _curves(calls: list[tuple[str, str, str, list[ast.expr]]]) -> list[_Curve]:
    curves: list[_Curve] = []
    named: dict[str, _Curve] = {}
    for result, owner, method, arguments in calls:
        if method == "createBezier" and result:
            named[result] = _Curve()
            curves.append(named[result])
        elif owner in named:
            _tell(named[owner], method, arguments)
    return curves


def _tell(curve: _Curve, method: str, arguments: list[ast.expr]) -> None:
    if method in {"setPointAtIndex", "setFeatherPointAtIndex"}:
        place, frame, *row = (_number(argument) for argument in arguments[:8])
        into = curve.points if method == "setPointAtIndex" else curve.soft
        into.setdefault(round(frame), {})[round(place)] = tuple(row)
    elif method == "setCurveFinished":
        curve.is_finished = bool(ast.literal_eval(arguments[0]))
    elif method in {"setLabel", "setScriptName"}:
        curve.name = str(ast.literal_eval(arguments[0]))
    elif method == "setActivated":
        curve.shown[round(_number(arguments[0]))] = bool(ast.literal_eval(arguments[1]))
    elif method == "setCompositingOperator":
        curve.is_black = ast.unparse(arguments[0]).endswith(_TAKING_AWAY)


def _number(argument: ast.expr) -> float:
    number = ast.literal_eval(argument)
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise MaskValueError(f"{ast.unparse(argument):.40} is no number", remedy="export it again")
    return float(number)


def _shape(curve: _Curve, grid: PixelGrid, first_frame: int) -> Shape:
    keys = tuple(
        ShapeKey(frame - first_frame, _points(curve.points[frame], curve.soft.get(frame, {}), grid))
        for frame in sorted(curve.points)
    )
    operation = Operation.SUBTRACT if curve.is_black else Operation.ADD
    span = _span({frame - first_frame: shown for frame, shown in curve.shown.items()})
    return Shape(ShapeKind.BEZIER, keys, operation=operation, span=span, name=curve.name)


def _points(rows: dict[int, _Row], soft: dict[int, _Row], grid: PixelGrid) -> tuple[Point, ...]:
    if sorted(rows) != list(range(len(rows))):
        raise MaskValueError("points of a shape are missing", remedy="export it again")
    size = np.array([grid.width, grid.height])
    numbers = np.array([rows[place] for place in range(len(rows))]).reshape(-1, 3, 2)
    numbers = np.array([0, grid.height]) + numbers * (1, -1)
    places, arriving, leaving = (numbers[:, column] / size for column in range(3))
    table = np.column_stack([places, arriving - places, leaving - places])
    points = tuple(Point(*row) for row in table.tolist())
    ends = np.array([soft.get(place, rows[place])[:2] for place in range(len(rows))])
    return with_feather(points, np.array([0, grid.height]) + ends * (1, -1), grid)


def _span(shown: dict[int, bool]) -> FrameSpan:
    """Read from when to when a shape is there, of keyframes that switch it on and off once."""
    on = sorted(frame for frame, is_shown in shown.items() if is_shown)
    off = [frame for frame, is_shown in shown.items() if not is_shown]
    if not on:
        return FrameSpan()
    starts, ends = any(frame < on[0] for frame in off), any(frame > on[-1] for frame in off)
    return FrameSpan(on[0] if starts else None, on[-1] if ends else None)
