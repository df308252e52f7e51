"""The training of the network that finds people, from photographs to model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from engines.nets.cards import Network
from engines.nets.people import PeopleNetwork, folded_people
from engines.train.course import Course
from engines.train.effort import Effort
from engines.train.loop import Rhythm, Run, Schedule
from engines.train.material import MaskedFrames, Material, MaterialError, held_out
from engines.train.people_samples import PeopleSamples, draw_people
from engines.train.people_task import PeopleTask, people_scores, unaided_overlap
from engines.train.run_log import RunLog

LIMITS = (
    "learned from few photographs of streets, most of whose people stand or walk upright and are seen whole; "
    "people who sit, lie, are cut off or very small are missed, and what stands upright is taken for people"
)

HELD_OUT_EVERY = 10
"""Every so-many-th photograph is held out."""

_CHECK_SEED, _CHECK_SAMPLES, _CHECK_FRAMES = 999, 64, 12


@dataclass(frozen=True, slots=True)
class PeoplePlan:
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
        Samples of a step, and their side.
    threads : int
        Of the network.
    """

    steps: int
    minutes: float
    seed: int
    batch_size: int
    size_px: int
    threads: int


def people_course(
    plan: PeoplePlan,
    material: Material,
    checks: Mapping[str, MaskedFrames],
    folder: Path,
    told: Callable[[dict[str, object]], None],
) -> Course[PeopleNetwork]:
    """Prepare a training.

    Parameters
    ----------
    plan : PeoplePlan
        What is asked for.
    material : Material
        Its instances are people, all of each photograph; the rest is background.
    checks : mapping of str to MaskedFrames
        Held-out clips of people by name.
    folder : Path
        Where checkpoint, log and model go.
    told : callable
        Gets each line of the log.

    Raises
    ------
    MaterialError
        If there are no photographs with people marked.
    """
    if not any(map(len, material.instances)):
        raise MaterialError("no photographs with people marked")
    training, rest = held_out(material, HELD_OUT_EVERY)
    samples = PeopleSamples(plan.size_px)
    check_batch = draw_people(rest, samples, _CHECK_SEED, 0, _CHECK_SAMPLES)
    log = RunLog(folder, told)

    def scores(network: PeopleNetwork) -> dict[str, float]:
        """Score on held-out photographs and clips; `score` is that of photographs without a mask before."""
        told_scores = people_scores(network, check_batch)
        clips = {f"J {name}": unaided_overlap(network, clip, _CHECK_FRAMES) for name, clip in checks.items()}
        return {"score": told_scores["unaided"], **told_scores, **clips}

    run = Run(
        first_people_network(plan.seed),
        PeopleTask(training, plan.seed, plan.batch_size, samples),
        Schedule(plan.steps),
        folder,
        {"seed": plan.seed, "batch_size": plan.batch_size, "size_px": plan.size_px},
        scores,
        Rhythm(minutes=plan.minutes),
        log.say,
        Effort(keeps_best=True),
    )
    return Course(run, Network.PEOPLE, plan.seed, plan.threads, scores, log, folded_people)


def first_people_network(seed: int) -> PeopleNetwork:
    """Make a network with first weights that depend on a seed alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = PeopleNetwork()
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network
