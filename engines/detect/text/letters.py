"""Lines of letters in one picture.

Letters are bright strokes of one width and one colour, of one height, side by side on one line: what writing
of every script has in common (B. Epshtein et al., "Detecting Text in Natural Scenes with Stroke Width
Transform", CVPR 2010, for the idea; strokes are found by a morphological top hat here).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]

WORKING_ROWS = 720
"""Larger pictures are looked at in this height: the smallest subtitles still have letters of ten lines."""

_SMALLEST, _LARGEST = 0.010, 0.11
"""Height of a letter as a share of the picture's."""

_WIDEST_STROKE = 0.022
_LEAST_CONTRAST = 42
_LEAST_VALUE = 120
_STROKE_OF_HEIGHT = 0.42
_WIDEST_LETTER = 9.0
_LEAST_AREA = 4
_LARGEST_MARK = 0.02
_MARK_ABOVE, _MARK_ASIDE = 0.3, 0.6
FEWEST_LETTERS = 4
_LEAST_ASPECT = 2.0
_OVERLAP = 0.5
_HEIGHT_RATIO = 2.4
_GAP_OF_HEIGHT = 1.3
_VALUE_SPREAD = 22.0
_ALIGNED = 0.5
_ALIGNED_WITHIN = 0.18


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Letters side by side.

    Attributes
    ----------
    top, left, bottom, right : int
        The box around them, at working size.
    letters : ndarray
        Bool, of the box: the strokes.
    height_px : float
        Of its letters.
    value : float
        Largest channel of their colour, 0 to 255.
    """

    top: int
    left: int
    bottom: int
    right: int
    letters: Mask
    height_px: float
    value: float

    @property
    def area(self) -> tuple[slice, slice]:
        """The index that cuts the box out of a picture."""
        return np.s_[self.top : self.bottom, self.left : self.right]


@dataclass(frozen=True, slots=True)
class _Letter:
    label: int
    top: int
    left: int
    bottom: int
    right: int
    value: float

    @property
    def height(self) -> int:
        return self.bottom - self.top


def working_picture(rgb: Rgb) -> Rgb:
    """Make a picture smaller if it is larger than letters need."""
    height, width = rgb.shape[:2]
    if height <= WORKING_ROWS:
        return rgb
    size = round(width * WORKING_ROWS / height), WORKING_ROWS
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def value_of(rgb: Rgb) -> NDArray[np.uint8]:
    """Return the largest channel of each pixel: bright for white letters and for coloured ones."""
    return np.asarray(cv2.max(cv2.max(rgb[..., 0], rgb[..., 1]), rgb[..., 2]), np.uint8)


def find_lines(value: NDArray[np.uint8]) -> list[Line]:
    """Find lines of bright letters.

    Parameters
    ----------
    value : ndarray
        H x W, as `value_of` gives it, at working size.
    """
    strokes = strokes_of(value)
    labels, letters, marks = _letters(strokes, value)
    return [_line(labels, line, marks) for line in _aligned(letters) if _is_written(line)]


def strokes_of(value: NDArray[np.uint8], picture_rows: int | None = None) -> NDArray[np.uint8]:
    """Mark what is brighter than all that lies a stroke's width away: 1, elsewhere 0.

    Parameters
    ----------
    value : ndarray
        H x W, a picture or a part of it.
    picture_rows : int or None
        Height of the whole picture, which strokes are measured by; None where `value` is the whole.
    """
    width = max(5, round(2 * _WIDEST_STROKE * (picture_rows or value.shape[0])) | 1)
    raised = raised_by(value, width)
    return np.asarray((raised >= _LEAST_CONTRAST) & (value >= _LEAST_VALUE), np.uint8)


def raised_by(value: NDArray[np.uint8], width_px: int) -> NDArray[np.uint8]:
    """Tell by how many levels each pixel is brighter than what is not narrower than a width."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (width_px, width_px))
    return np.asarray(cv2.morphologyEx(value, cv2.MORPH_TOPHAT, kernel), np.uint8)


