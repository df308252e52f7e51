"""Opacity and colour of an overlay, from frames that it lies over and guesses of what is behind.

Over time each pixel obeys I = (1 - a) B + a C. Guesses of B come from a fill that does not look at the
overlay; regressing them on I (not I on them) leaves their noise without effect on the slope, and wrong
guesses are outvoted by reweighting (Tukey's biweight; P. W. Holland, R. E. Welsch, 1977).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.unblend.overlay import Overlay, Planes, planes_of
from engines.errors import EngineError

_ROUNDS = 12
_OUTLIER = 1.5
_OUTLIER_FROM = 4.0
_FINEST = 1.5
_VARIES = 5.0
_GAINS = 0.97, 8.0
_BLOCK_PX = 20_000
_LEAST_SOLVED = 0.5
_NOISE_PERCENTILE = 10
_NOISES = 1.0, 4.0
_AGREEMENT_PX = 9
_CODING = 1.0
_FARTHEST = 4
_OPAQUE, _CLEAR, _MOST_OPAQUE = 0.18, 0.9, 0.3
_RIM_PX = 2


class NotSeparableError(EngineError):
    """Overlay and background cannot be told apart.

    Attributes
    ----------
    cause : str
        Why.
    covered : ndarray or None
        H x W, bool: where the overlay is, as far as that is known all the same.
    """

    def __init__(self, cause: str, covered: NDArray[np.bool_] | None = None) -> None:
        self.cause, self.covered = cause, covered
        super().__init__(f"overlay and background cannot be told apart: {cause}")


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """What might be behind an overlay in one frame.

    Attributes
    ----------
    observed : Rgb
        The frame's pixels.
    behind : Rgb
        The same pixels, with something in place of the overlay.
    is_likely : ndarray
        H x W, bool: where it was not just made up.
    """

    observed: Rgb
    behind: Rgb
    is_likely: NDArray[np.bool_]


def solve_overlay(
    guesses: Sequence[Guess], hole: NDArray[np.bool_], frames: range, top: int, left: int
) -> Overlay:
    """Solve for opacity and colour.

    Parameters
    ----------
    guesses : sequence of Guess
        Several for each of several frames, all of one size.
    hole : ndarray
        H x W, bool: where the overlay may be.
    frames : range
        Clip indices of the frames that it lies over.
    top, left : int
        Where the crops lie in the picture.

    Raises
    ------
    NotSeparableError
        If the background hardly changes, or the overlay hides it.
    """
    shape = hole.shape
    observed, behind = (_gathered([getattr(one, name) for one in guesses], hole) for name in _SIDES)
    likely = np.stack([one.is_likely[hole] for one in guesses]).astype(np.float32)
    gain = np.ones((*shape, 3), np.float32)
    offset = np.zeros((*shape, 3), np.float32)
    solved = np.zeros(shape, np.bool_)
    fits = [
        _fit(observed[:, at : at + _BLOCK_PX], behind[:, at : at + _BLOCK_PX], likely[:, at : at + _BLOCK_PX])
        for at in range(0, observed.shape[1], _BLOCK_PX)
    ]
    gain[hole] = np.concatenate([one.gain for one in fits])
    offset[hole] = np.concatenate([one.offset for one in fits])
    varies = np.concatenate([one.varies for one in fits])
    if np.count_nonzero(varies) < _LEAST_SOLVED * varies.size:
        raise NotSeparableError("the picture behind it hardly changes")
    opaque = _opaque(np.concatenate([one.transmission for one in fits]), varies, hole)
    solved[hole] = varies & (gain[hole][:, 0] >= _GAINS[0]) & (gain[hole][:, 0] <= _GAINS[1])
    solved &= (gain[..., 1] <= _GAINS[1]) & ~opaque
    if np.count_nonzero(solved) < _LEAST_SOLVED * varies.size:
        raise NotSeparableError("it fits no single opacity and colour")
    overlay = Overlay(frames, top, left, gain, offset, solved, _NOISES[0])
    noise = _noise_of(overlay, guesses)
    return Overlay(frames, top, left, gain, offset, solved, noise)


_SIDES = "observed", "behind"


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Gain and offset of pixels, P x 3 each, whether what is behind varies, and which share of that shows."""

    gain: Planes
    offset: Planes
    varies: NDArray[np.bool_]
    transmission: NDArray[np.float32]


def _gathered(crops: Sequence[Rgb], hole: NDArray[np.bool_]) -> Planes:
    return np.stack([planes_of(crop)[hole] for crop in crops])


