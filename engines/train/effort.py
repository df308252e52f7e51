"""By what means a training is done: device, precision, batches in parts, several processes, an early end."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel


class Companion(Protocol):
    """What learns beside the network, and has to be there again when a training goes on."""

    def state(self) -> dict[str, object]:
        """Give all that the next step depends on: numbers and tensors, in dicts and lists."""

    def restore(self, state: Mapping[str, object]) -> None:
        """Take back what `state` gave."""


class Alone:
    """Nothing learns beside the network."""

    def state(self) -> dict[str, object]:
        """Nothing."""
        return {}

    def restore(self, state: Mapping[str, object]) -> None:
        """Take nothing."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The processes that share a training, as torchrun starts them.

    Attributes
    ----------
    own, count : int
        Which of them this is, and how many there are.
    """

    own: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether this is the one that tells and keeps."""
        return self.own == 0

    def wrapped(self, module: nn.Module) -> nn.Module:
        """Let the gradients of a module be those of all processes."""
        if self.count == 1:
            return module
        return DistributedDataParallel(module, find_unused_parameters=True)

    def waiting(self, module: nn.Module) -> AbstractContextManager[None]:
        """Add up gradients without asking the others yet."""
        return module.no_sync() if isinstance(module, DistributedDataParallel) else nullcontext()

    def average(self, module: nn.Module) -> None:
        """Make the gradients of a module that is not wrapped the mean over all processes."""
        if self.count == 1:
            return
        for parameter in module.parameters():
            if parameter.grad is not None:
                distributed.all_reduce(parameter.grad)
                parameter.grad /= self.count

    def agreed(self, value: float, device: torch.device) -> float:
        """Tell all processes what the first one says."""
        if self.count == 1:
            return value
        said = torch.tensor([value], dtype=torch.float64 if device.type == "cpu" else torch.float32)
        said = said.to(device)
        distributed.broadcast(said, 0)
        return float(said.item())


def join_ranks(device: torch.device) -> tuple[Ranks, torch.device]:
    """Join the other processes, where torchrun has started several.

    Parameters
    ----------
    device : torch.device
        That was chosen; of several CUDA devices each process takes its own.
    """
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        return Ranks(), device
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    if not distributed.is_initialized():
        distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    return Ranks(distributed.get_rank(), count), device


def leave_ranks() -> None:
    """Part from the other processes."""
    if distributed.is_initialized():
        distributed.destroy_process_group()


@dataclass(frozen=True, slots=True)
class Effort:
    """By what means.

    Attributes
    ----------
    device : torch.device
        Where the network is.
    dtype : torch.dtype
        What is multiplied in; float32, or a shorter type where that is exact enough (torch's autocast).
    parts : int
        Batches whose gradients are added up for one step.
    patience : int
        Checks without a better score after which the training ends; 0 lets it go on.
    keeps_best : bool
        Whether the weights of the best check are kept.
    ranks : Ranks
        The processes that share it.
    companion : Companion
        What learns beside the network.
    """

    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    dtype: torch.dtype = torch.float32
    parts: int = 1
    patience: int = 0
    keeps_best: bool = False
    ranks: Ranks = field(default_factory=Ranks)
    companion: Companion = field(default_factory=Alone)

    def shorter(self) -> AbstractContextManager[None]:
        """Multiply in the shorter type, if there is one."""
        if self.dtype == torch.float32:
            return nullcontext()
        return torch.autocast(self.device.type, self.dtype)

    def scaler(self) -> torch.amp.GradScaler:
        """Keep small gradients above the smallest number of float16."""
        return torch.amp.GradScaler(self.device.type, enabled=self.dtype == torch.float16)


def is_number(loss: Tensor) -> bool:
    """Say whether a loss is finite."""
    return bool(torch.isfinite(loss).all().item())
