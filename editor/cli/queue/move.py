"""`cleanplate queue move`: change the order."""

from __future__ import annotations

from typing import Annotated

from editor.cli.options import option
from editor.cli.queue.options import JobNumber
from editor.errors import UsageError
from editor.render.queue.control import move
from editor.render.queue.database import Database


def move_command(
    number: JobNumber,
    before: Annotated[int | None, option("--before", "The job that it goes in front of.", "JOB")] = None,
    priority: Annotated[int | None, option("--priority", "Higher ones go first.", "N")] = None,
) -> None:
    """Put a job elsewhere in the order: in front of another, or among those of a priority."""
    if (before is None) == (priority is None):
        raise UsageError("it is not clear where to", remedy="give either --before or --priority")
    with Database() as database:
        move(database, number, before=before, priority=priority)
