"""The fixture of a schema version; run as a script, it writes that of the present one.

`versions/N.sql` is a project of version N as SQL, `versions/N.json` what every later version must read of it.
Those of former versions are never written again.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from project_clips import ellipse, matte, stroke
from session import prepare

from editor.masks.model.frame_mattes import FrameState
from editor.masks.model.objects import MaskObject, MatteEdge
from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.project.content.plates import PlateOrigin
from editor.project.project import Project
from editor.project.storage.schema import APPLICATION_ID, VERSION

FIXTURES = Path(__file__).parent / "versions"


def paint(project: Project) -> None:
    """Put one of everything into a project."""
    shot = project.shots.all()[0]
    (walker,) = project.objects.of(shot.id)
    track = PlanarTrack(
        3, ((0.1, 0.1), (0.9, 0.1), (0.5, 1 / 3)), (TrackStep(3, (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)),)
    )
    project.tracks.add(shot.id, track)
    project.objects.change(walker.id, MaskObject("walker ü", shadow=MatteEdge(0.1, 0.2, 0.3, 45.0)))
    project.layers.add(walker.id, ellipse(0, 20))
    placed = project.layers.add(walker.id, stroke(5, seed=1))
    project.layers.change(placed, stroke(5, seed=2))
    project.layers.put_matte(walker.id, matte(7, FrameState.IMPORTED, b"seven"), b"seven")
    project.overlays.put(walker.id, b"an overlay")
    project.plates.put(shot.id, 4, b"a plate", PlateOrigin.BROUGHT, is_linear=True)
    project.settings.set("note", {"text": "naïve", "numbers": [1, 0.1, None, True]})
    project.settings.set("note", 1)
    project.undo()
    project.view.keep({"frame": 12})


def main() -> None:
    """Write the two files."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.cleanplate"
        prepare(path)
        with Project.open(path) as project:
            paint(project)
            read = {**project.dump(), "path": ""}
        with closing(sqlite3.connect(path)) as connection:
            statements = "\n".join(connection.iterdump())
    marks = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {VERSION};\n"
    FIXTURES.mkdir(exist_ok=True)
    (FIXTURES / f"{VERSION}.sql").write_text(f"{marks}{statements}\n", encoding="utf-8")
    told = json.dumps(read, indent=1, ensure_ascii=False, sort_keys=True)
    (FIXTURES / f"{VERSION}.json").write_text(f"{told}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
