"""The training of the segmentation network, from material to model."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean

import cv2
import torch

from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.weights import Model
from engines.train.card import Training, store_trained
from engines.train.loop import Rhythm, Run, Schedule
from engines.train.material import MaskedFrames, Material, held_out
from engines.train.rollouts import rollout_overlap
from engines.train.samples import SampleSettings, draw_batch
from engines.train.segment_task import SegmentTask, scores

HELD_OUT_EVERY = 10
"""Every so-many-th photograph is held out."""

CHECK_SEED, CHECK_SAMPLES, CHECK_FRAMES = 999, 64, 16
"""Scenes that checks are made of, and the frames of each held-out clip."""


@dataclass(frozen=True, slots=True)
class SegmentPlan:
    """What is asked for.

    Attributes
    ----------
    steps : int
        All steps.
    minutes : float
        The run ends after so many.
    seed : int
        Decides first weights and data.
    batch_size, size_px : int
        Scenes of a step, and their side.
    threads : int
        Of the network; several of them wait for each other, which on a busy machine costs more than it gains.
    """

    steps: int
    minutes: float
    seed: int
    batch_size: int
    size_px: int
    threads: int


class SegmentRun:
    """A training in its folder.

    Parameters
    ----------
    plan : SegmentPlan
        What is asked for.
    material : Material
        What to learn from.
    checks : mapping of str to MaskedFrames
        Held-out clips by name.
    folder : Path
        Where checkpoint, log and model go.
    told : callable
        Gets each line of the log.
    """

    def __init__(
        self,
        plan: SegmentPlan,
        material: Material,
        checks: Mapping[str, MaskedFrames],
        folder: Path,
        told: Callable[[dict[str, object]], None],
    ) -> None:
        self._plan = plan
        self._checks = checks
        self._folder = folder
        training, rest = held_out(material, HELD_OUT_EVERY)
        samples = SampleSettings(plan.size_px)
        self._check_batch = draw_batch(rest, samples, CHECK_SEED, 0, CHECK_SAMPLES)
        self._run = Run(
            first_network(plan.seed),
            SegmentTask(training, plan.seed, plan.batch_size, samples),
            Schedule(plan.steps),
            folder,
            {"seed": plan.seed, "batch_size": plan.batch_size, "size_px": plan.size_px},
            self._checked,
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
        network = self._run.averaged.eval()
        facts = Training(data, self._plan.seed, self.steps_done, self._checked(network))
        return store_trained(network, facts, self._run.checkpoint, self._folder, name, day)

    def _checked(self, network: SegmentNetwork) -> dict[str, float]:
        """Score a network on held-out scenes and clips; `score` is the clips' where there are any."""
        overlap, loss = scores(network, self._check_batch)
        clips = rollout_overlap(network, self._checks, CHECK_FRAMES)
        told = {f"J {name}": value for name, value in clips.items()}
        mean = fmean(clips.values()) if clips else overlap
        return {"score": mean, "scenes": overlap, "scenes_loss": loss, **told}


def first_network(seed: int) -> SegmentNetwork:
    """Make a network with first weights that depend on a seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = SegmentNetwork()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network
