"""The loop: steps, a running average of the weights, checks, checkpoints; killed at any moment, it goes on.

What a step does depends on the weights, the optimiser's state, the seed and the step's number, and on
nothing else. All of it is in the checkpoint.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import torch
from torch import Tensor, nn

from engines.errors import EngineError
from engines.train.checkpoints import CheckpointError, Progress, load_progress, save_progress
from engines.train.journal import Journal

CHECKPOINT, JOURNAL = "training.pt", "log.jsonl"


NetworkT = TypeVar("NetworkT", bound=nn.Module)
NetworkT_contra = TypeVar("NetworkT_contra", bound=nn.Module, contravariant=True)


class Task(Protocol[NetworkT_contra]):
    """What a network learns."""

    def loss(self, network: NetworkT_contra, step: int) -> Tensor:
        """Compute the loss of a step."""


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
    """

    steps: int
    learning_rate: float = 2e-3
    warm_up: int = 50
    weight_decay: float = 1e-3
    average: float = 0.997
    largest_gradient: float = 1.0

    def rate(self, step: int) -> float:
        """Say how fast to learn in a step: up in a line, down in half a cosine."""
        rising = min(1.0, (step + 1) / max(1, self.warm_up))
        return self.learning_rate * rising * 0.5 * (1 + math.cos(math.pi * step / max(1, self.steps)))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something is told, checked and kept.

    Attributes
    ----------
    told_every, checked_every, kept_every : int
        Steps between lines of the log, between checks, and between checkpoints.
    minutes : float
        After so many the run ends, with a checkpoint, to be gone on with.
    """

    told_every: int = 20
    checked_every: int = 250
    kept_every: int = 100
    minutes: float = math.inf


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
    """

    network: NetworkT
    task: Task[NetworkT]
    schedule: Schedule
    folder: Path
    fixed: dict[str, int | float]
    check: Callable[[NetworkT], dict[str, float]]
    rhythm: Rhythm = field(default_factory=Rhythm)
    told: Callable[[dict[str, object]], None] = lambda facts: None  # noqa: ARG005
    _averaged: NetworkT = field(init=False)
    _optimiser: torch.optim.Optimizer = field(init=False)
    _step: int = field(init=False, default=0)
    _best_score: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._averaged = copy.deepcopy(self.network).eval()
        for parameter in self._averaged.parameters():
            parameter.requires_grad_(False)
        self._optimiser = torch.optim.AdamW(
            _groups(self.network, self.schedule.weight_decay), lr=self.schedule.learning_rate
        )

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
        """Whether all steps are done."""
        return self._step >= self.schedule.steps

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
        except (RuntimeError, ValueError, KeyError) as error:
            raise CheckpointError(self.checkpoint, "it is that of another network") from error
        self._step, self._best_score = progress.step, progress.best_score
        self._journal().rewind(self._step)

    def train(self) -> None:
        """Learn until all steps are done or the time is over.

        Raises
        ------
        DivergedError
            If the loss is no number any more.
        """
        end_s = time.monotonic() + self.rhythm.minutes * 60
        losses: list[float] = []
        while not self.is_done and time.monotonic() < end_s:
            losses.append(self._learn())
            if self._step % self.rhythm.told_every == 0 or self.is_done:
                self._tell({"loss": sum(losses) / len(losses), "rate": self.schedule.rate(self._step - 1)})
                losses.clear()
            if self._step % self.rhythm.checked_every == 0 or self.is_done:
                self._check()
            if self._step % self.rhythm.kept_every == 0:
                self._keep()
        self._keep()

    def _learn(self) -> float:
        self.network.train()
        for group in self._optimiser.param_groups:
            group["lr"] = self.schedule.rate(self._step)
        self._optimiser.zero_grad(set_to_none=True)
        loss = self.task.loss(self.network, self._step)
        if not math.isfinite(loss.item()):
            raise DivergedError(self._step)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), self.schedule.largest_gradient)
        self._optimiser.step()
        self._step += 1
        _average(self._averaged, self.network, min(self.schedule.average, self._step / (self._step + 10)))
        return loss.item()

    def _check(self) -> None:
        found = self.check(self._averaged.eval())
        self._best_score = max(self._best_score, found.get("score", 0.0))
        self._tell(dict(found))

    def _tell(self, facts: dict[str, object]) -> None:
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
        state = self._optimiser.state_dict()
        progress = Progress(
            self._step,
            self._settings(),
            self.network.state_dict(),
            self._averaged.state_dict(),
            state,
            self._best_score,
        )
        save_progress(progress, self.checkpoint)


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
