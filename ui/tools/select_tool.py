"""Selecting shapes, and moving them, their points and their handles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker

from editor.masks.evaluate.grid import PixelGrid
from editor.masks.model.shapes import BOXED, Box, Point, Shape, ShapeKey, ShapeKind
from editor.project.content.layers import Placed
from ui.desk.desk import Desk
from ui.tools.marks import draw_handle, draw_outline, draw_point
from ui.tools.shape_keys import Tracks, key_at, outline_path, with_key
from ui.tools.tool import HIT_PX, Pointer, Tool, distance_px
from ui.viewer.placement import Placement

_CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_TURN_HANDLE_PX = 26.0


class Part(Enum):
    """What of a shape was grabbed."""

    POINT = "point"
    IN_HANDLE = "handle before"
    OUT_HANDLE = "handle after"
    CORNER = "corner of a box"
    TURN = "what turns a box"
    WHOLE = "all of it"


@dataclass(frozen=True, slots=True)
class Grab:
    """What is dragged.

    Attributes
    ----------
    part : Part
        What of the shape.
    number : int
        Which point or corner.
    key : ShapeKey
        The shape at the frame, before the drag.
    x, y : float
        Where the drag began, in fractions of the picture.
    """

    part: Part
    number: int
    key: ShapeKey
    x: float
    y: float


class SelectTool(Tool):
    """Click selects; a drag that starts on a point moves the point, never the whole.

    Shift extends the selection of points, Ctrl+click on the outline adds one. Moving something on a frame
    without a keyframe makes one.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._grab: Grab | None = None
        self._draft: Shape | None = None

    @property
    def cursor(self) -> Qt.CursorShape:
        """An arrow."""
        return Qt.CursorShape.ArrowCursor

    @property
    def is_unfinished(self) -> bool:
        """Whether something is being dragged."""
        return self._draft is not None

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Grab what lies under the pointer, or select the shape there."""
        placed, grid = self.desk.selection.shape, self._grid()
        if grid is None:
            return
        if placed is not None and isinstance(placed.layer, Shape):
            if pointer.holds(Qt.KeyboardModifier.ControlModifier) and self._add_point(
                placed, pointer, placement
            ):
                return
            self._grab = self._grabbed(placed.layer, pointer, placement)
            if self._grab is not None:
                self._select_point(placed, self._grab, pointer)
                return
        self._select_shape(pointer, placement)

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Drag what was grabbed."""
        placed, grab = self.desk.selection.shape, self._grab
        if placed is None or grab is None or not isinstance(placed.layer, Shape):
            return
        moved = self._moved(placed.layer, grab, pointer, placement)
        self._draft = with_key(placed.layer, moved)
        self.refresh()

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Give what was moved to the document."""
        placed, draft = self.desk.selection.shape, self._draft
        self._grab, self._draft = None, None
        project = self.desk.document.project
        if placed is not None and draft is not None and project is not None:
            with self.desk.document.attempt():
                project.layers.change(placed, draft)
        self.refresh()

    def drop(self) -> None:
        """Put back what is being dragged."""
        self._grab, self._draft = None, None
        self.refresh()

    def delete(self) -> bool:
        """Delete the selected points, or the whole shape."""
        placed, project = self.desk.selection.shape, self.desk.document.project
        if placed is None or project is None or not isinstance(placed.layer, Shape):
            return False
        chosen = self.desk.selection.points
        rest = None if not chosen else _without_points(placed.layer, chosen)
        with self.desk.document.attempt():
            if rest is None:
                project.layers.remove(placed)
                self.desk.selection.choose_shape(None)
            else:
                project.layers.change(placed, rest)
                self.desk.selection.choose_shape(placed.id)
        return True

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw the shapes of the selected object, and the points of the selected one."""
        grid, thing = self._grid(), self.desk.selection.object
        if grid is None or thing is None:
            return
        chosen = self.desk.selection.shape
        frame, tracks = self.desk.playhead.frame, self._tracks()
        for placed in self._shapes():
            shape = placed.layer
            assert isinstance(shape, Shape)
            is_chosen = chosen is not None and placed.id == chosen.id
            if is_chosen and self._draft is not None:
                shape = self._draft
            colour = QColor(255, 255, 255) if is_chosen else QColor(*thing.settings.colour)
            draw_outline(painter, outline_path(shape, frame, tracks, grid), placement.transform, colour)
            if is_chosen:
                self._paint_points(painter, shape, placement, grid)

    # What lies where

    def _grabbed(self, shape: Shape, pointer: Pointer, placement: Placement) -> Grab | None:
        grid = self._grid()
        if grid is None:
            return None
        key = key_at(shape, self.desk.playhead.frame, self._tracks(), grid)
        for part, number, place in self._handles(shape, key, placement):
            if distance_px(place, pointer.place) <= HIT_PX:
                return Grab(part, number, key, pointer.x, pointer.y)
        if self._is_inside(shape, pointer, placement):
            return Grab(Part.WHOLE, -1, key, pointer.x, pointer.y)
        return None

    def _handles(
        self, shape: Shape, key: ShapeKey, placement: Placement
    ) -> Sequence[tuple[Part, int, QPointF]]:
        """List what can be grabbed, points before handles."""
        if key.box is not None:
            corners = [
                (Part.CORNER, at, placement.to_widget(*_corner(key.box, at, placement))) for at in range(4)
            ]
            return [*corners, (Part.TURN, 0, _turn_handle(key.box, placement))]
        found = [
            (Part.POINT, number, placement.to_widget(point.x, point.y))
            for number, point in enumerate(key.points)
        ]
        if shape.kind is ShapeKind.BEZIER:
            for number in sorted(self.desk.selection.points):
                if number < len(key.points):
                    x, y, in_x, in_y, out_x, out_y, _ = key.points[number]
                    found.append((Part.IN_HANDLE, number, placement.to_widget(x + in_x, y + in_y)))
                    found.append((Part.OUT_HANDLE, number, placement.to_widget(x + out_x, y + out_y)))
        return found

    def _is_inside(self, shape: Shape, pointer: Pointer, placement: Placement) -> bool:
        grid = self._grid()
        if grid is None:
            return False
        path = outline_path(shape, self.desk.playhead.frame, self._tracks(), grid)
        shown = placement.transform.map(path)
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * HIT_PX)
        is_near = stroker.createStroke(shown).contains(pointer.place)
        return is_near or (shape.is_closed and shown.contains(pointer.place))

    def _select_shape(self, pointer: Pointer, placement: Placement) -> None:
        for placed in reversed(self._shapes()):
            if isinstance(placed.layer, Shape) and self._is_inside(placed.layer, pointer, placement):
                self.desk.selection.choose_shape(placed.id)
                self._grab = self._grabbed(placed.layer, pointer, placement)
                return
        self.desk.selection.choose_shape(None)

    def _select_point(self, placed: Placed, grab: Grab, pointer: Pointer) -> None:
        chosen = self.desk.selection.points
        if grab.part is not Part.POINT:
            return
        if pointer.holds(Qt.KeyboardModifier.ShiftModifier):
            chosen = chosen ^ {grab.number}
        elif grab.number not in chosen:
            chosen = frozenset({grab.number})
        self.desk.selection.choose_shape(placed.id, frozenset(chosen))

    def _add_point(self, placed: Placed, pointer: Pointer, placement: Placement) -> bool:
        """Add a point to every keyframe, where the outline was clicked on."""
        project, grid, shape = self.desk.document.project, self._grid(), placed.layer
        if project is None or grid is None or not isinstance(shape, Shape) or shape.kind in BOXED:
            return False
        here = key_at(shape, self.desk.playhead.frame, self._tracks(), grid)
        after = _nearest_line(here, shape.is_closed, pointer, placement)
        if after is None:
            return False
        keys = tuple(replace(key, points=_with_point(key.points, after)) for key in shape.keys)
        with self.desk.document.attempt():
            project.layers.change(placed, replace(shape, keys=keys))
            self.desk.selection.choose_shape(placed.id, frozenset({after + 1}))
        return True

    # Dragging

    def _moved(self, shape: Shape, grab: Grab, pointer: Pointer, placement: Placement) -> ShapeKey:
        across, down = pointer.x - grab.x, pointer.y - grab.y
        key = grab.key
        if key.box is not None:
            return replace(key, box=_moved_box(key.box, grab, pointer, placement))
        if grab.part is Part.POINT:
            chosen = self.desk.selection.points or {grab.number}
        else:
            chosen = frozenset(range(len(key.points))) if grab.part is Part.WHOLE else {grab.number}
        points = list(key.points)
        for number in chosen:
            if number < len(points):
                points[number] = _moved_point(points[number], grab.part, across, down, pointer)
        return replace(key, points=tuple(points))

    def _paint_points(self, painter: QPainter, shape: Shape, placement: Placement, grid: PixelGrid) -> None:
        key = key_at(shape, self.desk.playhead.frame, self._tracks(), grid)
        for part, number, place in self._handles(shape, key, placement):
            if part in (Part.IN_HANDLE, Part.OUT_HANDLE):
                point = key.points[number]
                draw_handle(painter, placement.to_widget(point.x, point.y), place)
        for part, number, place in self._handles(shape, key, placement):
            if part in (Part.POINT, Part.CORNER):
                draw_point(painter, place, is_selected=number in self.desk.selection.points)
            elif part is Part.TURN:
                draw_point(painter, place, is_selected=False, is_round=True)

    def _shapes(self) -> list[Placed]:
        project, thing = self.desk.document.project, self.desk.selection.object
        if project is None or thing is None:
            return []
        frame = self.desk.playhead.frame
        return [one for one in project.layers.on_frame(thing.id, frame) if isinstance(one.layer, Shape)]

    def _grid(self) -> PixelGrid | None:
        project, shot = self.desk.document.project, self.desk.selection.shot
        return None if project is None or shot is None else project.grid(shot)

    def _tracks(self) -> Tracks:
        project, shot = self.desk.document.project, self.desk.selection.shot
        return {} if project is None or shot is None else project.tracks.by_id(shot.id)


