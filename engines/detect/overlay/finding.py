"""When and where a still overlay lies over a shot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.overlay.constancy import Constancy, Gradient, constancy_of, gradient_of

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_WORKING_PX = 960
_MOST_LOOKS = 72
_FEWEST_LOOKS = 8
_EDGE_LEVELS = 2.0
_STEADY = 0.45
_STEADY_SMALL, _STEADY_SURELY, _MOST_UNREST = 0.56, 0.68, 0.22
_STEADY_LARGE, _LARGE_AREA = 0.8, 0.05
_FAINT = 0.55
_AROUND_LEVELS, _MOST_STEADY_AROUND, _NEAREST_PX = 2.0, 0.3, 12
_SCENE_EDGE_LEVELS, _SCENE_PERCENTILE = (0.5, 4.0), 80
_MOST_STEADY_SCENE = 0.25
_JOIN_SHARE = 0.012
_RIM_PX, _BAR_SHARE = 4, 0.7
_SMALLEST_SHARE = 0.012
_LARGEST_AREA = 0.25
_FEWEST_EDGE_PX = 24
_SHOWN = 0.5
_SHORTEST_SHARE, _LONGEST_GAP_SHARE = 0.1, 0.25
_SPREAD_PX = 3
_LARGEST_HULL = 2.5


@dataclass(frozen=True, slots=True)
class OverlaySettings:
    """What counts as an overlay.

    Attributes
    ----------
    edge_levels : float
        How strong its edges are at least, in levels per pixel.
    largest_area : float
        Share of the picture that one of them takes at most; 1 for watermarks all over it.
    region : tuple of four floats or None
        Left, top, right and bottom as fractions of the picture, outside of which nothing is looked for.
    """

    edge_levels: float = _EDGE_LEVELS
    largest_area: float = _LARGEST_AREA
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OverlayEvent:
    """One overlay from its first frame to its last.

    Attributes
    ----------
    frames : range
        Frames that show it.
    top, left : int
        Where the matte lies in the picture, in pixels.
    matte : ndarray
        H x W, uint8: 255 where the overlay may be.
    confidence : float
        0 to 1.
    """

    frames: range
    top: int
    left: int
    matte: NDArray[np.uint8]
    confidence: float


def find_overlays(
    read: Callable[[int], Rgb],
    shots: Sequence[range],
    settings: OverlaySettings,
    tell: Callable[[int], None] = lambda _: None,
) -> list[OverlayEvent]:
    """Find what lies still over a clip while its scene moves.

    Where the scene does not move, nothing tells an overlay from it, and nothing is found.

    Parameters
    ----------
    read : callable
        Gives a frame by its index: H x W x 3, uint8.
    shots : sequence of range
        Frames without a cut between them.
    settings : OverlaySettings
        What counts as one.
    tell : callable
        Is told each frame that was looked at, ascending; may raise to stop.

    Returns
    -------
    list of OverlayEvent
        By first frame, then from top to bottom.
    """
    events = [event for shot in shots for event in _of_shot(read, shot, settings, tell)]
    return sorted(events, key=lambda event: (event.frames.start, event.top, event.left))


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A place whose edges stay, at working size."""

    left: int
    top: int
    edges: Mask
    clear: Mask
    mean: Gradient

    @property
    def area(self) -> tuple[slice, slice]:
        height, width = self.edges.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    def agreement(self, look: Rgb) -> float:
        """How much of the gradient that stays a frame shows: around 1 where the overlay is there."""
        here = gradient_of(look)[self.area]
        agreement = np.einsum("yxc,yxc->yx", here, self.mean)[self.edges].sum()
        expected = np.einsum("yxc,yxc->yx", self.mean, self.mean)[self.edges].sum()
        return float(agreement / expected)

    def is_shown(self, look: Rgb) -> bool:
        """Whether a frame shows it."""
        return self.agreement(look) >= _SHOWN

    def steadiness_in(self, looks: Sequence[Rgb]) -> float:
        """How steady its clear edges are in some of the frames; what blinks is steady while it is there."""
        constancy = constancy_of(gradient_of(look)[self.area] for look in looks)
        return float(constancy.steadiness[self.clear].mean())


