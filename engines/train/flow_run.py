"""The training of the network that completes motion, from clips to model."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engines.nets.cards import Network
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.nets.weights import Model, file_sha256
from engines.nets.weights_networks import answer_of
from engines.nets.weights_store import Content, Origin, store
from engines.train.flow_material import FlowSource
from engines.train.flow_samples import PreparationSettings, prepared
from engines.train.flow_task import FlowTask, flow_scores
from engines.train.loop import Rhythm, Run, Schedule

LIMITS = (
    "completes what the explicit engine guesses at its working size; learned from flow that was measured "
    "on few clips and from made-up scenes, not from true motion of real scenes"
)

HELD_OUT_SHARE = 10
"""Without clips to check on, one window in so many is held out."""

_TRAINING, _CHECKS = "training", "checks"
_CHECK_SEED = 999
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
    threads : int
        Of the network.
    """

    steps: int
    minutes: float
    seed: int
    batch_size: int
    windows: int
    threads: int


class FlowRun:
    """A training in its folder.

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
    """

    def __init__(
        self,
        plan: FlowPlan,
        sources: Sequence[FlowSource],
        checks: Sequence[FlowSource],
        folder: Path,
        told: Callable[[dict[str, object]], None],
        made: Callable[[int], None],
    ) -> None:
        self._plan = plan
        self._folder = folder
        samples, self._check_samples = _samples(plan, sources, checks, folder, made)
        self._run = Run(
            first_network(plan.seed),
            FlowTask(samples, plan.seed, plan.batch_size),
            Schedule(plan.steps, learning_rate=1e-3),
            folder,
            {"seed": plan.seed, "batch_size": plan.batch_size, "windows": plan.windows},
            lambda network: flow_scores(network, self._check_samples),
            Rhythm(minutes=plan.minutes),
            told,
        )
        self.seconds = 0.0

    @property
    def is_done(self) -> bool:
        """Whether all steps are done."""
        return self._run.is_done

    @property
    def steps_done(self) -> int:
        """Steps done, those before a resume included."""
        return self._run.steps_done

    def resume(self) -> None:
        """Go on where the checkpoint is; raises as `Run.resume`."""
        self._run.resume()

    def train(self, data: str, name: str, day: date) -> Model:
        """Learn, then store the model.

        Parameters
        ----------
        data : str
            What it learns from, for the card.
        name : str
            Of the model.
        day : date
            For the card.

        Raises
        ------
        DivergedError
            If the loss is no number any more.
        ModelError
            If the model cannot be stored.
        OSError
            If checkpoint or log cannot be written.
        """
        start_s = time.monotonic()
        threads, vision_threads = torch.get_num_threads(), cv2.getNumThreads()
        torch.set_num_threads(self._plan.threads)
        cv2.setNumThreads(1)
        try:
            self._run.train()
        finally:
            torch.set_num_threads(threads)
            cv2.setNumThreads(vision_threads)
        self.seconds = time.monotonic() - start_s
        return self._stored(data, name, day)

    def _stored(self, data: str, name: str, day: date) -> Model:
        network = self._run.averaged.eval()
        scores = flow_scores(network, self._check_samples)
        content = Content(
            Network.FLOW,
            network.state_dict(),
            sum(one.numel() for one in network.parameters()),
            answer_of(network, Network.FLOW),
        )
        notes = {
            "data": data,
            "seed": str(self._plan.seed),
            "steps": str(self.steps_done),
            "scores": ", ".join(f"{key} {value:.3f}" for key, value in scores.items()),
            "limits": LIMITS,
        }
        checkpoint = self._run.checkpoint
        licence = "trained by us; as its training data allows"
        origin = Origin(checkpoint.name, file_sha256(checkpoint), licence, day, notes)
        return store(content, name, origin, self._folder, replace=True)


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
