"""How a network does along clips that it never learned from: one key, then frame after frame."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

import numpy as np

from engines.measure.masks import region_similarity
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.propagate.net.stepper import NetStepper
from engines.train.material import MaskedFrames


def rollout_overlap(
    network: SegmentNetwork, clips: Mapping[str, MaskedFrames], frames: int
) -> dict[str, float]:
    """Measure J of each clip, the key left out.

    Parameters
    ----------
    network : SegmentNetwork
        Of either form.
    clips : mapping of str to MaskedFrames
        By name.
    frames : int
        Frames of each clip that are looked at, the key included.

    Returns
    -------
    dict
        Mean intersection over union by name.
    """
    fast = FastSegment(network)
    return {name: _overlap(NetStepper(fast), clip, min(frames, len(clip))) for name, clip in clips.items()}


def _overlap(stepper: NetStepper, clip: MaskedFrames, frames: int) -> float:
    stepper.begin(clip.frame(0), clip.mask(0))
    found = [
        region_similarity(stepper.step(clip.frame(at)).matte >= 0.5, np.asarray(clip.mask(at) >= 0.5))
        for at in range(1, frames)
    ]
    return fmean(found) if found else 0.0
