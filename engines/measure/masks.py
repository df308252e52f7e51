"""How close propagated masks come to the true ones: region J and boundary F of the DAVIS benchmark.

Perazzi et al., A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation, CVPR 2016. All
frames that are given count; the benchmark itself leaves out each clip's first and last one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Matte
from engines.errors import ShapeError

OBJECT_FROM = 128
"""A matte's pixel of this value or more belongs to the object."""

TOLERANCE_OF_DIAGONAL = 0.008
"""How far two boundaries may lie apart and still match, as a share of the picture's diagonal."""

RECALL_ABOVE = 0.5
"""A frame that scores more than this counts as found."""


@dataclass(frozen=True, slots=True)
class Course:
    """One measure over a clip.

    Attributes
    ----------
    mean : float
        Over all frames, 0 to 1.
    recall : float
        Share of the frames that score above `RECALL_ABOVE`.
    decay : float
        Mean of the clip's first quarter less that of its last; small is good.
    """

    mean: float
    recall: float
    decay: float


@dataclass(frozen=True, slots=True)
class MaskScores:
    """Scores of one clip's masks.

    Attributes
    ----------
    frames : int
        Frames compared.
    region : Course
        J, intersection over union.
    boundary : Course
        F, harmonic mean of the boundary's precision and recall.
    """

    frames: int
    region: Course
    boundary: Course


class MaskMeter:
    """Scores masks frame by frame; holds two numbers of each."""

    def __init__(self) -> None:
        self._regions: list[float] = []
        self._boundaries: list[float] = []

    def add(self, result: Matte, truth: Matte) -> None:
        """Score the next frame.

        Parameters
        ----------
        result, truth : ndarray
            H x W, uint8, of one size; `OBJECT_FROM` and above is object.

        Raises
        ------
        ShapeError
            If the sizes differ.
        """
        if result.shape != truth.shape or truth.ndim != 2:
            raise ShapeError("mask", got=f"{result.shape}", wanted=f"{truth.shape} as the truth")
        found, true = result >= OBJECT_FROM, truth >= OBJECT_FROM
        self._regions.append(region_similarity(found, true))
        self._boundaries.append(boundary_accuracy(found, true))

    def scores(self) -> MaskScores:
        """Scores of all frames so far.

        Raises
        ------
        ShapeError
            If there was no frame.
        """
        if not self._regions:
            raise ShapeError("clip", got="no masks", wanted="at least one")
        return MaskScores(len(self._regions), course(self._regions), course(self._boundaries))


def region_similarity(found: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """J: intersection over union, 1 where both are empty.

    Parameters
    ----------
    found, true : ndarray of bool
        H x W.
    """
    union = int(np.count_nonzero(found | true))
    return int(np.count_nonzero(found & true)) / union if union else 1.0


def boundary_accuracy(found: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """F: harmonic mean of boundary precision and recall, 1 where neither has a boundary.

    A boundary pixel matches when one of the other mask lies within the tolerance, which is
    `TOLERANCE_OF_DIAGONAL` of the diagonal, rounded up to whole pixels.

    Parameters
    ----------
    found, true : ndarray of bool
        H x W.
    """
    found_edge, true_edge = boundary(found), boundary(true)
    if not found_edge.any() or not true_edge.any():
        return float(found_edge.any() == true_edge.any())
    tolerance_px = math.ceil(TOLERANCE_OF_DIAGONAL * math.hypot(*true.shape))
    precision = _share_near(found_edge, true_edge, tolerance_px)
    recall = _share_near(true_edge, found_edge, tolerance_px)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def boundary(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels that differ from their neighbour to the right, below, or both; the picture's edge is none.

    Parameters
    ----------
    mask : ndarray of bool
        H x W.
    """
    edge = np.zeros_like(mask)
    edge[:, :-1] |= mask[:, :-1] != mask[:, 1:]
    edge[:-1] |= mask[:-1] != mask[1:]
    edge[:-1, :-1] |= mask[:-1, :-1] != mask[1:, 1:]
    return edge


def course(values: Sequence[float]) -> Course:
    """Mean, recall and decay of per-frame values; neighbouring quarters share their border frame."""
    borders = np.floor(np.linspace(0, len(values) - 1, 5) + 0.5).astype(int)
    first = values[borders[0] : borders[1] + 1]
    last = values[borders[3] : borders[4] + 1]
    recall = sum(value > RECALL_ABOVE for value in values) / len(values)
    return Course(fmean(values), recall, fmean(first) - fmean(last))


def _share_near(edge: NDArray[np.bool_], other: NDArray[np.bool_], tolerance_px: int) -> float:
    # The exact distance transform is dilation by a disk, at a cost that does not grow with its radius.
    distance_px = cv2.distanceTransform((~other).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return float((distance_px[edge] < tolerance_px + 1e-3).mean())
