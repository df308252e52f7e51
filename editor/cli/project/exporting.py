"""`cleanplate project export`: shapes for other programs, and mattes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.options import option
from editor.cli.project.options import ProjectPath, chosen_shot, opened
from editor.errors import UsageError
from editor.project.exchange import FIRST_FRAME, Program, export_mattes, export_shapes


class Kind(StrEnum):
    """What is written."""

    MATTES = "mattes"
    NUKE = "nuke"
    NATRON = "natron"
    SVG = "svg"


def export_command(
    path: ProjectPath,
    out: Annotated[
        str, typer.Argument(help="A file, a folder, or a pattern of pictures.", show_default=False)
    ],
    kind: Annotated[Kind | None, typer.Option("--as", help="What is written.  [by the ending]")] = None,
    shot_name: Annotated[str | None, option("--shot", "Name of the shot, or #3 for its number.")] = None,
    thing: Annotated[str | None, option("--object", "Mattes of this object alone.")] = None,
    codec: Annotated[str | None, option("--codec", "Another than the one that goes with OUT.")] = None,
    first_frame: Annotated[
        int, typer.Option("--first-frame", help="Number of the clip's first frame there.")
    ] = FIRST_FRAME,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that exist.")] = False,
) -> None:
    """Write the shapes of a shot for Nuke, Natron or as SVG, or its mattes as pictures or a movie."""
    chosen = kind or _kind_of(Path(out))
    if chosen is not Kind.MATTES and (thing or codec) is not None:
        raise UsageError("--object and --codec are for mattes", remedy="leave them out, or give --as mattes")
    with opened(path, read_only=True) as project:
        shot = chosen_shot(project, shot_name)
        if chosen is Kind.MATTES:
            one = None if thing is None else project.objects.named(shot.id, thing)
            notices = export_mattes(project, shot, out, thing=one, codec=codec, overwrite=overwrite)
        else:
            program = Program(chosen.value)
            notices = export_shapes(
                project, shot, Path(out), program, first_frame=first_frame, overwrite=overwrite
            )
    for notice in notices:
        typer.echo(f"Note: {notice}", err=True)
    typer.echo(out)


def _kind_of(out: Path) -> Kind:
    if out.suffix == ".nk":
        return Kind.NUKE
    if out.suffix in {".py", ".svg"}:
        raise UsageError(
            f"{out.name} may be for several programs",
            remedy="say which: --as nuke, --as natron, or --as svg with a folder",
        )
    return Kind.MATTES
