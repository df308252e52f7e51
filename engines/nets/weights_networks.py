"""The networks that weights are kept for: how each is built, and the small question that proves it works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from engines.nets.cards import Answer, Network
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.nets.opn import OPN
from engines.nets.people import PeopleNetwork
from engines.nets.rnot import RNoT
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.sttn import (
    AUTO_SMALL_CHANNELS,
    AUTO_SMALL_GRIDS,
    AUTO_STTN_GRIDS,
    SMALL_CHANNELS,
    SttnGenerator,
)
from engines.nets.sttn_discriminator import SttnDiscriminator
from engines.nets.tcn import TCN

_SEED = 2020
_ANSWER_VALUES = 64
_LARGEST_DIFFERENCE = 1e-3

Random = np.random.RandomState


@dataclass(frozen=True, slots=True)
class Definition:
    """A network as it is published.

    Attributes
    ----------
    build : callable
        Makes it, with weights of no meaning.
    ask : callable
        Runs it on something small and seeded, and returns what comes out.
    """

    build: Callable[[], nn.Module]
    ask: Callable[[nn.Module, Random], Tensor]


@dataclass(frozen=True, slots=True)
class Layout:
    """The entries of a network's state dict.

    Attributes
    ----------
    shapes : mapping of str to tuple of int
        All, in order.
    parameter_count : int
        Trained numbers.
    """

    shapes: Mapping[str, tuple[int, ...]]
    parameter_count: int


def fresh(network: Network) -> nn.Module:
    """Build a network whose weights are still to be loaded, without drawing from anybody's random numbers."""
    with torch.random.fork_rng(devices=[]):
        return DEFINITIONS[network].build().eval()


@cache
def layout(network: Network) -> Layout:
    """Find out what a network's state dict holds."""
    module = fresh(network)
    shapes = {key: tuple(entry.shape) for key, entry in module.state_dict().items()}
    return Layout(MappingProxyType(shapes), sum(parameter.numel() for parameter in module.parameters()))


def answer_of(module: nn.Module, network: Network) -> Answer:
    """Ask a network the question that goes with it.

    The question is drawn by `RandomState`, whose numbers never change with NumPy's versions.
    """
    with torch.inference_mode():
        out = DEFINITIONS[network].ask(module, Random(_SEED)).float()
    places = torch.linspace(0, out.numel() - 1, _ANSWER_VALUES, dtype=torch.float64).long()
    return Answer(_SEED, tuple(out.shape), tuple(out.flatten()[places].tolist()))


def is_same_answer(one: Answer, other: Answer) -> bool:
    """Say whether two answers are equal but for the rounding of different machines."""
    if (one.seed, one.shape, len(one.values)) != (other.seed, other.shape, len(other.values)):
        return False
    wanted, got = np.array(one.values), np.array(other.values)
    scale = max(1.0, float(np.abs(wanted).max()))
    return bool(np.all(np.abs(wanted - got) <= _LARGEST_DIFFERENCE * scale))


def _pictures(random: Random, *shape: int) -> Tensor:
    """Draw numbers from 0 to 1."""
    return torch.from_numpy(random.random_sample(shape).astype(np.float32))


def _ask_opn(module: nn.Module, random: Random) -> Tensor:
    """Remember one frame, and fill a ring of the next from it."""
    net = cast(OPN, module)
    frames, dists = _pictures(random, 1, 3, 2, 48, 64), torch.zeros(1, 1, 2, 48, 64)
    dists[..., 1, 16:32, 24:40] = 4
    valids = (dists == 0).float()
    memory = net.memorise(frames[:, :, :1], valids[:, :, :1], dists[:, :, :1])
    filled, _ = net.peel(frames[:, :, 1], valids[:, :, 1], dists[:, :, 1], memory)
    return filled[..., 16:32, 24:40]


