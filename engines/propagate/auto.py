"""Engine `auto`: flow and network side by side, each believed as far as it is sure and has proved itself.

How good either is at this very object is measured where the truth is known: after a few frames each goes back
from where it is to the key frame, and what it finds there is compared with the user's matte.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engines.propagate.contract import Estimate, MakeStepper, Reason, Rgb8, SoftMatte, Stepper

_LEAST = np.float32(0.05)


@dataclass(frozen=True, slots=True)
class AutoSettings:
    """How both are weighed.

    Attributes
    ----------
    trial_frames : int
        So many frames behind the key both are put to the test.
    untried_share : float
        How much the network is believed until then, and where both are equally good.
    share_per_overlap : float
        How much more for each unit of overlap by which it is better on the way back.
    most_share, least_share : float
        The network's share stays below the one; below the other it is not asked any more.
    """

    trial_frames: int = 4
    untried_share: float = 0.2
    share_per_overlap: float = 5.0
    most_share: float = 0.85
    least_share: float = 0.08


class AutoStepper:
    """Steps two ways and goes on from what both together believe.

    Parameters
    ----------
    make_flow, make_net : callable
        Make fresh steppers of both ways.
    settings : AutoSettings or None
        How both are weighed.
    """

    def __init__(
        self, make_flow: MakeStepper, make_net: MakeStepper, settings: AutoSettings | None = None
    ) -> None:
        self._settings = settings or AutoSettings()
        self._make = make_flow, make_net
        self._both: tuple[Stepper, Stepper] = make_flow(), make_net()
        self._share = self._settings.untried_share
        self._passed: list[Rgb8] = []
        self._key: SoftMatte | None = None

    @property
    def net_share(self) -> float:
        """How much the network is believed where both are equally sure, 0 to 1."""
        return self._share

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame; see `Stepper.begin`."""
        self._share = self._settings.untried_share
        self._passed, self._key = [rgb], matte
        for stepper in self._both:
            stepper.begin(rgb, matte)

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame; see `Stepper.add_key`."""
        for stepper in self._both:
            stepper.add_key(rgb, matte)

    def step(self, rgb: Rgb8) -> Estimate:
        """Go on to the next frame; see `Stepper.step`."""
        flow = self._both[0].step(rgb)
        if self._share < self._settings.least_share:
            return flow
        net = self._both[1].step(rgb)
        if self._key is not None:
            self._try(rgb, flow.matte, net.matte)
        estimate = together(flow, net, self._share)
        self.settle(estimate.matte)
        return estimate

    def settle(self, matte: SoftMatte) -> None:
        """Take what the caller made of the last estimate; see `Stepper.settle`."""
        self._both[0].settle(matte)
        if self._share >= self._settings.least_share:
            self._both[1].settle(matte)

    def _try(self, rgb: Rgb8, *found: SoftMatte) -> None:
        """Remember a frame; once there are enough, send both back to the key."""
        self._passed.append(rgb)
        if len(self._passed) <= self._settings.trial_frames or self._key is None:
            return
        flow, net = (
            _overlap(_returned(make(), self._passed, matte), self._key)
            for make, matte in zip(self._make, found, strict=True)
        )
        settings = self._settings
        share = settings.untried_share + settings.share_per_overlap * (net - flow)
        self._share = min(settings.most_share, max(0.0, share))
        self._passed, self._key = [], None


def together(flow: Estimate, net: Estimate, net_share: float) -> Estimate:
    """Blend two estimates of one frame by how sure each is.

    Parameters
    ----------
    flow, net : Estimate
        Of flow and of the network.
    net_share : float
        How much the network is believed where both are equally sure, 0 to 1.
    """
    of_flow = np.float32(1 - net_share) * (np.square(flow.confidence) + _LEAST)
    of_net = np.float32(net_share) * (np.square(net.confidence) + _LEAST)
    share = of_flow / (of_flow + of_net)
    matte = (share * flow.matte + (1 - share) * net.matte).astype(np.float32, copy=False)
    gap = np.abs(flow.matte - net.matte)
    sure = share * flow.confidence + (1 - share) * net.confidence
    confidence = (sure * (1 - gap * (1 - np.abs(2 * share - 1)))).astype(np.float32, copy=False)
    union = float(np.maximum(flow.matte, net.matte).sum())
    doubts = {
        reason: (1 - net_share) * flow.doubts.get(reason, 0.0) + net_share * net.doubts.get(reason, 0.0)
        for reason in {**flow.doubts, **net.doubts}
    }
    doubts[Reason.ENGINES] = float(gap.sum()) / union if union > 0 else 0.0
    return Estimate(matte, confidence, doubts)


def _returned(stepper: Stepper, passed: list[Rgb8], matte: SoftMatte) -> SoftMatte:
    stepper.begin(passed[-1], matte)
    for rgb in reversed(passed[:-1]):
        matte = stepper.step(rgb).matte
    return matte


def _overlap(found: SoftMatte, key: SoftMatte) -> float:
    union = float(np.maximum(found, key).sum())
    return float(np.minimum(found, key).sum()) / union if union > 0 else 1.0
