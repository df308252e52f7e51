"""How steady a fill is in time, measured along the truth's motion."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.measure.mean import Mean


@dataclass(frozen=True, slots=True, eq=False)
class _Past:
    unit: NDArray[np.float32]
    grey: NDArray[np.uint8]
    inside: NDArray[np.bool_]


class WarpingMeter:
    """Warping error of a fill along the truth's own motion.

    For each pair of neighbours, DIS flow (preset medium, on the truth's grey pictures) leads each hole pixel
    of the earlier result to its place in the later one, which is fetched bilinearly. Pixels that leave the
    picture do not count: nothing can be said of them. A pair's error is the mean over the rest of the hole,
    the clip's the mean over its pairs (after Lai et al., Learning Blind Video Temporal Consistency, 2018,
    without their occlusion test, so that the truth itself scores a little above 0).
    """

    def __init__(self) -> None:
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._error = Mean()
        self._past: _Past | None = None

    def add(self, result: Rgb, truth: Rgb, inside: NDArray[np.bool_]) -> None:
        """Compare the next frame with the one before.

        Parameters
        ----------
        result, truth : ndarray
            H x W x 3, RGB, uint8 or uint16.
        inside : ndarray of bool
            H x W, True in the hole.
        """
        now = _Past(_unit(result), _grey_u8(truth), inside)
        if self._past is not None and self._past.inside.any():
            self._add_pair(self._past, now)
        self._past = now

    def _add_pair(self, past: _Past, now: _Past) -> None:
        flow_px = np.zeros((*past.grey.shape, 2), np.float32)
        self._flow.calc(past.grey, now.grey, flow_px)
        counted = past.inside & stays_inside(flow_px)
        if counted.any():
            squared = np.square(past.unit - fetch_along(now.unit, flow_px))
            self._error.add(float(squared[counted].mean(dtype=np.float64)))

    def error_percent(self) -> float | None:
        """Mean squared difference of samples in [0, 1], times 100; None where no pair has a hole."""
        value = self._error.value_or_none()
        return None if value is None else 100 * value


def fetch_along(picture: NDArray[np.float32], flow_px: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fetch for each pixel what lies where its flow points to, bilinear, the edge repeated.

    Parameters
    ----------
    picture : ndarray
        H x W x C, float32.
    flow_px : ndarray
        H x W x 2, float32; x and y displacement.

    Returns
    -------
    ndarray
        H x W x C, float32.
    """
    height, width = flow_px.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    fetched = cv2.remap(
        picture, xs + flow_px[..., 0], ys + flow_px[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return fetched.astype(np.float32, copy=False)


def stays_inside(flow_px: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where a pixel's flow ends inside the picture: H x W, bool, from H x W x 2 displacements."""
    height, width = flow_px.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    to_x, to_y = xs + flow_px[..., 0], ys + flow_px[..., 1]
    inside = (to_x >= 0) & (to_x <= width - 1) & (to_y >= 0) & (to_y <= height - 1)
    return np.asarray(inside, np.bool_)


def _unit(rgb: Rgb) -> NDArray[np.float32]:
    return np.divide(rgb, np.iinfo(rgb.dtype).max, dtype=np.float32)


def _grey_u8(rgb: Rgb) -> NDArray[np.uint8]:
    eight_bit = (rgb >> 8).astype(np.uint8) if rgb.dtype == np.uint16 else rgb
    return cv2.cvtColor(eight_bit, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
