"""A trained network becomes a model: folded, asked what it has to answer, stored with its card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engines.nets.cards import Network
from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.weights import Model, file_sha256
from engines.nets.weights_networks import answer_of
from engines.nets.weights_store import Content, Origin, store

LIMITS = (
    "one object at a time; learned from few photographs and made-up motion, without pretrained features; "
    "objects that look like their surroundings, and those that turn to a side no key shows, get lost"
)


@dataclass(frozen=True, slots=True)
class Training:
    """What a card tells of a training.

    Attributes
    ----------
    data : str
        What it learned from.
    seed, steps : int
        Of the training.
    scores : mapping of str to float
        On held-out material.
    """

    data: str
    seed: int
    steps: int
    scores: Mapping[str, float]

    def notes(self) -> dict[str, str]:
        """Put it into words."""
        told = ", ".join(f"{name} {value:.3f}" for name, value in self.scores.items())
        return {
            "data": self.data,
            "seed": str(self.seed),
            "steps": str(self.steps),
            "scores": told or "not measured",
            "limits": LIMITS,
        }


def store_trained(
    network: SegmentNetwork, training: Training, checkpoint: Path, folder: Path, name: str, day: date
) -> Model:
    """Store a trained network as a model, in place of a former one of that name.

    Parameters
    ----------
    network : SegmentNetwork
        As trained.
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
    plain = folded(network)
    content = Content(
        Network.SEGMENT,
        plain.state_dict(),
        sum(one.numel() for one in plain.parameters()),
        answer_of(plain, Network.SEGMENT),
    )
    origin = Origin(
        source_name=checkpoint.name,
        source_sha256=file_sha256(checkpoint),
        licence="trained by us; as its training data allows",
        imported=day,
        training=training.notes(),
    )
    return store(content, name, origin, folder, replace=True)
