"""`cleanplate project dump`: everything in a project as JSON."""

from __future__ import annotations

import json

import typer

from editor.cli.project.options import ProjectPath, opened


def dump_command(path: ProjectPath) -> None:
    """Write everything in a project as one JSON document: the document, its history, pictures as base64."""
    with opened(path, read_only=True) as project:
        typer.echo(json.dumps(project.dump(), ensure_ascii=False, indent=1))
