"""The loop: steps, a running average of the weights, checks, checkpoints; killed at any moment, it goes on.

What a step does depends on the weights, the optimiser's state, the seed and the step's number, and on
nothing else. All of it is in the checkpoint.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn

from engines.errors import EngineError
from engines.train.checkpoints import (
    CheckpointError,
    Progress,
    load_best,
    load_progress,
    save_best,
    save_progress,
)
from engines.train.effort import Effort
from engines.train.journal import Journal

CHECKPOINT, JOURNAL, BEST = "training.pt", "log.jsonl", "best.pt"


NetworkT = TypeVar("NetworkT", bound=nn.Module)
NetworkT_contra = TypeVar("NetworkT_contra", bound=nn.Module, contravariant=True)


class Task(Protocol[NetworkT_contra]):
    """What a network learns."""

    def loss(self, network: NetworkT_contra, step: int) -> Tensor:
        """Compute the loss of a batch; where a step has one batch, its number is the step's."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast.

    Attributes
    ----------
    steps : int
        All of them; the learning rate falls to nothing over them.
    learning_rate : float
        At its highest.
    warm_up : int
        Steps in which it rises.
    weight_decay : float
        Of AdamW.
    average : float
        Share of the running average that a step keeps.
    largest_gradient : float
        Gradients are cut to this norm.
    momentum, square_momentum : float
        Shares of the mean gradient and of its mean square that a step keeps.
    falls_every, falls : int
        After so many steps the rate falls to a tenth, so many times at most, and not along a cosine; 0 is
        for the cosine.
    """

    steps: int
    learning_rate: float = 2e-3
    warm_up: int = 50
    weight_decay: float = 1e-3
    average: float = 0.997
    largest_gradient: float = 1.0
    momentum: float = 0.9
    square_momentum: float = 0.999
    falls_every: int = 0
    falls: int = 2

    def rate(self, step: int) -> float:
        """Say how fast to learn in a step: up in a line, down in half a cosine or in stairs."""
        rising = min(1.0, (step + 1) / max(1, self.warm_up))
        if self.falls_every:
            return self.learning_rate * rising * 0.1 ** min(self.falls, step // self.falls_every)
        return self.learning_rate * rising * 0.5 * (1 + math.cos(math.pi * step / max(1, self.steps)))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something is told, checked and kept.

    Attributes
    ----------
    told_every, checked_every, kept_every : int
        Steps between lines of the log, between checks, and between checkpoints.
    kept_after_s : float
        A checkpoint is made, too, when the last one is so old.
    minutes : float
        After so many the run ends, with a checkpoint, to be gone on with.
    """

    told_every: int = 20
    checked_every: int = 250
    kept_every: int = 100
    kept_after_s: float = 45.0
    minutes: float = math.inf


class _Asked(nn.Module):
    """A network that is asked for its loss, so that several processes can share the asking."""

    def __init__(self, network: nn.Module, task: Task[nn.Module]) -> None:
        super().__init__()
        self.network = network
        self._task = task

    def forward(self, number: int) -> Tensor:
        return self._task.loss(self.network, number)


class DivergedError(EngineError):
    """The loss has become infinite or no number.

    Attributes
    ----------
    step : int
        When.
    """

    def __init__(self, step: int) -> None:
        self.step = step
        super().__init__(f"the training diverged at step {step}; begin again with a lower learning rate")


