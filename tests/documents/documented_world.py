"""What the commands of the documents work on: a short small shot, mattes, edits, annotations."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import opentimelineio as otio

from editor.cli.main import status_of

SIZE = (160, 96)
RATE, COUNT, LAST_KEY = 25, 16, 12


def draw_shot(folder: Path) -> None:
    """Draw the sample, which all worlds share."""
    size = f"{SIZE[0]}x{SIZE[1]}"
    words = ["data", "synthesise", str(folder), "--size", size, "--seconds", str(COUNT / RATE)]
    assert status_of([*words, "--quiet", "--overwrite"]) == 0


def make_world(sample: Path, folder: Path) -> None:
    """Lay out everything that a document's commands name."""
    folder.mkdir()
    for name in ("mattes", "person"):
        shutil.copytree(sample / "mattes", folder / name)
    shutil.copytree(sample / "mattes", folder / "mattes-by-shot" / "sh010")
    shutil.copy(sample / "shot.mov", folder)
    shutil.copy(sample / "shot.mov", folder / "street.mov")
    shutil.copy(sample / "plate.mov", folder / "truth.mov")
    for frame, name in ((0, "walker"), (LAST_KEY, "walker40")):
        shutil.copy(sample / "mattes" / f"{frame:05}.png", folder / f"{name}.png")
    for name in ("beach", "retouched"):
        cv2.imwrite(str(folder / f"{name}.png"), np.full((SIZE[1], SIZE[0], 3), 90, np.uint8))
    _draw_annotations(folder / "labelme-folder")
    for name, length in (("cut", 10), ("cut_new", 12)):
        _write_edit(folder / f"{name}.otio", folder / "street.mov", length)


def _write_edit(path: Path, movie: Path, length: int) -> None:
    """Write an edit of one marked clip as Resolve does: plain paths, and a start at one hour."""

    def span(start: int, length: int) -> otio.opentime.TimeRange:
        return otio.opentime.TimeRange(
            otio.opentime.RationalTime(start, RATE), otio.opentime.RationalTime(length, RATE)
        )

    whole = span(0, COUNT)
    media = otio.schema.ExternalReference(target_url=str(movie), available_range=whole)
    clip = otio.schema.Clip("street", media_reference=media, source_range=span(2, length))
    marker = otio.schema.Marker(name="clean", marked_range=span(4, 1), color="RED")
    clip.markers.append(marker)
    track = otio.schema.Track("Video 1", children=[clip], kind="Video")
    start = otio.opentime.RationalTime(RATE * 3600, RATE)
    edit = otio.schema.Timeline("cut", tracks=[track], global_start_time=start)
    edit.metadata["Resolve_OTIO"] = {}
    otio.adapters.write_to_file(edit, str(path))


def _draw_annotations(folder: Path) -> None:
    folder.mkdir()
    for at in range(4):
        picture = np.full((64, 96, 3), 60 + 30 * at, np.uint8)
        picture[16:48, 20 + 8 * at : 50 + 8 * at] = (200, 40 * at, 90)
        cv2.imwrite(str(folder / f"{at}.png"), picture)
        corners = [[20 + 8 * at, 16], [50 + 8 * at, 16], [50 + 8 * at, 48], [20 + 8 * at, 48]]
        shape = {"label": "walker", "points": corners, "shape_type": "polygon", "group_id": None, "flags": {}}
        known = {"version": "5.4.1", "flags": {}, "shapes": [shape], "imagePath": f"{at}.png"}
        known |= {"imageData": None, "imageHeight": 64, "imageWidth": 96}
        (folder / f"{at}.json").write_text(json.dumps(known))
