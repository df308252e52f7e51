"""One estimate from two: what came from the key before, and what came from the key behind."""

from __future__ import annotations

import numpy as np

from engines.propagate.contract import Estimate, Reason, SoftMatte

_STEEPNESS = 2.0
_LEAST = np.float32(1e-3)
_LEAST_AGREEMENT = 0.05


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
    doubts[Reason.SIDES] = min(1.0, float(apart.sum()) / union) if union > 0 else 0.0
    agreed = _with_agreement(confidence.astype(np.float32), 1 - doubts[Reason.SIDES], 1 - abs(2 * left - 1))
    return Estimate(matte.astype(np.float32), agreed, doubts)


def _with_agreement(confidence: SoftMatte, agreement: float, evenness: float) -> SoftMatte:
    """Let agreement speak for a frame and against it, the more the more both sides count.

    Where both count alike it is the geometric mean of what the sides believe and how far they agree: two ways
    that lead to one matte are seldom both wrong, however unsure each is.
    """
    believed: SoftMatte = (confidence + _LEAST) ** np.float32(1 - evenness / 2)
    told: SoftMatte = believed * np.float32(max(agreement, _LEAST_AGREEMENT) ** (evenness / 2))
    return told.clip(0, 1)


def _mean_sureness(estimate: Estimate) -> float:
    weight = float(estimate.matte.sum())
    if weight <= 0:
        return 0.5
    return 0.05 + float((estimate.confidence * estimate.matte).sum()) / weight
