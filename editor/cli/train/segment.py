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
from editor.errors import CleanplateError, UsageError

if TYPE_CHECKING:
    from engines.train.segment_run import SegmentPlan

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
    from engines.train.checkpoints import CheckpointError
    from engines.train.loop import CHECKPOINT
    from engines.train.material import MaterialError
    from engines.train.segment_run import SegmentPlan

    if size % 16:
        raise UsageError(f"{size} is no multiple of 16", remedy=f"say --size {size // 16 * 16}")
    if (out / CHECKPOINT).exists() and not resume:
        raise UsageError(
            "there is a training already", remedy="go on with --resume, or choose another folder", path=out
        )
    plan = SegmentPlan(
        steps=steps,
        minutes=math.inf if minutes is None else minutes,
        seed=seed,
        batch_size=batch,
        size_px=size,
        threads=threads,
    )
    try:
        _train(plan, data, out, resume=resume)
    except MaterialError as error:
        raise UsageError(str(error), remedy="give folders with photographs") from error
    except CheckpointError as error:
        raise UsageError(error.cause, remedy="start anew in another folder", path=error.path) from error


def _train(plan: SegmentPlan, roots: list[Path], out: Path, *, resume: bool) -> None:
    from engines.nets.weights_errors import ModelError
    from engines.train.segment_run import SegmentRun

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    data: TrainingData = read_training_data(roots, lambda text: console.print(text, style="dim"))
    console.print(data.told)
    try:
        out.mkdir(parents=True, exist_ok=True)
        run = SegmentRun(plan, data.material, data.checks, out, lambda facts: console.print(_line(facts)))
        if resume:
            run.resume()
        model = run.train(data.told, _MODEL, datetime.now().astimezone().date())
    except ModelError as error:
        raise CleanplateError(error.cause, remedy=error.remedy, path=error.path) from error
    except OSError as error:
        raise CleanplateError(
            f"it cannot be written to ({(error.strerror or str(error)).lower()})",
            remedy="check disk and permissions",
            path=out,
        ) from error
    rest = "" if run.is_done else "; go on with --resume"
    typer.echo(f"{model.path}: {run.steps_done} steps in {told_time(run.seconds)}{rest}")


def _line(facts: dict[str, object]) -> str:
    """Put a line of the log into words."""
    numbers = [
        f"{name} {value:.4g}" for name, value in facts.items() if name != "step" and isinstance(value, float)
    ]
    return f"step {facts['step']}: {', '.join(numbers)}"
