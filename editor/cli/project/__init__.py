"""`cleanplate project`: the document from the terminal; one file a verb."""

from __future__ import annotations

import typer

from editor.cli.project.add import add_command
from editor.cli.project.dump import dump_command
from editor.cli.project.exporting import export_command
from editor.cli.project.importing import import_command
from editor.cli.project.new import new_command
from editor.cli.project.render import render_command
from editor.cli.project.show import show_command

app = typer.Typer(help="Projects: make, look at, fill and render them.", no_args_is_help=True)
app.command("new")(new_command)
app.command("show")(show_command)
app.command("add")(add_command)
app.command("import")(import_command)
app.command("export")(export_command)
app.command("render")(render_command)
app.command("dump")(dump_command)