def _fit(observed: Planes, behind: Planes, likely: NDArray[np.float32]) -> _Fit:
    """Regress N x P x 3 guesses on what was observed, again and again without those that are far off."""
    weights = likely + np.float32(1e-3)
    fit = first = _regressed(observed, behind, weights)
    outlier = _OUTLIER_FROM
    for _ in range(_ROUNDS):
        off = np.abs(fit.gain * observed - fit.offset - behind).max(-1)
        usual = 1.4826 * np.median(off, axis=0) + _FINEST
        weights = likely * np.square(1 - np.square(np.minimum(off / (outlier * usual), 1)))
        weights += np.float32(1e-3)
        fit = _regressed(observed, behind, weights)
        outlier = max(_OUTLIER, 0.8 * outlier)
    # Reweighting finds some line even through what has nothing to do with each other: an opaque pixel and
    # the scene. How much both vary has to be asked before it.
    return replace(fit, varies=first.varies, transmission=first.transmission)


def _opaque(
    transmission: NDArray[np.float32], varies: NDArray[np.bool_], hole: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Where nothing shines through, with the rim where the codec mixed both sides.

    Raises
    ------
    NotSeparableError
        If that is much of the overlay.
    """
    opaque, covered = np.zeros(hole.shape, np.uint8), np.zeros(hole.shape, np.bool_)
    opaque[hole] = (transmission < _OPAQUE) & varies
    covered[hole] = (transmission < _CLEAR) | ~varies
    if np.count_nonzero(opaque) > _MOST_OPAQUE * np.count_nonzero(covered):
        raise NotSeparableError("it is opaque", covered)
    return np.asarray(cv2.dilate(opaque, np.ones((2 * _RIM_PX + 1,) * 2, np.uint8))) > 0


def _regressed(observed: Planes, behind: Planes, weights: NDArray[np.float32]) -> _Fit:
    """Fit by weighted least squares: one slope for luma, one for both planes of chroma."""
    shares = (weights / weights.sum(0))[..., None]
    mean, mean_behind = (shares * observed).sum(0), (shares * behind).sum(0)
    away = observed - mean
    spread = (shares * np.square(away)).sum(0)
    common = (shares * away * (behind - mean_behind)).sum(0)
    spread_behind = (shares * np.square(behind - mean_behind)).sum(0)
    luma = _slope(spread[:, :1], spread_behind[:, :1], common[:, :1])
    chroma = _slope(*(one[:, 1:].sum(-1, keepdims=True) for one in (spread, spread_behind, common)))
    # Chroma that hardly varies says nothing about its slope; that of luma is the better guess.
    said = spread[:, 1:].sum(-1, keepdims=True)
    trust = said / (said + np.float32(_VARIES))
    chroma = trust * chroma + (1 - trust) * luma
    gain = np.concatenate([luma, chroma, chroma], -1).astype(np.float32)
    varies = spread_behind[:, 0] >= _VARIES**2
    transmission = np.sqrt(spread[:, 0] / np.maximum(spread_behind[:, 0], _CODING)).astype(np.float32)
    return _Fit(gain, (gain * mean - mean_behind).astype(np.float32), varies, transmission)


def _slope(spread: Planes, spread_behind: Planes, common: Planes) -> Planes:
    """Slope between quantities that both have errors: the geometric mean of both regressions.

    What is fetched errs like noise, which leaves the first without bias; what is made up from around varies
    too little, which leaves the second without.
    """
    least = common / (spread + np.float32(_CODING))
    most = spread_behind / np.maximum(common, np.float32(1e-3))
    between = np.sqrt(np.maximum(least * np.minimum(most, _FARTHEST * least), 0))
    return cast("Planes", np.where(common > 0, between, least))


def _noise_of(overlay: Overlay, guesses: Sequence[Guess]) -> float:
    """Estimate the noise of observed pixels from where guesses agree best."""
    rates = []
    for one in guesses:
        apart = overlay.gain * planes_of(one.observed) - overlay.offset - planes_of(one.behind)
        square = cv2.blur(np.square(apart[..., 0]), (_AGREEMENT_PX, _AGREEMENT_PX))
        solved = overlay.is_solved
        rates.append(square[solved] / np.square(overlay.gain[solved][:, 0]))
    noise = float(np.sqrt(np.percentile(np.concatenate(rates), _NOISE_PERCENTILE)))
    return min(max(noise, _NOISES[0]), _NOISES[1])
