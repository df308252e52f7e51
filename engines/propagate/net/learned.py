"""Networks that know a shot, each learned once from its key mattes, and the stepper that asks for one."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import Protocol

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from engines.errors import ShapeError
from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.propagate.contract import Estimate, Rgb8, SoftMatte
from engines.propagate.net.adaptation import AdaptationSettings, Key, adapt
from engines.propagate.net.stepper import NetSettings, NetStepper

_METHOD = 1
"""Raised when the same keys, seed and weights teach something else than before."""

_KEPT = 2


class WeightStore(Protocol):
    """Keeps what was learned from one run to the next."""

    def get(self, name: str) -> bytes | None:
        """Give back what was put there under a name of letters and digits, None if there is nothing."""

    def put(self, name: str, data: bytes) -> None:
        """Keep something; it may be forgotten at any time."""


class LearnedNetworks:
    """Networks by the key mattes that they learned from.

    What is learned depends on the keys, the seed and the general network alone: not on the order of the keys,
    the direction, or what was learned before.

    Parameters
    ----------
    network : SegmentNetwork
        The general one.
    seed : int
        Decides everything random.
    device, dtype
        Where and in which type the learned ones compute.
    settings : AdaptationSettings or None
        How much is learned.
    store : WeightStore or None
        Where it is kept for later runs.
    look : callable
        Is called before each step of learning; may raise to stop.
    """

    def __init__(
        self,
        network: SegmentNetwork,
        seed: int,
        device: torch.device | None = None,
        dtype: torch.dtype = torch.float32,
        *,
        settings: AdaptationSettings | None = None,
        store: WeightStore | None = None,
        look: Callable[[], None] = lambda: None,
    ) -> None:
        self._network = folded(network)
        self._seed = seed
        self._place = device, dtype
        self._settings = settings or AdaptationSettings()
        self._store = store
        self._look = look
        self._fast: FastSegment | None = None
        self._known: dict[str, FastSegment] = {}

    @property
    def general(self) -> FastSegment:
        """The network that has learned nothing of any shot."""
        if self._fast is None:
            self._fast = FastSegment(self._network, *self._place)
        return self._fast

    def of(self, keys: Sequence[Key]) -> FastSegment:
        """Give the network that knows these key frames of one object.

        Parameters
        ----------
        keys : sequence of Key
            At least one.
        """
        told = {_digest(key): key for key in keys}
        name = self._name(sorted(told))
        if name not in self._known:
            made = self._made(name, [told[digest] for digest in sorted(told)])
            self._known[name] = FastSegment(made, *self._place)
            while len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]
        return self._known[name]

    def _made(self, name: str, keys: list[Key]) -> SegmentNetwork:
        kept = None if self._store is None else _loaded(self._store.get(name))
        if kept is not None:
            return kept
        made = adapt(
            self._network,
            keys,
            self._seed,
            math.inf,  # a busy machine shall learn the same as an idle one
            self._settings,
            self._is_stopped,
        )
        if self._store is not None and made.steps:
            self._store.put(
                name, save({key: one.contiguous() for key, one in made.network.state_dict().items()})
            )
        return made.network

    def _is_stopped(self) -> bool:
        self._look()
        return False

    def _name(self, digests: list[str]) -> str:
        hashed = hashlib.sha256(repr((_METHOD, self._seed, self._settings, digests)).encode())
        for value in self._network.state_dict().values():
            hashed.update(value.numpy().tobytes())
        return hashed.hexdigest()


class LearningStepper:
    """A `Stepper` whose network gets to know the key frames before the first step, where that is worth it.

    Parameters
    ----------
    networks : LearnedNetworks
        Shared by steppers of both directions and all objects.
    settings : NetSettings or None
        How the network is used.
    least_frames : int
        Where fewer are expected the general network has to do.
    """

    def __init__(
        self, networks: LearnedNetworks, settings: NetSettings | None = None, *, least_frames: int = 0
    ) -> None:
        self._networks = networks
        self._settings = settings
        self._is_worth_it = True
        self._least_frames = least_frames
        self._keys: list[Key] = []
        self._stepper: NetStepper | None = None

    def expect(self, frames: int) -> None:
        """Decide whether learning is worth it; see `Stepper.expect`."""
        self._is_worth_it = frames >= self._least_frames

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame, forgetting everything before; see `Stepper.begin`."""
        self._keys, self._stepper = [Key(rgb, matte)], None

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame; see `Stepper.add_key`.

        Once under way, its looks are remembered, but the network does not learn anew.
        """
        if self._stepper is None:
            self._keys.append(Key(rgb, matte))
        else:
            self._stepper.add_key(rgb, matte)

    def prepare(self) -> None:
        """Get to know the key frames now; see `Stepper.prepare`."""
        self._ready()

    def step(self, rgb: Rgb8) -> Estimate:
        """Go on to the next frame; see `Stepper.step`."""
        return self._ready().step(rgb)

    def settle(self, matte: SoftMatte) -> None:
        """Take what the caller made of the last estimate; see `Stepper.settle`."""
        self._ready().settle(matte)

    def _ready(self) -> NetStepper:
        if self._stepper is None:
            self._stepper = self._begun()
        return self._stepper

    def _begun(self) -> NetStepper:
        if not self._keys:
            raise ShapeError("picture", got="a frame before the key frame", wanted="`begin` first")
        network = self._networks.of(self._keys) if self._is_worth_it else self._networks.general
        stepper = NetStepper(network, self._settings)
        for first, key in enumerate(self._keys):
            (stepper.add_key if first else stepper.begin)(key.rgb, key.matte)
        self._keys = []
        return stepper


def _digest(key: Key) -> str:
    hashed = hashlib.sha256(repr((key.rgb.shape, str(key.matte.dtype))).encode())
    hashed.update(key.rgb.tobytes())
    hashed.update(key.matte.tobytes())
    return hashed.hexdigest()


def _loaded(data: bytes | None) -> SegmentNetwork | None:
    """Make a network of what was stored; None where it is damaged or of another kind."""
    if data is None:
        return None
    with torch.random.fork_rng(devices=[]):
        network = SegmentNetwork(normalised=False).eval()
    try:
        network.load_state_dict(load(data))
    except (SafetensorError, RuntimeError, ValueError):
        return None
    return network
