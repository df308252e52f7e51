"""Ways to carry an object through time, by name."""

from __future__ import annotations

from engines.devices import AUTO
from engines.errors import MissingWeightsError, UnknownEngineError
from engines.nets.cards import Network
from engines.nets.weights import find
from engines.propagate.auto import AutoStepper
from engines.propagate.contract import MakeStepper, Stepper
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.stepper import FlowStepper

ENGINES = ("auto", "flow", "net")


def stepper_maker(name: str, *, device: str = AUTO, precision: str = AUTO, seed: int = 0) -> MakeStepper:
    """Find an engine.

    Parameters
    ----------
    name : str
        `flow`, `net`, or `auto`: both together, and flow alone where the network has no weights.
    device, precision : str
        Where and how the network runs, as `engines.devices` names them.
    seed : int
        Of everything random.

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
        make_net = _net_maker(device, precision)
    except MissingWeightsError:
        if name == "net":
            raise
        return make_flow
    return make_net if name == "net" else lambda: AutoStepper(make_flow, make_net)


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


def _net_maker(device: str, precision: str) -> MakeStepper:
    # Where flow alone is asked for, torch need not be loaded.
    from engines.propagate.net.making import general_network, net_steppers

    return net_steppers(general_network(), device=device, precision=precision)
