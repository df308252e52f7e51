"""How good a frame's matte is likely to be, and why it may not be."""

from __future__ import annotations

from collections.abc import Mapping

from engines.propagate.contract import Estimate, Reason

_TELLING = 0.15
"""A doubt of at least this much is worth naming."""


def expected_overlap(estimate: Estimate) -> float:
    """Expect so much overlap with the truth, 0 to 1."""
    weight = float(estimate.matte.sum())
    if weight <= 0:
        return 1.0 - estimate.doubts.get(Reason.LOST, 0.0)
    return float((estimate.confidence * estimate.matte).sum()) / weight


def telling(doubts: Mapping[Reason, float]) -> tuple[Reason, ...]:
    """Name what is worth telling, the worst first."""
    telling = [reason for reason, value in doubts.items() if value >= _TELLING]
    return tuple(sorted(telling, key=lambda reason: -doubts[reason]))
