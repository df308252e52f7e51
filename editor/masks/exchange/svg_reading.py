"""Shapes from SVG pictures, one for each frame."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from lxml import etree

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import Coordinates
from editor.masks.exchange.files import Imported, not_understood, read_xml, understood
from editor.masks.exchange.svg_paths import Subpath, parsed_path
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import MaskedObject, MaskObject
from editor.masks.model.shapes import Operation, Point, Shape, ShapeKey, ShapeKind

_SPACE = "{http://www.w3.org/2000/svg}"
_LENGTH = re.compile(r"\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(px)?\s*")
_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_BLACK = {"black", "#000", "#000000", "rgb(0,0,0)"}
_UNSEEN = frozenset({"defs", "clipPath", "mask", "symbol", "pattern", "marker"})
_MOST_SHAPES = 10_000


def read_svg(paths: Mapping[int, Path]) -> Imported:
    """Read shapes from SVG pictures.

    Paths, polygons, polylines, rectangles, circles and ellipses that are filled, with the transforms of their
    groups; black ones take away. Elements of one `id` and as many points become one shape with keyframes.

    Parameters
    ----------
    paths : mapping of int to Path
        The pictures by frame index.

    Returns
    -------
    Imported
        One object.

    Raises
    ------
    MaskFileError
        If one is no SVG, or they have no shapes.
    """
    found: dict[str, list[Shape]] = {}
    order: list[str] = []
    for frame, path in sorted(paths.items()):
        root = read_xml(path)
        if root.tag != f"{_SPACE}svg":
            raise not_understood(path, "it is no SVG picture")
        shapes = understood(path, partial(_shapes, root, frame))
        _put_in_order(order, list(shapes))
        for name, shape in shapes.items():
            found.setdefault(name, []).append(shape)
    if not found:
        raise not_understood(min(paths.items())[1] if paths else Path("svg"), "it has no filled shapes")
    layers = tuple(joined for name in order for joined in _joined(found[name]))
    return Imported((MaskedObject(MaskObject("SVG"), layers),))


def _put_in_order(order: list[str], names: Sequence[str]) -> None:
    """Add names that are new, each before the next one of its picture that is known."""
    known = set(order)
    place = len(order)
    for name in reversed(names):
        if name in known:
            place = order.index(name)
        else:
            order.insert(place, name)


def _shapes(root: etree._Element, frame: int) -> dict[str, Shape]:
    """Read the shapes of a picture by their names."""
    view = _view(root)
    shapes: dict[str, Shape] = {}
    for element, place in _elements(root, view):
        for path in _outlines(element):
            if len(shapes) >= _MOST_SHAPES:
                raise MaskValueError(f"it has more than {_MOST_SHAPES} shapes", remedy="divide it")
            name = element.get("id") or f"shape {len(shapes) + 1}"
            while name in shapes:
                name += "'"
            shapes[name] = _shape(path, place, name, frame, _operation(element))
    return shapes


def _view(root: etree._Element) -> Coordinates:
    """Find the transform from the picture's units to fractions of it."""
    numbers = [float(part) for part in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()) if part]
    if len(numbers) == 4:
        left, top, width, height = numbers
    else:
        left = top = 0.0
        width, height = (_length(root.get(side, "")) for side in ("width", "height"))
    if not (width > 0 and height > 0):
        raise MaskValueError("its size is not known", remedy="give it a viewBox")
    return np.array([[1 / width, 0, -left / width], [0, 1 / height, -top / height], [0, 0, 1]])


def _elements(root: etree._Element, view: Coordinates) -> Iterator[tuple[etree._Element, Coordinates]]:
    """Visit what is drawn, with its transform; by a stack, since files may be nested deeply."""
    stack = [(child, view) for child in reversed(root)]
    while stack:
        element, outer = stack.pop()
        if not isinstance(element.tag, str) or not element.tag.startswith(_SPACE):
            continue
        is_seen = element.get("display") != "none" and element.get("data-operation") != "none"
        if element.tag[len(_SPACE) :] in _UNSEEN or not is_seen:
            continue
        place = outer @ _transform(element.get("transform", ""))
        yield element, place
        stack += [(child, place) for child in reversed(element)]


def _transform(text: str) -> Coordinates:
    whole = np.eye(3)
    for name, arguments in _TRANSFORM.findall(text):
        numbers = [float(part) for part in re.split(r"[\s,]+", arguments.strip()) if part]
        whole = whole @ _matrix(name, numbers)
    return whole


