"""`cleanplate train`: networks learn from folders of pictures and clips; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.train.flow import flow_command
from editor.cli.train.segment import segment_command

app = typer.Typer(help="Train the networks, on your own pictures and clips.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Train the networks, on your own pictures and clips."""


app.command("flow")(flow_command)
app.command("segment")(segment_command)
