"""`cleanplate queue resume`: let paused jobs go on."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.render.queue.control import resume
from editor.render.queue.database import Database


def resume_command(
    numbers: Annotated[list[int], typer.Argument(help="Numbers of jobs.", metavar="JOB...")],
) -> None:
    """Let paused jobs go on."""
    with Database() as database:
        for number in numbers:
            resume(database, number)
