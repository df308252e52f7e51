"""The training of the segmentation network, from material to model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch

from engines.nets.cards import Network
from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.train.course import Course
from engines.train.loop import Rhythm, Run, Schedule
from engines.train.material import MaskedFrames, Material, held_out
from engines.train.rollouts import rollout_overlap
from engines.train.run_log import RunLog
from engines.train.samples import SampleSettings, draw_batch
from engines.train.segment_task import SegmentTask, scores

LIMITS = (
    "one object at a time; learned from few photographs and made-up motion, without pretrained features; "
    "objects that look like their surroundings, and those that turn to a side no key shows, get lost"
)

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


def segment_course(
    plan: SegmentPlan,
    material: Material,
    checks: Mapping[str, MaskedFrames],
    folder: Path,
    told: Callable[[dict[str, object]], None],
) -> Course[SegmentNetwork]:
    """Prepare a training.

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
    training, rest = held_out(material, HELD_OUT_EVERY)
    samples = SampleSettings(plan.size_px)
    check_batch = draw_batch(rest, samples, CHECK_SEED, 0, CHECK_SAMPLES)
    log = RunLog(folder, told)

    def checked(network: SegmentNetwork) -> dict[str, float]:
        """Score on held-out scenes and clips; `score` is the clips' where there are any."""
        overlap, loss = scores(network, check_batch)
        clips = rollout_overlap(network, checks, CHECK_FRAMES)
        mean = fmean(clips.values()) if clips else overlap
        by_clip = {f"J {name}": value for name, value in clips.items()}
        return {"score": mean, "scenes": overlap, "scenes_loss": loss, **by_clip}

    run = Run(
        first_network(plan.seed),
        SegmentTask(training, plan.seed, plan.batch_size, samples),
        Schedule(plan.steps),
        folder,
        {"seed": plan.seed, "batch_size": plan.batch_size, "size_px": plan.size_px},
        checked,
        Rhythm(minutes=plan.minutes),
        log.say,
    )
    return Course(run, Network.SEGMENT, plan.seed, plan.threads, checked, log, folded)


def first_network(seed: int) -> SegmentNetwork:
    """Make a network with first weights that depend on a seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = SegmentNetwork()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network
