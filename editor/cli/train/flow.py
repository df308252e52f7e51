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
from editor.datasets.synthetic.drawing import BurnIn, Photographs, draw_clip
from editor.datasets.training_folders import TrainingFolders, find_training_folders
from editor.datasets.training_pictures import pictures_in
from editor.datasets.training_windows import ClipWindows
from editor.errors import CleanplateError, UsageError

if TYPE_CHECKING:
    from engines.train.flow_material import FlowClip, FlowSource
    from engines.train.flow_run import FlowPlan
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
    out: Annotated[Path, typer.Option("--out", help="Folder of the training.", show_default=False)],
    steps: Annotated[int, typer.Option("--steps", min=1, help="All steps of the training.")] = 20_000,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=0, help="Stop after so many, to go on later.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the training in --out.")] = False,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Decides what every step learns from.")] = 0,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Samples of a step.")] = 4,
    windows: Annotated[
        int, typer.Option("--windows", min=1, help="Runs of frames to make samples of.")
    ] = 200,
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="A clip's folder that is never shown; repeatable.")
    ] = None,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Of the network.")] = 1,
) -> None:
    """Train the network that completes motion under holes; the model lands in --out with its card.

    Holes are laid over runs of frames, and what `explicit` guesses of the motion under them is kept in --out,
    beside the motion that is seen without them; then the network learns from that. Interrupted at any moment,
    it goes on with --resume from its last checkpoint and sees the same data.
    """
    from engines.train.checkpoints import CheckpointError
    from engines.train.flow_run import FlowPlan
    from engines.train.loop import CHECKPOINT
    from engines.train.material import MaterialError

    if (out / CHECKPOINT).exists() and not resume:
        raise UsageError(
            "there is a training already", remedy="go on with --resume, or choose another folder", path=out
        )
    plan = FlowPlan(steps, math.inf if minutes is None else minutes, seed, batch, windows, threads)
    folders = without(find_training_folders(data), leave_out or [])
    try:
        _train(plan, folders, out, resume=resume)
    except MaterialError as error:
        raise UsageError(str(error), remedy="give folders with clips whose camera moves") from error
    except CheckpointError as error:
        raise UsageError(error.cause, remedy="start anew in another folder", path=error.path) from error


def without(folders: TrainingFolders, names: Sequence[str]) -> TrainingFolders:
    """Leave out clips by the names of their folders.

    Raises
    ------
    UsageError
        If there is no clip of such a name.
    """
    known = {*map(_name, folders.clips), *(one.name for one in folders.checks), *folders.left_out}
    for name in names:
        if name not in known:
            raise UsageError(f"there is no clip {name!r}", remedy=f"choose of {', '.join(sorted(known))}")
    return replace(
        folders,
        clips=tuple(path for path in folders.clips if _name(path) not in names),
        checks=tuple(one for one in folders.checks if one.name not in names),
        left_out=tuple(sorted({*folders.left_out, *names})),
    )


def _train(plan: FlowPlan, folders: TrainingFolders, out: Path, *, resume: bool) -> None:
    from engines.nets.weights_errors import ModelError
    from engines.train.flow_run import FlowRun

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    sources = _sources(folders)
    checks = _clips([one.path for one in folders.checks])
    told = _told(folders)
    console.print(told)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with console.status("making samples") as status:
            run = FlowRun(
                plan,
                sources,
                checks,
                out,
                lambda facts: console.print(_line(facts)),
                lambda count: status.update(f"making samples: {count} of {plan.windows}"),
            )
        if resume:
            run.resume()
        model = run.train(told, _MODEL, datetime.now().astimezone().date())
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


def _line(facts: dict[str, object]) -> str:
    """Put a line of the log into words."""
    numbers = [
        f"{name} {value:.4g}" for name, value in facts.items() if name != "step" and isinstance(value, float)
    ]
    return f"step {facts['step']}: {', '.join(numbers)}"
