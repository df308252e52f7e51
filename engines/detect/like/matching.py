"""One appearance of something flat, found in a frame by its local features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.errors import EngineError

Rgb = NDArray[np.uint8]
Grey = NDArray[np.uint8]
Corners = NDArray[np.float32]
"""4 x 2: column and row of upper left, upper right, lower right and lower left, in pixels."""

_WORKING_PX = 1280
_EXAMPLE_PX = 240
_FEWEST_FEATURES = 12
_RATIO = 0.78
_FEWEST_AGREEING, _SURELY_AGREEING = 9, 30
_OFF_PX = 4.0
_MOST_A_FRAME = 6
_LEAST_LIKENESS = 0.35
_LIKENESS_PX = 96
_LEAST_SIDE_PX = 8
_MOST_STRETCHED = 5.0


class ExampleError(EngineError):
    """An example shows too little to be recognised.

    Attributes
    ----------
    feature_count : int
        How many features it has.
    """

    def __init__(self, feature_count: int) -> None:
        self.feature_count = feature_count
        super().__init__(
            f"the example has {feature_count} features to be recognised by, and {_FEWEST_FEATURES} are "
            "needed; choose a larger or more detailed one"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """Where an example is seen in a frame.

    Attributes
    ----------
    corners : Corners
        Its corners in the frame.
    confidence : float
        0 to 1.
    """

    corners: Corners
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What is looked for.

    Attributes
    ----------
    grey : ndarray
        H x W, uint8.
    places : ndarray
        N x 2, float32: column and row of its features.
    features : ndarray
        N x 128, float32.
    """

    grey: Grey
    places: NDArray[np.float32]
    features: NDArray[np.float32]

    @classmethod
    def of(cls, rgb: Rgb) -> Self:
        """Take the features of a picture that shows nothing else: H x W x 3.

        Raises
        ------
        ExampleError
            If it has too few of them.
        """
        larger = max(1.0, _EXAMPLE_PX / min(rgb.shape[:2]))
        grey = _grey(cv2.resize(rgb, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC))
        places, features = _features(grey)
        if len(places) < _FEWEST_FEATURES:
            raise ExampleError(len(places))
        return cls(grey, places, features)

    @property
    def corners(self) -> Corners:
        """Those of the example itself."""
        height, width = self.grey.shape
        return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)

    def likeness(self, grey: Grey, corners: Corners) -> float:
        """How much a place in a frame looks like it: correlation, -1 to 1."""
        small = cv2.resize(self.grey, (_LIKENESS_PX, _LIKENESS_PX), interpolation=cv2.INTER_AREA)
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * np.float32(_LIKENESS_PX)
        there = cv2.warpPerspective(
            grey, cv2.getPerspectiveTransform(corners, square), (_LIKENESS_PX, _LIKENESS_PX)
        )
        # Blurred alike: a small appearance has lost what a large one shows.
        one, other = (cv2.GaussianBlur(each, (0, 0), 2).astype(np.float32).ravel() for each in (small, there))
        if min(one.std(), other.std()) < 1:
            return 0.0
        return float(np.corrcoef(one, other)[0, 1])

    def sightings(self, rgb: Rgb) -> Iterator[Sighting]:
        """Find it in a frame, several times if it is there several times."""
        share = min(1.0, _WORKING_PX / max(rgb.shape))
        grey = _grey(cv2.resize(rgb, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))
        places, features = _features(grey)
        for _ in range(_MOST_A_FRAME):
            seen = self._seen(grey, places, features)
            if seen is None:
                return
            corners, confidence = seen
            yield Sighting(corners / np.float32(share), confidence)
            outline = corners.reshape(-1, 1, 2)
            rest = [cv2.pointPolygonTest(outline, place, False) < 0 for place in places.tolist()]
            places, features = places[rest], features[rest]

    def _seen(
        self, grey: Grey, places: NDArray[np.float32], features: NDArray[np.float32]
    ) -> tuple[Corners, float] | None:
        if len(places) < _FEWEST_AGREEING:
            return None
        # From the frame to the example: several appearances do not compete for one feature.
        pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(features, self.features, k=2)
        good = [best for best, second in pairs if best.distance < _RATIO * second.distance]
        if len(good) < _FEWEST_AGREEING:
            return None
        from_ = self.places[[match.trainIdx for match in good]]
        to = places[[match.queryIdx for match in good]]
        plane, agreeing = cv2.findHomography(from_, to, cv2.USAC_MAGSAC, _OFF_PX)
        if plane is None or int(agreeing.sum()) < _FEWEST_AGREEING:
            return None
        corners = cv2.perspectiveTransform(self.corners[None], plane)[0].astype(np.float32)
        if not is_possible(corners):
            return None
        likeness = self.likeness(grey, corners)
        if likeness < _LEAST_LIKENESS:
            return None
        return corners, (min(1.0, int(agreeing.sum()) / _SURELY_AGREEING) + likeness) / 2


def is_possible(corners: Corners) -> bool:
    """Whether something flat that is not mirrored can look like that."""
    if not np.isfinite(corners).all() or not cv2.isContourConvex(corners.reshape(-1, 1, 2)):
        return False
    if cv2.contourArea(corners, True) < _LEAST_SIDE_PX**2:
        return False
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return bool(sides.min() >= _LEAST_SIDE_PX and sides.max() <= _MOST_STRETCHED * 4 * sides.min())


def _grey(rgb: NDArray[np.generic]) -> Grey:
    return np.asarray(cv2.cvtColor(np.asarray(rgb, np.uint8), cv2.COLOR_RGB2GRAY), np.uint8)


def _features(grey: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Find features after D. G. Lowe, 2004, compared by their roots (R. Arandjelovic, A. Zisserman, 2012)."""
    found, described = cv2.SIFT.create().detectAndCompute(grey, np.empty(0, np.uint8))
    if described is None or not len(found):
        return np.empty((0, 2), np.float32), np.empty((0, 128), np.float32)
    features = np.asarray(described, np.float32)
    features = np.sqrt(features / np.maximum(features.sum(1, keepdims=True), 1))
    return np.array([one.pt for one in found], np.float32), cast("NDArray[np.float32]", features)
