"""The course of a training, whatever learns: it begins or goes on, ends, and leaves a model with a card."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

import cv2
import torch
from torch import nn

from engines.nets.cards import Network
from engines.nets.weights import Model
from engines.train.card import Told, Training, hardware_of, store_trained
from engines.train.loop import Run
from engines.train.run_log import RunLog

NetworkT = TypeVar("NetworkT", bound=nn.Module)


@dataclass(slots=True)
class Course(Generic[NetworkT]):
    """A training in its folder.

    Attributes
    ----------
    run : Run
        The loop.
    network : Network
        Which one learns.
    seed : int
        For the card.
    threads : int or None
        Of the network on the processor; None leaves them as they are.
    scores : callable
        Scores a network on held-out material.
    log : RunLog
        What it tells.
    finished : callable
        Makes of a trained network the one that is stored.
    beside : context manager
        Entered while it learns.
    seconds : float
        How long `train` took.
    """

    run: Run[NetworkT]
    network: Network
    seed: int
    threads: int | None
    scores: Callable[[NetworkT], dict[str, float]]
    log: RunLog
    finished: Callable[[NetworkT], nn.Module] = lambda network: network
    beside: AbstractContextManager[object] = field(default_factory=nullcontext)
    seconds: float = 0.0

    @property
    def is_done(self) -> bool:
        """Whether all steps are done, or it ended early by itself."""
        return self.run.is_done

    @property
    def steps_done(self) -> int:
        """Steps done, those before a resume included."""
        return self.run.steps_done

    def scored(self) -> dict[str, float]:
        """Score the network as it is now."""
        return self.scores(self.run.averaged.eval())

    def resume(self) -> None:
        """Go on where the checkpoint is; raises as `Run.resume`."""
        self.run.resume()

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
            If what it learns from cannot be drawn.
        ModelError
            If the model cannot be stored.
        OSError
            If checkpoint or log cannot be written.
        """
        start_s = time.monotonic()
        effort = self.run.effort
        with self.beside, _threads(self.threads):
            hardware = hardware_of(effort.device, effort.ranks.count)
            self.run.train()
        self.seconds = time.monotonic() - start_s
        return self._stored(told, hardware, name, day) if effort.ranks.is_first else None

    def _stored(self, told: Told, hardware: str, name: str, day: date) -> Model:
        best = self.run.take_best()
        chosen = None if best == self.steps_done else best
        training = Training(told, self.seed, self.steps_done, chosen, hardware, self.scored())
        self.log.write_table()
        module = self.finished(self.run.averaged.eval())
        return store_trained(module, self.network, training, self.run.checkpoint, self.run.folder, name, day)


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
