"""The training of a network that fills, from material to model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from engines.devices import choose_device, choose_precision
from engines.nets.weights import Model, load_into
from engines.train.clips.drawing import Clip, Clips, ClipSettings, ClipSource, draw_clip
from engines.train.clips.footage import ClipMaterial, Footage
from engines.train.clips.prefetch import Prefetch
from engines.train.clips.timing import Timing
from engines.train.course import Course
from engines.train.effort import Effort, join_ranks
from engines.train.fill_kinds import FillKind, Setting, first_weights
from engines.train.fill_plan import FillPlan, grown_size
from engines.train.fill_scores import fill_clip, score
from engines.train.loop import Rhythm, Run, Schedule
from engines.train.run_log import RunLog
from engines.train.sheets import write_sheet

SHEETS = "samples"

CHECK_SEED, CHECK_FRAMES = 999, 10
"""What checks are made of: holes of their own, over so many consecutive frames of each held-out clip."""

_CHECKS = 1 << 23
_KEPT_EVERY = 1000
_AVERAGE = 0.999


def fill_course(
    kind: FillKind,
    plan: FillPlan,
    material: ClipMaterial,
    checks: Sequence[Footage],
    folder: Path,
    told: Callable[[dict[str, object]], None],
    start: Model | None = None,
) -> Course[nn.Module]:
    """Prepare a training.

    Parameters
    ----------
    kind : FillKind
        The network.
    plan : FillPlan
        What is asked for.
    material : ClipMaterial
        What to learn from.
    checks : sequence of Footage
        Held-out clips.
    folder : Path
        Where all of it goes; has to be there.
    told : callable
        Gets each line of the log.
    start : Model or None
        Weights to begin with.

    Raises
    ------
    MaterialError
        If nothing can be drawn.
    MissingWeightsError
        If TCN is to be trained without OPN.
    ModelError
        If the weights to begin with are damaged or another network's.
    DeviceError
        If there is no such device or precision.
    """
    return _Filling(kind, plan, material, checks, folder, told, start).course()


class _Filling:
    """What a training needs, made as its plan says."""

    def __init__(
        self,
        kind: FillKind,
        plan: FillPlan,
        material: ClipMaterial,
        checks: Sequence[Footage],
        folder: Path,
        told: Callable[[dict[str, object]], None],
        start: Model | None,
    ) -> None:
        self._kind, self._plan, self._folder = kind, plan, folder
        self._size = plan.size or kind.size
        self._batch, self._frames = plan.batch or kind.batch, plan.frames or kind.frames
        self._ranks, self._device = join_ranks(choose_device(plan.device))
        self._checks = [self._check_clip(one, at, material) for at, one in enumerate(checks)]
        source = ClipSource(material, self._clip_settings, plan.seed, self._batch)
        self._prefetch: Prefetch[Clips] = Prefetch(source, plan.prefetch, self._ranks.count)
        self._log = RunLog(folder, told, has_events=plan.has_events and self._ranks.is_first)
        self._run = self._made(start)

    def course(self) -> Course[nn.Module]:
        """Put it together."""
        network, plan = self._kind.network, self._plan
        return Course(
            self._run, network, plan.seed, plan.threads, self._scored, self._log, beside=self._prefetch
        )

    def _made(self, start: Model | None) -> Run[nn.Module]:
        kind, plan = self._kind, self._plan
        network = first_weights(kind, plan.seed)
        if start is not None:
            load_into(network, start)
        network = network.to(self._device)
        schedule = self._schedule()
        per_step = plan.parts * self._ranks.count
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(plan.seed + 1)
            task, companion = kind.task(
                Setting(
                    self._prefetch,
                    lambda number: schedule.rate(number // per_step),
                    plan.has_judge,
                    self._device,
                    self._ranks,
                )
            )
        effort = Effort(
            self._device,
            choose_precision(self._device, plan.precision),
            plan.parts,
            plan.patience,
            keeps_best=True,
            ranks=self._ranks,
            companion=companion,
        )
        rhythm = Rhythm(plan.told_every, plan.checked_every, _KEPT_EVERY, minutes=plan.minutes)
        return Run[Any](
            network, task, schedule, self._folder, self._fixed(), self._checked, rhythm, self._log.say, effort
        )

    def _schedule(self) -> Schedule:
        rate = self._plan.learning_rate or self._kind.schedule.learning_rate
        return replace(
            self._kind.schedule,
            steps=self._plan.steps,
            learning_rate=rate,
            average=_AVERAGE,
            falls_every=self._plan.falls_every,
        )

    def _fixed(self) -> dict[str, int | float]:
        first = self._plan.first_size or self._size
        return {
            "seed": self._plan.seed,
            "batch": self._batch,
            "parts": self._plan.parts,
            "frames": self._frames,
            "width": self._size[0],
            "height": self._size[1],
            "first width": first[0],
            "first height": first[1],
            "grown at": self._plan.grown_at,
            "processes": self._ranks.count,
        }

    def _clip_settings(self, number: int) -> ClipSettings:
        """Say how clips of a batch are made; they may grow."""
        plan, size = self._plan, self._size
        if plan.first_size is not None:
            step = number // (plan.parts * self._ranks.count)
            share = step / max(1, plan.grown_at)
            size = grown_size(plan.first_size, size, share, self._kind.step_px)
        return self._asked(self._kind.clips(size, self._frames, plan.largest_step))

    def _asked(self, settings: ClipSettings) -> ClipSettings:
        """Make clips as is asked for, where something is."""
        holes, variety = self._plan.holes or settings.holes, self._plan.variety or settings.variety
        return replace(settings, holes=holes, variety=variety)

    def _check_clip(self, footage: Footage, at: int, material: ClipMaterial) -> Clip:
        settings = self._asked(self._kind.clips(self._size, CHECK_FRAMES, 1))
        plain = replace(settings.variety, mirrored=0.0, closest=1.0, relit=0.0)
        settings = replace(settings, timing=Timing(CHECK_FRAMES), variety=plain, has_flow=False)
        return draw_clip(footage, material, settings, (CHECK_SEED, _CHECKS, at))

    def _scored(self, network: nn.Module) -> dict[str, float]:
        filler = self._kind.filler(network, self._device)
        return score([fill_clip(clip, filler) for clip in self._checks])

    def _checked(self, network: nn.Module) -> dict[str, float]:
        """Score a network, and draw what it makes; `score` is PSNR in the hole."""
        if not self._checks:
            return {}
        filler = self._kind.filler(network, self._device)
        filled = [fill_clip(clip, filler) for clip in self._checks]
        sheet = self._folder / SHEETS / f"{self._run.steps_done:07d}.png"
        size = write_sheet(filled, sheet)
        self._log.show(self._run.steps_done, sheet, size)
        found = score(filled)
        return {"score": found.get("psnr_hole_db", 0.0), **found}
