"""What propagated mattes are made from, as hashes that change with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.objects import Layer
from editor.masks.model.strokes import Stroke
from editor.project.content.parameters import model_text


class PropagationSources:
    """The key frames that each frame's matte is propagated from.

    These are the nearest key frame on either side, and all pinned ones, which serve as long-term reference.

    Parameters
    ----------
    layers : sequence of Layer
        Those of one object and one matte class, the lowest first.
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = [layer for layer in layers if not isinstance(layer, FrameMatte) or layer.is_key]
        self._keyed = [span for layer in self._layers if (span := _keyed_frames(layer)) is not None]
        self._pinned = {
            layer.frame
            for layer in self._layers
            if isinstance(layer, FrameMatte) and layer.state is FrameState.PINNED
        }
        self._digests: dict[int, str] = {}

    def of(self, frame: int) -> str:
        """Hash what the matte of a frame would be propagated from now: SHA-256, hexadecimal."""
        before = [min(span[-1], frame) for span in self._keyed if span[0] <= frame]
        after = [max(span[0], frame) for span in self._keyed if span[-1] >= frame]
        nearest = [max(before)] if before else []
        nearest += [min(after)] if after else []
        digest = hashlib.sha256()
        for key in sorted({*nearest, *self._pinned}):
            digest.update(f"{key} {self._digest(key)}\n".encode())
        return digest.hexdigest()

    def _digest(self, frame: int) -> str:
        """Hash what there is on a key frame."""
        if frame not in self._digests:
            present = (layer for layer in self._layers if _is_on(layer, frame))
            told = "\n".join(f"{type(layer).__name__} {model_text(layer)}" for layer in present)
            self._digests[frame] = hashlib.sha256(told.encode()).hexdigest()
        return self._digests[frame]


def _keyed_frames(layer: Layer) -> range | None:
    """Tell which frames a layer makes key frames, by the rules of `frame_state`."""
    if isinstance(layer, FrameMatte):
        return range(layer.frame, layer.frame + 1)
    if isinstance(layer, Stroke):
        first = layer.span.first
        return range(first, first + 1) if layer.span.is_one_frame and first is not None else None
    first, last = layer.keys[0].frame, layer.keys[-1].frame
    if layer.span.first is not None:
        first = max(first, layer.span.first)
    if layer.span.last is not None:
        last = min(last, layer.span.last)
    return range(first, last + 1) or None


def _is_on(layer: Layer, frame: int) -> bool:
    return layer.frame == frame if isinstance(layer, FrameMatte) else frame in layer.span
