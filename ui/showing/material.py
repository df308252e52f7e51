"""What the window shows on pictures: the sample shot with masks that its own truth gives."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.shapes import Box, Shape, ShapeKey, ShapeKind
from editor.project.content.shots import Shot
from editor.project.project import Project
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
