"""What the window shows on pictures: the sample shot with masks that its own truth gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.project.content.shots import Shot
from editor.project.project import Project
from ui.edits.store import ReadingChoices, keep_edit, plates_folder
from ui.window.markers import set_marker

PINNED_FRAME, SHOWN_FRAME = 12, 20
_NOTED = (8, 33)
_UNSURE = range(24, 30)


def mask_sample(project: Project, shot: Shot, mattes: Path) -> None:
    """Give the sample an object with key, propagated and unsure frames, one with a shape, and markers."""
    walker = project.add_object(shot, "Walker")
    for path, frame in zip(sorted(mattes.glob("*.png")), shot.frames, strict=False):
        matte = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if matte is None:
            continue
        coded = encode_matte(np.asarray(matte, np.uint8))
        is_pinned = frame == PINNED_FRAME
        confidence = None if is_pinned else 0.52 if frame in _UNSURE else 0.94
        state = FrameState.PINNED if is_pinned else FrameState.AI
        placed = FrameMatte(frame, state, digest_of(coded), confidence=confidence)
        project.layers.put_matte(walker.id, placed, coded)
    sign = project.add_object(shot, "Sign")
    keys = tuple(ShapeKey(frame, box=Box(0.72, 0.3, 0.14, 0.18)) for frame in (0, SHOWN_FRAME))
    project.draw(sign, Shape(ShapeKind.RECTANGLE, keys))
    for frame in _NOTED:
        set_marker(project, shot, frame, "check the edge")


def bring_edit(project: Project, folder: Path, clip: Path) -> None:
    """Let the sample come from an edit: a dissolve, a nest, a retime, what is muted and what is gone."""
    plates = plates_folder(folder / "cut.otio")
    plates.mkdir(parents=True, exist_ok=True)
    (plates / "sh010_cleanplate_v002.mov").touch()
    dissolve = {
        "OTIO_SCHEMA": "Transition.1",
        "transition_type": "SMPTE_Dissolve",
        "in_offset": _time(4),
        "out_offset": _time(4),
    }
    nest = {
        "OTIO_SCHEMA": "Stack.1",
        "name": "Scene 12",
        "source_range": _span(0, 40),
        "children": [_track("V1", "Video", [_used(clip, "inside", 0, 40)])],
    }
    first = [
        _used(clip, "Walker wide", 0, 40),
        dissolve,
        _used(clip, "Walker again", 6, 30),
        {"OTIO_SCHEMA": "Gap.1", "source_range": _span(0, 14)},
        _used(folder / "A003_C012.mov", "A003_C012", 0, 44),
        nest,
        _used(clip, "Walker slow", 4, 20, {"OTIO_SCHEMA": "LinearTimeWarp.1", "time_scalar": 0.5}),
    ]
    second = [
        {"OTIO_SCHEMA": "Gap.1", "source_range": _span(0, 54)},
        {**_used(clip, "Other take", 2, 34), "enabled": False},
    ]
    tracks = [_track("V1", "Video", first), _track("V2", "Video", second)]
    tracks.append(_track("A1", "Audio", [_used(clip, "Walker wide", 0, 40)]))
    edit = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "Reel 3",
        "global_start_time": _time(90_000),
        "tracks": {"OTIO_SCHEMA": "Stack.1", "children": tracks},
    }
    path = folder / "cut.otio"
    path.write_text(json.dumps(edit), encoding="utf-8")
    with project.edit("Import cut.otio"):
        keep_edit(project, path, ReadingChoices())


def _used(clip: Path, name: str, first: int, count: int, *effects: dict[str, Any]) -> dict[str, Any]:
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "available_range": _span(0, 40),
        "target_url": str(clip),
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": name,
        "source_range": _span(first, count),
        "effects": list(effects),
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def _track(name: str, kind: str, children: list[dict[str, Any]]) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "Track.1", "name": name, "kind": kind, "children": children}


def _span(first: int, count: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": _time(first), "duration": _time(count)}


def _time(frames: int) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": 25, "value": frames}
