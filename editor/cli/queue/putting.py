"""Putting into the queue what a verb was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from editor.errors import UsageError
from editor.render.queue.database import Database
from editor.render.queue.jobs import Wishes, add

if TYPE_CHECKING:
    from editor.render.jobs.request_file import JobRequest


def wishes_for(
    *, queues: bool, name: str | None, priority: int | None, needs: list[int] | None
) -> Wishes | None:
    """Gather how a job is to be queued; None where it is done now.

    Raises
    ------
    UsageError
        If something is wished of a job that is done now.
    """
    if queues:
        return Wishes(name, priority or 0, tuple(needs or ()))
    given = {"--name": name, "--priority": priority, "--needs": needs}
    wished = [word for word, value in given.items() if value is not None]
    if wished:
        raise UsageError(f"{wished[0]} is for jobs of the queue", remedy="give --queue, too")
    return None


def put(request: JobRequest, wishes: Wishes, *, as_json: bool) -> None:
    """Queue a request, and say which job it became.

    Raises
    ------
    CleanplateError
        If a file is missing, or the disk does not take the job.
    """
    with Database() as database:
        tell_added(add(database, request, wishes), as_json=as_json)


def tell_added(job_id: int, *, as_json: bool) -> None:
    """Say which job something became."""
    typer.echo(json.dumps({"job": job_id}) if as_json else f"job {job_id} was added")
