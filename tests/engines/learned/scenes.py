"""Scenes whose background is known everywhere, and windows over them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from engines.complete.contract import Fill, Matte, Rgb, Window


def scenery(height: int, width: int, seed: int = 3) -> Rgb:
    """Soft shapes with some fine texture on them."""
    random = np.random.default_rng(seed)
    picture = np.zeros((height, width, 3), np.float32)
    for cell, strength in ((64, 70), (16, 25), (3, 12)):
        grid = random.uniform(-1, 1, (height // cell + 3, width // cell + 3, 3)).astype(np.float32)
        picture += strength * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(picture + 128, 0, 255).astype(np.uint8)


def pan(count: int, height: int, width: int, step_px: int = 2) -> list[Rgb]:
    wide = scenery(height, width + step_px * count)
    return [np.ascontiguousarray(wide[:, i * step_px : i * step_px + width]) for i in range(count)]


def still_hole(count: int, height: int, width: int) -> list[Matte]:
    matte = np.zeros((height, width), np.uint8)
    matte[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3] = 255
    return [matte] * count


def covered(frames: Sequence[Rgb], mattes: Sequence[Matte]) -> list[Rgb]:
    random = np.random.default_rng(1)
    noise = [random.integers(0, np.iinfo(f.dtype).max + 1, f.shape, f.dtype) for f in frames]
    return [np.where((m > 0)[..., None], n, f) for f, m, n in zip(frames, mattes, noise, strict=True)]


def window(frames: Sequence[Rgb], mattes: Sequence[Matte], **more: object) -> Window:
    options: dict[str, object] = {"start": 0, "done": 0, "emit_count": len(frames), **more}
    return Window(frames=covered(frames, mattes), mattes=mattes, **options)  # type: ignore[arg-type]


def hole_error(fills: Sequence[Fill], frames: Sequence[Rgb], mattes: Sequence[Matte]) -> float:
    """Root of the mean square in the holes, of 255 levels."""
    squares = []
    for fill in fills:
        frame, matte = frames[fill.index], mattes[fill.index]
        box = area(fill)
        difference = (fill.rgb.astype(np.float64) - frame[box]) * (255 / np.iinfo(frame.dtype).max)
        squares.append(np.square(difference[matte[box] > 0]))
    return float(np.sqrt(np.concatenate(squares).mean()))


def area(fill: Fill) -> tuple[slice, slice]:
    height, width = fill.rgb.shape[:2]
    return slice(fill.top, fill.top + height), slice(fill.left, fill.left + width)


def assert_laid_into_holes(fills: Sequence[Fill], seen: Window) -> None:
    """Each fill covers its hole, and what it has beside the hole is the frame's."""
    for fill in fills:
        frame, matte = seen.frames[fill.index - seen.start], seen.mattes[fill.index - seen.start]
        box = area(fill)
        assert (matte > 0).sum() == (matte[box] > 0).sum()
        assert fill.rgb.dtype == frame.dtype
        assert np.array_equal(fill.rgb[matte[box] == 0], frame[box][matte[box] == 0])