def _moved_point(point: Point, part: Part, across: float, down: float, pointer: Pointer) -> Point:
    """Move a point or one of its handles; Alt breaks the handles apart, otherwise they stay opposite."""
    if part in (Part.POINT, Part.WHOLE):
        return point._replace(x=point.x + across, y=point.y + down)
    sign = 1 if part is Part.OUT_HANDLE else -1
    x = (point.out_x if sign == 1 else point.in_x) + across
    y = (point.out_y if sign == 1 else point.in_y) + down
    is_broken = pointer.holds(Qt.KeyboardModifier.AltModifier)
    if part is Part.OUT_HANDLE:
        return point._replace(out_x=x, out_y=y, **({} if is_broken else {"in_x": -x, "in_y": -y}))
    return point._replace(in_x=x, in_y=y, **({} if is_broken else {"out_x": -x, "out_y": -y}))


def _moved_box(box: Box, grab: Grab, pointer: Pointer, placement: Placement) -> Box:
    if grab.part is Part.WHOLE:
        return replace(box, x=box.x + pointer.x - grab.x, y=box.y + pointer.y - grab.y)
    middle = placement.to_widget(box.x, box.y)
    way = pointer.place - middle
    if grab.part is Part.TURN:
        seen = math.degrees(math.atan2(way.y(), way.x())) + 90 - placement.shape.rotation_deg
        turned = round(seen / 15) * 15 if pointer.holds(Qt.KeyboardModifier.ShiftModifier) else seen
        return replace(box, rotation_deg=turned)
    # The opposite corner stays where it is.
    fixed = placement.to_widget(*_corner(box, (grab.number + 2) % 4, placement))
    diagonal = pointer.place - fixed
    angle = math.radians(box.rotation_deg + placement.shape.rotation_deg)
    along = diagonal.x() * math.cos(angle) + diagonal.y() * math.sin(angle)
    across = -diagonal.x() * math.sin(angle) + diagonal.y() * math.cos(angle)
    wide, high = placement.shape.width * placement.shape.pixel_aspect, placement.shape.height
    centre = placement.to_picture(fixed + diagonal / 2)
    return replace(
        box,
        x=centre.x(),
        y=centre.y(),
        width=abs(along) / placement.scale / wide,
        height=abs(across) / placement.scale / high,
    )


