"""Ways to carry an object through time, by name."""

from __future__ import annotations

from engines.errors import MissingWeightsError, UnknownEngineError
from engines.propagate.contract import MakeStepper, Stepper
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.stepper import FlowStepper

ENGINES = ("auto", "flow", "net")


def stepper_maker(name: str, *, seed: int = 0) -> MakeStepper:
    """Find an engine.

    Parameters
    ----------
    name : str
        `flow`, `net`, or `auto`: both together, and flow alone where the network has no weights.
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
    """
    if name not in ENGINES:
        raise UnknownEngineError(name, ENGINES)

    def make_flow() -> Stepper:
        return FlowStepper(FlowSettings(seed=seed))

    if name == "flow":
        return make_flow
    if name == "net":
        raise MissingWeightsError("segment")
    return make_flow
