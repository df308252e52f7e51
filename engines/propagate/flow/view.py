"""A part of a picture, looked at in a size that costs always the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

_FINE_PX = 5

Plane = NDArray[np.float32]
Image = TypeVar("Image", NDArray[np.uint8], NDArray[np.float32])


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the picture and the size it is looked at.

    Attributes
    ----------
    left, top, wide, high : int
        The rectangle, in pixels of the picture; it may reach beyond the picture's edge.
    width, height : int
        In pixels of the view.
    """

    left: int
    top: int
    wide: int
    high: int
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels of the view for a pixel of the picture."""
        return self.width / self.wide

    def moved(self, across: int, down: int) -> View:
        """Look at another place in the same way."""
        return View(self.left + across, self.top + down, self.wide, self.high, self.width, self.height)

    def with_at_most(self, pixels: int) -> View:
        """Look at the same place with fewer pixels."""
        share = min(1.0, (pixels / (self.width * self.height)) ** 0.5)
        width, height = max(16, round(self.width * share)), max(16, round(self.height * share))
        return View(self.left, self.top, self.wide, self.high, width, height)

    def take(self, image: Image) -> Image:
        """Look at the picture; beyond its edge, the edge goes on."""
        part = _part(image, self.left, self.top, self.wide, self.high)
        if (self.width, self.height) == (self.wide, self.high):
            return np.ascontiguousarray(part)
        return cv2.resize(part, (self.width, self.height), interpolation=cv2.INTER_AREA).astype(
            image.dtype, copy=False
        )

    def give_back(self, plane: Plane, shape: tuple[int, int]) -> Plane:
        """Put what was found in the view where it belongs in the picture; elsewhere is 0."""
        full = np.zeros(shape, np.float32)
        part = cv2.resize(plane, (self.wide, self.high), interpolation=cv2.INTER_LINEAR)
        top, left = max(0, self.top), max(0, self.left)
        bottom, right = min(shape[0], self.top + self.high), min(shape[1], self.left + self.wide)
        if top < bottom and left < right:
            full[top:bottom, left:right] = part[
                top - self.top : bottom - self.top, left - self.left : right - self.left
            ]
        return full

    def positions(self, flow_px: NDArray[np.float32], other: View, shift_px: tuple[int, int]) -> Plane:
        """Where each pixel was in another view.

        Parameters
        ----------
        flow_px : ndarray of float32
            H x W x 2, in pixels of this view.
        other : View
            The one whose pixels are wanted.
        shift_px : tuple of int
            What is to be subtracted as well, in pixels of the picture.
        """
        left, top = self.left - shift_px[0] - other.left, self.top - shift_px[1] - other.top
        wider, higher = other.width / other.wide, other.height / other.high
        across, down = self.wide / self.width * wider, self.high / self.height * higher
        places = displaced(flow_px)
        places *= np.array([across, down], np.float32)
        places += np.array([0.5 * across + left * wider - 0.5, 0.5 * down + top * higher - 0.5], np.float32)
        return places


def displaced(flow_px: Plane) -> Plane:
    """Where each pixel's flow leads, H x W x 2: its own column and row with the flow added."""
    height, width = flow_px.shape[:2]
    places = np.empty_like(flow_px)
    np.add(flow_px[..., 0], np.arange(width, dtype=np.float32), out=places[..., 0])
    np.add(flow_px[..., 1], np.arange(height, dtype=np.float32)[:, None], out=places[..., 1])
    return places


def view_around(
    box: tuple[int, int, int, int], shape: tuple[int, int], margin_share: float, most_pixels: int
) -> View:
    """View a box with its surroundings.

    Parameters
    ----------
    box : tuple of int
        Left, top, width, height in pixels of the picture.
    shape : tuple of int
        Height and width of the picture; the view stays within it.
    margin_share : float
        So much of the box's size is added on each side.
    most_pixels : int
        That the view may have; more are reduced to that.
    """
    left, top, wide, high = box
    margin = int(margin_share * (wide + high) / 2) + 24
    x0, y0 = max(0, left - margin), max(0, top - margin)
    x1, y1 = min(shape[1], left + wide + margin), min(shape[0], top + high + margin)
    wide, high = max(16, x1 - x0), max(16, y1 - y0)
    x0, y0 = max(0, min(x0, shape[1] - wide)), max(0, min(y0, shape[0] - high))
    scale = min(1.0, (most_pixels / (wide * high)) ** 0.5)
    return View(x0, y0, wide, high, max(16, round(wide * scale)), max(16, round(high * scale)))


def share_of_fine_parts(matte: Plane) -> float:
    """Tell which share of an object lies in parts narrower than a few pixels: cords, spokes, fingers."""
    inside = (matte > 0.5).astype(np.uint8)
    area = int(inside.sum())
    if not area:
        return 0.0
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_FINE_PX, _FINE_PX))
    return 1 - int(cv2.morphologyEx(inside, cv2.MORPH_OPEN, kernel).sum()) / area


def _part(image: Image, left: int, top: int, wide: int, high: int) -> Image:
    height, width = image.shape[:2]
    # Where the rectangle lies beyond the edge altogether, the nearest row or column stands for it.
    rows = _within(top, top + high, height)
    columns = _within(left, left + wide, width)
    inner = image[rows, columns]
    if inner.shape[:2] == (high, wide):
        return inner
    above, before = rows.start - top, columns.start - left
    below, after = high - above - inner.shape[0], wide - before - inner.shape[1]
    whole = cv2.copyMakeBorder(
        inner, max(0, above), max(0, below), max(0, before), max(0, after), cv2.BORDER_REPLICATE
    )
    row, column = max(0, -above), max(0, -before)
    return cast(Image, whole[row : row + high, column : column + wide])


def _within(start: int, stop: int, length: int) -> slice:
    """Cut a span of rows or columns to those there are, at least one."""
    first = min(max(start, 0), length - 1)
    return slice(first, max(first + 1, min(stop, length)))
