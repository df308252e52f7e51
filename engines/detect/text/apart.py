"""Letters of a line that stand apart from it or hardly differ from what is behind them.

A word of one letter is no line by itself, and a bright letter over something bright has no contrast of its
own. Beside a line that is believed, less is asked of them: that they stand on it, in its height, colour and
stroke, and stay as still as it does.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.text.letters import Mask, raised_by
from engines.detect.text.tracking import Track

_LEAST_CONTRAST = 12.0
_BRIGHTER = 75
_VALUE_SPREAD = 30.0
_MOST_UNREST, _UNREST_OF_LINE = 4.0, 2.5
_HEIGHTS = 0.5, 1.7
_WIDEST_OF_HEIGHT = 2.0
_OFF_LINE = 0.25
_THICKEST = 1.6
_FARTHEST_OF_HEIGHT = 2.2


def with_letters_apart(track: Track, letters: Mask) -> Mask:
    """Add to the letters of a line those that stand beside it.

    Parameters
    ----------
    track : Track
        The line.
    letters : ndarray
        Bool, of the track's box: those that are known.
    """
    if not letters.any():
        return letters
    mean, unrest = track.mean, track.unrest
    height, thick = track.height_px, _thickness(letters)
    value = float(np.percentile(mean[letters], _BRIGHTER))
    raised = raised_by(np.rint(mean).astype(np.uint8), round(2 * thick) | 1)
    strokes = (raised >= _LEAST_CONTRAST) & (np.abs(mean - value) <= _VALUE_SPREAD)
    stillest = max(_MOST_UNREST, _UNREST_OF_LINE * float(np.median(unrest[letters])))
    rows = np.flatnonzero(letters.any(axis=1))
    off = max(1.5, _OFF_LINE * height)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    apart: list[tuple[int, int, Mask]] = []
    for label in range(1, count):
        left, top, wide, high = (int(side) for side in boxes[label, :4])
        own = labels == label
        stands = top >= rows[0] - off and top + high <= rows[-1] + 1 + off
        fits = _HEIGHTS[0] <= high / height <= _HEIGHTS[1] and wide <= _WIDEST_OF_HEIGHT * height
        is_thin = _thickness(own) <= _THICKEST * thick + 1
        if stands and fits and is_thin and float(np.median(unrest[own])) <= stillest:
            apart.append((left, left + wide, own))
    return _reached(letters, apart, _FARTHEST_OF_HEIGHT * height)


def _reached(letters: Mask, apart: list[tuple[int, int, Mask]], farthest: float) -> Mask:
    """Go from the line to the left and to the right, from letter to letter."""
    columns = np.flatnonzero(letters.any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    whole = letters.copy()
    for start, stop, own in sorted(apart, key=lambda one: -one[1]):
        if left - stop <= farthest and start < right:
            whole |= own
            left = min(left, start)
    for start, stop, own in sorted(apart, key=lambda one: one[0]):
        if start - right <= farthest and stop > left:
            whole |= own
            right = max(right, stop)
    return whole


def _thickness(strokes: Mask) -> float:
    """Width of the thickest stroke, in pixels."""
    padded: NDArray[np.uint8] = np.pad(strokes, 1).astype(np.uint8)
    return 2 * float(cv2.distanceTransform(padded, cv2.DIST_C, 3).max())
