"""A trained network becomes a model: asked what it has to answer, stored with its card."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import torch
from torch import nn

from engines.nets.cards import Network
from engines.nets.weights import Model, file_sha256
from engines.nets.weights_networks import answer_of
from engines.nets.weights_store import Content, Origin, store

_LICENCE = "trained by us; as its training data allows"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a training in its card, by those who begin it.

    Attributes
    ----------
    data : str
        What it learned from.
    limits : str
        What is not to be expected.
    licence : str or None
        What its training data allow; None where nobody said.
    """

    data: str
    limits: str
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """What a card tells of a training.

    Attributes
    ----------
    told : Told
        By those who began it.
    seed, steps : int
        Of the training.
    chosen : int or None
        The step of the weights that are stored, where it is not the last.
    hardware : str
        What it ran on.
    scores : mapping of str to float
        On held-out material.
    """

    told: Told
    seed: int
    steps: int
    chosen: int | None
    hardware: str
    scores: Mapping[str, float]

    def notes(self) -> dict[str, str]:
        """Put it into words; what its data allow comes first."""
        scores = ", ".join(f"{name} {value:.4g}" for name, value in self.scores.items())
        steps = str(self.steps) if self.chosen is None else f"{self.steps}, weights of step {self.chosen}"
        return {
            **({} if self.told.licence is None else {"licence_of_data": self.told.licence}),
            "data": self.told.data,
            "seed": str(self.seed),
            "steps": steps,
            "hardware": self.hardware,
            "scores": scores or "not measured",
            "limits": self.told.limits,
        }


def hardware_of(device: torch.device, ranks: int) -> str:
    """Say what a training runs on."""
    if device.type == "cuda":
        name = torch.cuda.get_device_name(device)
    else:
        name = f"{platform.machine()} processor, {torch.get_num_threads()} threads"
    return f"{ranks} x {name}" if ranks > 1 else name


def store_trained(
    module: nn.Module,
    network: Network,
    training: Training,
    checkpoint: Path,
    folder: Path,
    name: str,
    day: date,
) -> Model:
    """Store a trained network as a model, in place of a former one of that name.

    Parameters
    ----------
    module : Module
        As trained; on any device.
    network : Network
        Which it is.
    training : Training
        For the card.
    checkpoint : Path
        Where the training stands.
    folder : Path
        Where the model goes.
    name : str
        What it is called.
    day : date
        For the card.

    Raises
    ------
    ModelError
        If the name is none, or the disk does not allow it.
    """
    module = module.cpu().eval()
    content = Content(
        network,
        {key: value.float() for key, value in module.state_dict().items()},
        sum(one.numel() for one in module.parameters()),
        answer_of(module, network),
    )
    origin = Origin(
        source_name=checkpoint.name,
        source_sha256=file_sha256(checkpoint),
        licence=training.told.licence or _LICENCE,
        imported=day,
        training=training.notes(),
    )
    return store(content, name, origin, folder, replace=True)
