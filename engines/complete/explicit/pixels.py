"""The pixels of a mask as lists, and arithmetic on pictures of few channels.

NumPy takes ten times as long where it indexes by a mask or runs along an axis of two or three samples.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

ArrayT = TypeVar("ArrayT", bound=NDArray[Any])

_THIRDS = np.full((1, 3), 1 / 3, np.float32)


def picked(values: ArrayT, where: NDArray[np.integer]) -> ArrayT:
    """Pixels at flat positions, as `values[mask]` gives them: H x W to n, H x W x C to n x C."""
    rows = values.reshape(-1, values.shape[2]) if values.ndim == 3 else values.ravel()
    return cast("ArrayT", np.take(rows, where, axis=0))


def laid(values: NDArray[np.float32], where: NDArray[np.intp], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Pixels back at flat positions of an H x W picture, 0 elsewhere: n to H x W, n x C to H x W x C."""
    channels = values.shape[1:]
    picture = np.zeros((shape[0] * shape[1], *channels), np.float32)
    picture[where] = values
    return picture.reshape(*shape[:2], *channels)


def times(values: NDArray[np.float32], factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply H x W x C by H x W, C from 1 to 4."""
    factors = cv2.merge([factor] * values.shape[2])
    return np.asarray(cv2.multiply(values, factors), np.float32).reshape(values.shape)


def mean_square(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over three channels of the squared difference: H x W x 3 to H x W."""
    difference = cv2.subtract(one, other)
    return np.asarray(cv2.transform(cv2.multiply(difference, difference), _THIRDS), np.float32)


def lay_over(picture: NDArray[Any], values: NDArray[Any], mask: NDArray[np.bool_]) -> None:
    """Set, in place, the pixels of a mask to those of another picture."""
    cv2.copyTo(values, mask.view(np.uint8), picture)
