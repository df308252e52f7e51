"""`cleanplate queue clear`: forget what has ended."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.render.queue.control import clear
from editor.render.queue.database import Database


def clear_command(
    failed: Annotated[bool, typer.Option("--failed", help="Failed jobs too, with their parts.")] = False,
) -> None:
    """Forget jobs that are done or cancelled; what they delivered stays."""
    with Database() as database:
        count = clear(database, failed=failed)
    typer.echo(f"{count} jobs were forgotten")
