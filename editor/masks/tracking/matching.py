"""Points of one picture found again in another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Points = NDArray[np.float32]
Homography = NDArray[np.float64]

PATCH_PX = 21
"""Size of the surroundings by which a point is found again."""

_MOST_POINTS = 300
_QUALITY = 0.01
_SPACING_PX = 5
_LEVELS = 3
_STOP = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 0.003)
_THERE_AND_BACK_PX = 0.7
_OUTLIER_PX = 1.5
_FEWEST = 8
_ENOUGH_FOR_PERSPECTIVE = 16


@dataclass(frozen=True, slots=True)
class Match:
    """How one picture's plane lies in another.

    Attributes
    ----------
    homography : ndarray of float64
        3 x 3, from pixels of the first picture to pixels of the second.
    error_px : float
        Root mean square distance of the points that agree with it.
    """

    homography: Homography
    error_px: float


def corners(grey: Grey, mask: Grey) -> Points:
    """Choose points that can be found again (Shi and Tomasi 1994).

    Parameters
    ----------
    grey : ndarray of uint8
        H x W.
    mask : ndarray of uint8
        H x W: where they may lie.

    Returns
    -------
    ndarray of float32
        N x 2, x and y in pixels; empty where there is no texture.
    """
    found = cv2.goodFeaturesToTrack(grey, _MOST_POINTS, _QUALITY, _SPACING_PX, mask=mask)
    return np.zeros((0, 2), np.float32) if found is None else found.reshape(-1, 2).astype(np.float32)


def match(points: Points, before: Grey, after: Grey) -> Match | None:
    """Find points again, there and back, and the plane that they lie on.

    Parameters
    ----------
    points : ndarray of float32
        N x 2, in the first picture.
    before, after : ndarray of uint8
        The two pictures, of one size.

    Returns
    -------
    Match or None
        None if too few points agree on a plane.
    """
    if len(points) < _FEWEST:
        return None
    there, was_seen = _followed(points, before, after)
    back, was_seen_back = _followed(there, after, before)
    is_good = was_seen & was_seen_back & (_distances(back, points) < _THERE_AND_BACK_PX)
    return _plane(points[is_good], there[is_good])


def moved(points: Points, homography: Homography) -> Points:
    """Move points: N x 2."""
    return np.asarray(cv2.perspectiveTransform(points[None], homography)[0], np.float32)


def _followed(points: Points, before: Grey, after: Grey) -> tuple[Points, NDArray[np.bool_]]:
    """Find points again (Lucas and Kanade, in pyramids): where, and which."""
    found, was_seen, _ = cv2.calcOpticalFlowPyrLK(
        before, after, points, points.copy(), winSize=(PATCH_PX, PATCH_PX), maxLevel=_LEVELS, criteria=_STOP
    )
    return found.astype(np.float32), was_seen.ravel() > 0


def _distances(points: Points, others: Points) -> Points:
    return np.asarray(np.hypot(*(points - others).T), np.float32)


def _plane(points: Points, found: Points) -> Match | None:
    """Fit a homography to the points that agree, or an affine motion where they are few."""
    if len(points) < _FEWEST:
        return None
    homography = _homography(points, found)
    if homography is None:
        return None
    distance = _distances(moved(points, homography), found)
    agreeing = distance[distance < _OUTLIER_PX]
    if len(agreeing) < _FEWEST:
        return None
    return Match(homography, float(np.sqrt(np.square(agreeing).mean())))


def _homography(points: Points, found: Points) -> Homography | None:
    """Fit robustly: MAGSAC++ (Barath et al. 2020), or RANSAC for affine motion."""
    if len(points) >= _ENOUGH_FOR_PERSPECTIVE:
        fitted = cv2.findHomography(points, found, cv2.USAC_MAGSAC, _OUTLIER_PX)[0]
    else:
        fitted = cv2.estimateAffine2D(points, found, method=cv2.RANSAC, ransacReprojThreshold=_OUTLIER_PX)[0]
    # OpenCV gives None where nothing fits, though its annotations do not say so.
    rows = np.atleast_2d(np.asarray(fitted, object))
    if rows.size < 6:
        return None
    return np.vstack([rows, [[0, 0, 1]]])[:3].astype(np.float64)
