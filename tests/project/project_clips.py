"""Small clips and paintings for tests of projects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.frames import FrameSpan
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke, pack_points

WIDTH, HEIGHT = 32, 24
EDIT_RATE = 24


def write_frames(
    folder: Path, count: int, random: np.random.Generator, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Path:
    """Write pictures of noise, 00000.png and so on."""
    folder.mkdir(parents=True)
    for index in range(count):
        noise = random.integers(0, 256, (*size[::-1], 3)).astype(np.uint8)
        cv2.imencode(".png", noise)[1].tofile(folder / f"{index:05d}.png")
    return folder


def ellipse(*frames: int) -> Shape:
    """An ellipse that moves from the first frame to the last."""
    keys = tuple(ShapeKey(frame, box=Box(0.2 + frame / 100, 0.5, 0.3, 0.4)) for frame in frames or (0,))
    return Shape(ShapeKind.ELLIPSE, keys)


def stroke(frame: int | None = None, seed: int = 0) -> Stroke:
    """A stroke on one frame, or on all."""
    way = np.random.default_rng(seed).random((12, 3))
    return Stroke(pack_points(way), size=0.05, span=FrameSpan(frame, frame))


def matte(frame: int, state: FrameState = FrameState.CORRECTED, content: bytes = b"matte") -> FrameMatte:
    """A matte of a frame, whose bytes are `content`."""
    return FrameMatte(frame, state, digest_of(content))


def write_edit(path: Path, clip: str, frame_count: int, shown: range) -> Path:
    """Write an OTIO timeline that shows some frames of a clip beside it."""

    def time(value: int) -> dict[str, Any]:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": EDIT_RATE, "value": value}

    def span(frames: range) -> dict[str, Any]:
        return {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": time(frames.start),
            "duration": time(len(frames)),
        }

    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "available_range": span(range(frame_count)),
        "target_url": clip,
    }
    use = {
        "OTIO_SCHEMA": "Clip.2",
        "name": "use",
        "source_range": span(shown),
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }
    track = {"OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": [use]}
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    path.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "cut", "tracks": stack}), "utf-8")
    return path
