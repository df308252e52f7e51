"""`cleanplate farm`: jobs of the queue on other machines; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.farm.submit import submit_command
from editor.cli.farm.task import task_command
from editor.cli.farm.template import template_command

app = typer.Typer(help="Jobs of the queue on other machines.", no_args_is_help=True)
app.command("template")(template_command)
app.command("submit")(submit_command)
app.command("task")(task_command)
