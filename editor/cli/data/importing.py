"""`cleanplate data import`: annotations of other programs become material to train with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from editor.cli.data.synthesise import frame_rate
from editor.cli.options import option
from editor.datasets.importing.recognising import Format, find_annotations
from editor.datasets.importing.writing import ImportSettings, write_material


def import_command(
    source: Annotated[
        Path,
        typer.Argument(
            help="An annotation file, a folder of them, DAVIS-like folders, or a project.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder to make.", show_default=False)],
    form: Annotated[
        Format | None, typer.Option("--format", help="What SOURCE is.  [by what it holds]")
    ] = None,
    media: Annotated[
        Path | None, option("--media", "Where its pictures or its movie are, if not beside it.")
    ] = None,
    rate: Annotated[str | None, option("--rate", "Frames per second that clips are taken at.")] = None,
    source_rate: Annotated[
        str | None, option("--source-rate", "Frames per second of folders that do not tell.")
    ] = None,
    hold_out: Annotated[
        bool, typer.Option("--hold-out", help="Clips are to check on, not to learn from.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Bring annotated pictures and clips into a folder that `cleanplate train` learns from.

    It reads COCO, JSON Lines, CVAT, labelme, VIA and Labelbox, folders like those of DAVIS and YouTube-VOS,
    and projects. A broken annotation is named, and nothing is written.
    """
    wanted, own = (None if text is None else frame_rate(text) for text in (rate, source_rate))
    console = Console(stderr=True, highlight=False, soft_wrap=True, quiet=quiet)
    found = find_annotations(source, form=form, media=media, rate=own)
    settings = ImportSettings(wanted, is_held_out=hold_out)
    with console.status(f"importing {found.format}") as status:
        done = write_material(found, source, out, settings, lambda name: status.update(f"importing {name}"))
    for notice in found.notices:
        typer.echo(f"Note: {notice}.", err=True)
    parts = [
        f"{count} {what}"
        for count, what in (
            (done.picture_count, "pictures"),
            (done.clip_count, f"clips with {done.frame_count} frames"),
        )
        if count
    ]
    typer.echo(f"{done.folder}: {', '.join(parts)}, {sum(done.classes.values())} objects")
