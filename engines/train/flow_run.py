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

from engines.devices import AUTO, choose_device, choose_precision
from engines.nets.cards import Network
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.nets.weights import Model
from engines.train.curves import CSV_NAME, EventFile, write_csv
from engines.train.effort import Effort, join_ranks
from engines.train.fill_card import FillTraining, hardware_of, store_fill
from engines.train.flow_material import FlowSource
from engines.train.flow_samples import PreparationSettings, prepared
from engines.train.flow_task import FlowTask, flow_scores
from engines.train.journal import Journal
from engines.train.loop import JOURNAL, Rhythm, Run, Schedule

LIMITS = (
    "completes what the explicit engine guesses at its working size; learned from flow that was measured "
    "on few clips and from made-up scenes, not from true motion of real scenes"
)

HELD_OUT_SHARE = 10
"""Without clips to check on, one window in so many is held out."""

EVENTS = "events"

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


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a training in its card.

    Attributes
    ----------
    data : str
        What it learned from.
    licence : str or None
        What that allows; None where nobody said.
    """

    data: str
    licence: str | None = None


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
    DeviceError
        If there is no such device or precision.
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
        self._plan, self._folder, self._told = plan, folder, told
        self._ranks, self._device = join_ranks(choose_device(plan.device))
        # The first process makes the samples, the others wait and find them.
        if not self._ranks.is_first:
            self._ranks.agreed(0.0, self._device)
        samples, self._check_samples = _samples(plan, sources, checks, folder, made)
        if self._ranks.is_first:
            self._ranks.agreed(1.0, self._device)
        self._events = EventFile(folder / EVENTS) if plan.has_events and self._ranks.is_first else None
        effort = Effort(
            self._device,
            choose_precision(self._device, plan.precision),
            plan.parts,
            plan.patience,
            keeps_best=True,
            ranks=self._ranks,
        )
        self._run = Run(
            first_network(plan.seed).to(self._device),
            FlowTask(samples, plan.seed, plan.batch_size, self._device),
            Schedule(plan.steps, learning_rate=_RATE),
            folder,
            {
                "seed": plan.seed,
                "batch_size": plan.batch_size,
                "windows": plan.windows,
                "parts": plan.parts,
                "processes": self._ranks.count,
            },
            self._scored,
            Rhythm(minutes=plan.minutes),
            self._say,
            effort,
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

    def train(self, told: Told, name: str, day: date) -> Model | None:
        """Learn, then store the model.

        Parameters
        ----------
        told : Told
            For the card.
        name : str
            Of the model.
        day : date
            For the card.

        Returns
        -------
        Model or None
            None in all processes but the first.

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
            hardware = hardware_of(self._device, self._ranks.count)
        finally:
            torch.set_num_threads(threads)
            cv2.setNumThreads(vision_threads)
        self.seconds = time.monotonic() - start_s
        return self._stored(told, hardware, name, day) if self._ranks.is_first else None

    def _stored(self, told: Told, hardware: str, name: str, day: date) -> Model:
        chosen = self._run.take_best()
        network = self._run.averaged.eval()
        scores = self._scored(network)
        self._write_table()
        at = None if chosen == self.steps_done else chosen
        card = FillTraining(
            told.data, told.licence, self._plan.seed, self.steps_done, at, hardware, scores, LIMITS
        )
        return store_fill(network, Network.FLOW, card, self._run.checkpoint, self._folder, name, day)

    def _scored(self, network: FlowCompletionNetwork) -> dict[str, float]:
        return flow_scores(network, self._check_samples, self._device)

    def _say(self, facts: dict[str, object]) -> None:
        numbers = {
            name: value for name, value in facts.items() if name != "step" and isinstance(value, float)
        }
        if self._events is not None:
            self._events.add_scalars(self._run.steps_done, numbers)
        if "score" in facts:
            self._write_table()
        self._told(facts)

    def _write_table(self) -> None:
        write_csv(Journal(self._folder / JOURNAL).lines(), self._folder / CSV_NAME)


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
