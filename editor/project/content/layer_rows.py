"""Layers as rows of the three tables, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.project.content.parameters import model_from, model_text
from editor.project.history.events import LayerKind
from editor.project.history.rows import Cell

_KINDS: Mapping[type[Layer], LayerKind] = {
    Shape: LayerKind.SHAPE,
    Stroke: LayerKind.STROKE,
    FrameMatte: LayerKind.MATTE,
}


def kind_of(layer: Layer) -> LayerKind:
    """Tell which table a layer belongs to."""
    return _KINDS[type(layer)]


def cells_of(layer: Layer, keep: Callable[[bytes], str]) -> dict[str, Cell]:
    """Put a layer into the cells of a row.

    Parameters
    ----------
    layer : Shape, Stroke or FrameMatte
        The layer.
    keep : callable
        Keeps bytes and returns their name.
    """
    if isinstance(layer, FrameMatte):
        return {
            "first_frame": layer.frame,
            "last_frame": layer.frame,
            "matte_class": layer.matte_class.value,
            "parameters": model_text(layer, without="digest"),
            "picture_blob": layer.digest,
        }
    span: dict[str, Cell] = {"first_frame": layer.span.first, "last_frame": layer.span.last}
    if isinstance(layer, Stroke):
        return span | {
            "parameters": model_text(layer, without="points"),
            "points_blob": keep(layer.points),
        }
    return span | {"parameters": model_text(layer)}


def layer_of(kind: LayerKind, parameters: str, blob: str | None, kept: Callable[[str], bytes]) -> Layer:
    """Take a layer out of the cells of a row.

    Parameters
    ----------
    kind : LayerKind
        Of which table the row is.
    parameters : str
        As the cell has them.
    blob : str or None
        Name of the bytes that belong to it; shapes have none.
    kept : callable
        Reads bytes by their name.
    """
    if blob is None:
        return model_from(Shape, parameters)
    if kind is LayerKind.MATTE:
        return model_from(FrameMatte, parameters, digest=blob)
    return model_from(Stroke, parameters, points=kept(blob))
