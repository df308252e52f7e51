"""A small drawn shot with objects that move over a textured ground, and a stepper that stays where it is."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.contract import Estimate, Matte, Reason, Rgb8, SoftMatte

HEIGHT, WIDTH = 96, 144


def ground(seed: int = 5, cell_px: int = 6) -> Rgb8:
    """Draw a textured picture."""
    random = np.random.default_rng(seed)
    coarse = random.integers(60, 200, (HEIGHT // cell_px, WIDTH // cell_px, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC), np.uint8)


def disc(
    index: int, start: tuple[int, int] = (30, 48), pace: tuple[int, int] = (3, 0), radius: int = 14
) -> Matte:
    """Draw the matte of a disc that moves straight on; it may leave the picture."""
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    centre = start[0] + pace[0] * index, start[1] + pace[1] * index
    cv2.circle(matte, centre, radius, 255, -1)
    return matte


def picture(index: int, mattes: list[Callable[[int], Matte]] | None = None) -> Rgb8:
    """Draw a frame: the ground, over it red, then green objects with texture of their own."""
    rgb = ground()
    colours = ((220, 40, 30), (30, 200, 60))
    for matte_at, colour in zip(mattes or [disc], colours, strict=False):
        matte = matte_at(index)
        left, top, width, height = cv2.boundingRect(matte)
        texture = np.roll(ground(9, 3), (top + height, left + width), axis=(0, 1)).astype(np.int16) // 3
        painted = (np.array(colour, np.int16) + texture - 45).clip(0, 255).astype(np.uint8)
        rgb[matte > 127] = painted[matte > 127]
    return rgb


def overlap(found: NDArray[np.uint8], truth: NDArray[np.uint8]) -> float:
    """J of two mattes."""
    one, other = found > 127, truth > 127
    return float((one & other).sum() / max(1, (one | other).sum()))


def soft(matte: Matte) -> SoftMatte:
    """From 0..255 to 0..1."""
    return matte.astype(np.float32) / np.float32(255)


class Holding:
    """A stepper that keeps the matte where it is, and counts what is asked of it."""

    def __init__(self, confidence: float = 0.8) -> None:
        self.begun = 0
        self.steps = 0
        self.learned = 0
        self.expected = 0
        self.prepared = 0
        self._confidence = confidence
        self._matte: SoftMatte = np.zeros((1, 1), np.float32)

    def expect(self, frames: int) -> None:
        self.expected = frames

    def begin(self, rgb: Rgb8, matte: SoftMatte) -> None:
        del rgb
        self.begun += 1
        self._matte = matte

    def add_key(self, rgb: Rgb8, matte: SoftMatte) -> None:
        del rgb, matte
        self.learned += 1

    def step(self, rgb: Rgb8) -> Estimate:
        del rgb
        self.steps += 1
        return Estimate(self._matte, np.full_like(self._matte, self._confidence), {Reason.FLOW: 0.1})

    def prepare(self) -> None:
        self.prepared += 1

    def settle(self, matte: SoftMatte) -> None:
        self._matte = matte
