"""A camera that moves over a photograph: where in the photograph each pixel of each frame lies.

Its sensor is read from the top to the bottom, so that rows of one frame belong to different times; a turn
leans and a shake wobbles. Everything is a function of time alone, so that motion between frames is known to a
few hundredths of a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Random = np.random.Generator

Places = NDArray[np.float32]
"""H x W x 2: x and y in another picture, in pixels."""

_SHAKES = 3
_SHAKE_HZ = 0.03, 0.25
"""Cycles per frame, slowest and fastest."""

_FIXED_POINT_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class CameraSettings:
    """How restless a camera is; 0 everywhere stands still.

    Attributes
    ----------
    drift : float
        How far it goes at most over the whole clip, as a share of the width.
    zoom : float
        By what share it comes nearer or goes away at most.
    turn_deg : float
        How far it turns about its axis at most.
    tilt : float
        How much wider one edge of the picture gets than the opposite one, at most, as a share.
    shake_px : float
        Of a hand, at a width of 1000 pixels.
    readout : float
        Share of a frame's time in which the sensor is read; 0 is a global shutter.
    """

    drift: float = 0.3
    zoom: float = 0.2
    turn_deg: float = 4.0
    tilt: float = 0.1
    shake_px: float = 3.0
    readout: float = 0.6


class Camera:
    """One camera move, drawn from a seed.

    Parameters
    ----------
    view, picture : tuple of int
        Height and width of the frames, and of the photograph.
    frame_count : int
        Over which it moves.
    settings : CameraSettings
        How restless it is.
    random : Generator
        What decides the move.
    """

    def __init__(
        self,
        view: tuple[int, int],
        picture: tuple[int, int],
        frame_count: int,
        settings: CameraSettings,
        random: Random,
    ) -> None:
        self._view, self._picture = view, picture
        self._last = max(1, frame_count - 1)
        self._settings = settings
        self._ends = random.uniform(-1, 1, (2, 6))
        self._hz = random.uniform(*_SHAKE_HZ, (_SHAKES, 3))
        self._phases = random.uniform(0, 2 * np.pi, (_SHAKES, 3))
        # So much of the photograph is seen that the farthest drift stays inside, mostly.
        cover = min(picture[0] / view[0], picture[1] / view[1])
        self._scale = cover / (1 + settings.drift + settings.zoom)

    def places(self, index: int) -> Places:
        """Where in the photograph the pixels of a frame lie."""
        height, width = self._view
        maps = self.maps(self._row_times(index, np.arange(height)))
        xs = np.arange(width, dtype=np.float64)
        ys = np.arange(height, dtype=np.float64)
        points = (
            maps[:, None, :, 0] * xs[None, :, None] + (maps[:, :, 1] * ys[:, None] + maps[:, :, 2])[:, None]
        )
        return np.asarray(points[..., :2] / points[..., 2:], np.float32)

    def seen_at(self, index: int, targets: Places, first_guess: Places) -> Places:
        """Find where in a frame places of the photograph are seen; by fixed point, for the rows' own times.

        Parameters
        ----------
        index : int
            The frame.
        targets : Places
            In the photograph.
        first_guess : Places
            In the frame, a pixel or ten off.
        """
        height = self._view[0]
        # Rows beyond the frame belong to times before and after it, as the frame's edge rows do nearly.
        rows = np.arange(-height // 2, height + height // 2)
        inverses = np.linalg.inv(self.maps(self._row_times(index, rows)))
        found = first_guess.astype(np.float64)
        x, y = targets[..., 0].astype(np.float64), targets[..., 1].astype(np.float64)
        for _ in range(_FIXED_POINT_ROUNDS if self._settings.readout else 1):
            row = np.clip(np.rint(found[..., 1]).astype(int) - rows[0], 0, len(rows) - 1)
            m = inverses[row]
            depth = m[..., 2, 0] * x + m[..., 2, 1] * y + m[..., 2, 2]
            found[..., 0] = (m[..., 0, 0] * x + m[..., 0, 1] * y + m[..., 0, 2]) / depth
            found[..., 1] = (m[..., 1, 0] * x + m[..., 1, 1] * y + m[..., 1, 2]) / depth
        return np.asarray(found, np.float32)

    def _row_times(self, index: int, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        return index + self._settings.readout * (rows / self._view[0] - 0.5)

    def maps(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the maps from view to photograph at n times, in frames: n x 3 x 3."""
        height, width = self._view
        along = np.clip(times / self._last, -0.5, 1.5)[:, None]
        drift_x, drift_y, zoom, turn, tilt_x, tilt_y = (self._ends[0] * (1 - along) + self._ends[1] * along).T
        shakes = np.sin(2 * np.pi * times[:, None, None] * self._hz + self._phases).mean(1)
        shake_px = self._settings.shake_px * width / 1000
        angle = np.deg2rad(self._settings.turn_deg * turn + 0.1 * self._settings.shake_px * shakes[:, 2])
        scale = self._scale * (1 + 0.5 * self._settings.zoom * zoom)
        maps = np.zeros((len(times), 3, 3))
        maps[:, 0, 0], maps[:, 0, 1] = scale * np.cos(angle), -scale * np.sin(angle)
        maps[:, 1, 0], maps[:, 1, 1] = scale * np.sin(angle), scale * np.cos(angle)
        reach = self._settings.drift * self._scale / 2
        maps[:, 0, 2] = self._picture[1] / 2 + reach * width * drift_x + scale * shake_px * shakes[:, 0]
        maps[:, 1, 2] = self._picture[0] / 2 + reach * height * drift_y + scale * shake_px * shakes[:, 1]
        maps[:, 2, 2] = 1
        perspective = np.zeros((len(times), 3, 3))
        perspective[:] = np.eye(3)
        perspective[:, 2, 0] = self._settings.tilt * tilt_x / width
        perspective[:, 2, 1] = self._settings.tilt * tilt_y / height
        centred = np.array([[1, 0, -(width - 1) / 2], [0, 1, -(height - 1) / 2], [0, 0, 1.0]])
        return np.asarray(maps @ perspective @ centred, np.float64)
