"""`cleanplate queue`: renders that run one after the other, and finish; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.queue.add import add_command
from editor.cli.queue.cancel import cancel_command
from editor.cli.queue.clear import clear_command
from editor.cli.queue.list import list_command
from editor.cli.queue.move import move_command
from editor.cli.queue.pause import pause_command
from editor.cli.queue.resume import resume_command
from editor.cli.queue.retry import retry_command
from editor.cli.queue.run import run_command

app = typer.Typer(help="Renders that run one after the other, and finish.", no_args_is_help=True)
app.command("add", no_args_is_help=True)(add_command)
app.command("list")(list_command)
app.command("run")(run_command)
app.command("pause")(pause_command)
app.command("resume")(resume_command)
app.command("cancel")(cancel_command)
app.command("retry")(retry_command)
app.command("move")(move_command)
app.command("clear")(clear_command)
