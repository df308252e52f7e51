"""Putting into the queue what a verb was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from editor.render.queue.database import Database
from editor.render.queue.jobs import Wishes, add

if TYPE_CHECKING:
    from editor.render.jobs.request_file import JobRequest


def put(request: JobRequest, *, as_json: bool) -> None:
    """Queue a request, and say which job it became.

    Raises
    ------
    CleanplateError
        If a file is missing, or the disk does not take the job.
    """
    with Database() as database:
        tell_added(add(database, request, Wishes()), as_json=as_json)


def tell_added(job_id: int, *, as_json: bool) -> None:
    """Say which job something became."""
    typer.echo(json.dumps({"job": job_id}) if as_json else f"job {job_id} was added")
