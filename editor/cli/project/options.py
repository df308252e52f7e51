"""What the verbs of `cleanplate project` have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.errors import UsageError
from editor.project.content.shots import Shot
from editor.project.project import Project

ProjectPath = Annotated[Path, typer.Argument(help="A project: .cleanplate.", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def opened(path: Path, *, read_only: bool) -> Project:
    """Open a project, and say what the user should know about it.

    Raises
    ------
    ProjectError
        If it cannot be opened.
    """
    project = Project.open(path, read_only=read_only)
    for notice in project.notices:
        typer.echo(f"Note: {notice}.", err=True)
    return project


def chosen_shot(project: Project, name: str | None) -> Shot:
    """Find the shot of a name; without one, the only shot.

    Raises
    ------
    UsageError
        If it is not clear which is meant.
    """
    if name is not None:
        return project.shots.named(name)
    shots = project.shots.all()
    if not shots:
        raise UsageError("it has no shots", remedy="add a clip to it", path=project.path)
    if len(shots) > 1:
        listed = ", ".join(f"#{shot.id} ({shot.name})" for shot in shots)
        raise UsageError(
            f"it has {len(shots)} shots", remedy=f"choose one with --shot: {listed}", path=project.path
        )
    return shots[0]
