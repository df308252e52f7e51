"""What the lanes show of each object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Shape
from editor.project.content.objects import ProjectObject
from editor.project.content.sources import PropagationSources
from editor.project.project import Project


class Mark(Enum):
    """How a frame of a lane is drawn, the most telling last where several fall together."""

    AI = "propagated"
    STROKE = "painted"
    SHAPE = "keyframe of a shape"
    IMPORTED = "imported matte"
    CORRECTED = "key matte"
    PINNED = "pinned reference"

    @property
    def is_key(self) -> bool:
        """Whether the user made it."""
        return self is not Mark.AI


_MARKS = MappingProxyType(
    {
        FrameState.AI: Mark.AI,
        FrameState.CORRECTED: Mark.CORRECTED,
        FrameState.PINNED: Mark.PINNED,
        FrameState.IMPORTED: Mark.IMPORTED,
    }
)
_RANKS = MappingProxyType({mark: rank for rank, mark in enumerate(Mark)})


@dataclass(frozen=True, slots=True)
class Lane:
    """One object over time.

    Attributes
    ----------
    object_id : int
        Of the object.
    name : str
        Of the object.
    colour : tuple of three ints
        Of its overlay.
    is_locked : bool
        Whether it is protected from edits.
    marks : mapping of int to Mark
        By frame.
    stale : frozenset of int
        Frames whose propagated matte was made from what is not so any more.
    confidence : mapping of int to float
        Of propagated mattes, 0 to 1.
    """

    object_id: int
    name: str
    colour: tuple[int, int, int]
    is_locked: bool
    marks: Mapping[int, Mark]
    stale: frozenset[int]
    confidence: Mapping[int, float]

    @property
    def keys(self) -> list[int]:
        """Frames that the user made something on, ascending."""
        return sorted(frame for frame, mark in self.marks.items() if mark.is_key)


def lanes_of(project: Project, objects: Sequence[ProjectObject]) -> tuple[Lane, ...]:
    """Read the lanes of some objects, which takes its time where they have thousands of layers."""
    return tuple(lane_of(project, thing) for thing in objects)


def lane_of(project: Project, thing: ProjectObject) -> Lane:
    """Read the lane of an object."""
    layers = [placed.layer for placed in project.layers.of(thing.id)]
    marks: dict[int, Mark] = {}
    for layer in layers:
        for frame in frames_of(layer):
            marks[frame] = telling((marks.get(frame, Mark.AI), mark_of(layer)))
    propagated = [layer for layer in layers if isinstance(layer, FrameMatte) and not layer.is_key]
    confidence = {layer.frame: layer.confidence for layer in propagated if layer.confidence is not None}
    settings = thing.settings
    return Lane(
        thing.id,
        settings.name,
        settings.colour,
        settings.is_locked,
        MappingProxyType(marks),
        frozenset(stale_of(layers)),
        MappingProxyType(confidence),
    )


def telling(marks: Iterable[Mark]) -> Mark:
    """Choose of the marks of a frame the most telling."""
    return max(marks, key=_RANKS.__getitem__)


def frames_of(layer: Layer) -> tuple[int, ...]:
    """Tell on which frames a layer is marked."""
    if isinstance(layer, Shape):
        return tuple(key.frame for key in layer.keys)
    if isinstance(layer, FrameMatte):
        return (layer.frame,)
    first = layer.span.first
    return (first,) if first is not None and layer.span.is_one_frame else ()


def mark_of(layer: Layer) -> Mark:
    """Tell how a layer is marked."""
    if isinstance(layer, FrameMatte):
        return _MARKS[layer.state]
    return Mark.SHAPE if isinstance(layer, Shape) else Mark.STROKE


def stale_of(layers: Sequence[Layer]) -> Iterator[int]:
    """Find the frames whose propagated matte was made from something else than is there now."""
    for matte_class in MatteClass:
        own = [layer for layer in layers if layer.matte_class is matte_class]
        sources = PropagationSources(own)
        for layer in own:
            if isinstance(layer, FrameMatte) and layer.made_from not in {None, sources.of(layer.frame)}:
                yield layer.frame