def _ask_tcn(module: nn.Module, random: Random) -> Tensor:
    """Steady two frames, the second with the state of the first."""
    frames, hole = _pictures(random, 2, 1, 3, 48, 64), torch.zeros(1, 1, 48, 64)
    first, state = module(torch.zeros_like(frames[0]), hole, frames[0], hole, None)
    second, _ = module(first, hole, frames[1], hole, state)
    return cast(Tensor, second)


def _ask_rnot(module: nn.Module, random: Random) -> Tensor:
    """Remember one frame, and fill a hole of the next from it."""
    net = cast(RNoT, module)
    frames, holes = _pictures(random, 1, 3, 2, 48, 64), torch.zeros(1, 1, 2, 48, 64, dtype=torch.bool)
    holes[..., 1, 16:32, 24:40] = True
    memory = net.memorise(frames[:, :, :1], holes[:, :, :1])
    filled = net(frames[:, :, 1], holes[:, :, 1], memory)
    return cast(Tensor, filled[..., 16:32, 24:40])


def _ask_sttn(module: nn.Module, random: Random) -> Tensor:
    return cast(Tensor, module(_pictures(random, 1, 2, 3, 48, 96) * 2 - 1))


def _ask_auto_sttn(module: nn.Module, random: Random) -> Tensor:
    return cast(Tensor, module(_pictures(random, 1, 1, 3, 120, 640) * 2 - 1))


def _ask_discriminator(module: nn.Module, random: Random) -> Tensor:
    return cast(Tensor, module(_pictures(random, 2, 3, 64, 64) * 2 - 1))


def _ask_segment(module: nn.Module, random: Random) -> Tensor:
    """Remember a key frame, and find its object in another, with a mask before and a prior."""
    net = cast(SegmentNetwork, module)
    pictures = _pictures(random, 2, 3, 64, 80) * 2 - 1
    masks = _pictures(random, 3, 1, 64, 80)
    memory = net.memorise(pictures[:1], masks[:1])
    made = net(pictures[1:], masks[1:2], masks[2:] * 2 - 1, memory)
    return torch.cat([made.logits, made.trust], dim=1)


def _ask_flow(module: nn.Module, random: Random) -> Tensor:
    """Complete the motion under a box."""
    guesses, blinds = _pictures(random, 1, 6, 48, 80) * 8 - 4, torch.zeros(1, 3, 48, 80)
    blinds[..., 12:36, 20:60] = 1
    made = module(guesses, blinds, _pictures(random, 1, 2, 48, 80))
    return cast(Tensor, made[..., 12:36, 20:60])


def _ask_people(module: nn.Module, random: Random) -> Tensor:
    """Find people in noise, with a mask before."""
    return cast(Tensor, module(_pictures(random, 1, 3, 64, 96) * 2 - 1, _pictures(random, 1, 1, 64, 96)))


DEFINITIONS: Mapping[Network, Definition] = MappingProxyType(
    {
        Network.OPN: Definition(OPN, _ask_opn),
        Network.TCN: Definition(TCN, _ask_tcn),
        Network.RNOT: Definition(RNoT, _ask_rnot),
        Network.STTN: Definition(SttnGenerator, _ask_sttn),
        Network.STTN_SMALL: Definition(lambda: SttnGenerator(channels=SMALL_CHANNELS), _ask_sttn),
        Network.AUTO_STTN: Definition(lambda: SttnGenerator(AUTO_STTN_GRIDS), _ask_auto_sttn),
        Network.AUTO_STTN_SMALL: Definition(
            lambda: SttnGenerator(AUTO_SMALL_GRIDS, AUTO_SMALL_CHANNELS, gates=True), _ask_auto_sttn
        ),
        Network.STTN_DISCRIMINATOR: Definition(SttnDiscriminator, _ask_discriminator),
        Network.SEGMENT: Definition(lambda: SegmentNetwork(normalised=False), _ask_segment),
        Network.FLOW: Definition(FlowCompletionNetwork, _ask_flow),
        Network.PEOPLE: Definition(lambda: PeopleNetwork(normalised=False), _ask_people),
    }
)
