"""One estimate from two: what came from the key before, and what came from the key behind."""

from __future__ import annotations

import numpy as np

from engines.propagate.contract import Estimate, Reason

_STEEPNESS = 2.0
_LEAST = np.float32(1e-3)


def fuse(forward: Estimate, backward: Estimate, place: float) -> Estimate:
    """Blend by distance and confidence.

    Parameters
    ----------
    forward, backward : Estimate
        From the key before and from the one behind.
    place : float
        Where the frame lies between them, 0 to 1, both exclusive.

    Returns
    -------
    Estimate
        With what each side doubts, weighed alike, and how far they disagree.
    """
    nearness = (1 - place) ** _STEEPNESS, place**_STEEPNESS
    sureness = _mean_sureness(forward), _mean_sureness(backward)
    ahead, behind = (near * sure for near, sure in zip(nearness, sureness, strict=True))
    before = (np.float32(ahead) * (forward.confidence + _LEAST)).astype(np.float32)
    after = (np.float32(behind) * (backward.confidence + _LEAST)).astype(np.float32)
    share = before / (before + after)
    matte = share * forward.matte + (1 - share) * backward.matte
    confidence = share * forward.confidence + (1 - share) * backward.confidence
    apart = np.abs(forward.matte - backward.matte)
    union = float(np.maximum(forward.matte, backward.matte).sum())
    left = ahead / (ahead + behind)
    doubts = {
        reason: left * forward.doubts.get(reason, 0.0) + (1 - left) * backward.doubts.get(reason, 0.0)
        for reason in {**forward.doubts, **backward.doubts}
    }
    doubts[Reason.SIDES] = float(apart.sum()) / union if union > 0 else 0.0
    agreed = (confidence * (1 - apart * (1 - np.abs(2 * share - 1)))).astype(np.float32)
    return Estimate(matte.astype(np.float32), agreed, doubts)


def _mean_sureness(estimate: Estimate) -> float:
    weight = float(estimate.matte.sum())
    if weight <= 0:
        return 0.5
    return 0.05 + float((estimate.confidence * estimate.matte).sum()) / weight
