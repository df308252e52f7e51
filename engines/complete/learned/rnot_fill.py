"""A clip filled by RNoT, each frame in one pass, at the network's own scale."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engines.complete.learned.clip_fill import ClipFill
from engines.complete.learned.clip_tensors import Clip
from engines.complete.learned.remembering import Remembered, check_memory, remember
from engines.nets.opn import Recall, recalled
from engines.nets.rnot import Encoded, RNoT
from engines.nets.rnot_inference import FastRnot, PlacedRnot

_FILLING_VALUES = 500
_REMEMBERED_VALUES = 72
_PICTURE_BYTES = 12
"""Measured: numbers held for each pixel while filling, and by each remembered frame (its planes, its cells,
and these once more where they are joined)."""

_DECODING = 0.2
"""Measured: what decoding a frame takes beside encoding it."""


@dataclass(frozen=True, slots=True)
class RnotSettings:
    """How clips are filled.

    Attributes
    ----------
    memory_step : int
        Every so many frames of the clip are remembered.
    memory_most : int
        No more frames than that are remembered, evenly chosen; 2 or more.
    """

    memory_step: int = 5
    memory_most: int = 12

    def __post_init__(self) -> None:
        check_memory(self.memory_step, self.memory_most)


class RnotFill(ClipFill):
    """RNoT over one clip at the network's own scale.

    What it is known to do wrong, a shift of colour and unrest between frames, is left to those who bring the
    fill back to full size.

    Parameters
    ----------
    rnot : RNoT
        Fills; its weights are copied.
    settings : RnotSettings
        How clips are filled.
    device : torch.device
        Where to compute.
    dtype : torch.dtype
        In which type the network computes: float32, bfloat16 or float16.
    """

    def __init__(
        self, rnot: RNoT, *, settings: RnotSettings, device: torch.device, dtype: torch.dtype
    ) -> None:
        self._settings = settings
        self._weights, self._item_bytes = sum(one.numel() for one in rnot.parameters()), dtype.itemsize
        is_plain = device.type == "cpu" and dtype == torch.float32
        self._network = FastRnot(rnot) if is_plain else PlacedRnot(rnot, device, dtype)

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate the peak, mostly of what is remembered."""
        remembered = min(frames, self._settings.memory_most)
        values = _FILLING_VALUES + remembered * _REMEMBERED_VALUES
        per_pixel = values * self._item_bytes + frames * _PICTURE_BYTES
        return height * width * per_pixel + self._weights * self._item_bytes

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Count what is encoded, and what is decoded."""
        encoded = frames + min(memory, self._settings.memory_most)
        return (encoded + _DECODING * frames) * height * width

    def _filled(self, clip: Clip) -> Tensor:
        result = clip.frames.clone()
        try:
            remembered = remember(clip, self._settings.memory_step, self._settings.memory_most, self._encoded)
            for at in clip.with_holes():
                clip.go_on()
                result[at] = self._made(clip, at, remembered).to(result.device)
        finally:
            self._network.rest()
        return result

    def _encoded(self, frame: Tensor, hole: Tensor) -> _Known:
        encoded = self._network.encode(frame[None], hole[None, None])
        cells = [planes[0].movedim(0, -1)[~encoded.hole[0, 0]] for planes in (encoded.keys, encoded.values)]
        return _Known(encoded, Recall(*cells))

    def _made(self, clip: Clip, at: int, remembered: Remembered[_Known]) -> Tensor:
        frame, hole = clip.frames[at], clip.holes[at]
        known = remembered.near[at] if at in remembered.near else self._encoded(frame, hole)
        own, recall = known.encoded, Recall.joined([other.recall for other in remembered.without(at)])
        values = own.values
        if recall is not None:
            values = recalled(own.keys[0], own.values[0], own.hole[0, 0], recall)[None]
        made = self._network.made(values, frame)
        return torch.where(hole, made[0].float().clamp(0, 1).to(frame.device), frame)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A frame as it is filled, and as others are filled from it."""

    encoded: Encoded
    recall: Recall
