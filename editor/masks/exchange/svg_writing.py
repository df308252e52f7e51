"""Shapes as SVG pictures, one for each frame: white adds, black takes away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outlines import Outline, outline_of
from editor.masks.evaluate.poses import pose_at
from editor.masks.exchange.files import write_text
from editor.masks.exchange.fitting import closed_shapes
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Operation, Shape
from editor.masks.model.tracks import PlanarTrack

_NO_TRACKS: Mapping[int, PlanarTrack] = {}


def write_svg(
    folder: Path,
    objects: Sequence[MaskedObject],
    frames: Iterable[int],
    grid: PixelGrid,
    *,
    tracks: Mapping[int, PlanarTrack] = _NO_TRACKS,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write a picture for each frame, named by its index: `00000.svg`.

    Parameters
    ----------
    folder : Path
        An existing folder.
    objects : sequence of MaskedObject
        Their shapes are written in order; feather is not.
    frames : iterable of int
        Frame indices.
    grid : PixelGrid
        Size of the pictures.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    overwrite : bool
        Whether existing files may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what was left out.

    Raises
    ------
    UsageError, WriteError
        If a file cannot be written.
    """
    notices: list[str] = []
    shapes = [(one, shape) for one in objects for shape in closed_shapes(one, notices)]
    if any(point.feather for _, shape in shapes for key in shape.keys for point in key.points):
        notices.append("the feather of shapes is left out")
    for frame in frames:
        lines = [_element(one, shape, frame, grid, tracks) for one, shape in shapes if frame in shape.span]
        write_text(folder / f"{frame:05d}.svg", _picture(lines, grid), overwrite=overwrite)
    return tuple(notices)


def _picture(lines: Sequence[str], grid: PixelGrid) -> str:
    size = f'width="{grid.width}" height="{grid.height}" viewBox="0 0 {grid.width} {grid.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    background = '<rect width="100%" height="100%" fill="black" data-operation="none"/>'
    return "\n".join([head, background, *lines, "</svg>", ""])


def _element(
    one: MaskedObject, shape: Shape, frame: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> str:
    outline = outline_of(shape.kind, True, pose_at(shape, frame, tracks), grid)
    colour = "black" if shape.operation is Operation.SUBTRACT else "white"
    name = quoteattr(f"{one.settings.name} {shape.name or one.layers.index(shape)}")
    return f'<path id={name} fill="{colour}" data-operation="{shape.operation}" d="{_data(outline, grid)}"/>'


def _data(outline: Outline, grid: PixelGrid) -> str:
    curves = grid.to_pixels(outline.curves)
    x, y = curves[0, 0].tolist()
    parts = [f"M{_plain(x)},{_plain(y)}"]
    for points in curves[:, 1:].tolist():
        parts.append("C" + " ".join(f"{_plain(x)},{_plain(y)}" for x, y in points))
    return "".join([*parts, "Z"])


def _plain(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
