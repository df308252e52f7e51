"""Shapes for Natron: a script by its documented Python interface (`NatronEngine.BezierCurve`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from editor.masks.evaluate.grid import PixelGrid
from editor.masks.exchange.beziers import as_bezier, feather_places
from editor.masks.exchange.files import write_text
from editor.masks.exchange.fitting import closed_shapes, identifier, shown_at
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Operation, Shape, ShapeKey
from editor.masks.model.tracks import PlanarTrack

_NO_TRACKS: Mapping[int, PlanarTrack] = {}

_PRELUDE = """\
# Run in Natron's script editor.
import NatronEngine

operators = NatronEngine.BezierCurve.CairoOperatorEnum
"""


def write_natron(
    path: Path,
    objects: Sequence[MaskedObject],
    grid: PixelGrid,
    *,
    tracks: Mapping[int, PlanarTrack] = _NO_TRACKS,
    first_frame: int = 1,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write shapes for Natron.

    Parameters
    ----------
    path : Path
        Of the script.
    objects : sequence of MaskedObject
        Each becomes a Roto node.
    grid : PixelGrid
        Size of the picture.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    first_frame : int
        Number of the clip's first frame in Natron.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what was left out.

    Raises
    ------
    UsageError, WriteError
        If the file cannot be written.
    """
    notices: list[str] = []
    lines = [_PRELUDE]
    for one in objects:
        lines.append('roto = app.createNode("fr.inria.built-in.Roto")')
        lines.append(f"roto.setLabel({identifier(one.settings.name, 'Roto')!r})")
        lines.append("context = roto.getRotoContext()")
        for number, shape in enumerate(closed_shapes(one, notices), 1):
            lines += _shape(as_bezier(shape, grid, tracks), f"Bezier{number}", grid, first_frame)
    write_text(path, "\n".join([*lines, ""]), overwrite=overwrite)
    return tuple(notices)


def _shape(shape: Shape, otherwise: str, grid: PixelGrid, first_frame: int) -> Iterator[str]:
    rows = {key.frame + first_frame: _rows(key, grid) for key in shape.keys}
    start = min(rows)
    (x, y), *others = [row[:2] for row in rows[start]]
    yield f"shape = context.createBezier({x}, {y}, {start})"
    yield f"shape.setLabel({identifier(shape.name, otherwise)!r})"
    for x, y in others:
        yield f"shape.addControlPoint({x}, {y})"
    yield "shape.setCurveFinished(True)"
    for frame, points in rows.items():
        for place, row in enumerate(points):
            yield f"shape.setPointAtIndex({place}, {frame}, {', '.join(map(repr, row[:6]))})"
            yield f"shape.setFeatherPointAtIndex({place}, {frame}, {', '.join(map(repr, row[6:]))})"
    if shape.operation is Operation.SUBTRACT:
        yield "shape.setCompositingOperator(operators.CAIRO_OPERATOR_DEST_OUT)"
    for frame, is_shown in shown_at(shape.span, first_frame):
        yield f"shape.setActivated({frame}, {bool(is_shown)})"
    yield "context.getBaseLayer().addItem(shape)"


def _rows(key: ShapeKey, grid: PixelGrid) -> list[list[float]]:
    """Of each point: place and ends of its handles, and the same of its feather; pixels upwards."""
    rows = []
    for point, soft in zip(key.points, feather_places(key.points, grid).tolist(), strict=True):
        x, y = point.x * grid.width, grid.height - point.y * grid.height
        left = point.in_x * grid.width, -point.in_y * grid.height
        right = point.out_x * grid.width, -point.out_y * grid.height
        row: list[float] = []
        for across, up in ((x, y), (soft[0], grid.height - soft[1])):
            row += [across, up, across + left[0], up + left[1], across + right[0], up + right[1]]
        rows.append([round(value, 4) for value in row])
    return rows