def _letters(
    strokes: NDArray[np.uint8], value: NDArray[np.uint8]
) -> tuple[NDArray[np.int32], list[_Letter], list[_Letter]]:
    """Tell letters from what is too small for one: dots, commas, accents."""
    rows = value.shape[0]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    thickness = cv2.distanceTransform(strokes, cv2.DIST_C, 3)
    widths, heights, areas = stats[:, 2], stats[:, 3], stats[:, 4]
    is_possible = (heights <= _LARGEST * rows) & (widths <= _WIDEST_LETTER * heights) & (areas >= _LEAST_AREA)
    is_possible[0] = False
    found: list[_Letter] = []
    marks: list[_Letter] = []
    for label in map(int, np.flatnonzero(is_possible)):
        left, top, width, height = (int(number) for number in stats[label, :4])
        box = np.s_[top : top + height, left : left + width]
        own = labels[box] == label
        is_thick = 2 * float(thickness[box][own].max()) > _STROKE_OF_HEIGHT * height + 2
        if is_thick and max(width, height) > _LARGEST_MARK * rows:
            continue
        core = _upper_quartile(value[box][own])
        kind = marks if is_thick or height < _SMALLEST * rows else found
        kind.append(_Letter(label, top, left, top + height, left + width, core))
    return np.asarray(labels, np.int32), found, marks


def _upper_quartile(values: NDArray[np.uint8]) -> float:
    """Return what `numpy.percentile` does; that takes longer than all else about a small letter."""
    ordered = np.sort(values)
    at = 0.75 * (len(ordered) - 1)
    low = int(at)
    under, over = int(ordered[low]), int(ordered[min(low + 1, len(ordered) - 1)])
    return under + (at - low) * (over - under)


def _aligned(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Chain letters that stand beside each other."""
    leaders = list(range(len(letters)))

    def leader(i: int) -> int:
        while leaders[i] != i:
            leaders[i] = leaders[leaders[i]]
            i = leaders[i]
        return i

    order = sorted(range(len(letters)), key=lambda i: letters[i].left)
    reach = max((letter.height for letter in letters), default=0) * _GAP_OF_HEIGHT
    for at, i in enumerate(order):
        for j in order[at + 1 :]:
            if letters[j].left > letters[i].right + reach:
                break
            if _are_neighbours(letters[i], letters[j]):
                leaders[leader(j)] = leader(i)
    groups: dict[int, list[_Letter]] = {}
    for i in order:
        groups.setdefault(leader(i), []).append(letters[i])
    yield from groups.values()


def _are_neighbours(one: _Letter, other: _Letter) -> bool:
    low, high = sorted((one.height, other.height))
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    gap = max(one.left, other.left) - min(one.right, other.right)
    return (
        high <= _HEIGHT_RATIO * low
        and overlap >= _OVERLAP * low
        and gap <= _GAP_OF_HEIGHT * high
        and abs(one.value - other.value) <= _VALUE_SPREAD
    )


def _is_written(line: Sequence[_Letter]) -> bool:
    """Whether letters are enough, wide enough together, and stand on a line or hang from one."""
    if len(line) < FEWEST_LETTERS:
        return False
    height = float(np.median([letter.height for letter in line]))
    width = max(letter.right for letter in line) - min(letter.left for letter in line)
    if width < _LEAST_ASPECT * height:
        return False
    within = max(1.5, _ALIGNED_WITHIN * height)
    edges = (np.array([letter.bottom for letter in line]), np.array([letter.top for letter in line]))
    return all(float((np.abs(edge - np.median(edge)) <= within).mean()) >= _ALIGNED for edge in edges)


def _line(labels: NDArray[np.int32], letters: Sequence[_Letter], marks: Sequence[_Letter]) -> Line:
    height = float(np.median([letter.height for letter in letters]))
    value = float(np.median([letter.value for letter in letters]))
    box = _box(letters)
    own = [
        mark for mark in marks if abs(mark.value - value) <= _VALUE_SPREAD and _is_beside(mark, box, height)
    ]
    top, left, bottom, right = _box([*letters, *own])
    written = np.isin(labels[top:bottom, left:right], [one.label for one in (*letters, *own)])
    return Line(top, left, bottom, right, written, height, value)


def _box(letters: Sequence[_Letter]) -> tuple[int, int, int, int]:
    return (
        min(letter.top for letter in letters),
        min(letter.left for letter in letters),
        max(letter.bottom for letter in letters),
        max(letter.right for letter in letters),
    )


def _is_beside(mark: _Letter, box: tuple[int, int, int, int], height: float) -> bool:
    top, left, bottom, right = box
    above, aside = _MARK_ABOVE * height, _MARK_ASIDE * height
    return (
        mark.top >= top - above
        and mark.bottom <= bottom + above
        and mark.left >= left - aside
        and mark.right <= right + aside
    )
