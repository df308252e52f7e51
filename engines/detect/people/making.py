"""From weights to a finder of people."""

from __future__ import annotations

from engines.detect.people.finding import PeopleFinder
from engines.devices import AUTO, choose_device
from engines.errors import MissingWeightsError
from engines.nets.cards import Network
from engines.nets.people import PeopleNetwork
from engines.nets.weights import find, load_into
from engines.nets.weights_networks import fresh


def people_finder(device: str = AUTO) -> PeopleFinder:
    """Load the user's weights of the network that finds people, or those that came with the program.

    Parameters
    ----------
    device : str
        Where to compute, as `engines.devices` names it.

    Raises
    ------
    MissingWeightsError
        If there are none.
    ModelError
        If they are damaged.
    DeviceError
        If there is no such device here.
    """
    model = find(Network.PEOPLE)
    network = fresh(Network.PEOPLE)
    if model is None or not isinstance(network, PeopleNetwork):
        raise MissingWeightsError(Network.PEOPLE.value)
    load_into(network, model)
    return PeopleFinder(network, choose_device(device))
