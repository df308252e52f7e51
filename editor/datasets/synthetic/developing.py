"""What camera and coding do to a picture: focus, exposure, noise, compression, all drifting over time."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.synthetic.camera import Random
from editor.datasets.training_pictures import Picture

_WAVES = 2
_SLOWEST, _FASTEST = 0.005, 0.04


@dataclass(frozen=True, slots=True)
class DevelopingSettings:
    """How imperfect pictures are; 0 everywhere leaves them alone.

    Attributes
    ----------
    exposure : float
        By what share the light drifts at most, up and down.
    focus_px : float
        How soft the picture gets at most, as a Gaussian's sigma at a width of 1000 pixels.
    noise_levels : float
        Standard deviation at mid grey, of 255; more where it is bright, less where it is dark.
    jpeg_quality : int
        1 to 100; 100 compresses nothing.
    """

    exposure: float = 0.15
    focus_px: float = 2.0
    noise_levels: float = 2.0
    jpeg_quality: int = 85


class Developing:
    """Develops the frames of one clip.

    Parameters
    ----------
    settings : DevelopingSettings
        How imperfect.
    random : Generator
        What decides the drifts, and the noise by frame.
    """

    def __init__(self, settings: DevelopingSettings, random: Random) -> None:
        self._settings = settings
        self._hz = random.uniform(_SLOWEST, _FASTEST, (2, _WAVES))
        self._phases = random.uniform(0, 2 * np.pi, (2, _WAVES))
        self._white = 1 + 0.3 * settings.exposure * random.uniform(-1, 1, 3)
        self._seed = int(random.integers(1 << 62))

    def gain(self, index: int) -> NDArray[np.float64]:
        """Say how much brighter red, green and blue are than in the photograph."""
        return np.asarray(self._white * (1 + self._settings.exposure * self._wave(0, index)), np.float64)

    def softness_px(self, index: int, width: int) -> float:
        """Say how soft a frame is: a Gaussian's sigma."""
        share = 0.5 + 0.5 * self._wave(1, index)
        return float(self._settings.focus_px * width / 1000 * share)

    def developed(self, scene: NDArray[np.float32], index: int) -> Picture:
        """Make a frame of a scene: H x W x 3, float32, 0 to 255; the same noise for the same frame."""
        sigma = self.softness_px(index, scene.shape[1])
        soft = cv2.GaussianBlur(scene, (0, 0), sigma) if sigma > 0.2 else scene
        lit = soft * self.gain(index).astype(np.float32)
        random = np.random.default_rng([self._seed, index])
        noise = random.standard_normal(lit.shape, np.float32)
        lit += noise * np.float32(self._settings.noise_levels) * np.sqrt(np.maximum(lit, 8) / 128)
        return np.clip(np.rint(lit), 0, 255).astype(np.uint8)

    def coded(self, picture: Picture) -> Picture:
        """Compress a picture, and take it apart again."""
        if self._settings.jpeg_quality >= 100:
            return picture
        how = [cv2.IMWRITE_JPEG_QUALITY, self._settings.jpeg_quality]
        data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), how)[1]
        back = cv2.imdecode(data, cv2.IMREAD_COLOR)
        return np.asarray(cv2.cvtColor(np.asarray(back, np.uint8), cv2.COLOR_BGR2RGB), np.uint8)

    def _wave(self, kind: int, index: int) -> float:
        """Drift slowly between -1 and 1."""
        return float(np.sin(2 * np.pi * self._hz[kind] * index + self._phases[kind]).mean())
