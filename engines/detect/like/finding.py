"""Where something appears in a clip: recognised now and then, and followed between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import cv2
import numpy as np

from engines.detect.like.matching import Corners, Example, Grey, Rgb, Sighting, is_possible

_SAME = 0.3
_POINTS, _POINT_APART_PX = 120, 3
_FEWEST_FOLLOWED, _OFF_PX = 8, 2.0
_LEAST_LIKENESS = 0.3
_FEWEST_FRAMES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Appearance:
    """One appearance of an example, from its first frame to its last.

    Attributes
    ----------
    outlines : mapping of int to Corners
        Its corners on each frame, 4 x 2, ascending, without gaps.
    confidence : float
        0 to 1.
    """

    outlines: Mapping[int, Corners]
    confidence: float

    @property
    def frames(self) -> range:
        """Frames that show it."""
        return range(min(self.outlines), max(self.outlines) + 1)


@dataclass(slots=True, eq=False)
class _Track:
    outlines: dict[int, Corners]
    sure: list[float] = field(default_factory=list)
    is_followed: bool = True


def find_like(
    read: Callable[[int], Rgb],
    shots: Sequence[range],
    example: Example,
    step: int,
    tell: Callable[[int], None] = lambda _: None,
) -> list[Appearance]:
    """Find all appearances of an example.

    Parameters
    ----------
    read : callable
        Gives a frame by its index: H x W x 3, uint8.
    shots : sequence of range
        Frames without a cut between them.
    example : Example
        What is looked for.
    step : int
        It is recognised anew every so many frames.
    tell : callable
        Is told each frame that was looked at, ascending; may raise to stop.

    Returns
    -------
    list of Appearance
        By first frame.
    """
    found = [one for shot in shots for one in _of_shot(read, shot, example, step, tell)]
    return sorted(found, key=lambda one: one.frames.start)


def _of_shot(
    read: Callable[[int], Rgb], shot: range, example: Example, step: int, tell: Callable[[int], None]
) -> Iterator[Appearance]:
    tracks: list[_Track] = []
    before: Grey | None = None
    for index in shot:
        rgb = read(index)
        grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
        if before is not None:
            for track in tracks:
                _go_on(track, index - 1, before, grey, example)
        if (index - shot.start) % step == 0:
            for sighting in example.sightings(rgb):
                _take(tracks, sighting, index)
        before = grey
        tell(index)
    for track in tracks:
        _go_back(track, read, shot, step, example)
        if len(track.outlines) >= min(_FEWEST_FRAMES, len(shot)):
            yield Appearance(dict(sorted(track.outlines.items())), float(np.mean(track.sure)))


def _take(tracks: list[_Track], sighting: Sighting, index: int) -> None:
    """Let what was recognised correct what was followed, or begin anew."""
    for track in tracks:
        if index in track.outlines and _overlap(track.outlines[index], sighting.corners) >= _SAME:
            track.outlines[index] = sighting.corners
            track.sure.append(sighting.confidence)
            return
    tracks.append(_Track({index: sighting.corners}, [sighting.confidence]))


def _go_on(track: _Track, last: int, before: Grey, grey: Grey, example: Example) -> None:
    """Follow into the next frame, as long as it is there."""
    if not track.is_followed or last not in track.outlines:
        return
    corners = _followed(track.outlines[last], before, grey)
    if corners is None or example.likeness(grey, corners) < _LEAST_LIKENESS:
        track.is_followed = False
        return
    track.outlines[last + 1] = corners


def _go_back(track: _Track, read: Callable[[int], Rgb], shot: range, step: int, example: Example) -> None:
    """Follow from where it was recognised first to where it was not yet."""
    first = min(track.outlines)
    if first == shot.start:
        return
    here = np.asarray(cv2.cvtColor(read(first), cv2.COLOR_RGB2GRAY), np.uint8)
    for index in range(first - 1, max(shot.start, first - step) - 1, -1):
        there = np.asarray(cv2.cvtColor(read(index), cv2.COLOR_RGB2GRAY), np.uint8)
        corners = _followed(track.outlines[index + 1], here, there)
        if corners is None or example.likeness(there, corners) < _LEAST_LIKENESS:
            return
        track.outlines[index], here = corners, there


def _followed(corners: Corners, before: Grey, after: Grey) -> Corners | None:
    """Carry an outline along what moves inside it; None where that is lost."""
    inside = np.zeros(before.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.rint(corners).astype(np.int32), 255)
    points = cv2.goodFeaturesToTrack(before, _POINTS, 0.01, _POINT_APART_PX, mask=inside)
    if points is None or len(points) < _FEWEST_FOLLOWED:
        return None
    there, is_found, _ = cv2.calcOpticalFlowPyrLK(before, after, points, np.empty(0, np.float32))
    good = is_found.ravel() > 0
    if np.count_nonzero(good) < _FEWEST_FOLLOWED:
        return None
    plane, agreeing = cv2.findHomography(points[good], there[good], cv2.USAC_MAGSAC, _OFF_PX)
    if plane is None or int(agreeing.sum()) < _FEWEST_FOLLOWED:
        return None
    moved = cv2.perspectiveTransform(corners[None], plane)[0].astype(np.float32)
    return cast("Corners", moved) if is_possible(moved) else None


def _overlap(one: Corners, other: Corners) -> float:
    """Intersection over union of two outlines."""
    shared, _ = cv2.intersectConvexConvex(one, other)
    both = cv2.contourArea(one) + cv2.contourArea(other) - shared
    return float(shared / both) if both > 0 else 0.0