def _of_shot(
    read: Callable[[int], Rgb], shot: range, settings: OverlaySettings, tell: Callable[[int], None]
) -> Iterator[OverlayEvent]:
    if len(shot) < _FEWEST_LOOKS:
        return
    at = np.unique(np.linspace(shot[0], shot[-1], min(_MOST_LOOKS, len(shot))).round().astype(int)).tolist()
    looks: list[Rgb] = []
    size = 0, 0
    for index in at:
        rgb = read(index)
        size = rgb.shape[0], rgb.shape[1]
        looks.append(_working(rgb))
        tell(index)
    for candidate in _steady_places(constancy_of(map(gradient_of, looks)), settings):
        agreements = [candidate.agreement(look) for look in looks]
        for first, last in _runs([one >= _SHOWN for one in agreements]):
            span = slice(first, last + 1)
            steadiness = candidate.steadiness_in(looks[span])
            if not _is_believed(candidate, steadiness, agreements[span], looks[0].shape):
                continue
            start = _edge(candidate, read, at[first], at[first - 1] if first else shot.start - 1)
            stop = _edge(candidate, read, at[last], at[last + 1] if last + 1 < len(at) else shot.stop)
            yield _event(candidate, range(start, stop + 1), steadiness, size, size[1] / looks[0].shape[1])


