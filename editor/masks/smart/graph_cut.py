"""The cut between object and background that costs least (Boykov and Jolly 2001).

OpenCV's cut is the one of GrabCut, with colour models of its own. Here it gets the log-odds as the first
channel of the picture, and two models that know that channel alone and turn it into just those odds.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_MOST_ODDS = 4.0
_TRUST = 4.0
_TOP = 40
_MODEL_SIZE, _COMPONENTS = 65, 5
_IGNORED_VARIANCE = 1e8
_NO_BOX = (0, 0, 1, 1)
_MARKED_SHARE = 0.25
_FEWEST_LINES = 8


def cut(log_odds: NDArray[np.float32], lab: NDArray[np.uint8], is_object: Mask, is_background: Mask) -> Mask:
    """Cut a picture in two.

    Parameters
    ----------
    log_odds : ndarray of float32
        H x W: how much each pixel speaks for the object; beyond 4 it makes no difference.
    lab : ndarray of uint8
        H x W x 3: cuts run where lightness and the first colour change.
    is_object, is_background : ndarray of bool
        H x W: pixels that are certain.

    Returns
    -------
    ndarray of bool
        H x W: the object.
    """
    scaled = (log_odds / _MOST_ODDS).clip(-1, 1)
    odds = np.rint((scaled + 1) / 2 * _TOP).astype(np.uint8)
    picture = np.dstack([odds, lab[..., :2]])
    marks = np.where(log_odds > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[is_object], marks[is_background] = cv2.GC_FGD, cv2.GC_BGD
    cv2.grabCut(picture, marks, _NO_BOX, _model(0), _model(_TOP), 1, cv2.GC_EVAL_FREEZE_MODEL)
    chosen: Mask = (marks == cv2.GC_FGD) | (marks == cv2.GC_PR_FGD)
    return chosen


def coarse_cut(
    log_odds: NDArray[np.float32], lab: NDArray[np.uint8], is_object: Mask, is_background: Mask
) -> Mask:
    """Cut a picture of half the size in two, several times as fast; takes and returns what `cut` does."""
    height, width = log_odds.shape
    if min(height, width) < _FEWEST_LINES:
        return cut(log_odds, lab, is_object, is_background)
    half = width // 2, height // 2

    def shrunk(plane: NDArray[Any]) -> NDArray[Any]:
        return cv2.resize(plane, half, interpolation=cv2.INTER_AREA)

    seeds, others = (
        shrunk(marks.astype(np.float32)) >= _MARKED_SHARE for marks in (is_object, is_background)
    )
    chosen = cut(shrunk(log_odds), shrunk(lab), seeds, others & ~seeds)
    grown: Mask = cv2.resize(chosen.astype(np.float32), (width, height)) > 0.5
    return grown


def _model(mean: int) -> NDArray[np.float64]:
    """One Gaussian over the first channel; of two, at both ends, the log-odds are linear in between."""
    variance = _TOP**2 / (2 * _MOST_ODDS * _TRUST)
    weights = np.zeros(_COMPONENTS)
    weights[0] = 1
    means = np.zeros((_COMPONENTS, 3))
    means[0, 0] = mean
    covariances = np.tile(np.eye(3), (_COMPONENTS, 1, 1))
    covariances[0] = np.diag([variance, _IGNORED_VARIANCE, _IGNORED_VARIANCE])
    return np.concatenate([weights, means.ravel(), covariances.ravel()]).reshape(1, _MODEL_SIZE)
