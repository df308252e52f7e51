"""Optical flow as further channels of a clip."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.material import Rgb8


def flow_to_before(frames: Sequence[Rgb8]) -> NDArray[np.float32]:
    """Tell where each pixel was in the frame before (DIS, preset fast).

    Parameters
    ----------
    frames : sequence of ndarray
        T frames, H x W x 3, uint8, in their final geometry, so that the flow needs no change of its own.

    Returns
    -------
    ndarray
        T x 2 x H x W, x and y displacement in pixels; 0 for the first frame.
    """
    greys = [cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY) for frame in frames]
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    flows = np.zeros((len(greys), 2, *greys[0].shape), np.float32)
    for at in range(1, len(greys)):
        field = np.zeros((*greys[0].shape, 2), np.float32)
        search.calc(greys[at], greys[at - 1], field)
        flows[at] = field.transpose(2, 0, 1)
    return flows
