"""Our own projects: each shot with what was painted in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from editor.datasets.importing.drawn import DrawnObjects
from editor.datasets.importing.found import Findings, Footage, LabelMap
from editor.errors import UsageError
from editor.masks.model.frame_mattes import FrameMatte
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.project import Project

PROJECT_SUFFIX = ".cleanplate"


def find_in_project(path: Path) -> Findings:
    """Read a project: its shots with objects are clips; a frame without any matte is not annotated.

    Parameters
    ----------
    path : Path
        The project; it is only read.

    Raises
    ------
    ProjectError
        If it cannot be opened.
    UsageError
        If nothing is painted in it, or a clip is missing.
    """
    found = Findings("project")
    with Project.open(path, read_only=True) as project:
        for shot in project.shots.all():
            if any(one.layers for one in project.masked_objects(shot)):
                found.footage.append(_footage(path, project, shot))
            else:
                found.note(f"the shot {shot.name} is left out: nothing is painted in it")
    if not found.footage:
        raise UsageError("nothing is painted in it", remedy="give a project with objects", path=path)
    return found


def _footage(path: Path, project: Document, shot: Shot) -> Footage:
    objects = project.masked_objects(shot)
    digests = {layer.digest for one in objects for layer in one.layers if isinstance(layer, FrameMatte)}
    # All that is drawn from is taken along: the project is closed when the clip is written.
    drawn = DrawnObjects(
        objects,
        {digest: project.picture(digest) for digest in digests},
        project.tracks.by_id(shot.id),
        project.grid(shot).pixel_aspect,
    )

    def labels(frame: int, width: int, height: int) -> LabelMap | None:
        found = drawn.labels(frame, width, height)
        return found if found.any() else None

    classes = Counter(one.settings.name for one in objects)
    clip = project.media.present(shot.media_id)
    return Footage(path, f"shot {shot.name}", shot.name, clip, shot.frames, labels, dict(classes))
