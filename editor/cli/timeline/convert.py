"""`cleanplate timeline convert`: the edit in another format, and what that cannot carry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.timeline.options import EditPath, JsonOption, QuietOption, RateOption, opened
from editor.media.output import check_output
from editor.timeline.conversion.converting import convert
from editor.timeline.documents.saving import write_whole


def convert_command(
    edit: EditPath,
    out: Annotated[Path, typer.Argument(help="A .otio, .xml, .fcpxml or .edl.", show_default=False)],
    rate: RateOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that exists.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write an edit anew in another format, and say what is lost."""
    check_output(out, overwrite=overwrite)
    timeline = opened(edit, rate, ()).timeline
    conversion = convert(timeline, out)
    write_whole(conversion.data, out, overwrite=overwrite)
    losses = [*timeline.notices, *conversion.losses]
    if as_json:
        typer.echo(
            json.dumps({"out": str(out), "format": conversion.target, "lost": losses}, ensure_ascii=False)
        )
        return
    if not quiet:
        for loss in losses:
            typer.echo(f"Lost: {loss.rstrip('.')}.", err=True)
        typer.echo(out)
