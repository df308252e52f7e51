"""Engine `auto`: flow and network side by side, each believed as far as it is sure."""

from __future__ import annotations

import numpy as np

from engines.propagate.contract import Estimate, Reason, Rgb8, SoftMatte, Stepper

_LEAST = np.float32(0.05)


class AutoStepper:
    """Steps two ways and goes on from what both together believe.

    Parameters
    ----------
    flow, net : Stepper
        Both ways.
    net_share : float
        How much the network is believed where both are equally sure, 0 to 1.
    """

    def __init__(self, flow: Stepper, net: Stepper, net_share: float = 0.5) -> None:
        self._both = flow, net
        self._shares = np.float32(1 - net_share), np.float32(net_share)

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Start at a key frame; see `Stepper.begin`."""
        for stepper in self._both:
            stepper.begin(rgb, matte)

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        """Learn from another key frame; see `Stepper.add_key`."""
        for stepper in self._both:
            stepper.add_key(rgb, matte)

    def step(self, rgb: Rgb8) -> Estimate:
        """Go on to the next frame; see `Stepper.step`."""
        flow, net = (stepper.step(rgb) for stepper in self._both)
        of_flow, of_net = (
            share * np.square(one.confidence) + _LEAST * share
            for share, one in zip(self._shares, (flow, net), strict=True)
        )
        share = of_flow / (of_flow + of_net)
        matte = (share * flow.matte + (1 - share) * net.matte).astype(np.float32, copy=False)
        gap = np.abs(flow.matte - net.matte)
        sure = share * flow.confidence + (1 - share) * net.confidence
        confidence = (sure * (1 - gap * (1 - np.abs(2 * share - 1)))).astype(np.float32, copy=False)
        union = float(np.maximum(flow.matte, net.matte).sum())
        doubts = {
            reason: (flow.doubts.get(reason, 0.0) + net.doubts.get(reason, 0.0)) / 2
            for reason in {**flow.doubts, **net.doubts}
        }
        doubts[Reason.ENGINES] = float(gap.sum()) / union if union > 0 else 0.0
        self.settle(matte)
        return Estimate(matte, confidence, doubts)

    def settle(self, matte: SoftMatte) -> None:
        """Take what the caller made of the last estimate; see `Stepper.settle`."""
        for stepper in self._both:
            stepper.settle(matte)
