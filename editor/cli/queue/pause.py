"""`cleanplate queue pause`: pause jobs; memory and GPU are free then."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.render.queue.control import pause
from editor.render.queue.database import Database


def pause_command(
    numbers: Annotated[list[int], typer.Argument(help="Numbers of jobs.", metavar="JOB...")],
) -> None:
    """Pause jobs: their workers end, and what is finished is kept."""
    with Database() as database:
        for number in numbers:
            pause(database, number)
