"""A movie of one long group of pictures whose frames carry their number."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT, BITS = 320, 180, 8


def make_movie(path: Path, count: int) -> Path:
    """Write a movie of so many frames with one key frame."""
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("libx264", rate=Fraction(25), options={"g": "250", "bf": "2"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(count):
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(_drawn(number), "rgb24")))
        movie.mux(stream.encode(None))
    return path


def number_on(pixels: NDArray[np.uint8]) -> int:
    """Read the number from screen pixels of any size."""
    height, width = pixels.shape[:2]
    row = pixels[height // 4, :, 1]
    return sum(1 << bit for bit in range(BITS) if row[(2 * bit + 1) * width // (2 * BITS)] > 128)


def _drawn(number: int) -> NDArray[np.uint8]:
    rgb = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    for bit in range(BITS):
        rgb[: HEIGHT // 2, bit * WIDTH // BITS : (bit + 1) * WIDTH // BITS] = 230 if number >> bit & 1 else 20
    rgb[HEIGHT // 2 :, number * 4 : number * 4 + 20] = (200, 60, 40)
    return rgb
