"""Small edits of small movies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import numpy as np

WIDTH, HEIGHT, FRAMES = 64, 48, 24


def write_wall(path: Path, seed: int = 6) -> Path:
    """Write a movie of a still wall."""
    wall = np.random.default_rng(seed).integers(60, 190, (HEIGHT * 3 // 2, WIDTH)).astype(np.uint8)
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", 24)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for _ in range(FRAMES):
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(wall, "yuv420p")))
        movie.mux(stream.encode(None))
    return path


def write_edit(path: Path, clips: list[tuple[str, int, int, str]]) -> Path:
    """Write an edit of clips: the movie, its first frame, the number of frames, and a marker or nothing."""
    children = [_clip(*clip) for clip in clips]
    track = {"OTIO_SCHEMA": "Track.1", "name": "V1", "kind": "Video", "children": children}
    stack = {"OTIO_SCHEMA": "Stack.1", "children": [track]}
    path.write_text(json.dumps({"OTIO_SCHEMA": "Timeline.1", "name": "cut", "tracks": stack}), "utf-8")
    return path


def _clip(movie: str, first: int, count: int, marker: str) -> dict[str, Any]:
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "available_range": _span(0, FRAMES),
        "target_url": movie,
    }
    markers = [{"OTIO_SCHEMA": "Marker.2", "name": marker, "marked_range": _span(first, 1), "color": "RED"}]
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": Path(movie).stem,
        "source_range": _span(first, count),
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
        "markers": markers if marker else [],
    }


def _span(start: int, duration: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "duration": _time(duration), "start_time": _time(start)}


def _time(value: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": 24, "value": value}
