"""The networks that fill holes: what each sees, and whether its weights are here. Knows no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engines.complete.contract import Origin
from engines.complete.learned.crops import Sight
from engines.errors import MissingWeightsError
from engines.nets.cards import Network
from engines.nets.weights import Model, find, model_named


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of network.

    Attributes
    ----------
    network : Network
        Whose weights it needs.
    sight : Sight
        What it sees at once.
    origin : Origin
        How its pixels are marked.
    step_bytes : int
        What it takes at most, with its libraries and weights, for `AUTO_STEP` frames of the size that it was
        trained on; known without asking it, since most renders with `auto` do not need it.
    """

    network: Network
    sight: Sight
    origin: Origin
    step_bytes: int


AUTO_STEP = 24
"""Frames that the engine `auto` hands over at once; the explicit engine's windows are longer."""

_MIB = 1 << 20

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "sttn": Kind(Network.STTN, Sight(240, 432, square=336, context=5), Origin.STTN, 1000 * _MIB),
        "opn": Kind(Network.OPN, Sight(240, 424, square=320, context=0), Origin.OPN, 750 * _MIB),
        "rnot": Kind(Network.RNOT, Sight(240, 424, square=320, context=0), Origin.RNOT, 750 * _MIB),
    }
)
"""By name of the engine, the best first."""


NARROWER: Mapping[Network, Network] = MappingProxyType({Network.STTN: Network.STTN_SMALL})
"""Variants that stand in where a network's own weights are missing, or that are asked for by name."""


def weights_of(name: str, model: str | None = None) -> Model:
    """Find the weights of a network.

    Parameters
    ----------
    name : str
        One of `KINDS`.
    model : str or None
        Name of the weights; None for those that bear the network's name, or any.

    Raises
    ------
    MissingWeightsError
        If there are none.
    WeightsError
        If there are none of that name, they are damaged, or of another network.
    """
    network = KINDS[name].network
    if model is None:
        found = _found(network)
    else:
        found = model_named(model)
        found = found if found.card.network in (network, NARROWER.get(network)) else None
    if found is None:
        raise MissingWeightsError(network.value)
    return found


def best_present() -> str | None:
    """Name the best network whose weights are here; None where there are none."""
    return next((name for name, kind in KINDS.items() if _found(kind.network) is not None), None)


def _found(network: Network) -> Model | None:
    """Find the weights of a network, or else of its narrower variant."""
    narrower = NARROWER.get(network)
    return find(network) or (None if narrower is None else find(narrower))
