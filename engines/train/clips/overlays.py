"""What was burned in, made up: lines of text and logos laid over clips that are known without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.clips.holes import Holes
from engines.train.material import Rgb8
from engines.train.warps import Random

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPRSTUVW,.!?0123456789"
_KINDS = ("subtitle", "logo", "animated logo")
_COVERED = 0.04
_EMBLEMS = 0.6
"""Share of logos that are plain shapes with letters."""
_FACES = ("sans", "italic")

Stamp = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Colours, H x W x 3 from 0 to 255, and opacity, H x W from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """A clip with something laid over.

    Attributes
    ----------
    frames : list of ndarray
        H x W x 3, uint8.
    covered : ndarray
        T x H x W, bool.
    is_steady : bool
        Whether it is the same in all frames, in place and content.
    """

    frames: list[Rgb8]
    covered: Holes
    is_steady: bool


def draw_overlay(frames: Sequence[Rgb8], random: Random) -> Overlay:
    """Lay something over a clip: a line of text, a logo, or a logo that jumps or flashes.

    Parameters
    ----------
    frames : sequence of ndarray
        T frames, H x W x 3, uint8; they are not changed.
    random : Generator
        What decides.
    """
    height, width = frames[0].shape[:2]
    kind = _KINDS[int(random.integers(len(_KINDS)))]

    def make() -> Stamp:
        draw = _text if kind == "subtitle" else _logo
        return draw(height, width, random)

    stamp = make()
    stamps = [stamp] * len(frames)
    is_steady = kind != "animated logo"
    if kind == "animated logo":
        stamps = [_restless(stamp, random) for _ in frames]
    elif kind == "subtitle" and random.random() < 0.3 and len(frames) > 1:
        change = int(random.integers(1, len(frames)))
        stamps[change:] = [make()] * (len(frames) - change)
        is_steady = False
    laid = [_laid(frame, one) for frame, one in zip(frames, stamps, strict=True)]
    return Overlay(laid, np.stack([opacity > _COVERED for _, opacity in stamps]), is_steady)


def _laid(frame: Rgb8, stamp: Stamp) -> Rgb8:
    colours, opacity = stamp
    share = opacity[..., None]
    return np.rint(frame * (1 - share) + colours * share).astype(np.uint8)


def _text(height: int, width: int, random: Random) -> Stamp:
    """Write a line, with an outline as subtitles have it."""
    count = int(random.integers(4, 28))
    text = "".join(
        " " if random.random() < 0.15 else _LETTERS[int(random.integers(len(_LETTERS)))] for _ in range(count)
    )
    face = cv2.FontFace(_FACES[int(random.integers(len(_FACES)))])
    letter_px = max(8, round(height * float(random.uniform(0.12, 0.35))))
    place = (
        int(random.uniform(0.02, 0.5) * width),
        int(random.uniform(0.4, 0.95) * height),
    )
    weight = int(random.choice([300, 500, 700]))
    inside = np.zeros((height, width, 3), np.uint8)
    cv2.putText(inside, text, place, (255, 255, 255), face, letter_px, weight)
    letters = inside[..., 0].astype(np.float32) / 255
    rim_px = int(random.integers(0, max(2, letter_px // 8) + 1))
    around = cv2.dilate(letters, np.ones((2 * rim_px + 1, 2 * rim_px + 1), np.float32))
    colour = random.uniform(150, 255, 3) if random.random() < 0.5 else np.full(3, 250.0)
    rim = random.uniform(0, 60, 3)
    colours = letters[..., None] * colour + (1 - letters[..., None]) * rim
    strength = float(random.uniform(0.6, 1.0))
    return colours.astype(np.float32), (np.asarray(around, np.float32) * np.float32(strength))


def _logo(height: int, width: int, random: Random) -> Stamp:
    """Put random blocks or an emblem somewhere, half transparent or not."""
    if random.random() < _EMBLEMS:
        return _emblem(height, width, random)
    tall, wide = (max(6, round(float(random.uniform(0.15, 0.5)) * height)) for _ in range(2))
    wide = min(width, int(wide * float(random.uniform(1, 2.5))))
    blocks = random.uniform(0, 255, (int(random.integers(2, 6)), int(random.integers(2, 8)), 3))
    there = (random.uniform(0, 1, blocks.shape[:2]) < 0.75).astype(np.float32)
    there.flat[int(random.integers(there.size))] = 1
    how = cv2.INTER_NEAREST if random.random() < 0.5 else cv2.INTER_CUBIC
    top, left = (int(random.integers(rest + 1)) for rest in (height - tall, width - wide))
    colours, opacity = np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32)
    area = np.s_[top : top + tall, left : left + wide]
    colours[area] = np.clip(cv2.resize(blocks.astype(np.float32), (wide, tall), interpolation=how), 0, 255)
    shown = cv2.resize(there, (wide, tall), interpolation=how)
    opacity[area] = np.clip(shown, 0, 1) * np.float32(random.uniform(0.4, 1.0))
    return colours, opacity


def _emblem(height: int, width: int, random: Random) -> Stamp:
    """Put a plain shape somewhere, with letters on it or beside it."""
    side = max(12, round(float(random.uniform(0.2, 0.7)) * height))
    shape, letters = np.zeros((height, width), np.uint8), np.zeros((height, width, 3), np.uint8)
    centre = int(random.integers(width)), int(random.integers(side // 2, height - side // 2 + 1))
    _draw_shape(shape, centre, side, random)
    count = int(random.integers(1, 5))
    text = "".join(_LETTERS[int(random.integers(len(_LETTERS)))] for _ in range(count)).upper()
    face, letter_px = cv2.FontFace("sans"), max(8, round(side * float(random.uniform(0.35, 0.65))))
    is_beside = random.random() < 0.5
    x = centre[0] + (side * 5 // 8 if is_beside else -count * letter_px // 3)
    cv2.putText(letters, text, (x, centre[1] + letter_px // 3), (255, 255, 255), face, letter_px, 700)
    over = letters[..., :1].astype(np.float32) / 255
    colours = over * _plain_colour(random) + (1 - over) * _plain_colour(random)
    opacity = np.maximum(shape.astype(np.float32) / 255, over[..., 0]) * np.float32(random.uniform(0.4, 1.0))
    return colours.astype(np.float32), opacity


def _draw_shape(shape: NDArray[np.uint8], centre: tuple[int, int], side: int, random: Random) -> None:
    radius = side // 2
    match int(random.integers(4)):
        case 0:
            cv2.circle(shape, centre, radius, 255, -1, cv2.LINE_AA)
        case 1:
            cv2.circle(shape, centre, radius - side // 12, 255, max(2, side // 8), cv2.LINE_AA)
        case 2:
            wide = int(radius * random.uniform(1, 2))
            corner = centre[0] - wide, centre[1] - radius
            cv2.rectangle(shape, corner, (centre[0] + wide, centre[1] + radius), 255, -1)
        case _:
            points = 2 * int(random.integers(4, 9))
            angles = np.linspace(0, 2 * np.pi, points, endpoint=False) + random.uniform(0, 1)
            reach = np.where(np.arange(points) % 2, random.uniform(0.4, 0.8), 1.0) * radius
            corners = np.stack([centre[0] + reach * np.cos(angles), centre[1] + reach * np.sin(angles)], 1)
            cv2.fillPoly(shape, [np.rint(corners).astype(np.int32)], (255,), cv2.LINE_AA)


def _plain_colour(random: Random) -> NDArray[np.float64]:
    """Choose white, black or any colour."""
    chosen = int(random.integers(4))
    return np.full(3, 255.0 * chosen) if chosen < 2 else random.uniform(0, 255, 3)


def _restless(stamp: Stamp, random: Random) -> Stamp:
    """Let a logo jump a little, or flash."""
    colours, opacity = stamp
    jump = tuple(int(one) for one in random.integers(-3, 4, 2))
    flash = np.float32(random.uniform(0.3, 1.0))
    return np.roll(colours, jump, (0, 1)), np.roll(opacity, jump, (0, 1)) * flash