def _corner(box: Box, number: int, placement: Placement) -> tuple[float, float]:
    """Place of a corner, clockwise from the top left one, in fractions of the picture."""
    wide, high = placement.shape.width * placement.shape.pixel_aspect, placement.shape.height
    right, below = _CORNERS[number]
    across, down = right * box.width * wide / 2, below * box.height * high / 2
    angle = math.radians(box.rotation_deg)
    x = across * math.cos(angle) - down * math.sin(angle)
    y = across * math.sin(angle) + down * math.cos(angle)
    return box.x + x / wide, box.y + y / high


def _turn_handle(box: Box, placement: Placement) -> QPointF:
    top = (
        placement.to_widget(*_corner(box, 0, placement)) + placement.to_widget(*_corner(box, 1, placement))
    ) / 2
    way = top - placement.to_widget(box.x, box.y)
    length = max(distance_px(top, placement.to_widget(box.x, box.y)), 1.0)
    return top + way * (_TURN_HANDLE_PX / length)


def _without_points(shape: Shape, numbers: frozenset[int]) -> Shape | None:
    """Take points out of every keyframe; None where too few would be left."""
    fewest = 3 if shape.kind is ShapeKind.POLYGON else 2
    if shape.kind in BOXED or len(shape.keys[0].points) - len(numbers) < fewest:
        return None
    keys = tuple(
        replace(key, points=tuple(one for at, one in enumerate(key.points) if at not in numbers))
        for key in shape.keys
    )
    return replace(shape, keys=keys)


