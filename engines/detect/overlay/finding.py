"""When and where a still overlay lies over a shot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.overlay.blinking import BlinkingPlace, blinking_places
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
_REACH_PX = 4
_SHOWN = 0.5
_FAINTEST_SHOWN, _SURELY_SHOWN, _NOISES = 0.12, 0.9, 2.5
_PART_FRAMES = 288
_SHORTEST_SHARE, _LONGEST_GAP_SHARE = 0.1, 0.25
_MOSTLY = 0.5
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
    regions : tuple of tuple of four floats
        Left, top, right and bottom as fractions of the picture, outside of which nothing is looked for; none
        for all of it.
    """

    edge_levels: float = _EDGE_LEVELS
    largest_area: float = _LARGEST_AREA
    regions: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class OverlayEvent:
    """One overlay from its first frame to its last.

    Attributes
    ----------
    frames : range
        Frames that show it.
    whole : range
        Those that show it wholly: where it fades in and out it lets more through.
    top, left : int
        Where the matte lies in the picture, in pixels.
    matte : ndarray
        H x W, uint8: 255 where the overlay may be.
    confidence : float
        0 to 1.
    """

    frames: range
    whole: range
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
        here = self._gradient_in(look)
        agreement = np.einsum("yxc,yxc->yx", here, self.mean)[self.edges].sum()
        expected = np.einsum("yxc,yxc->yx", self.mean, self.mean)[self.edges].sum()
        return float(agreement / expected)

    def steadiness_in(self, looks: Sequence[Rgb]) -> float:
        """How steady its clear edges are in some of the frames; what blinks is steady while it is there."""
        constancy = constancy_of(map(self._gradient_in, looks))
        return float(constancy.steadiness[self.clear].mean())

    def _gradient_in(self, look: Rgb) -> Gradient:
        rows, columns = self.area
        top, left = max(0, rows.start - _REACH_PX), max(0, columns.start - _REACH_PX)
        around = np.ascontiguousarray(look[top : rows.stop + _REACH_PX, left : columns.stop + _REACH_PX])
        height, width = self.edges.shape
        return gradient_of(around)[rows.start - top :, columns.start - left :][:height, :width]


