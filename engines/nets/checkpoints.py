"""A checkpoint becomes a model: recognised, fitted to its network, asked a question, stored with a card."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import torch

from engines.nets.cards import LABELS, Network
from engines.nets.checkpoints_files import Tensors, read_tensors
from engines.nets.weights import Model, file_sha256, load_into
from engines.nets.weights_errors import ModelError, WrongNetworkError
from engines.nets.weights_networks import DEFINITIONS, Layout, answer_of, fresh, is_same_answer, layout
from engines.nets.weights_store import Content, Origin, check_name, store

_LEAST_SHARE_OF_KEYS = 0.5
_CONSTANTS = frozenset({"mean", "mean3d", "std"})
"""Last parts of the keys of buffers that are the same for everybody, and that checkpoints may lack."""

_NARROWER = frozenset({Network.STTN_SMALL, Network.AUTO_STTN_SMALL})

_LICENCES = MappingProxyType(
    {
        Network.OPN: "as published: CC BY-NC-SA, not for commercial work",
        Network.TCN: "as published: CC BY-NC-SA, not for commercial work",
    }
)
_UNKNOWN_LICENCE = "not known; ask where the checkpoint comes from"
_ANOTHER_FILE = "give another file"


@dataclass(frozen=True, slots=True)
class _Fault:
    """An entry that does not fit, and what is wrong with it in words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A checkpoint to make a model of.

    Attributes
    ----------
    path : Path
        The checkpoint.
    imported : date
        What the card says of the day.
    network : Network or None
        Which it is; None to recognise it.
    name : str or None
        What the model is called; None for the name of the network.
    licence : str or None
        Note for the card; None for what is known of the published weights.
    replace : bool
        Whether a model of that name is replaced.
    """

    path: Path
    imported: date
    network: Network | None = None
    name: str | None = None
    licence: str | None = None
    replace: bool = False


def import_checkpoint(request: ImportRequest, folder: Path) -> Model:
    """Make a model of a checkpoint.

    Parameters
    ----------
    request : ImportRequest
        Which, and how.
    folder : Path
        The user's folder of models.

    Raises
    ------
    CheckpointError
        If the file is no checkpoint, is damaged, or holds more than tensors.
    WrongNetworkError
        If it fits no network, or not the one asked for; names the entry that does not fit.
    ModelError
        If the name is taken, or the model cannot be written; nothing has changed then.
    """
    tensors = read_tensors(request.path)
    network = recognise(tensors, request.path, request.network)
    name = request.name or network.value
    check_name(folder, name, replace=request.replace)
    content = _content(tensors, network, request.path)
    origin = Origin(
        source_name=request.path.name,
        source_sha256=file_sha256(request.path),
        licence=request.licence or _LICENCES.get(network, _UNKNOWN_LICENCE),
        imported=request.imported,
    )
    return store(content, name, origin, folder, replace=request.replace)


def verify(model: Model) -> None:
    """Make sure that a model is what was imported, and that its network still answers as it did.

    Raises
    ------
    ModelError
        If the file has changed, or the answer is another.
    """
    network = model.card.network
    module = fresh(network)
    load_into(module, model)
    if not is_same_answer(model.card.answer, answer_of(module, network)):
        raise ModelError(
            f"{LABELS[network]} gives another answer with these weights than when they were imported",
            remedy="import the checkpoint again",
            path=model.path,
        )


def recognise(tensors: Tensors, path: Path, told: Network | None = None) -> Network:
    """Say which network a state dict is of.

    Parameters
    ----------
    tensors : mapping of str to Tensor
        The state dict.
    path : Path
        Where it comes from; its name tells STTN from Auto-STTN, which have the same keys.
    told : Network or None
        What the user says.

    Raises
    ------
    WrongNetworkError
        If it is none of them, or another than the user says, or one of two.
    """
    shares = {network: _share(tensors, layout(network)) for network in DEFINITIONS}
    best = max(shares.values())
    fitting = _of_right_size([network for network in shares if shares[network] == best], tensors)
    if best < _LEAST_SHARE_OF_KEYS:
        known = ", ".join(network.value for network in DEFINITIONS)
        raise WrongNetworkError(
            f"its keys ({next(iter(tensors))[:60]}, ...) are those of no network here",
            remedy=f"give a checkpoint of one of {known}",
            path=path,
        )
    if told is not None and told not in fitting:
        raise WrongNetworkError(
            f"it holds the weights of {LABELS[fitting[0]]}, not of {LABELS[told]}",
            remedy=f"say --network {fitting[0].value}, or {_ANOTHER_FILE}",
            path=path,
        )
    return told or _of_one_kind(fitting, path)


def _of_one_kind(fitting: list[Network], path: Path) -> Network:
    if len(fitting) == 1:
        return fitting[0]
    name = path.name.lower()
    if "sttn" not in name:
        raise WrongNetworkError(
            "STTN and Auto-STTN have the same keys, and the name does not tell which it is",
            remedy=f"say --network {' or --network '.join(network.value for network in fitting)}",
            path=path,
        )
    return Network.AUTO_STTN if "auto" in name else Network.STTN


def _of_right_size(fitting: list[Network], tensors: Tensors) -> list[Network]:
    """Tell networks with the same keys apart by their shapes; where none fits, the narrower one is none."""
    exact = [
        network
        for network in fitting
        if all(
            tuple(tensors[key].shape) == shape
            for key, shape in layout(network).shapes.items()
            if key in tensors
        )
    ]
    return exact or [network for network in fitting if network not in _NARROWER] or fitting


def _share(tensors: Tensors, wanted: Layout) -> float:
    """Share of keys that both have, of all that one of them has; constants are left out."""
    keys = {key for key in wanted.shapes if not _is_constant(key)}
    return len(keys & tensors.keys()) / len(keys | {key for key in tensors if not _is_constant(key)})


def _is_constant(key: str) -> bool:
    return key.rpartition(".")[2] in _CONSTANTS


def _content(tensors: Tensors, network: Network, path: Path) -> Content:
    wanted = layout(network)
    fault = next(_faults(tensors, wanted.shapes), None)
    if fault is not None:
        raise WrongNetworkError(
            f"{fault.text}, so that it does not fit {LABELS[network]}",
            remedy=_ANOTHER_FILE,
            path=path,
            key=fault.key,
        )
    module = fresh(network)
    constants = module.state_dict()
    fitted = {key: tensors.get(key, constants[key]).float() for key in wanted.shapes}
    module.load_state_dict(fitted, strict=True)
    answer = answer_of(module, network)
    if not all(map(math.isfinite, answer.values)):
        raise WrongNetworkError(
            f"{LABELS[network]} gives no numbers with these weights", remedy=_ANOTHER_FILE, path=path
        )
    return Content(network, MappingProxyType(fitted), wanted.parameter_count, answer)


def _faults(tensors: Tensors, shapes: Mapping[str, tuple[int, ...]]) -> Iterator[_Fault]:
    """Say what does not fit, the first and worst thing first."""
    for key, shape in shapes.items():
        if key in tensors:
            yield from _faults_of(key, tensors[key], shape)
        elif not _is_constant(key):
            yield _Fault(key, f"it lacks {key}")
    for key in tensors:
        if key not in shapes:
            yield _Fault(key, f"it has {key} besides")


def _faults_of(key: str, tensor: torch.Tensor, shape: tuple[int, ...]) -> Iterator[_Fault]:
    if tuple(tensor.shape) != shape:
        yield _Fault(key, f"{key} is {_told_shape(tuple(tensor.shape))} and not {_told_shape(shape)}")
    elif not tensor.is_floating_point():
        yield _Fault(key, f"{key} holds whole numbers")
    elif not torch.isfinite(tensor).all():
        yield _Fault(key, f"{key} holds values that are no numbers")


def _told_shape(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) or "a single number"
