"""Geometry that moves a picture and its mask together: affine maps and thin-plate splines."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Affine = NDArray[np.float64]
"""3 x 3, last row 0 0 1: takes a point of the source (x, y, 1) to one of the result."""

Field = NDArray[np.float32]
"""H x W x 2: for each pixel of the result, x and y in the source."""

Random = np.random.Generator

Planes = TypeVar("Planes", NDArray[np.uint8], NDArray[np.float32])

GRID = 4
"""Control points of a spline along each side."""

_COARSE = 33


def shifted(x_px: float, y_px: float) -> Affine:
    """Move."""
    return np.array([[1, 0, x_px], [0, 1, y_px], [0, 0, 1]], dtype=np.float64)


def turned(angle_deg: float, scale: float, *, mirrored: bool = False) -> Affine:
    """Turn and scale about the origin, after mirroring left and right."""
    angle = np.deg2rad(angle_deg)
    cosine, sine = scale * np.cos(angle), scale * np.sin(angle)
    flip = -1.0 if mirrored else 1.0
    return np.array([[flip * cosine, -sine, 0], [flip * sine, cosine, 0], [0, 0, 1]])


def about(centre_px: tuple[float, float], change: Affine) -> Affine:
    """Make a map about the origin one about a point."""
    return shifted(*centre_px) @ change @ shifted(-centre_px[0], -centre_px[1])


def moved(planes: Planes, affine: Affine, size_px: int, *, mirror_border: bool = False) -> Planes:
    """Resample a picture or mask into a square.

    Parameters
    ----------
    planes : ndarray
        H x W or H x W x C, uint8 or float32.
    affine : ndarray
        From the source to the square.
    size_px : int
        Side of the square.
    mirror_border : bool
        Whether the surroundings of the source are its mirror image; else they are 0.
    """
    border = cv2.BORDER_REFLECT_101 if mirror_border else cv2.BORDER_CONSTANT
    result: Planes = cv2.warpAffine(  # type: ignore[assignment]
        planes, affine[:2], (size_px, size_px), flags=cv2.INTER_LINEAR, borderMode=border
    )
    return result


def bent(planes: Planes, field: Field, *, mirror_border: bool = False) -> Planes:
    """Resample a picture or mask along a field of its size."""
    border = cv2.BORDER_REFLECT_101 if mirror_border else cv2.BORDER_CONSTANT
    result: Planes = cv2.remap(  # type: ignore[assignment]
        planes, field[..., 0], field[..., 1], cv2.INTER_LINEAR, borderMode=border
    )
    return result


def spline_field(random: Random, size_px: int, jitter: float) -> Field:
    """Draw a smooth bend: a thin-plate spline through a grid of points that are pushed about.

    Parameters
    ----------
    random : Generator
        Where the pushes come from.
    size_px : int
        Side of the square.
    jitter : float
        Largest push, as a share of the side.
    """
    pushes = random.uniform(-jitter, jitter, (GRID * GRID, 2)) * size_px
    coarse = (_spline_basis() @ pushes).reshape(_COARSE, _COARSE, 2).astype(np.float32)
    displacement = cv2.resize(coarse, (size_px, size_px), interpolation=cv2.INTER_LINEAR)
    rows, columns = np.mgrid[:size_px, :size_px].astype(np.float32)
    return np.dstack([columns + displacement[..., 0], rows + displacement[..., 1]])


@cache
def _spline_basis() -> NDArray[np.float64]:
    """Say how much each control point's push moves each place of a coarse grid."""
    steps = np.linspace(0, 1, GRID)
    points = np.array([(x, y) for y in steps for x in steps])
    count = len(points)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(points, points)
    system[:count, count:] = np.column_stack([np.ones(count), points])
    system[count:, :count] = system[:count, count:].T
    weights = np.linalg.inv(system)[:, :count]
    steps = np.linspace(0, 1, _COARSE)
    places = np.array([(x, y) for y in steps for x in steps])
    basis: NDArray[np.float64] = (
        np.column_stack([_kernel(places, points), np.ones(len(places)), places]) @ weights
    )
    return basis


def _kernel(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    squared = ((one[:, None] - other[None]) ** 2).sum(-1)
    kernel: NDArray[np.float64] = squared * np.log(np.maximum(squared, 1e-12))
    return kernel
