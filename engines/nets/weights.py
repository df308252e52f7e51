"""Where weights lie, and how they come into a network.

A model is two files in one folder: `NAME.json`, its card, and the safetensors file that the card names. The
card is written last and read first, so that a model is there as a whole or not at all.

Nothing here imports torch before weights are loaded: asking what is there stays quick.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from engines.nets.cards import Card, Network, is_model_name, read_card
from engines.nets.weights_errors import ModelError

if TYPE_CHECKING:
    from torch import nn

FOLDER_VARIABLE = "CLEANPLATE_MODELS"

_CARD_SUFFIX = ".json"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Model:
    """Weights with their card.

    Attributes
    ----------
    folder : Path
        Where both lie.
    card : Card
        What is known of them.
    is_shipped : bool
        Whether they came with the program.
    """

    folder: Path
    card: Card
    is_shipped: bool = False

    @property
    def path(self) -> Path:
        """The safetensors file: float32, keys as the networks have them."""
        return self.folder / self.card.weights

    @property
    def card_path(self) -> Path:
        """The card."""
        return card_path(self.folder, self.card.name)


def models_folder() -> Path:
    """Return the user's folder of models: `$CLEANPLATE_MODELS`, or one in the platform's data folder."""
    given = os.environ.get(FOLDER_VARIABLE)
    return Path(given) if given else platformdirs.user_data_path("cleanplate", appauthor=False) / "models"


def card_path(folder: Path, name: str) -> Path:
    """Say where a model's card lies."""
    return folder / f"{name}{_CARD_SUFFIX}"


def names() -> list[str]:
    """List the names of all models there are, usable or not, the user's before the shipped ones."""
    cards = [path for folder, _ in _folders() for path in sorted(folder.glob(f"*{_CARD_SUFFIX}"))]
    return list(dict.fromkeys(path.stem for path in cards))


def available() -> list[Model]:
    """List the models that can be used, the user's before the shipped ones.

    Of two with one name the user's counts; one whose card or weights are damaged is passed over.
    """
    return [model for model in map(_model_or_none, names()) if model is not None]


def find(network: Network) -> Model | None:
    """Choose the model of a network: the one that bears its name, else the first; the user's before shipped.

    Returns
    -------
    Model or None
        None where there is none.
    """
    models = [model for model in available() if model.card.network is network]
    return min(models, key=lambda model: model.card.name != network.value, default=None)


def model_named(name: str) -> Model:
    """Open a model by its name.

    Raises
    ------
    ModelError
        If there is none of that name, or it is damaged.
    """
    for folder, is_shipped in _folders():
        if is_model_name(name) and card_path(folder, name).exists():
            return _model(folder, name, is_shipped=is_shipped)
    known = ", ".join(model.card.name for model in available())
    raise ModelError(
        f"there is no model {name!r}",
        remedy=f"choose one of {known}" if known else "import a checkpoint with `cleanplate models import`",
    )


def check_sum(model: Model) -> None:
    """Make sure that a weights file is the one that was stored.

    Raises
    ------
    ModelError
        If it is missing or has changed.
    """
    try:
        found = file_sha256(model.path)
    except OSError as error:
        raise ModelError(
            f"the weights cannot be read ({(error.strerror or str(error)).lower()})",
            remedy="import the checkpoint again",
            path=model.path,
        ) from error
    if found != model.card.sha256:
        raise ModelError(
            "the weights have changed since they were imported",
            remedy="import the checkpoint again",
            path=model.path,
        )


def load_into(module: nn.Module, model: Model) -> None:
    """Load weights into a network, strictly, after checking the file.

    Parameters
    ----------
    module : Module
        The network; its parameters keep their device and type.
    model : Model
        From `find` or `model_named`.

    Raises
    ------
    ModelError
        If the file is missing, has changed, or does not fit the network.
    """
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    check_sum(model)
    try:
        module.load_state_dict(load_file(model.path), strict=True)
    except (SafetensorError, RuntimeError) as error:
        raise ModelError(
            f"the weights of {model.card.network.value} do not fit the network",
            remedy="import the checkpoint again",
            path=model.path,
        ) from error


def file_sha256(path: Path) -> str:
    """Compute the checksum of a file.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _folders() -> Iterator[tuple[Path, bool]]:
    yield models_folder(), False
    yield Path(str(files("resources.weights"))), True


def _model(folder: Path, name: str, *, is_shipped: bool) -> Model:
    path = card_path(folder, name)
    card = read_card(path)
    if card.name != name:
        raise ModelError(f"the card is that of {card.name}", remedy="import the checkpoint again", path=path)
    model = Model(folder, card, is_shipped)
    if not model.path.is_file() or model.path.is_symlink():
        raise ModelError(
            "the weights of this model are missing", remedy="import the checkpoint again", path=model.path
        )
    return model


def _model_or_none(name: str) -> Model | None:
    try:
        return model_named(name)
    except ModelError:
        return None
