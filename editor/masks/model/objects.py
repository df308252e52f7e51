"""Things to remove, with all that says where they are."""

from __future__ import annotations

from dataclasses import dataclass

from editor.masks.model.checks import require, require_finite, require_length
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke

Layer = Shape | Stroke | FrameMatte


@dataclass(frozen=True, slots=True)
class MatteEdge:
    """How far one of an object's mattes reaches beyond what was painted.

    Attributes
    ----------
    grow : float
        How far it spreads to all sides, as a fraction of the height; below 0 it shrinks.
    feather : float
        Width of the soft edge around that, as a fraction of the height.
    reach : float
        How far it is drawn out to one side, as a shadow falls, as a fraction of the height.
    direction_deg : float
        Which side: clockwise as the picture is seen, 0 to the right.
    """

    grow: float = 0.0
    feather: float = 0.0
    reach: float = 0.0
    direction_deg: float = 0.0

    def __post_init__(self) -> None:
        require_length(self.feather, "feather")
        require_length(self.reach, "reach")
        require_finite((self.grow,), "the growth")
        require_finite((self.direction_deg,), "the direction")


@dataclass(frozen=True, slots=True)
class MaskObject:
    """One thing to remove: all of it but what is painted.

    Attributes
    ----------
    name : str
        For the user.
    colour : tuple of three ints
        Red, green and blue of its overlay, 0 to 255.
    main, shadow, reflection : MatteEdge
        Of each of its mattes.
    engine : str
        Name of the engine that fills its hole.
    is_locked : bool
        Whether it is protected from edits.
    """

    name: str
    colour: tuple[int, int, int] = (255, 64, 64)
    main: MatteEdge = MatteEdge()
    shadow: MatteEdge = MatteEdge()
    reflection: MatteEdge = MatteEdge()
    engine: str = "auto"
    is_locked: bool = False

    def __post_init__(self) -> None:
        is_colour = all(0 <= level <= 255 for level in self.colour)
        require(is_colour, f"{self.colour} is no colour", "give red, green and blue from 0 to 255")

    def edge(self, matte_class: MatteClass) -> MatteEdge:
        """How far the matte of a class reaches."""
        edges = {
            MatteClass.MAIN: self.main,
            MatteClass.SHADOW: self.shadow,
            MatteClass.REFLECTION: self.reflection,
        }
        return edges[matte_class]


@dataclass(frozen=True, slots=True)
class MaskedObject:
    """An object with what is painted.

    Attributes
    ----------
    settings : MaskObject
        All but what is painted.
    layers : tuple of Layer
        Shapes, strokes and mattes in one order, the lowest first. On its frame a matte covers every layer of
        its class below it, so that a propagated matte replaces the shape that it was propagated from.
    """

    settings: MaskObject
    layers: tuple[Layer, ...] = ()


def frame_state(layers: tuple[Layer, ...], frame: int, matte_class: MatteClass) -> FrameState:
    """Tell what a frame has of an object.

    The highest layer decides that belongs to this frame in particular: its matte; a stroke on it alone, or a
    shape between its first and last keyframe, which make it a corrected one. Shapes and strokes that are
    there on many frames say nothing about any one of them.

    Parameters
    ----------
    layers : tuple of Layer
        Of one object.
    frame : int
        Frame index.
    matte_class : MatteClass
        Of which matte.
    """
    for layer in reversed(layers):
        if layer.matte_class is not matte_class:
            continue
        state = _state_by(layer, frame)
        if state is not FrameState.EMPTY:
            return state
    return FrameState.EMPTY


def _state_by(layer: Layer, frame: int) -> FrameState:
    if isinstance(layer, FrameMatte):
        return layer.state if layer.frame == frame else FrameState.EMPTY
    if isinstance(layer, Stroke):
        is_its_own = layer.span.is_one_frame and frame in layer.span
    else:
        is_its_own = frame in layer.span and layer.keys[0].frame <= frame <= layer.keys[-1].frame
    return FrameState.CORRECTED if is_its_own else FrameState.EMPTY
