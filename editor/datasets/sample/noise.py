"""Noise that looks like stone, leaves and clouds."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]


def fractal(
    random: np.random.Generator,
    shape: tuple[int, int],
    cell_px: float | tuple[float, float],
    *,
    octaves: int = 4,
    gain: float = 0.5,
) -> Plane:
    """Sum of smooth noises, each of half the cell and `gain` times the strength of the one before.

    Parameters
    ----------
    random : numpy.random.Generator
        Where the noise comes from.
    shape : (int, int)
        Height and width in pixels.
    cell_px : float or (float, float)
        Size of the coarsest structure; vertical and horizontal where they differ.
    octaves : int
        How many noises are summed; those finer than a pixel are left out.
    gain : float
        Strength of each against the one before.

    Returns
    -------
    ndarray
        Height x width, float32, mean near 0, spread near 1.
    """
    cell_y, cell_x = cell_px if isinstance(cell_px, tuple) else (cell_px, cell_px)
    total = np.zeros(shape, np.float32)
    power = 0.0
    for octave in range(octaves):
        finer, strength = 2.0**octave, gain**octave
        if min(cell_y, cell_x) / finer < 1 and octave > 0:
            break
        total += strength * _smooth(random, shape, (cell_y / finer, cell_x / finer))
        power += strength**2
    return np.divide(total, np.sqrt(power), dtype=np.float32)


def _smooth(random: np.random.Generator, shape: tuple[int, int], cell_px: tuple[float, float]) -> Plane:
    rows, columns = (max(2, round(length / cell) + 1) for length, cell in zip(shape, cell_px, strict=True))
    grid = random.standard_normal((rows, columns), np.float32)
    return cv2.resize(grid, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC).astype(
        np.float32, copy=False
    )


def smoothstep(low: float, high: float, value: Plane) -> Plane:
    """Ease from 0 at `low` to 1 at `high`, flat beyond (`low` above `high` falls instead)."""
    t: Plane = np.clip((value - low) / (high - low), 0, 1).astype(np.float32)
    eased: Plane = t * t * (3 - 2 * t)
    return eased


def mixed(under: Plane, over: Plane | tuple[float, float, float], share: Plane | float) -> Plane:
    """`over` laid on `under` with an opacity of `share`.

    Parameters
    ----------
    under : ndarray
        H x W x 3.
    over : ndarray or three floats
        H x W x 3, or one colour.
    share : ndarray or float
        H x W, 0 to 1, or one for all.
    """
    weight = share[..., None] if isinstance(share, np.ndarray) else share
    return (under + (np.asarray(over, np.float32) - under) * weight).astype(np.float32, copy=False)
