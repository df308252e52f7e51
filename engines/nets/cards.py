"""The card of a weights file: which network, where from, what it holds, and what it is to answer."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from types import MappingProxyType

from engines.nets.weights_errors import ModelError

_FORMAT = 1
_LARGEST_CARD_BYTES = 1 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_WEIGHTS_SUFFIX = re.compile(r"-[0-9a-f]{8}\.safetensors")


class Network(Enum):
    """The networks whose weights are kept; the value is the name that users see."""

    OPN = "opn"
    TCN = "tcn"
    RNOT = "rnot"
    STTN = "sttn"
    STTN_SMALL = "sttn-small"
    AUTO_STTN = "auto-sttn"
    AUTO_STTN_SMALL = "auto-sttn-small"
    STTN_DISCRIMINATOR = "sttn-discriminator"
    SEGMENT = "segment"
    FLOW = "flow"
    PEOPLE = "people"


LABELS = MappingProxyType(
    {
        Network.OPN: "OPN (onion-peel network)",
        Network.TCN: "TCN (temporal consistency network)",
        Network.RNOT: "RNoT (OPN with region normalisation)",
        Network.STTN: "STTN (spatio-temporal transformer)",
        Network.STTN_SMALL: "STTN of a quarter of the channels",
        Network.AUTO_STTN: "Auto-STTN (STTN without a mask)",
        Network.AUTO_STTN_SMALL: "Auto-STTN of an eighth of the channels",
        Network.STTN_DISCRIMINATOR: "STTN's discriminator",
        Network.SEGMENT: "the segmentation network (mattes over time)",
        Network.FLOW: "the flow completion network (motion under holes)",
        Network.PEOPLE: "the network that finds people by itself",
    }
)
"""What the networks are called in full."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a network with these weights made of the seeded input, when it was imported.

    Attributes
    ----------
    seed : int
        Of the input.
    shape : tuple of int
        Of the output.
    values : tuple of float
        Samples of the output, evenly spaced over all of it.
    """

    seed: int
    shape: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of a weights file.

    Attributes
    ----------
    name : str
        The model's name: small letters, digits, `.`, `_` and `-`.
    network : Network
        What the weights are for.
    weights : str
        Name of the safetensors file beside the card: the model's name, eight digits of the checksum.
    sha256 : str
        Checksum of that file.
    parameter_count : int
        Trained numbers; buffers are not counted.
    keys : dict of str to tuple of int
        Entries of the file and their shapes.
    source_name, source_sha256 : str
        Name and checksum of the file that was imported.
    licence : str
        A note for people.
    imported : date
        When.
    answer : Answer
        What the network is to answer.
    training : dict of str to str
        Notes for people where we trained it ourselves: data, seed, steps, scores, limits.
    """

    name: str
    network: Network
    weights: str
    sha256: str
    parameter_count: int
    keys: dict[str, tuple[int, ...]]
    source_name: str
    source_sha256: str
    licence: str
    imported: date
    answer: Answer
    training: dict[str, str] = field(default_factory=dict)


def is_model_name(text: str) -> bool:
    """Say whether a model may be called so."""
    return _NAME.fullmatch(text) is not None


def weights_name(name: str, sha256: str) -> str:
    """Name the weights file of a model."""
    return f"{name}-{sha256[:8]}.safetensors"


def is_weights_name(file_name: str, name: str) -> bool:
    """Say whether a file is called as weights of that model are."""
    return file_name.startswith(name) and _WEIGHTS_SUFFIX.fullmatch(file_name.removeprefix(name)) is not None


def card_text(card: Card) -> str:
    """Write a card as JSON."""
    facts = {
        "format": _FORMAT,
        **asdict(card),
        "network": card.network.value,
        "imported": card.imported.isoformat(),
    }
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def read_card(path: Path) -> Card:
    """Read a card.

    Raises
    ------
    ModelError
        If it is missing, damaged or of a later version.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST_CARD_BYTES).decode("utf-8")
    except OSError as error:
        raise ModelError(
            f"the card cannot be read ({(error.strerror or str(error)).lower()})",
            remedy="import the checkpoint again",
            path=path,
        ) from error
    except UnicodeDecodeError as error:
        raise _damaged(path) from error
    try:
        facts = json.loads(text)
        if facts["format"] > _FORMAT:
            raise ModelError("it is of a later version", remedy="use a later Cleanplate", path=path)
        card = _card_of(facts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error
    if not is_model_name(card.name) or card.weights != weights_name(card.name, card.sha256):
        raise _damaged(path)
    return card


def _card_of(facts: dict[str, object]) -> Card:
    match facts:
        case {
            "name": str(name),
            "network": str(network),
            "weights": str(weights),
            "sha256": str(sha256),
            "parameter_count": int(parameter_count),
            "keys": dict(keys),
            "source_name": str(source_name),
            "source_sha256": str(source_sha256),
            "licence": str(licence),
            "imported": str(imported),
            "answer": {"seed": int(seed), "shape": list(shape), "values": list(values)},
        }:
            return Card(
                name=name,
                network=Network(network),
                weights=weights,
                sha256=sha256,
                parameter_count=parameter_count,
                keys={key: _whole(sizes) for key, sizes in keys.items()},
                source_name=source_name,
                source_sha256=source_sha256,
                licence=licence,
                imported=date.fromisoformat(imported),
                answer=Answer(seed, _whole(shape), tuple(map(float, values))),
                training=_notes(facts.get("training", {})),
            )
    raise ValueError("entries are missing")


def _notes(facts: object) -> dict[str, str]:
    if not isinstance(facts, dict):
        raise TypeError("notes are names and texts")
    return {str(name): str(text) for name, text in facts.items()}


def _whole(sizes: list[object]) -> tuple[int, ...]:
    return tuple(int(str(size)) for size in sizes)


def _damaged(path: Path) -> ModelError:
    return ModelError("the card is damaged", remedy="import the checkpoint again", path=path)
