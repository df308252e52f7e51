"""Adding and removing models: whole or not at all, whatever happens in between.

The weights are written under a name that carries their checksum, the card last: replacing the card is one
rename, and from then on it is the new model. Weights that no card names any more are swept up afterwards.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import torch
from safetensors.torch import save

from engines.nets.cards import (
    Answer,
    Card,
    Network,
    card_text,
    is_model_name,
    is_weights_name,
    weights_name,
)
from engines.nets.weights import Model, card_path
from engines.nets.weights_errors import ModelError, StorageError

_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where weights come from.

    Attributes
    ----------
    source_name, source_sha256 : str
        Name and checksum of the file.
    licence : str
        A note for people.
    imported : date
        When.
    training : mapping of str to str
        Notes for people where we trained it ourselves.
    """

    source_name: str
    source_sha256: str
    licence: str
    imported: date
    training: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """What is stored.

    Attributes
    ----------
    network : Network
        What the weights are for.
    tensors : mapping of str to Tensor
        All entries of the network's state dict, float32 on the CPU.
    parameter_count : int
        Trained numbers among them.
    answer : Answer
        What the network is to answer with them.
    """

    network: Network
    tensors: Mapping[str, torch.Tensor]
    parameter_count: int
    answer: Answer


def check_name(folder: Path, name: str, *, replace: bool) -> None:
    """Make sure, before any work, that a model may be stored under a name.

    Raises
    ------
    ModelError
        If it may not be called so, or there is one already.
    """
    if not is_model_name(name):
        raise ModelError(
            f"{name!r} cannot be the name of a model",
            remedy="use small letters, digits, points and hyphens, 64 at most",
        )
    if card_path(folder, name).exists() and not replace:
        raise ModelError(
            f"there is a model {name!r} already", remedy="allow replacing it, or choose another name"
        )


def store(content: Content, name: str, origin: Origin, folder: Path, *, replace: bool = False) -> Model:
    """Add a model.

    Parameters
    ----------
    content : Content
        What is stored.
    name : str
        The model's name.
    origin : Origin
        Where the weights come from.
    folder : Path
        The user's folder of models; made where it is missing.
    replace : bool
        Whether a model of that name is replaced.

    Raises
    ------
    ModelError
        If the name is taken or is none, or the disk does not allow it; nothing has changed then.
    """
    check_name(folder, name, replace=replace)
    data = save({key: tensor.contiguous() for key, tensor in content.tensors.items()})
    sha256 = hashlib.sha256(data).hexdigest()
    card = Card(
        name=name,
        network=content.network,
        weights=weights_name(name, sha256),
        sha256=sha256,
        parameter_count=content.parameter_count,
        keys={key: tuple(tensor.shape) for key, tensor in content.tensors.items()},
        source_name=origin.source_name,
        source_sha256=origin.source_sha256,
        licence=origin.licence,
        imported=origin.imported,
        answer=content.answer,
        training=dict(origin.training),
    )
    model = Model(folder, card)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_both(model, data)
    except OSError as error:
        raise _unwritable(folder, error) from error
    with suppress(OSError):
        _sweep(folder, name, keep=card.weights)
    return model


def remove(model: Model) -> None:
    """Remove a model of the user's.

    Raises
    ------
    ModelError
        If it came with the program, or the disk does not allow it.
    """
    if model.is_shipped:
        raise ModelError(
            f"the model {model.card.name!r} came with the program",
            remedy="import another of that name to use that one instead",
        )
    try:
        model.card_path.unlink()
        _sweep(model.folder, model.card.name, keep=None)
    except OSError as error:
        raise _unwritable(model.folder, error) from error


def _write_both(model: Model, data: bytes) -> None:
    """Write the weights, then the card; without the card, new weights go again."""
    is_new = not model.path.exists()
    _write(model.path, data)
    try:
        _write(model.card_path, card_text(model.card).encode())
    except OSError:
        if is_new:
            model.path.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _sweep(folder: Path, name: str, keep: str | None) -> None:
    for path in folder.glob(f"{name}-*.safetensors"):
        if path.name != keep and is_weights_name(path.name, name):
            path.unlink()


def _unwritable(folder: Path, error: OSError) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError("the disk is full", remedy="make room and import it again", path=folder)
    reason = (error.strerror or str(error)).lower()
    return StorageError(
        f"it cannot be written to ({reason})", remedy="check disk and permissions", path=folder
    )
