"""Outlines of lines with a width and round ends.

What runs against itself is cut into runs that do not: within a run the direction changes by less than half a
turn, so that the outline encloses no place twice, and what the rasteriser adds up is right up to the edge.
Only where two runs meet, and inside sharp turns, may two edges pass through one pixel.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from editor.masks.evaluate.grid import Coordinates, Indices

_TOLERANCE_PX = 0.02
_WIDEST_RUN = 0.9 * math.pi
_SHARPEST_MITRE = 1.2
_WIDEST_PX = 60_000.0
_DAB_PX = 0.001


@dataclass(frozen=True, slots=True)
class Line:
    """A line with round ends.

    Attributes
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    radius_px : float
        Half its width.
    """

    places: Coordinates
    radius_px: float


@dataclass(frozen=True, slots=True)
class _Tours:
    """Runs walked there and back, one behind the other; their outline is what lies to the left of the walk.

    Attributes
    ----------
    starts : ndarray of intp
        First place of each run.
    places, radii : ndarray of float64
        N x 2, N: in square pixels.
    before : ndarray of intp
        N: the place before each.
    angles, lengths : ndarray of float64
        N: of the step to the next place.
    turns : ndarray of float64
        N: how far the walk turns, away from the outline where negative; half a turn at both ends of a run.
    """

    starts: Indices
    places: Coordinates
    radii: Coordinates
    before: Indices
    angles: Coordinates
    lengths: Coordinates
    turns: Coordinates


@dataclass(frozen=True, slots=True)
class LineOutlines:
    """The outlines of one line.

    Attributes
    ----------
    outlines : tuple of ndarray of float64
        Closed ones, M x 2 each; the line is all that lies in any of them.
    have_crossings : bool
        Whether edges of theirs may cross where both count.
    """

    outlines: tuple[Coordinates, ...]
    have_crossings: bool


def brush_outlines(lines: Sequence[Line]) -> list[LineOutlines]:
    """Work out the outlines of lines, all at once, which is quicker than one by one."""
    if not lines:
        return []
    places, starts = _distinct(lines)
    runs = _runs(places, starts)
    radii = [line.radius_px for line, of_line in zip(lines, runs, strict=True) for _ in of_line]
    tours = _tours(places, [run for of_line in runs for run in of_line], np.minimum(radii, _WIDEST_PX))
    outlines = iter(zip(*_outlines(tours), strict=True))
    return [_of_line([next(outlines) for _ in of_line]) for of_line in runs]


def _of_line(runs: list[tuple[Coordinates, bool]]) -> LineOutlines:
    outlines, are_folded = zip(*runs, strict=True)
    return LineOutlines(outlines, len(runs) > 1 or any(are_folded))


def _distinct(lines: Sequence[Line]) -> tuple[Coordinates, Indices]:
    """Put lines one behind the other, and say where each starts.

    Places are left out that are where the one before is; a dab becomes a line too short to be seen.
    """
    counts = np.array([len(line.places) for line in lines])
    starts = np.cumsum(counts) - counts
    places = np.concatenate([line.places for line in lines])
    is_new = np.append(True, (places[1:] != places[:-1]).any(axis=1))
    is_new[starts] = True
    counts = np.add.reduceat(is_new, starts, dtype=np.intp)
    starts = np.cumsum(counts) - counts
    places = places[is_new]
    dabs = starts[counts == 1]
    places = np.insert(places, dabs + 1, places[dabs] + (_DAB_PX, 0), axis=0)
    counts = np.maximum(counts, 2)
    return places, np.cumsum(counts) - counts


def _runs(places: Coordinates, starts: Indices) -> list[list[tuple[int, int]]]:
    """Cut lines where their direction would have changed too far: first and last place of each run."""
    steps = np.diff(places, axis=0, append=places[-1:])
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    turns = (np.diff(angles, prepend=0.0) + math.pi) % (2 * math.pi) - math.pi
    lasts = np.append(starts[1:], len(places)) - 1
    turns[starts] = turns[lasts] = 0
    directions = np.cumsum(turns)
    spreads = np.maximum.reduceat(directions, starts) - np.minimum.reduceat(directions, starts)
    runs = [[run] for run in zip(starts.tolist(), lasts.tolist(), strict=True)]
    for line in np.flatnonzero(spreads >= _WIDEST_RUN).tolist():
        ((start, last),) = runs[line]
        runs[line] = [
            (start + first, start + end) for first, end in _stretches(directions[start:last].tolist())
        ]
    return runs


def _stretches(directions: list[float]) -> Iterator[tuple[int, int]]:
    """First step, and the one after the last, of stretches whose directions are near each other."""
    start, least, most = 0, directions[0], directions[0]
    for at, direction in enumerate(directions):
        least, most = min(least, direction), max(most, direction)
        if most - least >= _WIDEST_RUN:
            yield start, at
            start, least, most = at, direction, direction
    yield start, len(directions)


def _tours(places: Coordinates, runs: Sequence[tuple[int, int]], radii: Coordinates) -> _Tours:
    ways = [way for first, last in runs for way in (np.arange(first, last), np.arange(last, first, -1))]
    walk = places[np.concatenate(ways)]
    counts = np.array([2 * (last - first) for first, last in runs])
    ends = np.cumsum(counts)
    starts = ends - counts
    after, before = np.arange(1, len(walk) + 1), np.arange(-1, len(walk) - 1)
    after[ends - 1], before[starts] = starts, ends - 1
    steps = walk[after] - walk
    angles = np.arctan2(steps[:, 1], steps[:, 0])
    turns = (angles - angles[before] + math.pi) % (2 * math.pi) - math.pi
    turns[starts] = turns[starts + counts // 2] = math.pi
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    return _Tours(starts, walk, np.repeat(radii, counts), before, angles, lengths, turns)


def _outlines(tours: _Tours) -> tuple[list[Coordinates], list[bool]]:
    """Go around each place: in an arc, straight to the mitre, or inside a sharp turn through the place.

    Also tells of each outline whether it goes through a place.
    """
    half = np.abs(tours.turns) / 2
    finest = 2 * np.arccos((1 - _TOLERANCE_PX / np.maximum(tours.radii, _TOLERANCE_PX)).clip(0, 1))
    is_arc = tours.turns > finest
    room = np.minimum(tours.lengths, tours.lengths[tours.before])
    is_short = tours.radii * np.tan(np.minimum(half, _SHARPEST_MITRE)) > room
    is_through = (tours.turns < 0) & (is_short | (half > _SHARPEST_MITRE))
    corners = np.where(is_arc, np.ceil(tours.turns / finest).astype(np.intp) + 1, np.where(is_through, 3, 1))
    of_place = np.repeat(np.arange(len(corners)), corners)
    step = np.arange(len(of_place)) - np.repeat(np.cumsum(corners) - corners, corners)
    steps = corners[of_place] - 1
    share = np.where(steps, step / np.maximum(steps, 1), 0.5)
    radii = np.where(corners == 1, tours.radii / np.cos(half), tours.radii)[of_place]
    radii[is_through[of_place] & (step == 1)] = 0
    angles = tours.angles[tours.before][of_place] + share * tours.turns[of_place] - math.pi / 2
    around = radii[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    corner_counts = np.add.reduceat(corners, tours.starts)
    outlines = np.split(tours.places[of_place] + around, np.cumsum(corner_counts)[:-1])
    return outlines, np.logical_or.reduceat(is_through, tours.starts).tolist()
