"""`cleanplate train flow`: the network that completes motion under holes, for the engine `explicit`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from editor.cli.sizes import told_time
from editor.cli.train.options import (
    Device,
    Licence,
    Minutes,
    ModelName,
    OutFolder,
    Precision,
    Resume,
    Seed,
    check_out,
    log_line,
    told_as_usage,
)
from editor.datasets.footage_folders import clip_names
from editor.datasets.synthetic.drawing import BurnIn, Photographs, draw_clip
from editor.datasets.training_folders import TrainingFolders, find_training_folders
from editor.datasets.training_pictures import pictures_in
from editor.datasets.training_windows import ClipWindows

if TYPE_CHECKING:
    from engines.train.card import Told
    from engines.train.flow_course import FlowPlan
    from engines.train.flow_material import FlowClip, FlowSource
    from engines.train.warps import Random

WINDOW_FRAMES = 12
MADE_UP_SHARE = 0.5
"""So many windows are made up from photographs, where there are clips as well."""

_MADE_UP_SIZE = 240, 432

_MODEL = "flow"


class ClipSource:
    """Gives windows of a clip, each alike."""

    def __init__(self, name: str, windows: ClipWindows) -> None:
        self.name = name
        self._windows = windows

    def clip(self, random: Random) -> FlowClip:
        """Choose one."""
        from engines.train.flow_material import FlowClip

        return FlowClip(self._windows.frames(int(random.integers(len(self._windows)))))


class PhotographSource:
    """Makes clips up from photographs, with their true motion."""

    name = "made-up clips"

    def __init__(self, photographs: Photographs) -> None:
        self._photographs = photographs

    def clip(self, random: Random) -> FlowClip:
        """Make one up."""
        from engines.complete.explicit.motion import Motion
        from engines.train.flow_material import FlowClip

        drawn = draw_clip(self._photographs, _MADE_UP_SIZE, WINDOW_FRAMES, BurnIn.NOTHING, random)
        pairs = list(pairwise(range(WINDOW_FRAMES)))
        forward = [drawn.scene.flow(before, after) for before, after in pairs]
        backward = [drawn.scene.flow(after, before) for before, after in pairs]
        frames = [drawn.scene.frame(at).rgb for at in range(WINDOW_FRAMES)]
        return FlowClip(frames, Motion(forward, backward))


def flow_command(
    data: Annotated[
        list[Path], typer.Argument(help="Folders of clips, and of photographs.", show_default=False)
    ],
    out: OutFolder,
    steps: Annotated[int, typer.Option("--steps", min=1, help="All steps of the training.")] = 20_000,
    minutes: Minutes = None,
    resume: Resume = False,
    seed: Seed = 0,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Samples at once.")] = 4,
    accumulate: Annotated[int, typer.Option("--accumulate", min=1, help="Batches of a step.")] = 1,
    windows: Annotated[
        int, typer.Option("--windows", min=1, help="Runs of frames to make samples of.")
    ] = 200,
    never: Annotated[
        list[str] | None, typer.Option("--never", help="A clip's name: not used; or protocol.json.")
    ] = None,
    patience: Annotated[
        int, typer.Option("--patience", min=0, help="End after so many checks without gain; 0: never.")
    ] = 0,
    device: Device = "auto",
    precision: Precision = "fp32",
    threads: Annotated[int, typer.Option("--threads", min=1, help="Of the network.")] = 1,
    tensorboard: Annotated[
        bool, typer.Option("--tensorboard", help="Also write event files for TensorBoard.")
    ] = False,
    licence: Licence = None,
    name: ModelName = None,
) -> None:
    """Train the network that completes motion under holes; the model lands in --out with its card.

    Holes are laid over runs of frames, and what `explicit` guesses of the motion under them is kept in --out,
    beside the motion that is seen without them; then the network learns from that. Interrupted at any moment,
    it goes on with --resume from its last checkpoint and sees the same data.
    """
    from engines.train.card import Told
    from engines.train.flow_course import LIMITS, FlowPlan

    plan = FlowPlan(
        steps=steps,
        minutes=math.inf if minutes is None else minutes,
        seed=seed,
        batch_size=batch,
        windows=windows,
        parts=accumulate,
        patience=patience,
        device=device,
        precision=precision,
        threads=threads,
        has_events=tensorboard,
    )
    folders = without(find_training_folders(data), clip_names(never or []))
    check_out(out, resume=resume)
    with told_as_usage(out):
        _train(plan, folders, out, Told(_told(folders), LIMITS, licence), name or _MODEL, resume=resume)


def without(folders: TrainingFolders, names: Sequence[str]) -> TrainingFolders:
    """Leave out clips by the names of their folders.

    Names of clips that are not there are passed over: a list of scoring tasks may name more than there are.
    """
    there = {*map(_name, folders.clips), *(one.name for one in folders.checks)}
    return replace(
        folders,
        clips=tuple(path for path in folders.clips if _name(path) not in names),
        checks=tuple(one for one in folders.checks if one.name not in names),
        left_out=tuple(sorted({*folders.left_out, *(there & set(names))})),
    )


def _train(
    plan: FlowPlan, folders: TrainingFolders, out: Path, told: Told, name: str, *, resume: bool
) -> None:
    from engines.train.effort import leave_ranks
    from engines.train.flow_course import flow_course

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(told.data)
    sources = _sources(folders)
    checks = _clips([one.path for one in folders.checks])
    out.mkdir(parents=True, exist_ok=True)
    try:
        with console.status("making samples") as status:
            course = flow_course(
                plan,
                sources,
                checks,
                out,
                lambda facts: console.print(log_line(facts)),
                lambda count: status.update(f"making samples: {count} of {plan.windows}"),
            )
        if resume:
            course.resume()
        model = course.train(told, name, datetime.now().astimezone().date())
    finally:
        leave_ranks()
    rest = "" if course.is_done else "; go on with --resume"
    if model is not None:
        typer.echo(f"{model.path}: {course.steps_done} steps in {told_time(course.seconds)}{rest}")


def _sources(folders: TrainingFolders) -> list[FlowSource]:
    """List clips, and photographs as often as makes their share."""
    sources: list[FlowSource] = [*_clips(folders.clips)]
    labelled = tuple(
        (path, label)
        for folder in folders.labelled
        for path in pictures_in(folder.images)
        if (label := folder.labels / f"{path.stem}.png").exists()
    )
    pictures = tuple(path for folder in folders.photographs for path in pictures_in(folder))
    pictures += tuple(path for path, _ in labelled)
    if pictures:
        often = max(1, round(len(sources) * MADE_UP_SHARE / (1 - MADE_UP_SHARE)))
        sources += [PhotographSource(Photographs(pictures, labelled))] * often
    return sources


def _clips(paths: Sequence[Path]) -> list[ClipSource]:
    return [ClipSource(_name(path), ClipWindows(path, WINDOW_FRAMES)) for path in paths]


def _name(path: Path) -> str:
    """Call a clip by the folder that its `clip.json` lies in."""
    return path.parent.name


def _told(folders: TrainingFolders) -> str:
    names = ", ".join(_name(path) for path in folders.clips)
    still = [*folders.photographs, *(one.images for one in folders.labelled)]
    count = sum(len(pictures_in(folder)) for folder in still)
    photographs = f", clips made up from {count} photographs" if count else ""
    checked = f"; checked on {', '.join(one.name for one in folders.checks)}" if folders.checks else ""
    left_out = f"; never shown: {', '.join(folders.left_out)}" if folders.left_out else ""
    return f"{len(folders.clips)} clips ({names or 'none'}){photographs}{checked}{left_out}"
