"""How much faster STTN runs here than by the authors' procedure, in how much memory, and how much alike."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import psutil
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engines.complete.learned.sttn_fill import SttnFill
from engines.complete.learned.sttn_windows import SttnSettings
from engines.devices import probe_s
from engines.measure.opn_speed import moving_clip
from engines.nets.sttn import STTN_GRIDS, PatchGrid, SttnGenerator

OFFICIAL = "official"
PRECISIONS = "fp32", "bf16"

_TYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}
_HOPELESS = 3.0
_SAMPLE_EVERY_S = 0.05
_TRANSFORMER_GAIN = 0.7
_NEIGHBOURS, _STRIDE, _REFERENCE_STEP = 5, 5, 10


@dataclass(frozen=True, slots=True)
class SttnRun:
    """One way through the clip.

    Attributes
    ----------
    name : str
        `official`, or the precision of our own procedure.
    seconds_per_frame : float
        Of the fill alone.
    peak_bytes : int
        Memory of the process at its highest, libraries and weights included.
    times_as_fast : float
        As the authors' procedure.
    mean_levels_off : float
        Mean difference from the authors' procedure in the holes, in levels of 255.
    """

    name: str
    seconds_per_frame: float
    peak_bytes: int
    times_as_fast: float
    mean_levels_off: float


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    name: str
    count: int
    height: int
    width: int
    threads: int


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    seconds: float
    peak_bytes: int
    levels: NDArray[np.uint8]


def measure_sttn(count: int = 30, height: int = 240, width: int = 432, *, threads: int = 2) -> list[SttnRun]:
    """Fill a clip by the authors' procedure and by ours on the processor, with equal weights and windows.

    Each runs in a process of its own, one after the other. A precision in which this processor takes several
    times as long as in float32 (it has no instructions for it) is left out.

    Parameters
    ----------
    count : int
        Frames of the clip.
    height, width : int
        Its size in pixels, multiples of 48.
    threads : int
        Threads of each process.

    Returns
    -------
    list of SttnRun
        The authors' procedure first.
    """
    cpu = torch.device("cpu")
    sensible = [
        name for name in PRECISIONS if probe_s(cpu, _TYPES[name]) < _HOPELESS * probe_s(cpu, torch.float32)
    ]
    done = {
        name: _in_own_process(_Task(name, count, height, width, threads)) for name in (OFFICIAL, *sensible)
    }
    official = done[OFFICIAL]
    return [
        SttnRun(
            name=name,
            seconds_per_frame=one.seconds / count,
            peak_bytes=one.peak_bytes,
            times_as_fast=official.seconds / one.seconds,
            mean_levels_off=float(np.abs(one.levels.astype(np.float32) - official.levels).mean()),
        )
        for name, one in done.items()
    ]


def official_procedure(generator: SttnGenerator, frames: Tensor, holes: Tensor) -> Tensor:
    """Fill a clip as the authors' test does: everything for whole frames, in float32.

    Parameters
    ----------
    generator : SttnGenerator
        The network.
    frames, holes : Tensor
        T x 3 x H x W, float32 in [0, 1], and T x H x W, bool; H and W are multiples of 48.

    Returns
    -------
    Tensor
        T x 3 x H x W, float32, whole levels of 255.
    """
    made: list[Tensor | None] = [None] * len(frames)
    with torch.inference_mode():
        features = generator.encoder((frames * 2 - 1) * ~holes[:, None])
        for middle in range(0, len(frames), _STRIDE):
            first, last = max(0, middle - _NEIGHBOURS), min(len(frames), middle + _NEIGHBOURS + 1)
            references = [at for at in range(0, len(frames), _REFERENCE_STEP) if not first <= at < last]
            window = features[[*range(first, last), *references]][None]
            predicted = torch.tanh(generator.decoder(generator.transformer(window)[0, : last - first]))
            for at, levels in zip(range(first, last), ((predicted + 1) / 2 * 255).floor(), strict=True):
                before = made[at]
                made[at] = levels if before is None else before * 0.5 + levels * 0.5
        filled = torch.stack([one for one in made if one is not None]).floor() / 255
        return torch.where(holes[:, None], filled, frames)


def _in_own_process(task: _Task) -> _Done:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(_work, task).result()


def _work(task: _Task) -> _Done:
    torch.set_num_threads(task.threads)
    generator = lively_generator(seed=0)
    frames, holes = moving_clip(task.count, task.height, task.width, seed=1)
    if task.name == OFFICIAL:
        return _watched(lambda: official_procedure(generator, frames, holes), holes)
    settings = SttnSettings(official=True)
    fill = SttnFill(generator, settings=settings, device=torch.device("cpu"), dtype=_TYPES[task.name])
    return _watched(lambda: fill.fill(frames, holes), holes)


def _watched(work: Callable[[], Tensor], holes: Tensor) -> _Done:
    peak = [0]
    enough = threading.Event()
    watcher = threading.Thread(target=_watch, args=(peak, enough), daemon=True)
    watcher.start()
    start = time.perf_counter()
    filled = work()
    seconds = time.perf_counter() - start
    enough.set()
    watcher.join()
    inside = filled.permute(0, 2, 3, 1)[holes]
    return _Done(seconds, peak[0], (inside * 255).round().to(torch.uint8).numpy())


def _watch(peak: list[int], enough: threading.Event) -> None:
    me = psutil.Process()
    while not enough.wait(_SAMPLE_EVERY_S):
        peak[0] = max(peak[0], me.memory_info().rss)


def lively_generator(seed: int, grids: tuple[PatchGrid, ...] = STTN_GRIDS) -> SttnGenerator:
    """Draw weights that let a picture through; in those that training starts from it fades."""
    generator = SttnGenerator(grids).eval()
    noise = torch.Generator().manual_seed(seed)
    for name, weight in generator.named_parameters():
        gain = _TRANSFORMER_GAIN if name.startswith("transformer") else 1.0
        spread = gain * weight[0].numel() ** -0.5 if weight.ndim > 1 else 0.1
        nn.init.normal_(weight, 0.0, spread, generator=noise)
    return generator