def _matrix(name: str, numbers: Sequence[float]) -> Coordinates:
    if name == "matrix":
        a, b, c, d, e, f = numbers
        return np.array([[a, c, e], [b, d, f], [0, 0, 1]])
    if name == "translate":
        x, y = (*numbers, 0.0)[:2]
        return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])
    if name == "scale":
        x, y = (*numbers, numbers[0])[:2]
        return np.diag([x, y, 1])
    if name in {"skewX", "skewY"}:
        slope = math.tan(math.radians(numbers[0]))
        return np.array([[1, slope * (name == "skewX"), 0], [slope * (name == "skewY"), 1, 0], [0, 0, 1]])
    if name != "rotate":
        raise MaskValueError(f"the transform {name:.20} is not known", remedy="save it as plain SVG")
    angle, x, y = (*numbers, 0.0, 0.0)[:3]
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    there, back = _matrix("translate", (x, y)), _matrix("translate", (-x, -y))
    turn: Coordinates = there @ np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]]) @ back
    return turn


def _outlines(element: etree._Element) -> list[Subpath]:
    kind = element.tag[len(_SPACE) :]
    if kind == "path":
        return parsed_path(element.get("d", ""))
    if kind in {"polygon", "polyline"}:
        return parsed_path(f"M{element.get('points', '')}Z") if (element.get("points") or "").strip() else []
    if kind == "rect":
        x, y, width, height = (_length(element.get(side, "0")) for side in ("x", "y", "width", "height"))
        return parsed_path(f"M{x},{y}h{width}v{height}h{-width}Z") if width and height else []
    if kind in {"circle", "ellipse"}:
        names = ("r", "r") if kind == "circle" else ("rx", "ry")
        x, y, across, down = (_length(element.get(side, "0")) for side in ("cx", "cy", *names))
        arc = f"a{across},{down} 0 0 1"
        return parsed_path(f"M{x - across},{y}{arc} {2 * across},0{arc} {-2 * across},0Z") if across else []
    return []


def _operation(element: etree._Element) -> Operation:
    said = element.get("data-operation")
    if said in set(Operation):
        return Operation(said)
    style = element.get("style", "").replace(" ", "")
    fill = re.search(r"(?:^|;)fill:([^;]*)", style)
    colour = fill.group(1) if fill else element.get("fill", "").replace(" ", "")
    return Operation.SUBTRACT if colour.lower() in _BLACK else Operation.ADD


def _shape(path: Subpath, place: Coordinates, name: str, frame: int, operation: Operation) -> Shape:
    curves = np.array(path.curves)
    curves = curves @ place[:2, :2].T + place[:2, 2]
    # A filled outline is closed, whether or not that was said.
    if not np.allclose(curves[0, 0], curves[-1, 3], atol=1e-9):
        end, start = curves[-1, 3], curves[0, 0]
        curves = np.concatenate([curves, [[end, end, start, start]]])
    places = curves[:, 0]
    leaving, arriving = curves[:, 1] - places, np.roll(curves[:, 2] - curves[:, 3], 1, axis=0)
    rows = np.column_stack([places, arriving, leaving]).tolist()
    key = ShapeKey(frame, tuple(Point(*row) for row in rows))
    span = FrameSpan(frame, frame)
    return Shape(ShapeKind.BEZIER, (key,), operation=operation, span=span, name=name)


def _joined(shapes: Sequence[Shape]) -> Iterator[Shape]:
    """Make one shape of those on following frames that have as many points."""
    group = [shapes[0]]
    for before, shape in pairwise(shapes):
        is_next = shape.keys[0].frame == before.keys[0].frame + 1
        is_alike = len(shape.keys[0].points) == len(before.keys[0].points)
        if not (is_next and is_alike and shape.operation is before.operation):
            yield _over(group)
            group = []
        group.append(shape)
    yield _over(group)


def _over(group: Sequence[Shape]) -> Shape:
    keys = tuple(shape.keys[0] for shape in group)
    return replace(group[0], keys=keys, span=FrameSpan(keys[0].frame, keys[-1].frame))


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    if not found:
        raise MaskValueError(f"the length {text!r:.20} is not in pixels", remedy="save it in pixels")
    return float(found.group(1))
