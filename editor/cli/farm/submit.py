"""`cleanplate farm submit`: a job over dask.distributed."""

from __future__ import annotations

from typing import Annotated

import typer

from editor.cli.options import option
from editor.cli.queue.options import JobNumber
from editor.errors import UsageError
from editor.render.farm.dask_farm import FarmSettings, run_on_farm
from editor.render.farm.path_map import parse_rule
from editor.render.jobs.errors import TaskFailedError
from editor.render.queue.database import Database
from editor.render.queue.jobs import State


def submit_command(
    number: JobNumber,
    scheduler: Annotated[str, option("--scheduler", "Address of a dask scheduler.", "tcp://HOST:8786")],
    rules: Annotated[
        list[str] | None,
        option("--map", "What a folder is called on workers; may be repeated.", "HERE=THERE"),
    ] = None,
    resources: Annotated[
        list[str] | None, option("--resource", "What a task takes of a worker; may be repeated.", "GPU=1")
    ] = None,
    retries: Annotated[int, typer.Option("--retries", min=0, help="Of a task that failed, elsewhere.")] = 2,
) -> None:
    """Hand a job to a farm, and wait; `queue list` shows how far it is."""
    settings = FarmSettings(
        scheduler,
        tuple(parse_rule(text) for text in rules or ()),
        dict(_resource(text) for text in resources or ()),
        retries,
    )
    with Database() as database:
        one = run_on_farm(database, number, settings)
    if one.state is State.FAILED:
        raise TaskFailedError(one.reason)
    typer.echo(f"{one.name}: {one.state.value}")


def _resource(text: str) -> tuple[str, float]:
    name, equals, amount = text.partition("=")
    try:
        return name.strip(), float(amount if equals else "x")
    except ValueError as error:
        raise UsageError(f"{text!r} is no resource", remedy="write --resource like GPU=1") from error