def _nearest_line(key: ShapeKey, is_closed: bool, pointer: Pointer, placement: Placement) -> int | None:
    """Find the point behind which the outline was clicked on."""
    count = len(key.points)
    for number in range(count if is_closed else count - 1):
        first, second = key.points[number], key.points[(number + 1) % count]
        path = QPainterPath(placement.to_widget(first.x, first.y))
        path.cubicTo(
            placement.to_widget(first.x + first.out_x, first.y + first.out_y),
            placement.to_widget(second.x + second.in_x, second.y + second.in_y),
            placement.to_widget(second.x, second.y),
        )
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * HIT_PX)
        if stroker.createStroke(path).contains(pointer.place):
            return number
    return None


def _with_point(points: tuple[Point, ...], after: int) -> tuple[Point, ...]:
    """Divide the curve behind a point in its middle, which leaves its form as it is (de Casteljau)."""
    first, second = points[after], points[(after + 1) % len(points)]
    a, b = (first.x, first.y), (first.x + first.out_x, first.y + first.out_y)
    c, d = (second.x + second.in_x, second.y + second.in_y), (second.x, second.y)
    ab, bc, cd = _half(a, b), _half(b, c), _half(c, d)
    before, behind = _half(ab, bc), _half(bc, cd)
    x, y = _half(before, behind)
    feather = (first.feather + second.feather) / 2
    new = Point(x, y, before[0] - x, before[1] - y, behind[0] - x, behind[1] - y, feather)
    divided = list(points)
    divided[after] = first._replace(out_x=first.out_x / 2, out_y=first.out_y / 2)
    divided[(after + 1) % len(points)] = second._replace(in_x=second.in_x / 2, in_y=second.in_y / 2)
    divided.insert(after + 1, new)
    return tuple(divided)


def _half(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
