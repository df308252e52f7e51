"""The training of the network that completes motion, from clips to model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engines.devices import AUTO, choose_device, choose_precision
from engines.nets.cards import Network
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.train.course import Course
from engines.train.effort import Effort, join_ranks
from engines.train.flow_material import FlowSource
from engines.train.flow_samples import PreparationSettings, prepared
from engines.train.flow_task import FlowTask, flow_scores
from engines.train.loop import Rhythm, Run, Schedule
from engines.train.run_log import RunLog

LIMITS = (
    "completes what the explicit engine guesses at its working size; learned from flow that was measured "
    "on few clips and from made-up scenes, not from true motion of real scenes"
)

HELD_OUT_SHARE = 10
"""Without clips to check on, one window in so many is held out."""

_TRAINING, _CHECKS = "training", "checks"
_CHECK_SEED = 999
_RATE = 1e-3
_MOST_CHECK_WINDOWS = 12


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """What is asked for.

    Attributes
    ----------
    steps : int
        All steps.
    minutes : float
        The run ends after so many.
    seed : int
        Decides first weights, samples and batches.
    batch_size : int
        Samples of a step.
    windows : int
        Clips with holes that samples are made of, before the first step.
    parts : int
        Batches whose gradients are added up for one step.
    patience : int
        Checks without gain after which it ends; 0 for never.
    device, precision : str
        Where and in which type to compute, as `engines.devices` names them.
    threads : int
        Of the network on the processor.
    has_events : bool
        Whether event files for TensorBoard are written.
    """

    steps: int
    minutes: float
    seed: int
    batch_size: int
    windows: int
    parts: int = 1
    patience: int = 0
    device: str = AUTO
    precision: str = "fp32"
    threads: int = 1
    has_events: bool = False


def flow_course(
    plan: FlowPlan,
    sources: Sequence[FlowSource],
    checks: Sequence[FlowSource],
    folder: Path,
    told: Callable[[dict[str, object]], None],
    made: Callable[[int], None],
) -> Course[FlowCompletionNetwork]:
    """Prepare a training.

    Parameters
    ----------
    plan : FlowPlan
        What is asked for.
    sources, checks : sequence of FlowSource
        What to learn from, and what is held out; without the latter some windows of the former are.
    folder : Path
        Where samples, checkpoint, log and model go.
    told : callable
        Gets each line of the log.
    made : callable
        Gets the count of finished windows while samples are made.

    Raises
    ------
    MaterialError
        If no source has a usable clip.
    OSError
        If the samples cannot be kept.
    DeviceError
        If there is no such device or precision.
    """
    ranks, device = join_ranks(choose_device(plan.device))
    # The first process makes the samples, the others wait and find them.
    if not ranks.is_first:
        ranks.agreed(0.0, device)
    samples, check_samples = _samples(plan, sources, checks, folder, made)
    if ranks.is_first:
        ranks.agreed(1.0, device)
    precision = choose_precision(device, plan.precision)
    log = RunLog(folder, told, has_events=plan.has_events and ranks.is_first)

    def scores(network: FlowCompletionNetwork) -> dict[str, float]:
        return flow_scores(network, check_samples, device)

    run = Run(
        first_network(plan.seed).to(device),
        FlowTask(samples, plan.seed, plan.batch_size, device),
        Schedule(plan.steps, learning_rate=_RATE),
        folder,
        {
            "seed": plan.seed,
            "batch_size": plan.batch_size,
            "windows": plan.windows,
            "parts": plan.parts,
            "processes": ranks.count,
        },
        scores,
        Rhythm(minutes=plan.minutes),
        log.say,
        Effort(device, precision, plan.parts, plan.patience, keeps_best=True, ranks=ranks),
    )
    return Course(run, Network.FLOW, plan.seed, plan.threads, scores, log)


def _samples(
    plan: FlowPlan,
    sources: Sequence[FlowSource],
    checks: Sequence[FlowSource],
    folder: Path,
    made: Callable[[int], None],
) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """Find or make what is learned from and what is checked on."""
    settings = PreparationSettings(plan.seed, plan.windows)
    samples = prepared(sources, settings, folder / _TRAINING, made)
    if checks:
        fewer = PreparationSettings(_CHECK_SEED, min(_MOST_CHECK_WINDOWS, plan.windows))
        return samples, prepared(checks, fewer, folder / _CHECKS, lambda _: None)
    rest = max(1, plan.windows // HELD_OUT_SHARE) * settings.per_window
    return (samples[:-rest], samples[-rest:]) if plan.windows > 1 else (samples, samples)


def first_network(seed: int) -> FlowCompletionNetwork:
    """Make a network with first weights that depend on a seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = FlowCompletionNetwork()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network
