"""`cleanplate timeline`: the edit as the NLE wrote it, in and out; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.timeline.check import check_command
from editor.cli.timeline.convert import convert_command
from editor.cli.timeline.deliver import deliver_command
from editor.cli.timeline.install_host import install_host_command
from editor.cli.timeline.shots import shots_command
from editor.cli.timeline.show import show_command
from editor.cli.timeline.update import update_command

app = typer.Typer(
    help="The NLE's timeline: see it, make shots, deliver plates into it.", no_args_is_help=True
)
app.command("show")(show_command)
app.command("check")(check_command)
app.command("shots")(shots_command)
app.command("deliver")(deliver_command)
app.command("convert")(convert_command)
app.command("update")(update_command)
app.command("install-host")(install_host_command)
