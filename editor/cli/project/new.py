"""`cleanplate project new`: an empty project."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.cli.project.options import ProjectPath
from editor.project.project import Project


def new_command(
    path: ProjectPath,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a project that exists.")] = False,
) -> None:
    """Make an empty project."""
    with Project.create(path, overwrite=overwrite) as project:
        for notice in project.notices:
            typer.echo(f"Note: {notice}.", err=True)
        typer.echo(project.path)
