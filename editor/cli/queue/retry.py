"""`cleanplate queue retry`: begin failed or cancelled jobs again."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.render.queue.control import retry
from editor.render.queue.database import Database


def retry_command(
    numbers: Annotated[list[int], typer.Argument(help="Numbers of jobs.", metavar="JOB...")],
) -> None:
    """Begin failed or cancelled jobs again; what is finished is taken over."""
    with Database() as database:
        for number in numbers:
            retry(database, number)
