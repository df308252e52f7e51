"""Markers of a shot; they are settings of the project, so that they can be undone."""

from __future__ import annotations

from editor.project.content.shots import Shot
from editor.project.history.events import Place
from editor.project.project import Project


def markers_of(project: Project, shot: Shot) -> dict[int, str]:
    """Read the markers of a shot: their names by frame index, ascending."""
    kept = project.settings.get(_name(shot), {})
    return {int(frame): str(text) for frame, text in sorted(kept.items(), key=lambda item: int(item[0]))}


def set_marker(project: Project, shot: Shot, frame: int, text: str | None) -> None:
    """Put a marker on a frame or name it; None takes it away."""
    markers = {str(at): name for at, name in markers_of(project, shot).items()}
    if text is None:
        markers.pop(str(frame), None)
    else:
        markers[str(frame)] = text
    edit = "Remove marker" if text is None else "Set marker"
    with project.edit(edit, Place(shot.id, frame)):
        project.settings.set(_name(shot), markers or None)


def _name(shot: Shot) -> str:
    return f"markers/{shot.id}"
