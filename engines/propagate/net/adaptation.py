"""Getting to know a shot: a few seconds of learning on the user's own key mattes, turned, bent and relit.

All weights learn, and in the end go half of the way back: what lies between the general network and the one
that learned is nearly as good at the key and forgets less of everything else (Wortsman 2022). The steps are
counted, not timed, so that the same keys and seed give the same weights; only where they take longer than
allowed do they end earlier.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn

from engines.errors import StoppedError
from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.palette import Palette
from engines.propagate.contract import Rgb8, SoftMatte
from engines.propagate.net.crops import square_about
from engines.train.looks import Look, developed
from engines.train.losses import prediction_loss
from engines.train.objects import Thing
from engines.train.samples import Sample, random_of, stacked
from engines.train.scenes import Pose, View, bent_view, next_pose, still_view
from engines.train.spoiling import Shares, spoiled

_KEPT_PX = 320
_LEAST_SIDE_PX = 48
_MEAN_BETA, _SQUARE_BETA, _LEAST_SPREAD = 0.9, 0.999, 1e-8
_PLAIN = Look((1.0, 1.0, 1.0), 1.0, 0.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A key frame.

    Attributes
    ----------
    rgb : Rgb8
        H x W x 3.
    matte : SoftMatte
        H x W, as the user made it.
    """

    rgb: Rgb8
    matte: SoftMatte


@dataclass(frozen=True, slots=True)
class AdaptationSettings:
    """How much is learned.

    Attributes
    ----------
    steps : int
        Counted, not timed.
    batch_size : int
        Views of a step.
    size_px : int
        Side of the views; that of `NetSettings`, as what is learned at one size is worth less at another.
    learning_rate : float
        At first; it falls to nothing.
    kept_share : float
        How far the weights go from the general ones to the learned ones, 0 to 1.
    shares : Shares
        How the matte before is spoiled: mostly a little, as along a clip.
    """

    steps: int = 60
    batch_size: int = 4
    size_px: int = 128
    learning_rate: float = 1e-3
    kept_share: float = 0.5
    shares: Shares = field(default_factory=lambda: Shares(0.15, 0.6, 0.15, 0.1))


@dataclass(frozen=True, slots=True, eq=False)
class Adapted:
    """A network that knows a shot.

    Attributes
    ----------
    network : SegmentNetwork
        A copy; the general one is unchanged.
    steps : int
        Steps learned; fewer than asked for where time was short.
    loss : float
        Mean of the last ten steps; NaN where there was none.
    """

    network: SegmentNetwork
    steps: int
    loss: float


def adapt(
    network: SegmentNetwork,
    keys: Sequence[Key],
    seed: int,
    seconds: float = 15.0,
    settings: AdaptationSettings | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Adapted:
    """Learn what the object of some key mattes looks like; for steppers of both directions.

    Parameters
    ----------
    network : SegmentNetwork
        The general one.
    keys : sequence of Key
        Key frames of one object; those without it are left out.
    seed : int
        Decides everything random.
    seconds : float
        Steps that are not done by then are left out.
    settings : AdaptationSettings
        How much is learned.
    is_stopped : callable
        Is asked before each step.

    Raises
    ------
    StoppedError
        If `is_stopped` says so.
    """
    settings = settings or AdaptationSettings()
    end_s = time.monotonic() + seconds
    adapted = folded(network)
    seen = [one for one in map(_surroundings, keys) if one is not None]
    if not seen:
        return Adapted(adapted, 0, math.nan)
    learner = _Learner(adapted, seen, seed, settings)
    losses: list[float] = []
    for step in range(settings.steps):
        if is_stopped():
            raise StoppedError
        if time.monotonic() >= end_s:
            break
        losses.append(learner.learn(step))
    _go_back(adapted, folded(network), settings.kept_share)
    return Adapted(adapted, len(losses), float(np.mean(losses[-10:])) if losses else math.nan)


class _Learner:
    def __init__(
        self, network: SegmentNetwork, things: list[Thing], seed: int, settings: AdaptationSettings
    ) -> None:
        self._network = network
        self._things = things
        self._seed = seed
        self._settings = settings
        self._views = [self._key_view(thing) for thing in things]
        self._palette = Palette()
        for view in self._views:
            self._palette.add(view.rgb, view.mask)
        for parameter in network.parameters():
            parameter.requires_grad_(True)
        self._optimiser = _Adam(list(network.parameters()))

    def learn(self, step: int) -> float:
        """Do a step and return its loss."""
        rate = self._settings.learning_rate * 0.5 * (1 + math.cos(math.pi * step / self._settings.steps))
        count = self._settings.batch_size
        samples = [self._sample(random_of(self._seed, step, at)) for at in range(count)]
        batch = stacked(samples)
        self._network.zero_grad(set_to_none=True)
        memory = self._network.memorise(batch.key_picture, batch.key_mask)
        made = self._network(batch.picture, batch.before, batch.prior, memory)
        loss: Tensor = prediction_loss(made, batch.mask)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step(rate)
        return loss.item()

    def _key_view(self, thing: Thing) -> View:
        return still_view(thing, Pose((0.5, 0.5), 0.5, 0.0, False), self._settings.size_px)

    def _sample(self, random: np.random.Generator) -> Sample:
        """Draw a key to remember, and a view of the same or another key to find the object in."""
        key = self._views[int(random.integers(len(self._views)))]
        thing = self._things[int(random.integers(len(self._things)))]
        pose = next_pose(Pose((0.5, 0.5), 0.5, 0.0, bool(random.random() < 0.5)), random)
        view = still_view(thing, pose, self._settings.size_px)
        view = bent_view(view, random, float(random.uniform(0, 0.06)))
        rgb = developed(view.rgb, _PLAIN.near(random), random)
        before = spoiled(view.mask, self._settings.shares.draw(random), random)
        return Sample(key.rgb, key.mask, rgb, view.mask, before, self._palette.prior(rgb))


class _Adam:
    """Adam (Kingma and Ba 2015); to use that of torch would load its compiler first, which takes seconds."""

    def __init__(self, parameters: list[nn.Parameter]) -> None:
        self._parameters = parameters
        self._means = [torch.zeros_like(one) for one in parameters]
        self._squares = [torch.zeros_like(one) for one in parameters]
        self._count = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """Move the parameters by their gradients."""
        self._count += 1
        less_mean, less_square = (1 - beta**self._count for beta in (_MEAN_BETA, _SQUARE_BETA))
        for parameter, mean, square in zip(self._parameters, self._means, self._squares, strict=True):
            gradient = parameter.grad
            if gradient is None:
                continue
            mean.lerp_(gradient, 1 - _MEAN_BETA)
            square.mul_(_SQUARE_BETA).addcmul_(gradient, gradient, value=1 - _SQUARE_BETA)
            spread = (square / less_square).sqrt_().add_(_LEAST_SPREAD)
            parameter.addcdiv_(mean, spread, value=-rate / less_mean)


@torch.no_grad()
def _go_back(learned: SegmentNetwork, general: SegmentNetwork, kept_share: float) -> None:
    for one, other in zip(learned.parameters(), general.parameters(), strict=True):
        one.lerp_(other, 1 - kept_share)


def _surroundings(key: Key) -> Thing | None:
    """Cut out a key's object with what is around it, small enough to be quick."""
    square = square_about(key.matte, 0.3, _LEAST_SIDE_PX)
    if square is None:
        return None
    size_px = min(_KEPT_PX, max(1, round(square.side_px)))
    return Thing(square.cut_rgb(key.rgb, size_px), square.cut_matte(key.matte, size_px))
