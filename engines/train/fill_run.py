"""The training of a network that fills, from material to model."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import torch
from torch import nn

from engines.devices import choose_device, choose_precision
from engines.nets.weights import Model, load_into
from engines.train.clips.drawing import Clip, Clips, ClipSettings, ClipSource, draw_clip
from engines.train.clips.footage import ClipMaterial, Footage
from engines.train.clips.prefetch import Prefetch
from engines.train.clips.timing import Timing
from engines.train.curves import CSV_NAME, EventFile, write_csv
from engines.train.effort import Effort, join_ranks
from engines.train.fill_card import FillTraining, hardware_of, store_fill
from engines.train.fill_kinds import FillKind, Setting, first_weights
from engines.train.fill_plan import FillPlan, grown_size
from engines.train.fill_scores import fill_clip, score
from engines.train.journal import Journal
from engines.train.loop import JOURNAL, Rhythm, Run, Schedule
from engines.train.sheets import write_sheet

SHEETS, EVENTS = "samples", "events"

CHECK_SEED, CHECK_FRAMES = 999, 10
"""What checks are made of: holes of their own, over so many consecutive frames of each held-out clip."""

_CHECKS = 1 << 23
_KEPT_EVERY = 1000
_AVERAGE = 0.999


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a training in its card.

    Attributes
    ----------
    data, licence, limits : str
        As in `FillTraining`.
    """

    data: str
    licence: str | None
    limits: str


class FillRun:
    """A training in its folder.

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

    def __init__(
        self,
        kind: FillKind,
        plan: FillPlan,
        material: ClipMaterial,
        checks: Sequence[Footage],
        folder: Path,
        told: Callable[[dict[str, object]], None],
        start: Model | None = None,
    ) -> None:
        self._kind, self._plan, self._folder = kind, plan, folder
        self._size = plan.size or kind.size
        self._batch, self._frames = plan.batch or kind.batch, plan.frames or kind.frames
        self._ranks, self._device = join_ranks(choose_device(plan.device))
        self._checks = [self._check_clip(one, at, material) for at, one in enumerate(checks)]
        source = ClipSource(material, self._clip_settings, plan.seed, self._batch)
        self._prefetch: Prefetch[Clips] = Prefetch(source, plan.prefetch, self._ranks.count)
        self._told = told
        self._events = EventFile(folder / EVENTS) if plan.has_events and self._ranks.is_first else None
        self._run = self._made(start)
        self.seconds = 0.0

    @property
    def is_done(self) -> bool:
        """Whether all steps are done, or it ended early by itself."""
        return self._run.is_done

    @property
    def is_first(self) -> bool:
        """Whether this is the process that tells and stores."""
        return self._ranks.is_first

    @property
    def steps_done(self) -> int:
        """Steps done, those before a resume included."""
        return self._run.steps_done

    def scores(self) -> dict[str, float]:
        """Score the network as it is now on the clips to check on."""
        return self._scored(self._run.averaged.eval())

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
        MaterialError
            If a clip cannot be drawn.
        ModelError
            If the model cannot be stored.
        OSError
            If checkpoint or log cannot be written.
        """
        start_s = time.monotonic()
        hardware = hardware_of(self._device, self._ranks.count)
        with self._prefetch, _threads(self._plan.threads):
            self._run.train()
        self.seconds = time.monotonic() - start_s
        if not self._ranks.is_first:
            return None
        chosen = self._run.take_best()
        network = self._run.averaged.eval()
        scores = self._scored(network)
        self._write_table()
        at = None if chosen == self.steps_done else chosen
        card = FillTraining(
            told.data, told.licence, self._plan.seed, self.steps_done, at, hardware, scores, told.limits
        )
        return store_fill(network, self._kind.network, card, self._run.checkpoint, self._folder, name, day)

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
            network, task, schedule, self._folder, self._fixed(), self._checked, rhythm, self._say, effort
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
        if self._events is not None:
            self._events.add_picture(self._run.steps_done, "samples", sheet.read_bytes(), size)
        found = score(filled)
        return {"score": found.get("psnr_hole_db", 0.0), **found}

    def _say(self, facts: dict[str, object]) -> None:
        if self._events is not None:
            numbers = {
                name: float(value)
                for name, value in facts.items()
                if name != "step" and isinstance(value, int | float)
            }
            self._events.add_scalars(self._run.steps_done, numbers)
        if "score" in facts:
            self._write_table()
        self._told(facts)

    def _write_table(self) -> None:
        write_csv(Journal(self._folder / JOURNAL).lines(), self._folder / CSV_NAME)


@contextmanager
def _threads(count: int | None) -> Iterator[None]:
    """Let the network have so many threads, and pictures one beside it."""
    before, vision = torch.get_num_threads(), cv2.getNumThreads()
    if count is not None:
        torch.set_num_threads(count)
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
        cv2.setNumThreads(vision)
