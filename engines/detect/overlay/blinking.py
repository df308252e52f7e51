"""Where edges come, go, and come again just as they were: overlays that blink.

What blinks is neither steady on average nor strong. But while it is there its gradient is always the same
one, which makes that the usual gradient of its pixels: the median over time, moved to the middle of those
near it (mean shift; D. Comaniciu, P. Meer, 2002). Of a scene that moves nothing is usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SIDE_PX = 480
_SMOOTH_PX, _PER_PIXEL = 0.8, 1 / 8
_LEAST_MEAN = 1.0
_ROUNDS = 2
_NEAR_LEVELS, _NEAR_SHARE = 1.5, 0.4
_EDGE_LEVELS = 3.0
_OFTEN = 0.35
_JOIN_SHARE = 0.012
_FEWEST_EDGE_PX = 24
_ON, _OFF, _MOST_BETWEEN = 0.55, 0.3, 0.25
_LEAST_LOOKS = 2
_FEWEST_TIMES = 2


@dataclass(frozen=True, slots=True, eq=False)
class BlinkingPlace:
    """Where something blinks, and when.

    Attributes
    ----------
    left, top, right, bottom : float
        Its edges, as fractions of the picture.
    is_on : ndarray
        One for each look, bool: whether it is wholly there.
    """

    left: float
    top: float
    right: float
    bottom: float
    is_on: Mask


def blinking_places(looks: Sequence[Rgb]) -> list[BlinkingPlace]:
    """Find where edges come and go.

    Parameters
    ----------
    looks : sequence of Rgb
        Frames of one shot, evenly spaced in time; all of one size.
    """
    across, down = (np.stack(sides) for sides in zip(*map(_gradient, looks), strict=True))
    height, width = across.shape[1:]
    mean = np.hypot(*(sides.mean(0, dtype=np.float32) for sides in (across, down)))
    chosen = mean >= _LEAST_MEAN
    if np.count_nonzero(chosen) < _FEWEST_EDGE_PX:
        return []
    strength, is_near = _usual(across[:, chosen], down[:, chosen])
    often = np.zeros((height, width), np.bool_)
    often[chosen] = (strength >= _EDGE_LEVELS) & (is_near.mean(0) >= _OFTEN)
    places = []
    for own in _groups(often):
        shown = is_near[:, own[chosen]].mean(1)
        if _blinks(shown):
            rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
            left, right = float(columns[0] / width), float((columns[-1] + 1) / width)
            top, bottom = float(rows[0] / height), float((rows[-1] + 1) / height)
            places.append(BlinkingPlace(left, top, right, bottom, shown >= _ON))
    return places


def _gradient(look: Rgb) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the gradient of luma from left to right, and from top to bottom."""
    share = min(1.0, _SIDE_PX / max(look.shape))
    small = cv2.resize(look, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else look
    smooth = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (0, 0), _SMOOTH_PX)
    across, down = (
        np.asarray(cv2.Sobel(smooth, cv2.CV_32F, *way, ksize=3, scale=_PER_PIXEL), np.float32)
        for way in ((1, 0), (0, 1))
    )
    return across, down


def _usual(across: NDArray[np.float32], down: NDArray[np.float32]) -> tuple[NDArray[np.float32], Mask]:
    """Find how strong the gradient is that each pixel most often has, and in which looks it is near that.

    Parameters
    ----------
    across, down : ndarray
        N looks x P pixels.

    Returns
    -------
    ndarray, ndarray
        P and N x P.
    """
    x, y = np.median(across, axis=0), np.median(down, axis=0)
    is_near = np.zeros(across.shape, np.bool_)
    for _ in range(_ROUNDS):
        radius = np.maximum(_NEAR_LEVELS, _NEAR_SHARE * np.hypot(x, y))
        is_near = np.square(across - x) + np.square(down - y) <= np.square(radius)
        count = np.maximum(is_near.sum(0), 1)
        x, y = (np.sum(sides, axis=0, where=is_near) / count for sides in (across, down))
    return np.hypot(x, y).astype(np.float32), is_near


def _groups(often: Mask) -> Iterator[Mask]:
    """Gather edges that lie close together."""
    reach = max(2, round(_JOIN_SHARE * often.shape[1]))
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    closed = cv2.morphologyEx(often.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    count, labels = cv2.connectedComponents(closed)
    sizes = np.bincount(labels[often], minlength=count)
    for label in np.flatnonzero(sizes[1:] >= _FEWEST_EDGE_PX) + 1:
        yield (labels == label) & often


def _blinks(shown: NDArray[np.floating]) -> bool:
    """Whether all of it is there or none of it, and it comes back."""
    is_on, is_off = shown >= _ON, shown <= _OFF
    if np.count_nonzero(~is_on & ~is_off) > _MOST_BETWEEN * len(shown):
        return False
    clear = [bool(on) for on, off in zip(is_on, is_off, strict=True) if on or off]
    lengths: list[tuple[bool, int]] = []
    for state in clear:
        if lengths and lengths[-1][0] is state:
            lengths[-1] = state, lengths[-1][1] + 1
        else:
            lengths.append((state, 1))
    long = [state for state, length in lengths if length >= _LEAST_LOOKS]
    times = sum(1 for at, state in enumerate(long) if state and (at == 0 or not long[at - 1]))
    return times >= _FEWEST_TIMES
