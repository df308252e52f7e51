"""Which frame to correct next, so that the error falls most over all frames that the correction repairs.

Between two keys the error grows with the distance from both, as fast as the clip makes it grow: that is
learned from the frames themselves, and so is where there is more of it and where less than so near a key is
usual. Of all places for the corrections to come, those are chosen together that leave the least error on the
whole; one by one, the first would lie where it stands in the way of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SATURATION = 0.75
_NEARNESS = 2.0
_SHORTEST, _LONGEST = 0.5, 1e5
_HALVINGS = 30
_PARTICULAR = 0.75
"""How far a frame's own error, where it is not the usual one, is believed to stay."""
_LEAST_WEIGHT, _MOST_WEIGHT = 0.3, 3.0
_SMOOTHING_FRAMES = 3.0
_LEAST_ERROR = 0.02
_MOST_PLACES = 100
_AHEAD = 3

Numbers = NDArray[np.float64]


def next_corrections(
    expected: Mapping[int, float], keys: Sequence[int], count: int = 1, ahead: int = _AHEAD
) -> Iterator[int]:
    """Rank frames by how much a correction there would help.

    Parameters
    ----------
    expected : mapping of int to float
        Expected overlap with the truth, 0 to 1, of each frame that has a matte.
    keys : sequence of int
        Frames that are keys already.
    count : int
        How many to name at most.
    ahead : int
        For so many corrections places are chosen together.

    Yields
    ------
    int
        The best frame; then the best one once that is corrected, and so on.
    """
    known = sorted(set(keys))
    course = _Course.of(expected, known)
    while course is not None and count > 0:
        chosen = course.best(known, ahead)[:count]
        if not chosen:
            return
        yield from chosen
        known = sorted({*known, *chosen})
        count -= len(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """How the error of some frames depends on where the keys are.

    Attributes
    ----------
    frames : ndarray of float
        Places at which the error is looked at, ascending.
    weights : ndarray of float
        How much the error is at each, where 1 is usual so near to the keys.
    reach : float
        So many frames from a key the error has grown to nearly two thirds.
    """

    frames: Numbers
    weights: Numbers
    reach: float

    @classmethod
    def of(cls, expected: Mapping[int, float], keys: Sequence[int]) -> _Course | None:
        """Learn it from the errors that are expected; None where there is nothing to correct."""
        told = sorted(expected)
        frames = np.array(told, np.float64)
        errors = np.array([1 - min(max(expected[at], 0.0), 1.0) for at in told])
        errors[np.isin(told, keys)] = 0
        if errors.sum() <= 0:
            return None
        if not keys:
            return cls(*_thinned(frames, errors / max(_LEAST_ERROR, errors.mean())), 1.0)
        reach = _fitted_reach(frames, errors, keys)
        usual = _errors_at(frames, keys, reach)
        share = _smoothed(errors) / np.maximum(_smoothed(usual), _LEAST_ERROR)
        weights = (1 + _PARTICULAR * (share - 1)).clip(_LEAST_WEIGHT, _MOST_WEIGHT)
        return cls(*_thinned(frames, weights), reach)

    def best(self, keys: Sequence[int], count: int) -> list[int]:
        """Choose places for so many further keys, the one that helps most by itself first."""
        chosen = self._placed(keys, count)
        return sorted(chosen, key=lambda at: (self._left(sorted({*keys, at})), at))

    def _left(self, keys: Sequence[int]) -> float:
        return float((self.weights * _errors_at(self.frames, keys, self.reach)).sum())

    def _placed(self, keys: Sequence[int], count: int) -> list[int]:
        """Find the places that leave the least error, by dynamic programming over stretches between keys."""
        places = np.array(sorted({*self.frames.astype(int).tolist(), *keys}))
        is_key = np.isin(places, keys)
        count = min(count, int((~is_key).sum()))
        # The first and the last place stand for the ends of the clip, where there is no key.
        costs = self._costs(places, is_key)
        size = len(places)
        least = np.full((count + 1, size + 2), np.inf)
        before = np.zeros((count + 1, size + 2), np.intp)
        least[0, 0] = 0
        for at in range(1, size + 2):
            is_new = at <= size and not is_key[at - 1]
            for used in range(count + 1):
                former = used - is_new
                if former < 0:
                    continue
                ways = least[former, :at] + costs[:at, at]
                before[used, at] = int(ways.argmin())
                least[used, at] = ways[before[used, at]]
        used, at = int(least[:, size + 1].argmin()), size + 1
        found = []
        while at:
            former = int(before[used, at])
            if at <= size and not is_key[at - 1]:
                found.append(int(places[at - 1]))
                used -= 1
            at = former
        return found

    def _costs(self, places: NDArray[np.intp], is_key: NDArray[np.bool_]) -> Numbers:
        """Sum up the error between each two places, if they are keys and nothing between them is."""
        size = len(places)
        costs = np.full((size + 2, size + 2), np.inf)
        ends = np.concatenate([[-np.inf], places, [np.inf]])
        for left in range(size + 1):
            later = np.flatnonzero(is_key[left:])
            rights = np.arange(left + 1, left + 2 + later[0] if len(later) else size + 2)
            to_left, to_right = self.frames - ends[left], ends[rights, None] - self.frames
            errors = np.where((to_left > 0) & (to_right > 0), self._between(to_left, to_right), 0)
            costs[left, rights] = errors @ self.weights
        costs[0, size + 1] = np.inf
        return costs

    def _between(self, to_left: Numbers, to_right: Numbers) -> Numbers:
        return _usual_errors(np.maximum(to_left, 0), np.maximum(to_right, 0), self.reach)


def _errors_at(frames: Numbers, keys: Sequence[int], reach: float) -> Numbers:
    """Tell the usual error of frames, 0 to 1: of both neighbouring keys' the nearer one's counts more."""
    known = np.array(keys, np.float64)
    after = np.searchsorted(known, frames, "left")
    before = np.searchsorted(known, frames, "right") - 1
    left = np.where(before >= 0, frames - known[before.clip(0)], np.inf)
    right = np.where(after < len(known), known[after.clip(None, len(known) - 1)] - frames, np.inf)
    return _usual_errors(left, right, reach)


def _usual_errors(to_left: Numbers, to_right: Numbers, reach: float) -> Numbers:
    """Blend what comes so far from the left with what comes so far from the right; the nearer counts more."""
    one, other = (1 - np.exp(-((way / reach) ** _SATURATION)) for way in (to_left, to_right))
    near, far = (1 / np.maximum(way, 0.5) ** _NEARNESS for way in (to_left, to_right))
    errors: Numbers = (near * one + far * other) / np.maximum(near + far, 1e-12)
    return errors


def _fitted_reach(frames: Numbers, errors: Numbers, keys: Sequence[int]) -> float:
    """Find how slowly the error must grow to be as much on the whole as it is."""
    low, high = np.log(_SHORTEST), np.log(_LONGEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_more = _errors_at(frames, keys, float(np.exp(middle))).sum() > errors.sum()
        low, high = (middle, high) if is_more else (low, middle)
    return float(np.exp(high))


def _smoothed(values: Numbers) -> Numbers:
    """Blur over neighbouring frames; at the ends the last ones go on."""
    width = int(3 * _SMOOTHING_FRAMES)
    bell = np.exp(-0.5 * (np.arange(-width, width + 1) / _SMOOTHING_FRAMES) ** 2)
    smooth: Numbers = np.convolve(np.pad(values, width, mode="edge"), bell / bell.sum(), "valid")
    return smooth


def _thinned(frames: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Look at no more than so many frames of a long clip, each standing for its neighbours."""
    parts = min(_MOST_PLACES, len(frames))
    frame_parts, weight_parts = np.array_split(frames, parts), np.array_split(weights, parts)
    middles = np.array([part[len(part) // 2] for part in frame_parts])
    return middles, np.array([part.sum() for part in weight_parts])
