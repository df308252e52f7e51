"""`cleanplate train segment`: the network that carries masks from frame to frame."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from editor.cli.sizes import told_time
from editor.cli.train.material import TrainingData, read_training_data
from editor.cli.train.options import check_out, log_line, told_as_usage
from editor.errors import UsageError

if TYPE_CHECKING:
    from engines.train.segment_course import SegmentPlan

_MODEL = "segment"


def segment_command(
    data: Annotated[
        list[Path],
        typer.Argument(help="Folders of photographs, photographs with maps, and clips.", show_default=False),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the training.", show_default=False)],
    steps: Annotated[int, typer.Option("--steps", min=1, help="All steps of the training.")] = 20_000,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=0, help="Stop after so many, to go on later.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the training in --out.")] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Decides what every step learns from.")] = 0,
    batch: Annotated[int, typer.Option("--batch", min=2, help="Scenes of a step.")] = 8,
    size: Annotated[int, typer.Option("--size", min=64, help="Side of the scenes, a multiple of 16.")] = 96,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Of the network.")] = 1,
) -> None:
    """Train the network that carries masks from frame to frame; the model lands in --out with its card.

    Interrupted at any moment, it goes on with --resume from its last checkpoint and sees the same data.
    """
    from engines.train.segment_course import SegmentPlan

    if size % 16:
        raise UsageError(f"{size} is no multiple of 16", remedy=f"say --size {size // 16 * 16}")
    check_out(out, resume=resume)
    plan = SegmentPlan(
        steps=steps,
        minutes=math.inf if minutes is None else minutes,
        seed=seed,
        batch_size=batch,
        size_px=size,
        threads=threads,
    )
    with told_as_usage(out):
        _train(plan, data, out, resume=resume)


def _train(plan: SegmentPlan, roots: list[Path], out: Path, *, resume: bool) -> None:
    from engines.train.card import Told
    from engines.train.segment_course import LIMITS, segment_course

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    data: TrainingData = read_training_data(roots, lambda text: console.print(text, style="dim"))
    console.print(data.told)
    out.mkdir(parents=True, exist_ok=True)
    course = segment_course(
        plan, data.material, data.checks, out, lambda facts: console.print(log_line(facts))
    )
    if resume:
        course.resume()
    model = course.train(Told(data.told, LIMITS), _MODEL, datetime.now().astimezone().date())
    rest = "" if course.is_done else "; go on with --resume"
    if model is not None:
        typer.echo(f"{model.path}: {course.steps_done} steps in {told_time(course.seconds)}{rest}")