@dataclass(frozen=True, slots=True, eq=False)
class _Looks:
    """Frames of a shot, evenly spaced in time, at working size."""

    shot: range
    at: list[int]
    pictures: list[Rgb]
    size: tuple[int, int]
    """Height and width of the frames."""

    @classmethod
    def over(cls, read: Callable[[int], Rgb], shot: range, tell: Callable[[int], None]) -> _Looks:
        """Look at a shot."""
        at = np.unique(np.linspace(shot[0], shot[-1], min(_MOST_LOOKS, len(shot))).round().astype(int))
        pictures: list[Rgb] = []
        size = 0, 0
        for index in at.tolist():
            rgb = read(index)
            size = rgb.shape[0], rgb.shape[1]
            pictures.append(_working(rgb))
            tell(index)
        return cls(shot, at.tolist(), pictures, size)

    def parts(self, read: Callable[[int], Rgb], tell: Callable[[int], None]) -> Iterator[_Looks]:
        """Look at a long shot again, closely enough for what comes and goes."""
        count = -(-len(self.shot) // _PART_FRAMES)
        if count == 1:
            yield self
            return
        bounds = np.linspace(self.shot.start, self.shot.stop, count + 1).round().astype(int).tolist()
        for start, stop in pairwise(bounds):
            yield _Looks.over(read, range(start, stop), tell)

    def event(
        self, candidate: _Candidate, frames: range, steadiness: float, whole: range | None = None
    ) -> OverlayEvent:
        """Tell of a candidate at full size."""
        scale = self.size[1] / self.pictures[0].shape[1]
        return _event(candidate, frames, whole or frames, steadiness, self.size, scale)


def _of_shot(
    read: Callable[[int], Rgb], shot: range, settings: OverlaySettings, tell: Callable[[int], None]
) -> Iterator[OverlayEvent]:
    if len(shot) < _FEWEST_LOOKS:
        return
    is_long = len(shot) > _PART_FRAMES
    looks = _Looks.over(read, shot, _tell_nobody if is_long else tell)
    parts = looks.parts(read, tell)
    blinking = [event for part in parts for event in _blinking_events(read, part, settings)]
    yield from blinking
    for event in _staying_events(read, looks, settings):
        if not any(_is_same(event, other) for other in blinking):
            yield event


def _tell_nobody(_: int) -> None:
    """Tell what was looked at when it is looked at again."""


def _staying_events(
    read: Callable[[int], Rgb], looks: _Looks, settings: OverlaySettings
) -> Iterator[OverlayEvent]:
    at, shot = looks.at, looks.shot
    for candidate in _steady_places(constancy_of(map(gradient_of, looks.pictures)), settings):
        agreements = [candidate.agreement(look) for look in looks.pictures]
        for first, last in _runs([one >= _SHOWN for one in agreements]):
            span = slice(first, last + 1)
            steadiness = candidate.steadiness_in(looks.pictures[span])
            if not _is_believed(candidate, steadiness, agreements[span], looks.pictures[0].shape):
                continue
            start = _edge(candidate, read, at[first], at[first - 1] if first else shot.start - 1)
            stop = _edge(candidate, read, at[last], at[last + 1] if last + 1 < len(at) else shot.stop)
            yield looks.event(candidate, range(start, stop + 1), steadiness)


def _blinking_events(
    read: Callable[[int], Rgb], looks: _Looks, settings: OverlaySettings
) -> Iterator[OverlayEvent]:
    """Find what comes and goes: one event for each time that it is there."""
    seen: list[_Candidate] = []
    for place in blinking_places(looks.pictures):
        if any(_share_inside(place, other, looks.pictures[0].shape) > 0 for other in seen):
            continue  # another part of the same
        on, off = (
            [
                look
                for look, is_on in zip(looks.pictures, place.is_on.tolist(), strict=True)
                if is_on is wanted
            ]
            for wanted in (True, False)
        )
        if len(on) < _FEWEST_LOOKS:
            continue
        for candidate in _steady_places(constancy_of(map(gradient_of, on)), settings):
            if _share_inside(place, candidate, on[0].shape) < _MOSTLY:
                continue
            steadiness = candidate.steadiness_in(on)
            shown = [candidate.agreement(look) for look in on]
            hidden = [candidate.agreement(look) for look in off]
            if _is_believed(candidate, steadiness, shown, on[0].shape) and np.median(hidden) < _SHOWN / 2:
                seen.append(candidate)
                yield from _times(candidate, read, looks, place, steadiness)


def _times(
    candidate: _Candidate, read: Callable[[int], Rgb], looks: _Looks, place: BlinkingPlace, steadiness: float
) -> Iterator[OverlayEvent]:
    """Follow each time that something is there to where it has faded."""
    hidden = [
        candidate.agreement(look)
        for look, is_on in zip(looks.pictures, place.is_on, strict=True)
        if not is_on
    ]
    rest = np.sort(hidden)[: max(1, len(hidden) // 2)]  # the others may be fading
    faint = float(np.clip(np.median(rest) + _NOISES * np.std(rest), _FAINTEST_SHOWN, _SHOWN))
    on = np.flatnonzero(place.is_on)
    runs = np.split(on, np.flatnonzero(np.diff(on) > 1) + 1)
    for at, run in enumerate(runs):
        before = looks.at[runs[at - 1][-1]] if at else looks.shot.start - 1
        after = looks.at[runs[at + 1][0]] if at + 1 < len(runs) else looks.shot.stop
        first, last = looks.at[run[0]], looks.at[run[-1]]
        frames, whole = (
            range(
                _edge(candidate, read, first, before, least), _edge(candidate, read, last, after, least) + 1
            )
            for least in (faint, _SURELY_SHOWN)
        )
        yield looks.event(candidate, frames, steadiness, whole)


def _share_inside(place: BlinkingPlace, candidate: _Candidate, shape: tuple[int, ...]) -> float:
    """Which share of a place lies within a candidate."""
    rows, columns = candidate.area
    wide = min(place.right * shape[1], columns.stop) - max(place.left * shape[1], columns.start)
    high = min(place.bottom * shape[0], rows.stop) - max(place.top * shape[0], rows.start)
    whole = (place.right - place.left) * (place.bottom - place.top) * shape[0] * shape[1]
    return float(max(0.0, wide) * max(0.0, high) / whole)


def _is_same(event: OverlayEvent, other: OverlayEvent) -> bool:
    """Whether two events lie over each other, in the picture and in time."""
    spans = [
        ((one.left, one.left + one.matte.shape[1]), (one.top, one.top + one.matte.shape[0]), one.frames)
        for one in (event, other)
    ]
    return all(max(one[0], two[0]) < min(one[-1], two[-1]) for one, two in zip(*spans, strict=True))


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
    if not settings.regions:
        return edges
    height, width = edges.shape
    kept = np.zeros_like(edges)
    for left, top, right, bottom in settings.regions:
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


def _edge(
    candidate: _Candidate, read: Callable[[int], Rgb], inside: int, outside: int, least: float = _SHOWN
) -> int:
    """Walk from a frame that shows it towards one that does not; return the last that does."""
    step = 1 if outside > inside else -1
    last = inside
    for index in range(inside + step, outside, step):
        if candidate.agreement(_working(read(index))) < least:
            break
        last = index
    return last


def _event(
    candidate: _Candidate,
    frames: range,
    whole: range,
    steadiness: float,
    size: tuple[int, int],
    scale: float,
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
    inside = np.array(matte[max(0, -top) : size[0] - top, max(0, -left) : size[1] - left], np.uint8)
    return OverlayEvent(frames, whole, max(0, top), max(0, left), inside, min(1.0, steadiness))


def _hulled(areas: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Close what faint rims left open, as long as that does not make much more of it."""
    hull = cv2.convexHull(np.asarray(cv2.findNonZero(areas)))
    whole = np.asarray(cv2.fillConvexPoly(np.zeros_like(areas), hull, 255), np.uint8)
    return whole if np.count_nonzero(whole) <= _LARGEST_HULL * np.count_nonzero(areas) else areas
