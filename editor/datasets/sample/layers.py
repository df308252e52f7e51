"""Flat pictures standing at a distance, and how the camera sees them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.sample.noise import Plane

Matrix = NDArray[np.float64]

HORIZON = 372.0
"""Line of the horizon, in units."""

WALL_FOOT = 566.0
"""Line where the wall meets the pavement, in units; things there move as far as the camera does."""

CENTRE_X = 640.0
"""Middle of the picture, in units."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A textured plane.

    Attributes
    ----------
    texture : ndarray
        H x W x 4, uint8: RGB premultiplied by alpha, and alpha.
    to_world : ndarray
        3 x 3, from texture pixels to units as the camera sees them before it moves.
    nearness : float
        How far it moves when the camera moves by one unit; None stands for the ground, where each line has
        its own.
    """

    texture: NDArray[np.uint8]
    to_world: Matrix
    nearness: float | None

    def project(self, pan: float) -> Matrix:
        """From texture pixels to the picture of a camera that has moved by `pan` units to the right."""
        if self.nearness is not None:
            return translation(-pan * self.nearness, 0) @ self.to_world
        # On the ground, nearness grows linearly from 0 at the horizon to 1 at the wall's foot.
        slope = 1 / (WALL_FOOT - HORIZON)
        shear = np.array([[1, -pan * slope, pan * slope * HORIZON], [0, 1, 0], [0, 0, 1]])
        return shear @ self.to_world

    def draw(self, picture: Plane, view: Matrix, pan: float) -> None:
        """Draw the layer over what the picture holds.

        Parameters
        ----------
        picture : ndarray
            H x W x 3, float32, 0 to 255; changed in place.
        view : ndarray
            3 x 3, from units to pixels.
        pan : float
            The camera's way in units.
        """
        to_picture = view @ self.project(pan)
        top, bottom = self._lines(to_picture, picture.shape[0])
        to_part = translation(0, -top) @ to_picture
        size = picture.shape[1], bottom - top
        seen = cv2.warpPerspective(self.texture, to_part, size, flags=cv2.INTER_CUBIC)
        part = picture[top:bottom]
        part *= 1 - seen[..., 3:] * np.float32(1 / 255)
        part += seen[..., :3]

    def _lines(self, to_picture: Matrix, height: int) -> tuple[int, int]:
        texture_height, texture_width = self.texture.shape[:2]
        corners = np.array([[x, y, 1.0] for x in (0, texture_width) for y in (0, texture_height)]).T
        _, y, w = to_picture @ corners
        lines = y / w
        return max(0, math.floor(lines.min())), min(height, math.ceil(lines.max()))


def nearness_at(line: float) -> float:
    """How far a thing standing on the pavement at this line moves when the camera moves by one unit."""
    return (line - HORIZON) / (WALL_FOOT - HORIZON)


def translation(x: float, y: float) -> Matrix:
    """3 x 3 matrix of a shift."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def scaling(x: float, y: float) -> Matrix:
    """3 x 3 matrix of a scale about the origin."""
    return np.diag([x, y, 1.0])


def layer(rgb: Plane, alpha: Plane, to_world: Matrix, nearness: float | None) -> Layer:
    """Make a layer from a painted picture.

    Parameters
    ----------
    rgb : ndarray
        H x W x 3, 0 to 1, not premultiplied.
    alpha : ndarray
        H x W, 0 to 1.
    to_world : ndarray
        3 x 3, from texture pixels to units.
    nearness : float or None
        See `Layer`.
    """
    covered = np.clip(rgb, 0, 1) * alpha[..., None]
    texture = np.dstack([covered, alpha]) * 255 + 0.5
    return Layer(texture.astype(np.uint8), to_world, nearness)
