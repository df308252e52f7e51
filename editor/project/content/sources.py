"""What propagated mattes are made from, as hashes that change with it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

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
        kept = [layer for layer in layers if not isinstance(layer, FrameMatte) or layer.is_key]
        keyed = [span for layer in kept if (span := _keyed_frames(layer)) is not None]
        self._pinned = {
            layer.frame
            for layer in kept
            if isinstance(layer, FrameMatte) and layer.state is FrameState.PINNED
        }
        self._digests: dict[int, str] = {}
        # An object may have thousands of layers and as many frames: each frame finds its own at once.
        by_start = sorted((span[0], span[-1]) for span in keyed)
        self._starts = [start for start, _ in by_start]
        self._latest_ends = list(accumulate((end for _, end in by_start), max))
        by_end = sorted(((span[-1], span[0]) for span in keyed), reverse=True)
        self._ends = [-end for end, _ in by_end]
        self._earliest_starts = list(accumulate((start for _, start in by_end), min))
        self._on_one_frame: defaultdict[int, list[tuple[int, Layer]]] = defaultdict(list)
        self._on_many: list[tuple[int, Layer]] = []
        for place, layer in enumerate(kept):
            frame = _only_frame(layer)
            (self._on_many if frame is None else self._on_one_frame[frame]).append((place, layer))

    def of(self, frame: int) -> str:
        """Hash what the matte of a frame would be propagated from now: SHA-256, hexadecimal."""
        digest = hashlib.sha256()
        for key in sorted({*self._nearest(frame), *self._pinned}):
            digest.update(f"{key} {self._digest(key)}\n".encode())
        return digest.hexdigest()

    def _nearest(self, frame: int) -> Iterator[int]:
        """Find the nearest key frame on either side; the frame itself where it is one."""
        begun = bisect_right(self._starts, frame)
        if begun:
            yield min(self._latest_ends[begun - 1], frame)
        unended = bisect_left(self._ends, -frame + 1)
        if unended:
            yield max(self._earliest_starts[unended - 1], frame)

    def _digest(self, frame: int) -> str:
        """Hash what there is on a key frame."""
        if frame not in self._digests:
            many = [(place, layer) for place, layer in self._on_many if _is_on(layer, frame)]
            here = sorted([*self._on_one_frame.get(frame, ()), *many], key=lambda found: found[0])
            present = (layer for _, layer in here)
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


def _only_frame(layer: Layer) -> int | None:
    """Tell the one frame that a layer is there on; None where there are more."""
    if isinstance(layer, FrameMatte):
        return layer.frame
    return layer.span.first if layer.span.is_one_frame else None


def _is_on(layer: Layer, frame: int) -> bool:
    return layer.frame == frame if isinstance(layer, FrameMatte) else frame in layer.span
