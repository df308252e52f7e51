"""A clip filled by OPN, ring by ring, and steadied by TCN, at the networks' own scale."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engines.complete.learned.clip_fill import ClipFill
from engines.complete.learned.clip_tensors import Clip, distances
from engines.complete.learned.remembering import Remembered, check_memory, remember
from engines.errors import ShapeError
from engines.nets.opn import OPN, PEEL_PX, Recall
from engines.nets.opn_inference import FastOpn, Peeling
from engines.nets.tcn import TCN
from engines.nets.tcn_inference import FastTcn, Shown

_PEELING_VALUES = 250
_STEADYING_VALUES = 400
_REMEMBERED_VALUES = 32
_PICTURES = 4
_PICTURE_BYTES = 12
"""Measured: numbers held for each pixel while peeling, while steadying and by each remembered frame (its
cells, and once more where they are joined); pictures besides those of the clip."""

_ENCODING, _LOOKING = 0.6, 0.2
"""Measured: what encoding a frame, and looking at a remembered one, takes beside filling one."""


@dataclass(frozen=True, slots=True)
class OpnSettings:
    """How clips are filled.

    Attributes
    ----------
    peel_px : float
        Thickness of a ring; the published weights were trained for 8.
    memory_step : int
        Every so many frames of the clip are remembered.
    memory_most : int
        No more frames than that are remembered, evenly chosen; 2 or more.
    official : bool
        Do as the authors' demonstration: remember all, begin steadying from a black frame with the last
        hole, and return what TCN makes of the whole picture, known pixels included.
    """

    peel_px: float = PEEL_PX
    memory_step: int = 5
    memory_most: int = 12
    official: bool = False

    def __post_init__(self) -> None:
        if self.peel_px <= 0:
            raise ShapeError("peel_px", got=str(self.peel_px), wanted="more than 0, or peeling never ends")
        check_memory(self.memory_step, self.memory_most)


class OpnFill(ClipFill):
    """OPN peels, then TCN, over one clip at the networks' own scale.

    Parameters
    ----------
    opn : OPN
        Fills; its weights are copied.
    tcn : TCN or None
        Steadies what was filled; None leaves it.
    settings : OpnSettings
        How clips are filled.
    device : torch.device
        Where to compute.
    dtype : torch.dtype
        In which type the networks compute: float32, bfloat16 or float16.
    """

    def __init__(
        self,
        opn: OPN,
        tcn: TCN | None,
        *,
        settings: OpnSettings,
        device: torch.device,
        dtype: torch.dtype,
    ) -> None:
        self._settings = settings
        self._device = device
        self._opn = FastOpn(opn, device, dtype)
        self._tcn = None if tcn is None else FastTcn(tcn, device, dtype)
        networks = [opn] if tcn is None else [opn, tcn]
        self._weights = sum(weight.numel() for network in networks for weight in network.parameters())
        self._item_bytes = dtype.itemsize

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate the peak: while peeling, or while steadying."""
        remembered = frames if self._settings.official else min(frames, self._settings.memory_most)
        peeling = _PEELING_VALUES + remembered * _REMEMBERED_VALUES
        values = peeling if self._tcn is None else max(peeling, _STEADYING_VALUES)
        per_pixel = values * self._item_bytes + (frames + _PICTURES) * _PICTURE_BYTES
        return height * width * per_pixel + self._weights * self._item_bytes

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Count what is encoded, what is peeled, and what peels look at."""
        settings = self._settings
        near = -(-frames // settings.memory_step)
        every = near + memory
        remembered = every if settings.official else min(every, settings.memory_most)
        # A frame that is remembered itself looks at one less.
        others = remembered - min(near, remembered) / frames
        return (frames * (1 + _LOOKING * others) + _ENCODING * remembered) * height * width

    def _filled(self, clip: Clip) -> Tensor:
        result = clip.frames.clone()
        self._peel(result, clip)
        if self._tcn is not None:
            self._steady(self._tcn, result, clip)
        return result

    def _peel(self, result: Tensor, clip: Clip) -> None:
        settings = self._settings
        most = None if settings.official else settings.memory_most
        memory = remember(clip, settings.memory_step, most, self._encoded)
        for at in clip.with_holes():
            result[at] = self._peeled(clip, at, memory).to(result.device)

    def _encoded(self, frame: Tensor, hole: Tensor) -> Recall:
        return self._opn.remembered(frame[None].to(self._device), hole[None, None].to(self._device))

    def _peeled(self, clip: Clip, at: int, memory: Remembered[Recall]) -> Tensor:
        recall = Recall.joined(memory.without(at))
        dist = distances(clip.holes[at], self._settings.peel_px)
        picture = clip.frames[[at]].to(self._device)
        peeling = Peeling(self._opn, picture, dist, self._settings.peel_px)
        while not peeling.is_done:
            clip.go_on()
            peeling.peel(recall)
        return peeling.picture[0]

    def _steady(self, network: FastTcn, result: Tensor, clip: Clip) -> None:
        """Steady each frame by the one before; the first by a black one."""
        last_hole = clip.holes[-1 if self._settings.official else 0]
        previous, state = self._shown(torch.zeros_like(result[0]), last_hole), None
        for at, hole in enumerate(clip.holes):
            clip.go_on()
            current = self._shown(result[at], hole)
            made, state = network.step(previous, current, state)
            # Known pixels included: the published weights have learned to be led by the whole picture.
            previous = Shown(made, current.hole)
            inside = torch.ones_like(current.hole) if self._settings.official else current.hole
            result[at] = torch.where(inside, made, current.picture)[0].to(result.device)

    def _shown(self, picture: Tensor, hole: Tensor) -> Shown:
        return Shown(picture[None].to(self._device), hole[None, None].to(self._device))
