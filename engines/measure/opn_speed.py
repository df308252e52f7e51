"""How much faster OPN and TCN run here than by the authors' procedure, and whether the result is the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from engines.complete.learned.clip_tensors import distances
from engines.complete.learned.opn_fill import OpnFill, OpnSettings
from engines.nets.opn import OPN, PEEL_PX, Memory
from engines.nets.tcn import TCN

_FEATURE_GAIN = 2.5
_MEMORY_STEP = 5


@dataclass(frozen=True, slots=True)
class OpnSpeed:
    """One measurement; the ratio means the same on a busy machine, the seconds do not.

    Attributes
    ----------
    official_seconds, fast_seconds : float
        For a frame, memory included.
    mean_levels_off : float
        Mean difference of both results in the holes, in levels of 255.
    """

    official_seconds: float
    fast_seconds: float
    mean_levels_off: float

    @property
    def ratio(self) -> float:
        """How many times as fast."""
        return self.official_seconds / self.fast_seconds


def measure_opn(
    opn: OPN,
    tcn: TCN,
    frames: Tensor,
    holes: Tensor,
    *,
    device: torch.device,
    dtype: torch.dtype,
    official_frames: int = 2,
) -> OpnSpeed:
    """Fill a clip both ways.

    Parameters
    ----------
    opn, tcn
        The networks, float32, on the device.
    frames, holes : Tensor
        T x 3 x H x W and T x H x W, as `OpnFill.fill` wants them.
    device, dtype
        Where to compute, and in which type to do so fast; the authors' procedure runs in float32.
    official_frames : int
        So many leading frames are filled by the authors' procedure and compared.
    """
    settings = OpnSettings(memory_step=_MEMORY_STEP, official=True)
    fast = OpnFill(opn, tcn, settings=settings, device=device, dtype=dtype)
    fast.fill(frames[:1], holes[:1])
    start = time.perf_counter()
    quick = fast.fill(frames, holes)
    fast_seconds = (time.perf_counter() - start) / len(frames)
    with torch.inference_mode():
        clip = _Clip(frames.to(device), holes.to(device))
        start = time.perf_counter()
        memory = _official_memory(opn, clip)
        _synchronise(device)
        remembering_seconds = (time.perf_counter() - start) / len(frames)
        procedure = _official_results(opn, tcn, clip, memory)
        start = time.perf_counter()
        wanted = torch.cat([next(procedure).to(frames.device) for _ in range(official_frames)])
        seconds = (time.perf_counter() - start) / official_frames
    inside = holes[:official_frames, None].expand(-1, 3, -1, -1)
    off = (quick[:official_frames] - wanted).abs()[inside].mean() * 255
    return OpnSpeed(remembering_seconds + seconds, fast_seconds, float(off))


def official_procedure(opn: OPN, tcn: TCN | None, frames: Tensor, holes: Tensor) -> Tensor:
    """Fill a clip as the authors' demonstration does: whole frames, ring by ring, all memory kept.

    Parameters
    ----------
    opn, tcn
        The networks; None leaves the frames as OPN completed them.
    frames, holes : Tensor
        T x 3 x H x W and T x H x W, as `OpnFill.fill` wants them, on the networks' device.

    Returns
    -------
    Tensor
        T x 3 x H x W: with TCN its whole pictures.
    """
    with torch.inference_mode():
        clip = _Clip(frames, holes)
        return torch.cat(list(_official_results(opn, tcn, clip, _official_memory(opn, clip))))


def liven(network: nn.Module, seed: int) -> None:
    """Draw weights that let a picture through, for untrained ones let it fade.

    Parameters
    ----------
    network
        OPN or TCN, changed in place.
    seed : int
        Of the weights.
    """
    noise = torch.Generator().manual_seed(seed)
    for name, weight in network.named_parameters():
        gain = 1.0 if "gating" in name else _FEATURE_GAIN
        spread = gain / weight[0].numel() ** 0.5 if weight.ndim > 1 else 0.1
        nn.init.normal_(weight, 0.0, spread, generator=noise)


def moving_clip(count: int, height: int, width: int, seed: int) -> tuple[Tensor, Tensor]:
    """Draw a clip: a soft pattern moves past an oval hole that covers about a twelfth of it.

    Returns
    -------
    tuple of Tensor
        count x 3 x H x W, float32 in [0, 1], and count x H x W, bool.
    """
    random = np.random.default_rng(seed)
    noise = random.random((height, width + 2 * count, 3), np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), 4)
    pattern = (soft - soft.min()) / (soft.max() - soft.min())
    frames = np.stack([pattern[:, 2 * at : 2 * at + width] for at in range(count)])
    holes = np.zeros((count, height, width), np.uint8)
    for at, hole in enumerate(holes):
        cv2.ellipse(hole, (width // 3 + at, height // 2), (width // 8, height // 5), 0, 0, 360, 1, -1)
    return torch.from_numpy(frames.transpose(0, 3, 1, 2).copy()), torch.from_numpy(holes > 0)


class _Clip:
    """A clip as OPN wants it: T x C x H x W."""

    def __init__(self, frames: Tensor, holes: Tensor) -> None:
        self.frames = frames
        self.holes = holes[:, None]
        dists = torch.stack([distances(hole, PEEL_PX) for hole in holes])
        self.dists = dists[:, None].to(frames.device)
        self.valids = (~self.holes).to(frames.dtype)


def _official_memory(opn: OPN, clip: _Clip) -> Memory:
    every = clip.frames, clip.valids, clip.dists
    return opn.memorise(*(planes[::_MEMORY_STEP].transpose(0, 1)[None] for planes in every))


def _without(memory: Memory, frame: int) -> Memory:
    """Leave a frame's own entry out, if it has one."""
    others = [at for at in range(memory.keys.shape[2]) if at * _MEMORY_STEP != frame]
    return Memory(memory.keys[:, :, others], memory.values[:, :, others], memory.holes[:, others])


def _official_results(opn: OPN, tcn: TCN | None, clip: _Clip, memory: Memory) -> Iterator[Tensor]:
    """Give 1 x 3 x H x W for each frame."""
    previous, state = torch.zeros_like(clip.frames[:1]), None
    holes = clip.holes.to(clip.frames.dtype)
    for at in range(len(clip.frames)):
        frame, valid, dist = clip.frames[[at]], clip.valids[[at]], clip.dists[[at]]
        others = _without(memory, at)
        while dist.any():
            frame, dist = opn.peel(frame, valid, dist, others)
        if tcn is not None:
            frame, state = tcn(previous, holes[[at - 1]], frame, holes[[at]], state)
        previous = frame
        yield frame


def _synchronise(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
