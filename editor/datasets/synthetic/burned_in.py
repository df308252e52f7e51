"""What is burned into made-up clips: logos that stay, blink, move or let through, and subtitles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from editor.datasets.synthetic.camera import Random
from editor.datasets.synthetic.lettering import TextLook, draw_look, families_of, lettered, phrases, scripts

Rgba = NDArray[np.float32]
"""H x W x 4: red, green and blue from 0 to 255, and how much it covers from 0 to 1."""

_LETTERS = "ABCDEFGHKLMNOPRSTUVXZ"
_NAMES = "NOVA", "TV", "LIVE", "KINO", "ARTE", "PRIME"
_FRAMES_SHOWN, _FRAMES_PAUSED = (20, 60), (0, 15)


class LogoKind(Enum):
    """How a logo behaves; the value is the name that users see."""

    STILL = "still"
    BLINKING = "blinking"
    MOVING = "moving"
    TRANSPARENT = "transparent"


class BurnedIn(Protocol):
    """Something that lies over every frame or some."""

    def layer(self, index: int) -> Rgba:
        """Return what lies over a frame."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a logo's place and strength go on in time."""

    home: tuple[float, float]
    reach_px: tuple[float, float]
    hz: tuple[float, float]
    opacity: float
    period: int
    shown: int
    fade: int

    def place(self, index: int) -> tuple[float, float]:
        x, y = (
            home + reach * np.sin(2 * np.pi * hz * index)
            for home, reach, hz in zip(self.home, self.reach_px, self.hz, strict=True)
        )
        return float(x), float(y)

    def strength(self, index: int) -> float:
        if not self.period:
            return self.opacity
        within = index % self.period
        rising, falling = (within + 1) / self.fade, (self.shown - within) / self.fade
        return self.opacity * float(np.clip(min(rising, falling), 0, 1))


class Logo:
    """A made-up logo in a corner.

    Parameters
    ----------
    kind : LogoKind
        How it behaves.
    size : tuple of int
        Height and width of the frames.
    random : Generator
        What decides its look, its corner and its way.
    """

    def __init__(self, kind: LogoKind, size: tuple[int, int], random: Random) -> None:
        self.kind = kind
        self._size = size
        self._drawing = _logo(round(size[0] * random.uniform(0.12, 0.2)), random)
        self._way = self._drawn_way(random)

    def layer(self, index: int) -> Rgba:
        """Return what lies over a frame."""
        height, width = self._size
        x, y = self._way.place(index)
        shift = np.array([[1, 0, x], [0, 1, y]], np.float64)
        # Premultiplied, so that the border of nothing does not darken its edges.
        premultiplied = self._drawing.copy()
        premultiplied[..., :3] *= premultiplied[..., 3:]
        laid = cv2.warpAffine(premultiplied, shift, (width, height), flags=cv2.INTER_LINEAR)
        layer = np.asarray(laid, np.float32)
        layer[..., :3] /= np.maximum(layer[..., 3:], 1e-4)
        layer[..., 3] *= self._way.strength(index)
        return layer

    def _drawn_way(self, random: Random) -> _Way:
        height, width = self._size
        drawn_height, drawn_width = self._drawing.shape[:2]
        margin = 0.04 * height
        corner = random.integers(0, 2, 2)
        home = (
            margin if corner[0] else width - drawn_width - margin,
            margin if corner[1] else height - drawn_height - margin,
        )
        is_moving, is_blinking = self.kind is LogoKind.MOVING, self.kind is LogoKind.BLINKING
        if is_moving:
            home = ((width - drawn_width) / 2, (height - drawn_height) / 2)
        reach = ((width - drawn_width) * 0.4, (height - drawn_height) * 0.4) if is_moving else (0.0, 0.0)
        hz = random.uniform(0.002, 0.008, 2)
        period = int(random.integers(24, 72)) if is_blinking else 0
        is_clear = self.kind is LogoKind.TRANSPARENT
        return _Way(
            (float(home[0]), float(home[1])),
            reach,
            (float(hz[0]), float(hz[1])),
            float(random.uniform(0.25, 0.65)) if is_clear else float(random.uniform(0.9, 1.0)),
            period,
            period * 2 // 3,
            int(random.integers(1, 9)),
        )


