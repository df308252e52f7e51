"""`cleanplate train sttn`, `opn`, `tcn`, `rnot` and `auto-sttn`: networks that fill holes."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from editor.cli.options import option
from editor.cli.sizes import size_bytes, told_time
from editor.cli.train.footage import FootageRequest, open_footage
from editor.cli.train.options import (
    Device,
    Licence,
    Minutes,
    ModelName,
    OutFolder,
    Precision,
    Resume,
    Seed,
    Start,
    Threads,
    check_out,
    clip_size,
    log_line,
    told_as_usage,
)
from editor.errors import UsageError

if TYPE_CHECKING:
    from engines.train.fill_kinds import FillKind
    from engines.train.fill_plan import FillPlan

_LIMITS = "made for pictures like those it learned from, at their size; what no frame shows is guessed"
_ROOM = 1.5
"""Frames are read larger than clips by so much, so that parts of them can be shown."""


def fill_command(network: str, helped: str) -> Callable[..., None]:
    """Make the verb that trains a network.

    Parameters
    ----------
    network : str
        One of `FILL_KINDS`.
    helped : str
        What the verb says of itself.
    """

    def command(
        data: Annotated[
            list[Path], typer.Argument(help="Folders of clips and photographs; movies.", show_default=False)
        ],
        out: OutFolder,
        steps: Annotated[int, typer.Option("--steps", min=1, help="All steps of the training.")] = 500_000,
        minutes: Minutes = None,
        resume: Resume = False,
        start: Start = None,
        seed: Seed = 0,
        small: Annotated[bool, typer.Option("--small", help="A narrower network (sttn, auto-sttn).")] = False,
        size: Annotated[str | None, option("--size", "Of the clips.  [the network's own]")] = None,
        frames: Annotated[int | None, typer.Option("--frames", min=2, help="Of a clip.")] = None,
        batch: Annotated[int | None, typer.Option("--batch", min=1, help="Clips at once.")] = None,
        accumulate: Annotated[int, typer.Option("--accumulate", min=1, help="Batches of a step.")] = 1,
        learning_rate: Annotated[float | None, option("--learning-rate", "At its highest.")] = None,
        falls_every: Annotated[
            int, typer.Option("--falls-every", min=0, help="Steps between its falls to a tenth; 0: cosine.")
        ] = 0,
        first_size: Annotated[str | None, option("--first-size", "Clips grow from this size.")] = None,
        grown_at: Annotated[
            int, typer.Option("--grown-at", min=0, help="The step at which they have grown.")
        ] = 0,
        frame_step: Annotated[
            int, typer.Option("--frame-step", min=1, help="Frames between those of a clip, at most.")
        ] = 3,
        judge: Annotated[
            bool, typer.Option("--judge/--no-judge", help="The adversary, where the network has one.")
        ] = True,
        check_on: Annotated[
            list[str] | None, typer.Option("--check-on", help="A clip's name: held out; or protocol.json.")
        ] = None,
        never: Annotated[
            list[str] | None, typer.Option("--never", help="A clip's name: not used; or protocol.json.")
        ] = None,
        weight: Annotated[
            list[float] | None, typer.Option("--weight", help="Of each folder, in their order.")
        ] = None,
        checked_every: Annotated[
            int, typer.Option("--check-every", min=1, help="Steps between checks and sample sheets.")
        ] = 500,
        patience: Annotated[
            int, typer.Option("--patience", min=0, help="End after so many checks without gain; 0: never.")
        ] = 0,
        device: Device = "auto",
        precision: Precision = "fp32",
        threads: Threads = None,
        cache: Annotated[str, typer.Option("--cache", help="Memory for frames.")] = "1G",
        tensorboard: Annotated[
            bool, typer.Option("--tensorboard", help="Also write event files for TensorBoard.")
        ] = False,
        licence: Licence = None,
        name: ModelName = None,
    ) -> None:
        from engines.train.fill_kinds import FILL_KINDS
        from engines.train.fill_plan import FillPlan

        kind_name = f"{network}-small" if small else network
        if kind_name not in FILL_KINDS:
            raise UsageError(f"there is no smaller {network}", remedy="leave out --small")
        kind = FILL_KINDS[kind_name]
        plan = FillPlan(
            steps=steps,
            minutes=math.inf if minutes is None else minutes,
            seed=seed,
            size=None if size is None else clip_size(size, kind.step_px),
            frames=frames,
            batch=batch,
            parts=accumulate,
            learning_rate=learning_rate,
            falls_every=falls_every,
            first_size=None if first_size is None else clip_size(first_size, kind.step_px),
            grown_at=grown_at,
            largest_step=frame_step,
            has_judge=judge,
            checked_every=checked_every,
            patience=patience,
            device=device,
            precision=precision,
            threads=threads,
            has_events=tensorboard,
        )
        check_out(out, resume=resume)
        short_side = round(_ROOM * min(plan.size or kind.size))
        request = FootageRequest(
            data, weight or (), check_on or (), never or (), short_side, size_bytes(cache)
        )
        with told_as_usage(out):
            _train(kind, plan, request, out, start, licence, name or kind_name, resume=resume)

    command.__doc__ = helped
    return command


def _train(
    kind: FillKind,
    plan: FillPlan,
    request: FootageRequest,
    out: Path,
    start: str | None,
    licence: str | None,
    name: str,
    *,
    resume: bool,
) -> None:
    from engines.nets.weights import model_named
    from engines.train.card import Told
    from engines.train.effort import leave_ranks
    from engines.train.fill_course import fill_course

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    data = open_footage(request, lambda text: console.print(text, style="dim"))
    console.print(data.told)
    began = None if start is None else model_named(start)
    try:
        out.mkdir(parents=True, exist_ok=True)
        course = fill_course(
            kind, plan, data.material, data.checks, out, lambda facts: console.print(log_line(facts)), began
        )
        if resume:
            course.resume()
        beginning = "" if began is None else f"began with {began.card.name}; "
        told = Told(f"{beginning}{data.told}", _LIMITS, licence)
        model = course.train(told, name, datetime.now().astimezone().date())
    finally:
        data.clips.close()
        leave_ranks()
    rest = "" if course.is_done else "; go on with --resume"
    if model is not None:
        typer.echo(f"{model.path}: {course.steps_done} steps in {told_time(course.seconds)}{rest}")
