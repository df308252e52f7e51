"""A network of torch as the engines see it: arrays in and out, windows that shrink when memory runs out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

import numpy as np
import torch
from torch import Tensor

from engines.complete.learned.crops import Sight
from engines.complete.learned.network import Masks, Planes
from engines.devices import forget_unused, free_bytes, synchronise
from engines.errors import DeviceMemoryError, PrecisionError

ArrayT = TypeVar("ArrayT", Planes, Masks)

_LIBRARIES_BYTES = 250 << 20
_CUDA_HOST_BYTES = 1600 << 20
_ARRAYS_BYTES_PER_PIXEL = 26
"""What a network's surroundings take of the machine's memory."""

_DEVICE_SHARE = 0.8
_BLENDED = 5
_SMALLEST_PX = 16


class TensorFill(Protocol):
    """What the classes that wrap a network do: `OpnFill`, `RnotFill`, `SttnFill`."""

    def fill(
        self,
        frames: Tensor,
        holes: Tensor,
        *,
        memory: Tensor | None = None,
        memory_holes: Tensor | None = None,
    ) -> Tensor:
        """Fill T x 3 x H x W, float32 in [0, 1], where holes (T x H x W, bool) are True."""

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        """Estimate what a fill takes at its peak, weights included."""

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        """Tell how much there is to do in a fill: twice as much takes twice as long."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The short run that tells how long a network takes.

    Attributes
    ----------
    frames, memory : int
        How many frames are filled, and how many are looked at beside them.
    """

    frames: int
    memory: int


class TorchNetwork:
    """A network on its device.

    Parameters
    ----------
    filler : TensorFill
        Runs it.
    sight : Sight
        What it sees at once.
    device : torch.device
        Where it runs.
    probe : Probe
        How its time is found out.
    """

    def __init__(self, filler: TensorFill, sight: Sight, device: torch.device, probe: Probe) -> None:
        self._filler = filler
        self._device = device
        self._probe = probe
        self._timed_s: dict[tuple[int, int, int], float] = {}
        self.sight = sight

    def fill(self, frames: Planes, holes: Masks, memory: Planes, memory_holes: Masks) -> Planes:
        """Fill the holes of consecutive frames, in ever shorter windows while the device lacks memory.

        Raises
        ------
        DeviceMemoryError
            If the device's own memory does not suffice for a single frame.
        MemoryError
            If the machine's does not.
        PrecisionError
            If the network's numbers overflow.
        """
        if not holes.any():
            return frames
        filled = _or_none_without_memory(lambda: self._at_once(frames, holes, memory, memory_holes))
        if filled is not None:
            return filled
        forget_unused(self._device)
        if self._device.type == "cpu":
            raise MemoryError
        if len(frames) > 1:
            return self._in_halves(frames, holes, memory, memory_holes)
        if len(memory):
            return self.fill(frames, holes, memory[:0], memory_holes[:0])
        raise DeviceMemoryError(str(self._device))

    def _at_once(self, frames: Planes, holes: Masks, memory: Planes, memory_holes: Masks) -> Planes:
        height, width = holes.shape[1:]
        with_memory = len(memory) > 0
        filled = self._filler.fill(
            _tensor(_padded(frames)),
            torch.from_numpy(_padded(holes)),
            memory=_tensor(_padded(memory)) if with_memory else None,
            memory_holes=torch.from_numpy(_padded(memory_holes)) if with_memory else None,
        )
        planes: Planes = filled.permute(0, 2, 3, 1)[:, :height, :width].contiguous().cpu().numpy()
        if not np.isfinite(planes).all():
            raise PrecisionError
        return planes

    def _in_halves(self, frames: Planes, holes: Masks, memory: Planes, memory_holes: Masks) -> Planes:
        """Fill two windows that overlap, and pass from one to the other."""
        middle = len(frames) // 2
        both = min(_BLENDED, len(frames) // 4)
        early, late = slice(0, middle + both), slice(middle - both, len(frames))
        first = self.fill(frames[early], holes[early], memory, memory_holes)
        second = self.fill(frames[late], holes[late], memory, memory_holes)
        result = np.concatenate([first[: middle - both], second])
        if both:
            ramp = ((np.arange(2 * both) + 0.5) / (2 * both)).astype(np.float32)[:, None, None, None]
            shared = slice(middle - both, middle + both)
            result[shared] = first[shared] + (second[: 2 * both] - first[shared]) * ramp
        return result

    def host_bytes(self, frames: int, memory: int, height: int, width: int) -> int:
        """Estimate the machine's memory at the peak of `fill`, weights and libraries included."""
        arrays = (frames + memory) * height * width * _ARRAYS_BYTES_PER_PIXEL
        if self._device.type == "cuda":
            return _LIBRARIES_BYTES + _CUDA_HOST_BYTES + arrays
        return _LIBRARIES_BYTES + arrays + self._filler.memory_bytes(frames + memory, height, width)

    def longest(self, memory: int, height: int, width: int, frames: int) -> int:
        """How many frames, at most those given, the device's own memory takes at once."""
        free = free_bytes(self._device)
        if free is None:
            return frames
        fitting = (
            count
            for count in range(frames, 1, -1)
            if self._filler.memory_bytes(count + memory, height, width) <= _DEVICE_SHARE * free
        )
        return next(fitting, 1)

    def seconds_per_frame(self, frames: int, memory: int, height: int, width: int, hole_px: int) -> float:
        """Estimate the time for a frame of a window from a short run, which is made once for each size.

        Parameters
        ----------
        frames, memory : int
            Of the window, and of other times.
        height, width : int
            Of the pictures.
        hole_px : int
            Side of a square hole as large as theirs.
        """
        key = height, width, hole_px
        if key not in self._timed_s:
            self._timed_s[key] = self._unit_s(*key)
        return self._timed_s[key] * self._filler.work(frames, memory, height, width) / frames

    def _unit_s(self, height: int, width: int, hole_px: int) -> float:
        """Measure what a unit of the network's work takes."""
        probe = self._probe
        planes = np.random.default_rng(0).random((probe.frames + probe.memory, height, width, 3), np.float32)
        masks = np.zeros(planes.shape[:3], np.bool_)
        top, left = max(0, height - hole_px) // 2, max(0, width - hole_px) // 2
        masks[:, top : top + hole_px, left : left + hole_px] = True
        memory = planes[probe.frames :], masks[probe.frames :]
        self.fill(planes[:1], masks[:1], planes[:0], masks[:0])
        synchronise(self._device)
        start_s = time.perf_counter()
        self.fill(planes[: probe.frames], masks[: probe.frames], *memory)
        synchronise(self._device)
        seconds = time.perf_counter() - start_s
        return seconds / self._filler.work(probe.frames, probe.memory, height, width)


def _or_none_without_memory(work: Callable[[], Planes]) -> Planes | None:
    """Do it, or return None where memory ran out; by then nothing of the attempt is held any more."""
    try:
        return work()
    except RuntimeError as error:
        if not _is_out_of_memory(error):
            raise
        return None


def _is_out_of_memory(error: RuntimeError) -> bool:
    told = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or any(
        words in told for words in ("out of memory", "not enough memory", "can't allocate memory")
    )


def _tensor(planes: Planes) -> Tensor:
    return torch.from_numpy(planes).permute(0, 3, 1, 2)


def _padded(planes: ArrayT) -> ArrayT:
    """Repeat the edge of pictures too small for any network."""
    short = [max(0, _SMALLEST_PX - side) for side in planes.shape[1:3]]
    if not any(short):
        return planes
    beyond = [(0, 0), (0, short[0]), (0, short[1]), *[(0, 0)] * (planes.ndim - 3)]
    return cast(ArrayT, np.pad(planes, beyond, mode="edge"))