class Subtitles:
    """Lines of one script at the bottom, one after the other, with pauses.

    Parameters
    ----------
    script : str
        One of `scripts()`.
    size : tuple of int
        Height and width of the frames.
    frame_count : int
        Over which they come.
    random : Generator
        What decides look, lines and times.
    """

    def __init__(self, script: str, size: tuple[int, int], frame_count: int, random: Random) -> None:
        self.script = script
        self._size = size
        look = draw_look(script, size[0], random)
        self._lines: list[tuple[int, int, Rgba]] = []
        start = int(random.integers(0, _FRAMES_PAUSED[1]))
        while start < frame_count:
            end = start + int(random.integers(*_FRAMES_SHOWN))
            self._lines.append((start, end, _line(script, look, size, random)))
            start = end + int(random.integers(*_FRAMES_PAUSED))

    def layer(self, index: int) -> Rgba:
        """Return what lies over a frame."""
        for start, end, layer in self._lines:
            if start <= index < end:
                return layer
        return np.zeros((*self._size, 4), np.float32)


def laid_over(scene: NDArray[np.float32], layer: Rgba) -> NDArray[np.float32]:
    """Lay a layer over a picture: H x W x 3, float32, 0 to 255."""
    alpha = layer[..., 3:]
    return np.asarray(scene * (1 - alpha) + layer[..., :3] * alpha, np.float32)


def draw_script(random: Random) -> str | None:
    """Choose a script that there is a font for; None where there is no font at all."""
    there = scripts()
    return there[int(random.integers(len(there)))] if there else None


def _line(script: str, look: TextLook, size: tuple[int, int], random: Random) -> Rgba:
    known = phrases(script)
    chosen = [known[int(at)] for at in random.permutation(len(known))[: int(random.integers(1, 3))]]
    height, width = size
    drawn = lettered(
        "\n".join(chosen), look, width, height, (width / 2, height * (0.93 - 0.05 * len(chosen)))
    )
    return _rgba(drawn)


def _logo(side_px: int, random: Random) -> Rgba:
    """Draw a shape with letters on it or beside it."""
    names = [_NAMES[int(random.integers(len(_NAMES)))], _LETTERS[int(random.integers(len(_LETTERS)))]]
    beside = bool(random.random() < 0.5)
    width = side_px * 3 if beside else side_px
    pixels = np.zeros((side_px, width, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kUnpremul_AlphaType)
    hue = random.integers(0, 256, 3)
    paint = skia.Paint(Color=skia.Color(*map(int, hue)), AntiAlias=True)
    centre, radius = side_px / 2, side_px * 0.46
    with surface as canvas:
        match int(random.integers(4)):
            case 0:
                canvas.drawCircle(centre, centre, radius, paint)
            case 1:
                square = skia.Rect(centre - radius, centre - radius, centre + radius, centre + radius)
                canvas.drawRoundRect(square, radius / 3, radius / 3, paint)
            case 2:
                paint.setStyle(skia.Paint.kStroke_Style)
                paint.setStrokeWidth(side_px * 0.12)
                canvas.drawCircle(centre, centre, radius * 0.85, paint)
            case _:
                canvas.drawPath(_star(centre, radius, int(random.integers(5, 9))), paint)
    logo = _rgba(pixels)
    latin = families_of("Latin")
    if not latin:
        return logo
    look = TextLook(str(random.choice(latin)), side_px * (0.6 if beside else 0.45), is_bold=True)
    at = (side_px * 2.0, centre) if beside else (centre, centre)
    text = _rgba(lettered(names[0] if beside else names[1], look, width, side_px, at))
    return _over(logo, text)


def _over(under: Rgba, over: Rgba) -> Rgba:
    alpha = over[..., 3:] + under[..., 3:] * (1 - over[..., 3:])
    mixed = over[..., :3] * over[..., 3:] + under[..., :3] * under[..., 3:] * (1 - over[..., 3:])
    return np.concatenate([mixed / np.maximum(alpha, 1e-4), alpha], 2).astype(np.float32)


def _star(centre: float, radius: float, points: int) -> skia.Path:
    angles = np.linspace(-np.pi / 2, 1.5 * np.pi, 2 * points, endpoint=False)
    reach = np.where(np.arange(2 * points) % 2, radius * 0.45, radius)
    corners = [
        skia.Point(float(centre + r * np.cos(a)), float(centre + r * np.sin(a)))
        for a, r in zip(angles, reach, strict=True)
    ]
    return skia.Path.Polygon(corners, True)


def _rgba(pixels: NDArray[np.uint8]) -> Rgba:
    layer = pixels.astype(np.float32)
    layer[..., 3] /= 255
    return layer
