"""The square that goes with the object: what the network sees of a frame, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engines.propagate.contract import Rgb8, SoftMatte

_OBJECT_FROM = 0.5
_MARGIN_PX, _MARGIN_SHARE = 4, 0.02


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a frame.

    Attributes
    ----------
    x_px, y_px : float
        Its middle.
    side_px : float
        Its side, in pixels of the frame.
    """

    x_px: float
    y_px: float
    side_px: float

    def inside(self, shape: tuple[int, ...]) -> Square:
        """Move it so that as much of it as possible lies in a frame of height and width `shape`."""
        half_px = self.side_px / 2
        height, width = shape[:2]
        return Square(
            float(np.clip(self.x_px, min(half_px, width / 2), max(width - half_px, width / 2))),
            float(np.clip(self.y_px, min(half_px, height / 2), max(height - half_px, height / 2))),
            self.side_px,
        )

    def grown(self, factor: float) -> Square:
        """Enlarge it about its middle."""
        return Square(self.x_px, self.y_px, self.side_px * factor)

    def affine(self, size_px: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """Give the 2 x 3 map from the frame to a picture of it, `size_px` a side."""
        scale = size_px / self.side_px
        # Pixel centres: the frame's corner and the picture's corner are one place.
        x_px, y_px = self.x_px - self.side_px / 2, self.y_px - self.side_px / 2
        half = 0.5 * scale - 0.5
        return np.array([[scale, 0, half - x_px * scale], [0, scale, half - y_px * scale]])

    def cut_rgb(self, rgb: Rgb8, size_px: int) -> Rgb8:
        """Show it as a picture; beyond the frame its border goes on."""
        return np.asarray(self._cut(rgb, size_px, cv2.BORDER_REPLICATE), np.uint8)

    def cut_matte(self, matte: SoftMatte, size_px: int) -> SoftMatte:
        """Show its part of a matte; beyond the frame there is nothing."""
        return np.asarray(self._cut(matte, size_px, cv2.BORDER_CONSTANT), np.float32)

    def laid_back(self, part: SoftMatte, shape: tuple[int, ...], outside: float) -> SoftMatte:
        """Lay what was made of it into a frame that is `outside` everywhere else."""
        whole = np.full(shape[:2], outside, np.float32)
        rows, columns = self._within(shape)
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if height > 0 and width > 0:
            whole[rows, columns] = cv2.warpAffine(
                part,
                self._affine_from(rows, columns, len(part)),
                (width, height),
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=outside,
            )
        return whole

    def _cut(self, planes: Rgb8 | SoftMatte, size_px: int, border: int) -> object:
        """Cut out a little more than it first, so that the cost is the square's and not the frame's."""
        rows, columns = self._within(planes.shape)
        near = _smoothed(planes[rows, columns], self.side_px / size_px)
        affine = self._affine_from(rows, columns, size_px)
        return cv2.warpAffine(
            np.ascontiguousarray(near), affine, (size_px, size_px), flags=cv2.INTER_LINEAR, borderMode=border
        )

    def _within(self, shape: tuple[int, ...]) -> tuple[slice, slice]:
        """Tell which rows and columns of a frame it lies in, with a margin for blurring."""
        half_px = self.side_px / 2 + _MARGIN_PX + self.side_px * _MARGIN_SHARE
        spans = []
        for middle, length in ((self.y_px, shape[0]), (self.x_px, shape[1])):
            start = int(np.clip(np.floor(middle - half_px), 0, length - 1))
            spans.append(slice(start, int(np.clip(np.ceil(middle + half_px), start + 1, length))))
        return spans[0], spans[1]

    def _affine_from(
        self, rows: slice, columns: slice, size_px: int
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        """Give the map to a picture of it from a part of the frame."""
        affine = self.affine(size_px)
        affine[:, 2] += affine[:, :2] @ [columns.start, rows.start]
        return affine


def square_about(matte: SoftMatte, share: float, least_px: float) -> Square | None:
    """Choose the square in which an object has a share of the side.

    Parameters
    ----------
    matte : ndarray
        H x W, 0 to 1.
    share : float
        The longer side of the object's box in that of the square.
    least_px : float
        The square is no smaller.

    Returns
    -------
    Square or None
        None where there is no object.
    """
    left, top, width, height = cv2.boundingRect((matte >= _OBJECT_FROM).astype(np.uint8))
    if not width:
        return None
    side_px = min(max(max(width, height) / share, least_px), float(max(matte.shape)))
    return Square(left + width / 2, top + height / 2, side_px).inside(matte.shape)


def _smoothed(planes: Rgb8 | SoftMatte, shrinks: float) -> Rgb8 | SoftMatte:
    """Blur what will shrink, as linear interpolation alone would alias."""
    if shrinks < 1.5:
        return planes
    width = 2 * int(shrinks / 2) + 1
    return cv2.blur(planes, (width, width))  # type: ignore[return-value]