@dataclass(slots=True)
class Run(Generic[NetworkT]):
    """A training in its folder.

    Attributes
    ----------
    network : Module
        What learns.
    task : Task
        What it learns.
    schedule : Schedule
        How long and how fast.
    folder : Path
        Where checkpoint and log lie; has to be there.
    fixed : dict
        Settings that have to be the same when it goes on, besides the schedule's.
    check : callable
        Gets the averaged network, returns scores by name; `score` is the one that the best is chosen by.
    rhythm : Rhythm
        How often what.
    told : callable
        Gets each line of the log.
    effort : Effort
        By what means; the network has to be on its device.
    """

    network: NetworkT
    task: Task[NetworkT]
    schedule: Schedule
    folder: Path
    fixed: dict[str, int | float]
    check: Callable[[NetworkT], dict[str, float]]
    rhythm: Rhythm = field(default_factory=Rhythm)
    told: Callable[[dict[str, object]], None] = lambda facts: None  # noqa: ARG005
    effort: Effort = field(default_factory=Effort)
    _averaged: NetworkT = field(init=False)
    _optimiser: torch.optim.Optimizer = field(init=False)
    _scaler: torch.amp.GradScaler = field(init=False)
    _asked: nn.Module = field(init=False)
    _step: int = field(init=False, default=0)
    _best_score: float = field(init=False, default=0.0)
    _checks_since: int = field(init=False, default=0)
    _kept_s: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._averaged = copy.deepcopy(self.network).eval()
        for parameter in self._averaged.parameters():
            parameter.requires_grad_(False)
        self._optimiser = torch.optim.AdamW(
            _groups(self.network, self.schedule.weight_decay),
            lr=self.schedule.learning_rate,
            betas=(self.schedule.momentum, self.schedule.square_momentum),
        )
        self._scaler = self.effort.scaler()
        self._asked = self.effort.ranks.wrapped(_Asked(self.network, self.task))  # type: ignore[arg-type]

    @property
    def checkpoint(self) -> Path:
        """The file that says where the training stands."""
        return self.folder / CHECKPOINT

    @property
    def averaged(self) -> NetworkT:
        """The network with the running average of its weights."""
        return self._averaged

    @property
    def steps_done(self) -> int:
        """Steps done, those before a resume included."""
        return self._step

    @property
    def is_done(self) -> bool:
        """Whether all steps are done, or it has not become better for too long."""
        patience = self.effort.patience
        return self._step >= self.schedule.steps or 0 < patience <= self._checks_since

    def resume(self) -> None:
        """Go on where the checkpoint is.

        Raises
        ------
        CheckpointError
            If there is none, it is damaged, or it was begun otherwise.
        """
        progress = load_progress(self.checkpoint, self._settings())
        try:
            self.network.load_state_dict(dict(progress.network))
            self._averaged.load_state_dict(dict(progress.averaged))
            self._optimiser.load_state_dict(dict(progress.optimiser))
            self._scaler.load_state_dict(dict(progress.scaler))
            self.effort.companion.restore(progress.companion)
        except (RuntimeError, ValueError, KeyError) as error:
            raise CheckpointError(self.checkpoint, "it is that of another network") from error
        self._step, self._best_score = progress.step, progress.best_score
        self._checks_since = progress.checks_since
        if self.effort.ranks.is_first:
            self._journal().rewind(self._step)

    def take_best(self) -> int | None:
        """Let the averaged network be that of the best check, where it was kept.

        Returns
        -------
        int or None
            The step of that check; None where there is none.

        Raises
        ------
        CheckpointError
            If the file is damaged.
        """
        found = load_best(self.folder / BEST)
        if found is None or found[0] > self._step:
            return None
        self._averaged.load_state_dict(found[1])
        return found[0]

    def train(self) -> None:
        """Learn until all steps are done or the time is over.

        Raises
        ------
        DivergedError
            If the loss is no number any more.
        """
        self._kept_s = time.monotonic()
        end_s = self._kept_s + self.rhythm.minutes * 60
        losses: list[float] = []
        while not self.is_done and self._has_time(end_s):
            losses.append(self._learn())
            if self._step % self.rhythm.told_every == 0 or self.is_done:
                self._tell({"loss": sum(losses) / len(losses), "rate": self.schedule.rate(self._step - 1)})
                losses.clear()
            if self._step % self.rhythm.checked_every == 0 or self.is_done:
                self._check()
            is_old = time.monotonic() - self._kept_s > self.rhythm.kept_after_s
            if self._step % self.rhythm.kept_every == 0 or is_old:
                self._keep()
        self._keep()

    def _has_time(self, end_s: float) -> bool:
        left = float(time.monotonic() < end_s)
        return self.effort.ranks.agreed(left, self.effort.device) > 0

    def _learn(self) -> float:
        self.network.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self.schedule.rate(self._step)
        self._optimiser.zero_grad(set_to_none=True)
        loss = sum(self._learn_part(part) for part in range(self.effort.parts)) / self.effort.parts
        self._scaler.unscale_(self._optimiser)
        nn.utils.clip_grad_norm_(self.network.parameters(), self.schedule.largest_gradient)
        self._scaler.step(self._optimiser)
        self._scaler.update()
        self._step += 1
        _average(self._averaged, self.network, min(self.schedule.average, self._step / (self._step + 10)))
        return loss

    def _learn_part(self, part: int) -> float:
        """Add the gradient of a batch; each process has batches of its own."""
        effort, ranks = self.effort, self.effort.ranks
        number = (self._step * effort.parts + part) * ranks.count + ranks.own
        is_last = part == effort.parts - 1
        with nullcontext() if is_last else ranks.waiting(self._asked):
            with effort.shorter():
                loss = self._asked(number)
            if not math.isfinite(loss.item()):
                raise DivergedError(self._step)
            self._scaler.scale(loss / effort.parts).backward()
        return float(loss.item())

    def _check(self) -> None:
        ranks = self.effort.ranks
        found = self.check(self._averaged.eval()) if ranks.is_first else {}
        score = ranks.agreed(found.get("score", 0.0), self.effort.device)
        self._checks_since += 1
        if score > self._best_score:
            self._best_score, self._checks_since = score, 0
            if self.effort.keeps_best and ranks.is_first:
                save_best(self._step, self._averaged.state_dict(), self.folder / BEST)
        self._tell(dict(found))

    def _tell(self, facts: dict[str, object]) -> None:
        if not self.effort.ranks.is_first:
            return
        line: dict[str, object] = {"step": self._step, **facts}
        self._journal().add(line)
        self.told(line)

    def _journal(self) -> Journal:
        return Journal(self.folder / JOURNAL)

    def _settings(self) -> dict[str, int | float]:
        """Name what has to stay as it was; only how long it goes on may be thought over."""
        rates = {name: value for name, value in asdict(self.schedule).items() if name != "steps"}
        return {**self.fixed, **rates}

    def _keep(self) -> None:
        if not self.effort.ranks.is_first:
            return
        state = self._optimiser.state_dict()
        progress = Progress(
            self._step,
            self._settings(),
            self.network.state_dict(),
            self._averaged.state_dict(),
            state,
            self._best_score,
            self._checks_since,
            self._scaler.state_dict(),
            self.effort.companion.state(),
        )
        save_progress(progress, self.checkpoint)
        self._kept_s = time.monotonic()


def _groups(network: nn.Module, weight_decay: float) -> list[dict[str, object]]:
    """Decay kernels only; norms, biases and temperatures are no capacity."""
    kernels = [one for one in network.parameters() if one.ndim > 1]
    others = [one for one in network.parameters() if one.ndim <= 1]
    return [{"params": kernels, "weight_decay": weight_decay}, {"params": others, "weight_decay": 0.0}]


def _average(averaged: nn.Module, network: nn.Module, kept: float) -> None:
    with torch.no_grad():
        for mean, new in zip(averaged.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(new, 1 - kept)
            else:
                mean.copy_(new)
