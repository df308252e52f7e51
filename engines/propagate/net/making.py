"""From weights to steppers: the general network, or one that has learned the shot."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor

import torch

from engines.devices import AUTO, choose_device, choose_precision
from engines.errors import MissingWeightsError
from engines.nets.cards import Network
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.nets.weights import find, load_into
from engines.nets.weights_networks import fresh
from engines.propagate.contract import MakeStepper
from engines.propagate.net.adaptation import AdaptationSettings
from engines.propagate.net.learned import LearnedNetworks, LearningStepper, WeightStore
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


def learning_steppers(
    network: SegmentNetwork,
    seed: int,
    settings: NetSettings | None = None,
    *,
    adaptation: AdaptationSettings | None = None,
    device: str = AUTO,
    precision: str = AUTO,
    least_frames: int = 0,
    store: WeightStore | None = None,
    look: Callable[[], None] = lambda: None,
) -> MakeStepper:
    """Make a maker of steppers whose network first gets to know the key frames that they begin with.

    Parameters
    ----------
    network : SegmentNetwork
        From `general_network`.
    seed : int
        Decides everything random.
    settings : NetSettings
        How the network is used.
    adaptation : AdaptationSettings
        How much is learned.
    device, precision : str
        Where and in which type to compute, as `engines.devices` names them; learning runs on the processor.
    least_frames : int
        Where fewer frames are expected the general network has to do.
    store : WeightStore or None
        Where what was learned is kept for later runs.
    look : callable
        Is called before each step of learning; may raise to stop.

    Raises
    ------
    DeviceError
        If there is no such device or precision here.
    """
    place = choose_device(device)
    networks = LearnedNetworks(
        network, seed, place, choose_precision(place, precision), settings=adaptation, store=store, look=look
    )
    return lambda: LearningStepper(networks, settings, least_frames=least_frames)


def lone_thread() -> Executor:
    """Start a thread on which a network computes without helpers.

    Beside other work that fills the processors, helpers cost more than they bring: they wait by spinning.
    """
    thread = ThreadPoolExecutor(1, "net", torch.set_num_threads, (1,))
    thread.submit(torch.get_num_threads).result()
    # What a thread sets for itself, torch takes for threads to come, too.
    torch.set_num_threads(torch.get_num_threads())
    return thread
