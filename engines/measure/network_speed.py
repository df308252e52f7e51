"""The learned engines beside their authors' procedures on this processor, in one run."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from engines.devices import choose_precision
from engines.measure.opn_speed import liven, measure_opn, moving_clip
from engines.measure.sttn_speed import measure_sttn
from engines.nets.opn import OPN
from engines.nets.tcn import TCN

_OPN_CLIP = 20, 240, 424
_BOTH = torch.float32, torch.bfloat16


@dataclass(frozen=True, slots=True)
class NetworkRun:
    """One way through a network's clip.

    Attributes
    ----------
    name : str
        Network, its picture size, and `official` or the precision of our own procedure.
    seconds_per_frame : float
        Of the fill alone.
    times_as_fast : float
        As the authors' procedure.
    mean_levels_off : float
        Mean difference from the authors' result in the holes, in levels of 255.
    peak_bytes : int or None
        Memory of its process at its highest, libraries and weights included; None where several ways ran in
        one process.
    """

    name: str
    seconds_per_frame: float
    times_as_fast: float
    mean_levels_off: float
    peak_bytes: int | None = None


def measure_networks(threads: int) -> list[NetworkRun]:
    """Fill the clip of each network by its authors' procedure and by ours.

    Weights are drawn, not trained: speed does not depend on them. Takes some minutes.
    """
    torch.set_num_threads(threads)
    return [*_sttn(threads), *_opn()]


def _sttn(threads: int) -> list[NetworkRun]:
    return [
        NetworkRun(
            f"STTN 432x240, {run.name}",
            run.seconds_per_frame,
            run.times_as_fast,
            run.mean_levels_off,
            run.peak_bytes,
        )
        for run in measure_sttn(threads=threads)
    ]


def _opn() -> list[NetworkRun]:
    cpu = torch.device("cpu")
    opn, tcn = OPN().eval(), TCN().eval()
    liven(opn, seed=0)
    liven(tcn, seed=1)
    frames, holes = moving_clip(*_OPN_CLIP, seed=2)
    # A precision that this processor would not choose takes it hundreds of times as long.
    fastest = choose_precision(cpu)
    runs: list[NetworkRun] = []
    for dtype in _BOTH if fastest != torch.float32 else _BOTH[:1]:
        speed = measure_opn(opn, tcn, frames, holes, device=cpu, dtype=dtype)
        if not runs:
            runs.append(NetworkRun("OPN and TCN 424x240, official", speed.official_seconds, 1.0, 0.0))
        name = f"OPN and TCN 424x240, {str(dtype).removeprefix('torch.')}"
        runs.append(NetworkRun(name, speed.fast_seconds, speed.ratio, speed.mean_levels_off))
    return runs
