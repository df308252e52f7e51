"""`cleanplate train people`: the network that finds people without being told where they are."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from editor.cli.sizes import told_time
from editor.cli.train.material import read_training_data
from editor.cli.train.options import (
    Licence,
    Minutes,
    ModelName,
    OutFolder,
    Resume,
    Seed,
    check_out,
    log_line,
    told_as_usage,
)
from editor.errors import UsageError

if TYPE_CHECKING:
    from engines.train.people_course import PeoplePlan

_MODEL = "people"
_STEP_PX = 32


def people_command(
    data: Annotated[
        list[Path],
        typer.Argument(
            help="Folders of photographs with all people marked, of others without any, and of clips.",
            show_default=False,
        ),
    ],
    out: OutFolder,
    steps: Annotated[int, typer.Option("--steps", min=1, help="All steps of the training.")] = 8000,
    minutes: Minutes = None,
    resume: Resume = False,
    seed: Seed = 0,
    batch: Annotated[int, typer.Option("--batch", min=2, help="Pictures of a step.")] = 8,
    size: Annotated[int, typer.Option("--size", min=64, help="Their side, a multiple of 32.")] = 128,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Of the network.")] = 1,
    licence: Licence = None,
    name: ModelName = None,
) -> None:
    """Train the network that finds people by itself; the model lands in --out with its card.

    Maps of objects are taken for maps of people, and photographs and maps of regions for backgrounds.
    Interrupted at any moment, it goes on with --resume from its last checkpoint and sees the same data.
    """
    from engines.train.people_course import PeoplePlan

    if size % _STEP_PX:
        raise UsageError(f"{size} is no multiple of 32", remedy=f"say --size {size // _STEP_PX * _STEP_PX}")
    check_out(out, resume=resume)
    plan = PeoplePlan(
        steps=steps,
        minutes=math.inf if minutes is None else minutes,
        seed=seed,
        batch_size=batch,
        size_px=size,
        threads=threads,
    )
    with told_as_usage(out):
        _train(plan, data, out, licence, name or _MODEL, resume=resume)


def _train(
    plan: PeoplePlan, roots: list[Path], out: Path, licence: str | None, name: str, *, resume: bool
) -> None:
    from engines.train.card import Told
    from engines.train.people_course import LIMITS, people_course

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    data = read_training_data(roots, lambda text: console.print(text, style="dim"))
    console.print(data.told)
    out.mkdir(parents=True, exist_ok=True)
    course = people_course(
        plan, data.material, data.checks, out, lambda facts: console.print(log_line(facts))
    )
    if resume:
        course.resume()
    told = Told(data.told, LIMITS, licence)
    model = course.train(told, name, datetime.now().astimezone().date())
    rest = "" if course.is_done else "; go on with --resume"
    if model is not None:
        typer.echo(f"{model.path}: {course.steps_done} steps in {told_time(course.seconds)}{rest}")
