"""What is measured of a shot beside the window: confidence, area of mattes, what no frame shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import cv2
import numpy as np

from editor.errors import UsageError
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.project.content.shots import Shot
from editor.project.project import Project
from ui.scopes.curves import Curve, broken_curve
from ui.timeline.lanes import lanes_of

_MOST_LINES = 270
"""Mattes are measured small: their share of the picture is the same."""

_WORK_S = 0.25
_COARSE_STEP = 16
_LAST_FRAME = 64_000
"""In maps of origins, what lies above does not come from a frame."""

_LEGEND = "legend.json"


@dataclass(frozen=True, slots=True)
class Areas:
    """Shares of the picture that objects take.

    Attributes
    ----------
    shares : tuple of (int, dict of int to float)
        Id of each object, the lowest first, with shares of 0 to 1 by frame.
    left : tuple of int
        Frames that are still to be measured.
    """

    shares: tuple[tuple[int, dict[int, float]], ...]
    left: tuple[int, ...]


def coarse_first(frames: range) -> tuple[int, ...]:
    """Order frames so that a rough curve is soon there."""
    coarse = frames[::_COARSE_STEP]
    return (*coarse, *(frame for frame in frames if frame not in coarse))


def confidence_of(project_path: Path, shot_id: int) -> tuple[Curve, ...]:
    """Read how sure propagation is of each object over time; where nothing is known there is no curve."""
    with Project.open(project_path, read_only=True) as project:
        lanes = lanes_of(project, project.objects.of(shot_id))
    return tuple(
        broken_curve(lane.name, lane.colour, dict(lane.confidence)) for lane in lanes if lane.confidence
    )


def areas_of(project_path: Path, shot_id: int, frames: Sequence[int]) -> Areas:
    """Measure mattes on the first of some frames, for as long as others would not have to wait for it."""
    with Project.open(project_path, read_only=True) as project:
        shot = project.shots.get(shot_id)
        objects = project.objects.of(shot_id)
        grid = _small_grid(project, shot)
        evaluator = Evaluator(grid, project.picture)
        tracks = project.tracks.by_id(shot_id)
        found: list[dict[int, float]] = [{} for _ in objects]
        end_s = monotonic() + _WORK_S
        done = 0
        for frame in frames:
            evaluator.evaluate(frame, project.masked_objects(shot, frame), tracks)
            for position, shares in enumerate(found):
                pixels = evaluator.object_matte(position).pixels
                shares[frame] = float(pixels.sum(dtype=np.int64)) / (255 * grid.width * grid.height)
            done += 1
            if monotonic() > end_s:
                break
    by_object = tuple((one.id, values) for one, values in zip(objects, found, strict=True))
    return Areas(by_object, tuple(frames[done:]))


def unseen_in(folder: Path) -> dict[int, float]:
    """Read from a render's maps of origins which share of each frame's hole no other frame shows.

    Parameters
    ----------
    folder : Path
        As a removal writes it where it was asked for a map of origins.

    Returns
    -------
    dict of int to float
        0 to 1 by frame; frames where nothing was filled are left out.

    Raises
    ------
    UsageError
        If it holds no such maps, or one of them is damaged.
    """
    remedy = "choose the folder of maps that a render wrote"
    try:
        legend = json.loads((folder / _LEGEND).read_text(encoding="utf-8"))
        maps = sorted(path for path in folder.glob("*.png") if path.stem.isdecimal())
    except (OSError, ValueError) as error:
        raise UsageError("it holds no maps of origins", remedy=remedy, path=folder) from error
    if not isinstance(legend, dict) or not maps:
        raise UsageError("it holds no maps of origins", remedy=remedy, path=folder)
    seen = [int(code) for code, name in legend.items() if code.isdecimal() and name == "plate"]
    return {int(path.stem): share for path in maps if (share := _unseen_share(path, seen)) is not None}


def _unseen_share(path: Path, seen: Sequence[int]) -> float | None:
    try:
        marks = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    except (OSError, cv2.error):
        marks = None
    if marks is None or marks.dtype != np.uint16 or marks.ndim != 2:
        raise UsageError("it is no map of origins", remedy="render it again", path=path)
    filled = np.count_nonzero(marks)
    made_up = marks > _LAST_FRAME
    for code in seen:  # a plate is made of frames
        made_up &= marks != code
    return np.count_nonzero(made_up) / filled if filled else None


def _small_grid(project: Project, shot: Shot) -> PixelGrid:
    grid = project.grid(shot)
    if grid.height <= _MOST_LINES:
        return grid
    width = max(1, round(grid.width * _MOST_LINES / grid.height))
    return PixelGrid(width, _MOST_LINES, grid.pixel_aspect)
