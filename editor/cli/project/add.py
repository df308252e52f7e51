"""`cleanplate project add`: a clip, and the mattes of what is to be removed from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.cli.project.options import ProjectPath, opened
from editor.errors import UsageError
from editor.media.opening import probe
from editor.project.content.importing import import_mattes
from editor.render.frame_range import frame_range


def add_command(
    path: ProjectPath,
    clip: Annotated[str, typer.Argument(help="A movie, a folder of pictures, or a pattern.")],
    name: Annotated[str | None, option("--name", "Of the shot; the clip's if not given.")] = None,
    frames: Annotated[
        str | None, option("--range", "Both included: indices from 0, #1001-#1050, or timecodes.", "A-B")
    ] = None,
    handles: Annotated[int, typer.Option("--handles", min=0, help="Extra frames on both ends.")] = 0,
    mask: Annotated[
        Path | None, option("--mask", "Mattes of an object: a folder of PNGs, one PNG (still), or a movie.")
    ] = None,
    thing: Annotated[str | None, option("--object", "Name of the object that --mask is for.")] = None,
) -> None:
    """Add a clip to a project as a shot; with --mask, an object with its mattes."""
    if thing is not None and mask is None:
        raise UsageError("--object names what --mask is for", remedy="give it, or leave --object out")
    with opened(path, read_only=False) as project, project.edit(f"Add {Path(clip).name}"):
        part = None if frames is None else frame_range(frames, probe(clip))
        shot = project.add_clip(clip, name=name, frames=part, handles=handles)
        notice = None
        if mask is not None:
            added = project.add_object(shot, thing or mask.stem)
            notice = import_mattes(project, shot, added, mask)
    if notice is not None:
        typer.echo(f"Note: {notice}", err=True)
    typer.echo(f"#{shot.id} {shot.name}: frames {shot.first_frame}-{shot.last_frame}")
