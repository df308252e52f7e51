"""Which frames of an object are keys, and which need somebody to look at them."""

from __future__ import annotations

from collections.abc import Sequence

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Shape
from editor.project.project import Project

_LOW = 0.6


def key_frames(layers: Sequence[Layer]) -> list[int]:
    """List the frames with keyframes of shapes, strokes of their own, or key mattes, ascending."""
    frames: set[int] = set()
    for layer in layers:
        if isinstance(layer, Shape):
            frames.update(key.frame for key in layer.keys)
        elif isinstance(layer, FrameMatte):
            frames.update({layer.frame} if layer.is_key else set())
        elif layer.span.is_one_frame and layer.span.first is not None:
            frames.add(layer.span.first)
    return sorted(frames)


def frames_in_need(project: Project, object_id: int, inside: range) -> list[int]:
    """List the frames whose matte is stale or of low confidence, the worst first."""
    stale = set(project.layers.stale_frames(object_id, MatteClass.MAIN))
    worth: dict[int, float] = {frame: -1.0 for frame in stale if frame in inside}
    for placed in project.layers.of(object_id):
        layer = placed.layer
        is_low = isinstance(layer, FrameMatte) and layer.confidence is not None and layer.confidence < _LOW
        if is_low and isinstance(layer, FrameMatte) and layer.frame in inside and layer.frame not in worth:
            worth[layer.frame] = layer.confidence or 0.0
    return sorted(worth, key=lambda frame: (worth[frame], frame))
