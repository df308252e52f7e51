"""`cleanplate train shot`: a network that fills gets to know one shot, from what can be seen of it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from editor.cli.options import option
from editor.cli.sizes import size_bytes, told_time
from editor.cli.train.options import (
    Device,
    Licence,
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
from editor.datasets.footage import MattedClip, OpenClips, outlines_of
from editor.errors import UsageError

if TYPE_CHECKING:
    from engines.nets.weights import Model
    from engines.train.clips.footage import ClipMaterial
    from engines.train.fill_kinds import FillKind
    from engines.train.fill_plan import FillPlan

_STEPS = 1_000_000
"""Time ends it, not steps."""

_LIMITS = "for this shot alone; the scores are of holes over background that it has seen"
_RATE, _SMALL_RATE = 1e-4, 1e-3
_SMALL_PART = 96, 96


def shot_command(
    clip: Annotated[Path, typer.Argument(help="A movie, or a folder of frames.", show_default=False)],
    mask: Annotated[Path, option("--mask", "The mattes that will be filled: a folder, one PNG or a movie.")],
    out: OutFolder,
    network: Annotated[str, typer.Option("--network", help="sttn, opn or rnot.")] = "sttn",
    start: Start = None,
    minutes: Annotated[float, typer.Option("--minutes", min=0, help="So long it learns.")] = 2,
    resume: Resume = False,
    seed: Seed = 0,
    size: Annotated[
        str | None,
        option("--size", "Of the parts it learns from.  [as the network fills; 96x96 for sttn-small]"),
    ] = None,
    batch: Annotated[int, typer.Option("--batch", min=1, help="Parts at once.")] = 1,
    learning_rate: Annotated[float | None, option("--learning-rate", "How fast it learns.")] = None,
    device: Device = "auto",
    precision: Precision = "fp32",
    threads: Threads = None,
    cache: Annotated[str, typer.Option("--cache", help="Memory for frames.")] = "1G",
    licence: Licence = None,
    name: ModelName = None,
) -> None:
    """Let a network that fills get to know a shot: it learns from the background around the mattes.

    Holes like those of the shot are laid over what can be seen, and the network learns to fill them. Pixels
    under the mattes are neither shown nor asked for. The model lands in --out, with its card.
    """
    from engines.train.clips.changing import Variety
    from engines.train.clips.holes import HoleSettings
    from engines.train.fill_kinds import FILL_KINDS
    from engines.train.fill_plan import FillPlan

    with told_as_usage(out):
        began = _model(network, start)
    kind = FILL_KINDS[began.card.network.value]
    is_small = began.card.network.value.endswith("-small")
    plan = FillPlan(
        steps=_STEPS,
        minutes=minutes,
        seed=seed,
        size=_part_size(kind, is_small=is_small) if size is None else clip_size(size, kind.step_px),
        batch=batch,
        learning_rate=learning_rate or (_SMALL_RATE if is_small else _RATE),
        falls_every=_STEPS,
        has_judge=False,
        checked_every=_STEPS,
        device=device,
        precision=precision,
        threads=threads,
        holes=HoleSettings(shapes=0.3, strokes=0.1, silhouettes=0.6, least=0.15, most=0.6),
        variety=Variety(relit=0.0, closest=1.2),
    )
    check_out(out, resume=resume)
    with told_as_usage(out):
        _train(kind, plan, clip, mask, out, began, licence, name or kind.network.value, cache, resume=resume)


def _model(network: str, start: str | None) -> Model:
    """Find the weights that are to get to know the shot.

    Raises
    ------
    UsageError
        If there is no such network.
    MissingWeightsError
        If there are no weights.
    """
    from engines.complete.learned.kinds import KINDS, weights_of

    if network not in KINDS:
        raise UsageError(f"{network!r} does not fill", remedy=f"choose one of {', '.join(KINDS)}")
    return weights_of(network, start)


def _part_size(kind: FillKind, *, is_small: bool) -> tuple[int, int]:
    """Make a network's own size one that frames of its own scale hold.

    Who takes the narrower network has a slow machine, on which two minutes are a few steps at that size; a
    step of smaller parts is less than a tenth of the work.
    """
    if is_small:
        return _SMALL_PART
    width, height = kind.size
    return (width, height) if width > height else (240 // kind.step_px[0] * kind.step_px[0],) * 2


def _material(clip: Path, mask: Path, kind: FillKind, clips: OpenClips, cache: str) -> ClipMaterial:
    from engines.train.clips.footage import CachedMatted, ClipMaterial, FrameCache, Stratum

    # Frames are as large as the network sees them when it fills.
    footage = MattedClip(clip, mask, min(240, min(kind.size) * 2), clips)
    hidden = [footage.hidden(at) for at in range(len(footage))]
    if all(one.all() for one in hidden):
        raise UsageError("the mattes hide everything", remedy="give mattes that leave background", path=mask)
    if not any(one.any() for one in hidden):
        raise UsageError("the mattes hide nothing", remedy="give the mattes that are to be filled", path=mask)
    cached = CachedMatted(footage, FrameCache(size_bytes(cache)))
    outlines = [outline for one in hidden[:: max(1, len(hidden) // 20)] for outline in outlines_of(one)]
    return ClipMaterial([Stratum([cached])], outlines)


def _train(
    kind: FillKind,
    plan: FillPlan,
    clip: Path,
    mask: Path,
    out: Path,
    began: Model,
    licence: str | None,
    name: str,
    cache: str,
    *,
    resume: bool,
) -> None:
    from engines.train.card import Told
    from engines.train.fill_course import fill_course

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    with closing(OpenClips()) as clips:
        material = _material(clip, mask, kind, clips, cache)
        shot = material.strata[0].footage
        out.mkdir(parents=True, exist_ok=True)
        course = fill_course(
            kind, plan, material, shot, out, lambda facts: console.print(log_line(facts)), began
        )
        before = course.scored().get("psnr_hole_db", float("nan"))
        if resume:
            course.resume()
        told = Told(f"{clip.name}, from {began.card.name}", _LIMITS, licence)
        model = course.train(told, name, datetime.now().astimezone().date())
        after = course.scored().get("psnr_hole_db", float("nan"))
    typer.echo(
        f"{'' if model is None else model.path}: {course.steps_done} steps in {told_time(course.seconds)}; "
        f"holes over known background {before:.2f} dB before, {after:.2f} dB now"
    )
