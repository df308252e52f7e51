"""`cleanplate queue run`: do what is queued."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated

import typer

from editor.render.queue.database import Database
from editor.render.queue.launch import launch_runner
from editor.render.queue.notifying import notify
from editor.render.queue.runner import SILENCE_S, STALL_S, Runner, RunnerSettings


def run_command(
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Tasks at once.")] = 1,
    stays: Annotated[bool, typer.Option("--stay", help="Wait for more when nothing is left.")] = False,
    in_background: Annotated[
        bool, typer.Option("--background", help="Go on when this terminal is closed.")
    ] = False,
    notifies: Annotated[
        bool, typer.Option("--notify/--no-notify", help="Say on the desktop when a job ends.")
    ] = True,
    silence: Annotated[
        float, typer.Option("--silence", min=1, help="Seconds after which a silent worker is replaced.")
    ] = SILENCE_S,
    stall: Annotated[
        float, typer.Option("--stall", min=1, help="Seconds after which one that gets nowhere is.")
    ] = STALL_S,
) -> None:
    """Do the jobs of the queue until nothing is left."""
    settings = RunnerSettings(workers, stays, silence, stall)
    if in_background:
        launch_runner(settings, notifies=notifies)
        return

    def tell(title: str, text: str) -> None:
        typer.echo(f"{title}: {text}")
        if notifies:
            notify(title, text)

    with Database() as database, _ending_in_order():
        Runner(database, settings, tell).run()


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Take a closed terminal or a system that shuts down as Ctrl-C: workers end, what is finished is kept."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    former = {name: signal.signal(name, interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in former.items():
            signal.signal(name, handler)
