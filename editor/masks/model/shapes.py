"""Shapes: outlines with keyframes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, pairwise
from typing import NamedTuple

from editor.masks.model.checks import require, require_finite, require_length
from editor.masks.model.frames import ALL_FRAMES, FrameSpan
from editor.masks.model.matte_classes import MatteClass


class ShapeKind(StrEnum):
    """How an outline is drawn through its points.

    A B-spline is the uniform cubic one; its ends, where it is open, are its first and last point.
    """

    BEZIER = "bezier"
    B_SPLINE = "b-spline"
    POLYGON = "polygon"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"


BOXED = frozenset({ShapeKind.RECTANGLE, ShapeKind.ELLIPSE})


class Operation(StrEnum):
    """What a shape does to the matte below it."""

    ADD = "add"
    SUBTRACT = "subtract"
    INTERSECT = "intersect"


class Interpolation(StrEnum):
    """How a keyframe goes over into the next one.

    Eased rests at both keyframes (3 t^2 - 2 t^3); held keeps its outline until the next keyframe.
    """

    LINEAR = "linear"
    EASED = "eased"
    HELD = "held"


class Point(NamedTuple):
    """A point of an outline.

    Attributes
    ----------
    x, y : float
        Place, as fractions of the picture.
    in_x, in_y, out_x, out_y : float
        Handles of a Bezier curve towards the point before and the point after, relative to the place.
    feather : float
        Width of the soft edge: outwards where positive, inwards where negative.
    """

    x: float
    y: float
    in_x: float = 0.0
    in_y: float = 0.0
    out_x: float = 0.0
    out_y: float = 0.0
    feather: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """Outline of a rectangle or an ellipse.

    Attributes
    ----------
    x, y : float
        Centre, as fractions of the picture.
    width, height : float
        Whole width and height, as fractions of the picture's width and height.
    rotation_deg : float
        Clockwise, as the picture is seen.
    feathers : tuple of four floats
        Widths of the soft edge at the corners of a rectangle, clockwise from the top left one, or at the
        top, right, bottom and left of an ellipse; outwards where positive, inwards where negative.
    """

    x: float
    y: float
    width: float
    height: float
    rotation_deg: float = 0.0
    feathers: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        require_finite((self.x, self.y, self.rotation_deg, *self.feathers), "a box")
        require_length(self.width, "width of a box")
        require_length(self.height, "height of a box")


@dataclass(frozen=True, slots=True)
class ShapeKey:
    """The outline of a shape at a frame.

    Attributes
    ----------
    frame : int
        Frame index.
    points : tuple of Point
        Of a Bezier, B-spline or polygon; empty for rectangles and ellipses.
    box : Box or None
        Of a rectangle or ellipse.
    interpolation : Interpolation
        Towards the next keyframe.
    """

    frame: int
    points: tuple[Point, ...] = ()
    box: Box | None = None
    interpolation: Interpolation = Interpolation.LINEAR

    def __post_init__(self) -> None:
        require_finite(chain.from_iterable(self.points), f"the outline at frame {self.frame}")


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline that changes over time.

    Attributes
    ----------
    kind : ShapeKind
        How the outline is drawn.
    keys : tuple of ShapeKey
        At least one, by ascending frame, all with as many points. Before the first and after the last the
        outline stays.
    is_closed : bool
        An open shape is a line of `line_width` with round ends.
    operation : Operation
        What it does to the matte below it.
    matte_class : MatteClass
        To which matte of its object it belongs.
    span : FrameSpan
        Frames on which it is there.
    line_width : float
        Width of an open shape's line, as a fraction of the height.
    track : int or None
        The planar track that it follows: outlines are as drawn at their keyframes, and move with the plane
        in between and beyond.
    name : str
        For the user.
    """

    kind: ShapeKind
    keys: tuple[ShapeKey, ...]
    is_closed: bool = True
    operation: Operation = Operation.ADD
    matte_class: MatteClass = MatteClass.MAIN
    span: FrameSpan = ALL_FRAMES
    line_width: float = 0.0
    track: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        require(bool(self.keys), "a shape has no keyframe", "give it an outline at one frame at least")
        frames = [key.frame for key in self.keys]
        is_ascending = all(before < after for before, after in pairwise(frames))
        require(is_ascending, "the keyframes of a shape are not in order", "give each frame once, ascending")
        require_length(self.line_width, "line width")
        if self.kind in BOXED:
            self._require_boxes()
        else:
            self._require_points()

    def _require_boxes(self) -> None:
        has_boxes = all(key.box is not None and not key.points for key in self.keys)
        require(has_boxes, f"the keyframes of a {self.kind} are not boxes", "give each a box and no points")
        require(self.is_closed, f"an open {self.kind} cannot be drawn", "make it closed")

    def _require_points(self) -> None:
        counts = {len(key.points) for key in self.keys}
        fewest = {ShapeKind.BEZIER: 2, ShapeKind.B_SPLINE: 3, ShapeKind.POLYGON: 3}[self.kind]
        fewest = fewest if self.is_closed else 2
        require(
            len(counts) == 1 and all(key.box is None for key in self.keys),
            f"the keyframes of a {self.kind} have {sorted(counts)} points",
            "give all as many points, and no box",
        )
        require(min(counts) >= fewest, f"a {self.kind} has {min(counts)} points", f"give at least {fewest}")
