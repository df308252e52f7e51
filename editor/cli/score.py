"""`cleanplate score`: how good a fill or a matte is, against the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from editor.cli.score_propagation import propagation_command
from editor.cli.tables import number, table
from editor.errors import UsageError
from editor.masks.levels import matte_of
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.convert import Rgb, to_rgb
from editor.media.opening import open_clip
from editor.media.picture import FrameReader

if TYPE_CHECKING:
    from engines.measure.masks import MaskScores
    from engines.measure.protocol import TaskScores
    from engines.measure.removal import RemovalScores

app = typer.Typer(
    help="How good a fill or a matte is: PSNR, SSIM, warping error; J and F.", no_args_is_help=True
)

Clip = Annotated[
    Path, typer.Argument(help="A movie, a folder of pictures, or a pattern.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

app.command("propagation")(propagation_command)

REMOVAL_HEAD = ("", "frames", "PSNR dB", "SSIM", "in hole dB", "warping x1e-2", "outside")


@app.command("removal")
def removal_command(
    result: Clip,
    truth: Clip,
    mask: Annotated[Path, typer.Option("--mask", help="The mattes: 255 = removed.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Compare a clean plate with the true one."""
    scores = score_removal_of(result, truth, mask)
    rows = [(result.name, *removal_cells(scores))]
    typer.echo(json.dumps(asdict(scores)) if as_json else table(REMOVAL_HEAD, rows))


@app.command("masks")
def masks_command(result: Clip, truth: Clip, as_json: AsJson = False) -> None:
    """Compare mattes with the true ones: region J and boundary F as DAVIS defines them."""
    scores = score_masks_of(result, truth)
    head = ("", "frames", "J mean", "J recall", "J decay", "F mean", "F recall", "F decay")
    courses = [
        number(value, 3)
        for one in (scores.region, scores.boundary)
        for value in (one.mean, one.recall, one.decay)
    ]
    rows = [(result.name, str(scores.frames), *courses)]
    typer.echo(json.dumps(asdict(scores)) if as_json else table(head, rows))


@app.command("tasks")
def tasks_command(
    protocol: Annotated[Path, typer.Argument(help="protocol.json, its holes beside it.", show_default=False)],
    clips: Annotated[Path, typer.Option("--clips", help="Folder of the clips it names.", show_default=False)],
    engine: Annotated[str, typer.Option("--engine", help="Which engine fills.")] = "explicit",
    native: Annotated[
        bool, typer.Option("--native", help="At the clips' own sizes, not at 432x240.")
    ] = False,
    only: Annotated[str, typer.Option("--only", help="Tasks whose name contains this.")] = "",
    as_json: AsJson = False,
) -> None:
    """Let an engine fill holes laid over known clips, and score what it does."""
    tasks: list[TaskScores] = []
    for scores in score_tasks(protocol, clips, engine, native=native, only=only):
        tasks.append(scores)
        if not as_json:
            typer.echo(f"{scores.name}: {number(scores.scores.psnr_db, 2)} dB", err=True)
    if not tasks:
        raise UsageError(f"no task's name contains {only!r}", remedy="leave out --only", path=protocol)
    typer.echo(json.dumps([asdict(one) for one in with_mean(tasks)]) if as_json else tasks_table(tasks))


def score_removal_of(result: Path, truth: Path, mask: Path) -> RemovalScores:
    """Score a clean plate against the true one, frame by frame.

    Raises
    ------
    CleanplateError
        If a clip cannot be read, or sizes or counts differ.
    """
    from engines.measure.removal import RemovalMeter

    meter = RemovalMeter()
    with ExitStack() as stack:
        results, truths = (stack.enter_context(closing(open_clip(path))) for path in (result, truth))
        require_match(results, truths)
        request = MatteRequest(mask, range(len(truths)))
        mattes = stack.enter_context(closing(open_mattes(request, truths.info)))
        for index in range(len(truths)):
            filled, true = of_one_depth(to_rgb(results.read(index)), to_rgb(truths.read(index)))
            meter.add(filled, true, mattes.read(index))
    return meter.scores()


def score_masks_of(result: Path, truth: Path) -> MaskScores:
    """Score mattes against the true ones, frame by frame.

    Raises
    ------
    CleanplateError
        If mattes cannot be read, or sizes or counts differ.
    """
    from engines.measure.masks import MaskMeter

    meter = MaskMeter()
    with closing(open_clip(result)) as results, closing(open_clip(truth)) as truths:
        require_match(results, truths)
        for index in range(len(truths)):
            meter.add(matte_of(results.read(index)), matte_of(truths.read(index)))
    return meter.scores()


def score_tasks(
    protocol: Path, clips: Path, engine: str, *, native: bool, only: str = ""
) -> Iterator[TaskScores]:
    """Fill and score the tasks of a protocol, one after the other.

    Raises
    ------
    CleanplateError
        If a file is missing or unfit.
    UnknownEngineError
        If there is no engine of that name.
    """
    from editor.datasets.tasks import SEED, WORKING_SIZE, load_task, read_protocol
    from engines.complete.registry import make_engine
    from engines.measure.protocol import run_task

    for task in read_protocol(protocol, clips):
        if only in task.name:
            truths, holes = load_task(task, None if native else WORKING_SIZE)
            yield run_task(task.name, make_engine(engine), truths, holes, SEED)


def with_mean(tasks: Sequence[TaskScores]) -> list[TaskScores]:
    """Append their mean to the tasks."""
    from engines.measure.protocol import mean_scores

    return [*tasks, mean_scores(tasks)]


def tasks_table(tasks: Sequence[TaskScores]) -> str:
    """Write tasks and their mean as a table."""
    rows = [
        (one.name, *removal_cells(one.scores)[:-1], number(1000 * one.seconds_per_frame, 0))
        for one in with_mean(tasks)
    ]
    return table((*REMOVAL_HEAD[:-1], "ms/frame"), rows)


def removal_cells(scores: RemovalScores) -> tuple[str, ...]:
    """Write scores as cells under `REMOVAL_HEAD`, without the name."""
    return (
        str(scores.frames),
        number(scores.psnr_db, 2),
        number(scores.ssim, 4),
        number(scores.psnr_hole_db, 2),
        number(scores.warping_error, 3),
        str(scores.outside_difference),
    )


def require_match(clip: FrameReader, truth: FrameReader) -> None:
    """Refuse a clip of another size or count than the truth's.

    Raises
    ------
    UsageError
        If they differ.
    """
    got, wanted = (f"{one.info.width}x{one.info.height}" for one in (clip, truth))
    if got != wanted:
        cause = f"it is {got}, {truth.info.path.name} is {wanted}"
        raise UsageError(cause, remedy="compare clips of one size", path=clip.info.path)
    if len(clip) != len(truth):
        cause = f"it has {len(clip)} frames, {truth.info.path.name} has {len(truth)}"
        raise UsageError(cause, remedy="compare clips of one length", path=clip.info.path)


def of_one_depth(first: Rgb, second: Rgb) -> tuple[Rgb, Rgb]:
    """Bring the 8-bit one of two pictures to 16 bit where the other has that."""
    if first.dtype == second.dtype:
        return first, second
    return _sixteen_bit(first), _sixteen_bit(second)


def _sixteen_bit(rgb: Rgb) -> NDArray[np.uint16]:
    return rgb.astype(np.uint16) * np.uint16(257 if rgb.dtype == np.uint8 else 1)