def _working(rgb: Rgb) -> Rgb:
    share = _WORKING_PX / max(rgb.shape)
    if share >= 1:
        return rgb
    return np.asarray(cv2.resize(rgb, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def _steady_places(constancy: Constancy, settings: OverlaySettings) -> Iterator[_Candidate]:
    """Find groups of edges that stay, begun where they are clear and followed to where they are faint."""
    scene = constancy.energy >= _scene_level(constancy)
    still = np.count_nonzero(scene & (constancy.steadiness >= _STEADY))
    if still > _MOST_STEADY_SCENE * float(np.count_nonzero(scene)):
        return  # the camera stands still: all edges stay
    clear = (constancy.steadiness >= _STEADY) & (constancy.strength >= settings.edge_levels)
    faint = (constancy.steadiness >= _FAINT * _STEADY) & (constancy.strength >= _FAINT * settings.edge_levels)
    height, width = (int(side) for side in clear.shape)
    edges = _inside(faint, settings)
    reach = max(2, round(_JOIN_SHARE * width))
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(edges.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    )
    seeds = np.bincount(labels[clear & edges], minlength=count)
    for label in np.flatnonzero(seeds[1:] >= _FEWEST_EDGE_PX) + 1:
        left, top, wide, high = (int(side) for side in boxes[label, :4])
        if not _fits(left, top, wide, high, (height, width), settings.largest_area):
            continue
        area = slice(top, top + high), slice(left, left + wide)
        own = (labels[area] == label) & edges[area]
        if _surroundings_move(constancy, area):
            yield _Candidate(left, top, own, own & clear[area], constancy.mean[area])


def _is_believed(
    candidate: _Candidate, steadiness: float, agreements: Sequence[float], shape: tuple[int, ...]
) -> bool:
    """Whether it is no part of the scene: of what the camera follows, or rests on for a while."""
    height, width = candidate.edges.shape
    if height * width > _LARGE_AREA * shape[0] * shape[1]:
        return steadiness >= _STEADY_LARGE
    return steadiness >= _STEADY_SURELY or (
        steadiness >= _STEADY_SMALL and float(np.std(agreements)) <= _MOST_UNREST
    )


def _scene_level(constancy: Constancy) -> float:
    """From which strength on an edge counts as the scene's; soft scenes have but soft ones."""
    usual = float(np.percentile(constancy.energy, _SCENE_PERCENTILE))
    return float(np.clip(usual, *_SCENE_EDGE_LEVELS))


def _fits(left: int, top: int, wide: int, high: int, shape: tuple[int, int], largest_area: float) -> bool:
    """Whether it is no speck, not too large, and no black bar along the picture's edge."""
    height, width = shape
    is_bar = (wide > _BAR_SHARE * width and (top < _RIM_PX or top + high > height - _RIM_PX)) or (
        high > _BAR_SHARE * height and (left < _RIM_PX or left + wide > width - _RIM_PX)
    )
    is_speck = max(wide, high) < _SMALLEST_SHARE * width
    return not (is_bar or is_speck) and wide * high <= largest_area * width * height


def _surroundings_move(constancy: Constancy, area: tuple[slice, slice]) -> bool:
    """Whether the edges around a place do not stay, as they do where the scene itself is still."""
    rows, columns = area
    margin = max(_NEAREST_PX, rows.stop - rows.start, columns.stop - columns.start)
    around = (
        slice(max(0, rows.start - margin), rows.stop + margin),
        slice(max(0, columns.start - margin), columns.stop + margin),
    )
    edges = constancy.energy >= _AROUND_LEVELS
    edges[
        max(0, rows.start - _SPREAD_PX) : rows.stop + _SPREAD_PX,
        max(0, columns.start - _SPREAD_PX) : columns.stop + _SPREAD_PX,
    ] = False
    steadiness = constancy.steadiness[around][edges[around]]
    if steadiness.size < _FEWEST_EDGE_PX:
        return True
    return float(steadiness.mean()) <= _MOST_STEADY_AROUND


def _inside(edges: Mask, settings: OverlaySettings) -> Mask:
    if settings.region is None:
        return edges
    height, width = edges.shape
    left, top, right, bottom = settings.region
    kept = np.zeros_like(edges)
    area = (
        slice(round(top * height), round(bottom * height)),
        slice(round(left * width), round(right * width)),
    )
    kept[area] = edges[area]
    return kept


def _runs(shown: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last of each run of looks that show it; too short ones are left out.

    Gaps are bridged: over a background of its own colour an overlay cannot be seen.
    """
    fewest = max(3, round(_SHORTEST_SHARE * len(shown)))
    widest = round(_LONGEST_GAP_SHARE * len(shown))
    at = [index for index, is_shown in enumerate(shown) if is_shown]
    if not at:
        return
    at = [
        *([0] if at[0] <= widest else []),
        *at,
        *([len(shown) - 1] if len(shown) - at[-1] <= widest else []),
    ]
    breaks = [index for index in range(1, len(at)) if at[index] - at[index - 1] > widest + 1]
    for first, stop in pairwise([0, *breaks, len(at)]):
        if at[stop - 1] - at[first] + 1 >= fewest:
            yield at[first], at[stop - 1]


def _edge(candidate: _Candidate, read: Callable[[int], Rgb], inside: int, outside: int) -> int:
    """Walk from a frame that shows it towards one that does not; return the last that does."""
    step = 1 if outside > inside else -1
    last = inside
    for index in range(inside + step, outside, step):
        if not candidate.is_shown(_working(read(index))):
            break
        last = index
    return last


def _event(
    candidate: _Candidate, frames: range, steadiness: float, size: tuple[int, int], scale: float
) -> OverlayEvent:
    """Close the rims to areas, and bring them to full size."""
    height, width = candidate.edges.shape
    margin = max(_SPREAD_PX + 1, round(0.1 * min(height, width)))
    edges = np.pad(candidate.edges.astype(np.uint8), margin)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * margin + 1, 2 * margin + 1))
    closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = cv2.drawContours(np.zeros(closed.shape, np.uint8), outlines, -1, 255, -1)
    areas = cv2.dilate(
        _hulled(np.asarray(filled, np.uint8)),
        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _SPREAD_PX + 1,) * 2),
    )
    full = round(areas.shape[1] * scale), round(areas.shape[0] * scale)
    matte = cv2.threshold(
        cv2.resize(areas, full, interpolation=cv2.INTER_LINEAR), 63, 255, cv2.THRESH_BINARY
    )[1]
    top, left = round((candidate.top - margin) * scale), round((candidate.left - margin) * scale)
    inside = matte[max(0, -top) : size[0] - top, max(0, -left) : size[1] - left]
    return OverlayEvent(frames, max(0, top), max(0, left), np.array(inside, np.uint8), min(1.0, steadiness))


def _hulled(areas: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Close what faint rims left open, as long as that does not make much more of it."""
    hull = cv2.convexHull(np.asarray(cv2.findNonZero(areas)))
    whole = np.asarray(cv2.fillConvexPoly(np.zeros_like(areas), hull, 255), np.uint8)
    return whole if np.count_nonzero(whole) <= _LARGEST_HULL * np.count_nonzero(areas) else areas
