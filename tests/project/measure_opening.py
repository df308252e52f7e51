"""How long a large project takes to open: a script that prints, run by hand.

`python measure_opening.py` makes a project of 10,000 strokes and 5,000 mattes and opens it.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from project_clips import matte
from session import prepare

from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import MaskObject
from editor.masks.model.strokes import Stroke, pack_points
from editor.project.project import Project

STROKE_COUNT, MATTE_COUNT, OBJECT_COUNT, FRAME_COUNT = 10_000, 5_000, 5, 1000
POINT_COUNT, MATTE_BYTES = 80, 15_000


def fill(path: Path) -> None:
    """Paint."""
    random = np.random.default_rng(0)
    prepare(path)
    with Project.open(path) as project, project.edit("Paint"):
        shot = project.shots.all()[0]
        objects = [
            project.objects.add(shot.id, MaskObject(f"object {number}")) for number in range(OBJECT_COUNT)
        ]
        for number in range(STROKE_COUNT):
            frame = number % FRAME_COUNT
            way = pack_points(random.random((POINT_COUNT, 3)))
            stroke = Stroke(way, size=0.02, span=FrameSpan(frame, frame))
            project.layers.add(objects[number % OBJECT_COUNT].id, stroke)
        for number in range(MATTE_COUNT):
            content = random.bytes(MATTE_BYTES)
            painted = matte(number % FRAME_COUNT, content=content)
            project.layers.put_matte(objects[number // FRAME_COUNT].id, painted, content)


def measure(path: Path) -> dict[str, float]:
    """Open the project and look at it as a window would, in milliseconds."""
    times = {}
    started_s = time.perf_counter()

    def note(name: str) -> None:
        nonlocal started_s
        times[name] = (time.perf_counter() - started_s) * 1000
        started_s = time.perf_counter()

    project = Project.open(path)
    note("open")
    shot = project.shots.all()[0]
    objects = project.objects.of(shot.id)
    assert project.history.next_undo is not None
    note("lists of shots and objects, next undo")
    project.masked_objects(shot, FRAME_COUNT // 2)
    note("layers of a frame")
    project.layers.of(objects[-1].id)
    note("all layers of an object")
    project.document_hash()
    note("document hash")
    project.close()
    return times


def main() -> None:
    """Make, measure, print."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.cleanplate"
        fill(path)
        sys.stdout.write(f"{path.stat().st_size / 1e6:.0f} MB\n")
        for name, milliseconds in measure(path).items():
            sys.stdout.write(f"{name}: {milliseconds:.1f} ms\n")


if __name__ == "__main__":
    main()
