"""Lines of letters followed through time: burned-in text stays where it is, to the pixel."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.detect.text.letters import Line, Mask

_THERE = 0.75
_SAME_LEVELS = 32.0
_MOST_LIKE = 80
_ROUND_OF_HEIGHT, _ASIDE_OF_HEIGHT = 1.6, 6.0
_EXPLAINED = 0.4
_MOST_MISSES = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A box of a picture at working size."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def area(self) -> tuple[slice, slice]:
        """The index that cuts it out."""
        return np.s_[self.top : self.bottom, self.left : self.right]


class Track:
    """One line of letters and what is around it, over the samples in which it was there.

    Parameters
    ----------
    line : Line
        As it was found first.
    shape : tuple of int
        Of the picture.
    """

    def __init__(self, line: Line, shape: tuple[int, ...]) -> None:
        margin, aside = (round(share * line.height_px) for share in (_ROUND_OF_HEIGHT, _ASIDE_OF_HEIGHT))
        self.place = Place(
            max(0, line.top - margin),
            max(0, line.left - aside),
            min(shape[0], line.bottom + margin),
            min(shape[1], line.right + aside),
        )
        self.bottom = line.bottom
        self.height_px = line.height_px
        self.value = line.value
        self.samples: list[int] = []
        self.misses = 0
        height, width = self.place.bottom - self.place.top, self.place.right - self.place.left
        self._votes = np.zeros((height, width), np.int32)
        self._sum = np.zeros((height, width), np.float32)
        self._squares = np.zeros((height, width), np.float32)
        self._first = np.zeros((height, width), np.bool_)
        top, left = line.top - self.place.top, line.left - self.place.left
        self._first[top : top + line.letters.shape[0], left : left + line.letters.shape[1]] = line.letters

    @property
    def is_over(self) -> bool:
        """Whether it was missing too often to come back."""
        return self.misses > _MOST_MISSES

    @property
    def letters(self) -> Mask:
        """Strokes that were there in most samples, within the box around it."""
        return self._votes * 2 > len(self.samples) if len(self.samples) > 1 else self._first

    @property
    def mean(self) -> NDArray[np.float32]:
        """Mean value of each pixel of the box over its samples."""
        return np.asarray(self._sum / max(1, len(self.samples)), np.float32)

    @property
    def unrest(self) -> NDArray[np.float32]:
        """Standard deviation of each pixel of the box over its samples."""
        mean = self.mean
        return np.asarray(
            np.sqrt(np.maximum(self._squares / max(1, len(self.samples)) - mean * mean, 0)), np.float32
        )

    def is_in(self, strokes: Mask, value: NDArray[np.uint8]) -> bool:
        """Whether a picture shows it."""
        own = self.letters
        if not own.any() or float(strokes[self.place.area][own].mean()) < _THERE:
            return False
        difference = np.abs(value[self.place.area][own] - self.mean[own])
        return float(np.percentile(difference, _MOST_LIKE)) <= _SAME_LEVELS

    def add(self, index: int, strokes: Mask, value: NDArray[np.uint8]) -> None:
        """Take in a sample that shows it."""
        cut = value[self.place.area].astype(np.float32)
        self._votes += strokes[self.place.area] & self._near_first()
        self._sum += cut
        self._squares += cut * cut
        self.samples.append(index)
        self.misses = 0

    def explains(self, line: Line) -> bool:
        """Whether a line is this one, or a part of it."""
        mask = np.zeros(self._first.shape, np.bool_)
        top, left = max(line.top, self.place.top), max(line.left, self.place.left)
        bottom, right = min(line.bottom, self.place.bottom), min(line.right, self.place.right)
        if top >= bottom or left >= right:
            return False
        mask[
            top - self.place.top : bottom - self.place.top, left - self.place.left : right - self.place.left
        ] = line.letters[top - line.top : bottom - line.top, left - line.left : right - line.left]
        return float((mask & self._near_first()).sum()) >= _EXPLAINED * float(line.letters.sum())

    def _near_first(self) -> Mask:
        return cv2.dilate(self._first.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
