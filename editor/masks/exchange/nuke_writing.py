"""Shapes for Nuke: a script in Python for everything that moves, or the text of a node for what does not.

The script uses the interface that is documented in Nuke's Python guide (`nuke.rotopaint`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from editor.masks.errors import MaskFileError
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.exchange.beziers import as_bezier, feather_places
from editor.masks.exchange.files import write_text
from editor.masks.exchange.fitting import closed_shapes, identifier, shown_at
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Operation, Shape, ShapeKey
from editor.masks.model.tracks import PlanarTrack

_NO_TRACKS: Mapping[int, PlanarTrack] = {}

_PRELUDE = """\
# Run in Nuke's script editor.
import nuke
import nuke.rotopaint as rp


def add_shape(curves, name, keys, is_black, shown):
    shape = rp.Shape(curves)
    shape.name = name
    for _ in keys[0][1]:
        shape.append(rp.ShapeControlPoint(0, 0))
    for frame, points in keys:
        for place, (x, y, left_x, left_y, right_x, right_y, soft_x, soft_y) in enumerate(points):
            point = shape[place]
            left, right = rp.CVec3(left_x, left_y, 0), rp.CVec3(right_x, right_y, 0)
            point.center.addPositionKey(frame, rp.CVec3(x, y, 1))
            point.leftTangent.addPositionKey(frame, left)
            point.rightTangent.addPositionKey(frame, right)
            point.featherCenter.addPositionKey(frame, rp.CVec3(soft_x, soft_y, 0))
            point.featherLeftTangent.addPositionKey(frame, left)
            point.featherRightTangent.addPositionKey(frame, right)
    attributes = shape.getAttributes()
    if is_black:
        for channel in "rgba":
            attributes.set(keys[0][0], channel, 0)
    for frame, value in shown:
        attributes.set(frame, attributes.kVisibleAttribute, value)
    curves.rootLayer.append(shape)

"""


@dataclass(frozen=True, slots=True)
class _Written:
    """What is needed to write a shape."""

    grid: PixelGrid
    first_frame: int

    def rows(self, key: ShapeKey) -> Iterator[tuple[float, ...]]:
        """Of each point: place, handles and feather relative to it, pixels upwards."""
        width, height = self.grid.width, self.grid.height
        for point, soft in zip(key.points, feather_places(key.points, self.grid).tolist(), strict=True):
            x, y = point.x * width, point.y * height
            handles = (point.in_x * width, -point.in_y * height, point.out_x * width, -point.out_y * height)
            yield (x, height - y, *handles, soft[0] - x, y - soft[1])


def write_nuke(
    path: Path,
    objects: Sequence[MaskedObject],
    grid: PixelGrid,
    *,
    tracks: Mapping[int, PlanarTrack] = _NO_TRACKS,
    first_frame: int = 1,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write shapes for Nuke.

    Parameters
    ----------
    path : Path
        `.py` for a script that makes the nodes, `.nk` for the nodes themselves, without animation.
    objects : sequence of MaskedObject
        Each becomes a Roto node.
    grid : PixelGrid
        Size of the picture.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    first_frame : int
        Number of the clip's first frame in Nuke.
    overwrite : bool
        Whether an existing file may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what was left out.

    Raises
    ------
    MaskFileError
        If the name has another ending, or a shape moves and the ending is `.nk`.
    UsageError, WriteError
        If the file cannot be written.
    """
    how = _Written(grid, first_frame)
    parts = []
    notices: list[str] = []
    for one in objects:
        shapes = [as_bezier(shape, grid, tracks) for shape in closed_shapes(one, notices)]
        parts.append(_node(path, one, shapes, how) if path.suffix == ".nk" else _calls(one, shapes, how))
    if path.suffix not in {".nk", ".py"}:
        raise MaskFileError("Nuke takes .py and .nk", remedy="choose one of these endings", path=path)
    text = "".join(parts)
    write_text(path, text if path.suffix == ".nk" else _PRELUDE + text, overwrite=overwrite)
    return tuple(notices)


def _calls(one: MaskedObject, shapes: Sequence[Shape], how: _Written) -> str:
    node = identifier(one.settings.name, "Roto")
    lines = [f"roto = nuke.nodes.Roto(name={node!r})", "curves = roto['curves']"]
    for number, shape in enumerate(shapes, 1):
        keys = [
            (key.frame + how.first_frame, [tuple(round(value, 4) for value in row) for row in how.rows(key)])
            for key in shape.keys
        ]
        is_black = shape.operation is Operation.SUBTRACT
        name = identifier(shape.name, f"Bezier{number}")
        shown = shown_at(shape.span, how.first_frame)
        lines.append(f"add_shape(curves, {name!r}, {keys!r}, {is_black!r}, {shown!r})")
    return "\n".join([*lines, "curves.changed()", ""])


def _node(path: Path, one: MaskedObject, shapes: Sequence[Shape], how: _Written) -> str:
    groups = []
    for number, shape in enumerate(shapes, 1):
        if len(shape.keys) > 1 or shape.span != FrameSpan():
            raise MaskFileError("a shape moves", remedy="write a .py script instead", path=path)
        groups.append(_group(identifier(shape.name, f"Bezier{number}"), shape, how))
    centre = f"{_bits(how.grid.width / 2)} {_bits(how.grid.height / 2)}"
    return (
        "Roto {\n inputs 0\n curves {{{v x3f99999a}\n  {f 0}\n  {n\n   {layer Root\n    {f 0}\n"
        f"    {{t {centre}}}\n    {{a}}\n{''.join(groups)}}}}}}}}}\n"
        f" name {identifier(one.settings.name, 'Roto')}\n}}\n"
    )


def _group(name: str, shape: Shape, how: _Written) -> str:
    key = shape.keys[0]
    rows = list(how.rows(key))
    outline = "".join(_triple((row[2:4], row[:2], row[4:6])) for row in rows)
    feather = "".join(_triple((row[2:4], row[6:8], row[4:6])) for row in rows)
    frame = _bits(key.frame + how.first_frame)
    colour = " r 0 g 0 b 0 a 0" if shape.operation is Operation.SUBTRACT else ""
    curves = " ".join(f"{{cc\n       {{f 8192}}\n       {{px {frame}{it}}}}}" for it in (outline, feather))
    start = f"    {{curvegroup {name} 512 bezier\n     {{{curves}}}\n"
    return f"{start}     {{tx {frame} 0 0}}\n     {{a{colour}}}}}\n"


def _triple(pairs: tuple[tuple[float, ...], ...]) -> str:
    return "".join(f"\n        {{{_bits(x)} {_bits(y)}}}" for x, y in pairs)


def _bits(number: float) -> str:
    """Write a number as Nuke does: the bits of a 32-bit float."""
    return f"x{struct.pack('>f', number).hex()}" if number else "0"
