"""Ways to carry an object through time, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engines.devices import AUTO
from engines.errors import MissingWeightsError, UnknownEngineError
from engines.nets.cards import Network
from engines.nets.weights import find
from engines.propagate.auto import AutoStepper
from engines.propagate.contract import MakeStepper, Stepper
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.stepper import FlowStepper

if TYPE_CHECKING:
    from engines.propagate.net.learned import WeightStore

ENGINES = ("auto", "flow", "net")

ADAPTATIONS = ("auto", "always", "never")
"""Whether the network first learns from the key mattes: where the way is long enough, always, or never."""

_ADAPTING = ("auto", "net")
_WORTH_FRAMES = 24
"""Of fewer frames to carry over, learning would take several times as long as everything else."""


def stepper_maker(
    name: str,
    *,
    device: str = AUTO,
    precision: str = AUTO,
    seed: int = 0,
    adapt: str = AUTO,
    store: WeightStore | None = None,
    look: Callable[[], None] = lambda: None,
) -> MakeStepper:
    """Find an engine.

    Parameters
    ----------
    name : str
        `flow`, `net`, or `auto`: both together, and flow alone where the network has no weights.
    device, precision : str
        Where and how the network runs, as `engines.devices` names them.
    seed : int
        Of everything random.
    adapt : str
        Whether the network first learns from the key mattes that it begins with, one of `ADAPTATIONS`; flow
        learns nothing.
    store : WeightStore or None
        Where what was learned is kept for later runs.
    look : callable
        Is called before each step of learning; may raise to stop.

    Returns
    -------
    callable
        Makes a fresh stepper each time.

    Raises
    ------
    UnknownEngineError
        If there is no such engine.
    MissingWeightsError
        If the network was asked for by name and has no weights.
    DeviceError
        If there is no such device or precision here.
    """
    if name not in ENGINES:
        raise UnknownEngineError(name, ENGINES)

    def make_flow() -> Stepper:
        return FlowStepper(FlowSettings(seed=seed))

    if name == "flow":
        return make_flow
    try:
        make_net = _net_maker(device, precision, adapt, seed, store, look)
    except MissingWeightsError:
        if name == "net":
            raise
        return make_flow
    if name == "net":
        return make_net
    from engines.propagate.net.making import lone_thread

    return lambda: AutoStepper(make_flow, make_net, make_thread=lone_thread)


def can_adapt(name: str) -> bool:
    """Whether an engine has a network that can learn from key mattes."""
    return name in _ADAPTING


def weights_of(name: str) -> str:
    """Tell which weights an engine uses, so that mattes made with others count as stale.

    Parameters
    ----------
    name : str
        One of `ENGINES`.

    Returns
    -------
    str
        Their checksum; empty where it uses none.
    """
    model = None if name == "flow" else find(Network.SEGMENT)
    return "" if model is None else model.card.sha256


def _net_maker(
    device: str,
    precision: str,
    adapt: str,
    seed: int,
    store: WeightStore | None,
    look: Callable[[], None],
) -> MakeStepper:
    # Where flow alone is asked for, torch need not be loaded.
    from engines.propagate.net.making import general_network, learning_steppers, net_steppers

    network = general_network()
    if adapt == "never":
        return net_steppers(network, device=device, precision=precision)
    return learning_steppers(
        network,
        seed,
        device=device,
        precision=precision,
        least_frames=_WORTH_FRAMES if adapt == AUTO else 0,
        store=store,
        look=look,
    )
