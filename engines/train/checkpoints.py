"""Where a training stands, in one file that is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from pickle import UnpicklingError

import torch
from torch import Tensor

from engines.errors import EngineError

_FORMAT = 1


class CheckpointError(EngineError):
    """A training that cannot be gone on with.

    Attributes
    ----------
    path : Path
        The checkpoint.
    cause : str
        What is wrong with it, in words.
    """

    def __init__(self, path: Path, cause: str) -> None:
        self.path = path
        self.cause = cause
        super().__init__(f"{path}: {cause}; start anew in another folder")


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the next step depends on.

    Attributes
    ----------
    step : int
        Steps done.
    settings : mapping of str to int or float
        What has to be the same when it goes on.
    network, averaged : mapping of str to Tensor
        State of the network, and its running average, which is what will be used.
    optimiser : mapping
        State of the optimiser.
    best_score : float
        Best score on held-out clips so far, 0 where there was none.
    checks_since : int
        Checks since then.
    scaler, companion : mapping
        State of the gradients' scale, and of what learns beside the network.
    """

    step: int
    settings: Mapping[str, int | float]
    network: Mapping[str, Tensor]
    averaged: Mapping[str, Tensor]
    optimiser: Mapping[str, object]
    best_score: float
    checks_since: int = 0
    scaler: Mapping[str, object] = field(default_factory=dict)
    companion: Mapping[str, object] = field(default_factory=dict)


def save_progress(progress: Progress, path: Path) -> None:
    """Write a checkpoint; whatever happens meanwhile, the former one or the new one is there.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """
    facts = {
        "format": _FORMAT,
        "step": progress.step,
        "settings": dict(progress.settings),
        "network": dict(progress.network),
        "averaged": dict(progress.averaged),
        "optimiser": dict(progress.optimiser),
        "best_score": progress.best_score,
        "checks_since": progress.checks_since,
        "scaler": dict(progress.scaler),
        "companion": dict(progress.companion),
    }
    _save(facts, path)


def load_progress(path: Path, settings: Mapping[str, int | float]) -> Progress:
    """Read a checkpoint.

    Parameters
    ----------
    path : Path
        The file.
    settings : mapping
        What the training is to go on with; has to be what it began with.

    Raises
    ------
    CheckpointError
        If it is missing or damaged, or belongs to other settings.
    """
    try:
        facts = torch.load(path, map_location="cpu", weights_only=True)
        progress = Progress(
            int(facts["step"]),
            facts["settings"],
            facts["network"],
            facts["averaged"],
            facts["optimiser"],
            float(facts["best_score"]),
            int(facts.get("checks_since", 0)),
            facts.get("scaler", {}),
            facts.get("companion", {}),
        )
    except FileNotFoundError as error:
        raise CheckpointError(path, "there is no training to go on with") from error
    except (OSError, RuntimeError, UnpicklingError, KeyError, TypeError, ValueError, EOFError) as error:
        raise CheckpointError(path, "the checkpoint is damaged") from error
    for name, value in settings.items():
        # What a former version did not know yet was as it is by default.
        began = progress.settings.get(name, value)
        if began != value:
            raise CheckpointError(path, f"it was begun with {name} {began}, not {value}")
    return progress


def save_best(step: int, weights: Mapping[str, Tensor], path: Path) -> None:
    """Keep the weights of the best check, in place of a former best.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """
    _save({"format": _FORMAT, "step": step, "weights": dict(weights)}, path)


def load_best(path: Path) -> tuple[int, dict[str, Tensor]] | None:
    """Read the step and the weights of the best check; None where none was kept.

    Raises
    ------
    CheckpointError
        If the file is damaged.
    """
    if not path.exists():
        return None
    try:
        facts = torch.load(path, map_location="cpu", weights_only=True)
        return int(facts["step"]), dict(facts["weights"])
    except (OSError, RuntimeError, UnpicklingError, KeyError, TypeError, ValueError, EOFError) as error:
        raise CheckpointError(path, "the weights of the best check are damaged") from error


def _save(facts: Mapping[str, object], path: Path) -> None:
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        torch.save(facts, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
