"""`cleanplate project import`: shapes and annotations of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.cli.project.options import ProjectPath, chosen_shot, opened
from editor.project.exchange import FIRST_FRAME, import_masks


def import_command(
    path: ProjectPath,
    file: Annotated[
        Path,
        typer.Argument(
            help="From Nuke (.nk), Natron (.py), COCO (.json), CVAT (.xml), an .svg or a folder of them.",
            show_default=False,
        ),
    ],
    shot_name: Annotated[str | None, option("--shot", "Name of the shot, or #3 for its number.")] = None,
    first_frame: Annotated[
        int, typer.Option("--first-frame", help="Number of the clip's first frame in a script.")
    ] = FIRST_FRAME,
) -> None:
    """Add the shapes and masks of another program's file to a shot, as new objects."""
    with opened(path, read_only=False) as project:
        brought = import_masks(project, chosen_shot(project, shot_name), file, first_frame=first_frame)
        counts = {one.id: sum(project.layers.count(one.id).values()) for one in brought.objects}
    for notice in brought.notices:
        typer.echo(f"Note: {notice}", err=True)
    for one in brought.objects:
        typer.echo(f"#{one.id} {one.settings.name}: {counts[one.id]} shapes and mattes")
