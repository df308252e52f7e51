"""A clip filled by RNoT, each frame in one pass, at the network's own scale."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import Clip, never
from engines.complete.learned.remembering import Remembered, check_memory, remember
from engines.nets.fused import memory_format
from engines.nets.opn import Recall, recalled
from engines.nets.rnot import Encoded, RNoT

_FILLING_VALUES = 500
_REMEMBERED_VALUES = 72
_PICTURE_BYTES = 12
"""Measured: numbers held for each pixel while filling, and by each remembered frame (its planes, its cells,
and these once more where they are joined)."""


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


class RnotFill:
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
        self._device = device
        self._network = deepcopy(rnot).eval().to(device, dtype)
        # Shades that are rounded before they are normalised are five times as coarse afterwards.
        self._network.mean, self._network.std = (one.to(device) for one in (rnot.mean, rnot.std))
        self._layout = memory_format(device)
        for weight in self._network.parameters():
            if weight.ndim == 4:
                weight.data = weight.data.contiguous(memory_format=self._layout)

    @torch.inference_mode()
    def fill(
        self,
        frames: Tensor,
        holes: Tensor,
        *,
        memory: Tensor | None = None,
        memory_holes: Tensor | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> Tensor:
        """Fill the holes of consecutive frames.

        Parameters
        ----------
        frames : Tensor
            T x 3 x H x W, float32 in [0, 1], sides of at least 16; what stands in a hole does not matter.
        holes : Tensor of bool
            T x H x W, True = fill.
        memory, memory_holes : Tensor, optional
            M x 3 x H x W and M x H x W: frames of other times that are only looked at.
        cancelled : callable
            Asked before each frame; True ends the work.

        Returns
        -------
        Tensor
            T x 3 x H x W, float32 in [0, 1], where the frames are; known pixels are those of the frames.

        Raises
        ------
        ShapeError
            If the arguments do not fit together.
        StoppedError
            If it was cancelled.
        """
        clip = Clip.checked(frames, holes, memory, memory_holes, cancelled)
        result = frames.clone()
        if holes.any():
            settings = self._settings
            remembered = remember(clip, settings.memory_step, settings.memory_most, self._encoded)
            for at, hole in enumerate(holes):
                if hole.any():
                    clip.go_on()
                    result[at] = self._filled(clip, at, remembered).to(result.device)
        return result

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate the peak of what `fill` takes, weights included, its arguments left out.

        Parameters
        ----------
        frames : int
            Of the clip and of other times together.
        height, width : int
            Of the pictures.
        """
        remembered = min(frames, self._settings.memory_most)
        values = _FILLING_VALUES + remembered * _REMEMBERED_VALUES
        per_pixel = values * self._item_bytes + frames * _PICTURE_BYTES
        return height * width * per_pixel + self._weights * self._item_bytes

    def _encoded(self, frame: Tensor, hole: Tensor) -> _Known:
        picture = frame[None].to(self._device).contiguous(memory_format=self._layout)
        encoded = self._network.encode(picture, hole[None, None].to(self._device))
        cells = [planes[0].movedim(0, -1)[~encoded.hole[0, 0]] for planes in (encoded.keys, encoded.values)]
        return _Known(encoded, Recall(*cells))

    def _filled(self, clip: Clip, at: int, remembered: Remembered[_Known]) -> Tensor:
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
