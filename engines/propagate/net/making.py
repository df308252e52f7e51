"""From weights to steppers: the general network, or one that has learned the shot."""

from __future__ import annotations

import torch

from engines.devices import AUTO, choose_device, choose_precision
from engines.errors import MissingWeightsError
from engines.nets.cards import Network
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.nets.weights import find, load_into
from engines.nets.weights_networks import fresh
from engines.propagate.contract import MakeStepper
from engines.propagate.net.stepper import NetSettings, NetStepper


def general_network() -> SegmentNetwork:
    """Load the user's weights of the segmentation network, or those that came with the program.

    Raises
    ------
    MissingWeightsError
        If there are none.
    ModelError
        If they are damaged.
    """
    model = find(Network.SEGMENT)
    network = fresh(Network.SEGMENT)
    if model is None or not isinstance(network, SegmentNetwork):
        raise MissingWeightsError(Network.SEGMENT.value)
    load_into(network, model)
    return network


def net_steppers(
    network: SegmentNetwork,
    settings: NetSettings | None = None,
    *,
    device: str = AUTO,
    precision: str = AUTO,
) -> MakeStepper:
    """Make a maker of steppers that share a network.

    Parameters
    ----------
    network : SegmentNetwork
        From `general_network`, or what `adapt` made of it.
    settings : NetSettings
        How it is used.
    device, precision : str
        Where and in which type to compute, as `engines.devices` names them.

    Raises
    ------
    DeviceError
        If there is no such device or precision here.
    """
    place: torch.device = choose_device(device)
    fast = FastSegment(network, place, choose_precision(place, precision))
    return lambda: NetStepper(fast, settings)
