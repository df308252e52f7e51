"""From weights to a network that says where something was laid over."""

from __future__ import annotations

from typing import cast

from engines.detect.erased.looking import OverlayLook
from engines.devices import AUTO, choose_device
from engines.nets.cards import Network
from engines.nets.sttn import SttnGenerator
from engines.nets.weights import find, load_into
from engines.nets.weights_networks import fresh


def overlay_look(device: str = AUTO) -> OverlayLook | None:
    """Load the user's weights of the narrower Auto-STTN, or those that came with the program.

    Parameters
    ----------
    device : str
        Where to compute, as `engines.devices` names it.

    Returns
    -------
    OverlayLook or None
        None where there are no weights.

    Raises
    ------
    ModelError
        If they are damaged.
    DeviceError
        If there is no such device here.
    """
    model = find(Network.AUTO_STTN_SMALL)
    if model is None:
        return None
    network = fresh(Network.AUTO_STTN_SMALL)
    load_into(network, model)
    return OverlayLook(cast(SttnGenerator, network), choose_device(device))
