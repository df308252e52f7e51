"""`cleanplate queue list`: what is queued, and how far it is."""

from __future__ import annotations

import json
import time
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.text import Text

from editor.cli.options import failing_as_json, option
from editor.cli.queue.options import JsonOption
from editor.cli.sizes import told_time
from editor.cli.tables import table
from editor.render.queue.database import Database
from editor.render.queue.jobs import Job, State, job, jobs, log_of
from editor.render.queue.upkeep import take_back

_LOOK_EVERY_S = 0.5
_OPEN = (State.WAITING, State.RUNNING, State.PAUSED)


def list_command(
    number: Annotated[int | None, option("--job", "Only this one, with its log.", "JOB")] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on until no job is left that could run.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the jobs; with --follow and --json, one document a line whenever something changes."""
    with failing_as_json(as_json=as_json), Database() as database:
        take_back(database)
        if number is not None and not follow:
            one = job(database, number)
            log = log_of(database, number)
            typer.echo(json.dumps(_values(one) | {"log": log}) if as_json else _told_job(one, log))
        elif not follow:
            found = jobs(database)
            typer.echo(json.dumps({"jobs": [_values(one) for one in found]}) if as_json else told(found))
        elif as_json:
            _follow_as_json(database, number)
        else:
            _follow(database, number)


def told(found: list[Job]) -> str:
    """Lay jobs out as a table."""
    if not found:
        return "The queue is empty."
    head = ("job", "state", "done", "frames/s", "left", "name", "reason")
    lines = table(head, [_row(one) for one in found]).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def _row(one: Job) -> tuple[str, ...]:
    runs = one.state is State.RUNNING
    rate = f"{one.frames_per_second:.2f}" if runs and one.frames_per_second else "-"
    left = told_time(one.seconds_left) if runs and one.seconds_left is not None else "-"
    state = f"{one.state.value} ({one.stage.name.lower()})" if runs else one.state.value
    return str(one.id), state, f"{one.share_done:.0%}", rate, left, one.name, one.reason


def _told_job(one: Job, log: list[tuple[float, str]]) -> str:
    stamps = (f"{time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(at))}  {text}" for at, text in log)
    return "\n".join([told([one]), "", *stamps])


def _values(one: Job) -> dict[str, Any]:
    return one._asdict() | {"state": one.state.value, "stage": one.stage.name.lower()}


def _looked(database: Database, number: int | None) -> list[Job]:
    take_back(database)
    return jobs(database) if number is None else [job(database, number)]


def _follow_as_json(database: Database, number: int | None) -> None:
    last = ""
    while True:
        found = _looked(database, number)
        text = json.dumps({"jobs": [_values(one) for one in found]})
        if text != last:
            typer.echo(text)
            last = text
        if not any(one.state in _OPEN for one in found):
            return
        time.sleep(_LOOK_EVERY_S)


def _follow(database: Database, number: int | None) -> None:
    with Live(console=Console(), auto_refresh=False) as live:
        while True:
            found = _looked(database, number)
            live.update(Text(told(found)), refresh=True)
            if not any(one.state in _OPEN for one in found):
                return
            time.sleep(_LOOK_EVERY_S)
