"""`cleanplate queue cancel`: give jobs up."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.render.queue.control import cancel
from editor.render.queue.database import Database
from editor.render.queue.upkeep import take_back, tidy


def cancel_command(
    numbers: Annotated[list[int], typer.Argument(help="Numbers of jobs.", metavar="JOB...")],
    keeps_parts: Annotated[
        bool, typer.Option("--keep/--remove", help="Keep finished frames for a retry, or remove them.")
    ] = True,
) -> None:
    """Give jobs up; nothing stays beside the output."""
    with Database() as database:
        for number in numbers:
            cancel(database, number, keep_parts=keeps_parts)
        take_back(database)
        tidy(database)
