"""`cleanplate data`: material to try and to train with; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.data.checking import check_command
from editor.cli.data.importing import import_command
from editor.cli.data.synthesise import draw_sample, frame_rate, picture_size, synthesise_command

__all__ = ["app", "draw_sample", "frame_rate", "picture_size"]

app = typer.Typer(help="Material to try and to train with.", no_args_is_help=True)
app.command("check")(check_command)
app.command("import")(import_command)
app.command("synthesise")(synthesise_command)
