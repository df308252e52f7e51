"""The task that joins segments: neighbours are blended over their overlap, and all is delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from editor.media.opening import open_clip
from editor.render.budget import Budget
from editor.render.course import Course
from editor.render.filling import ShotStep
from editor.render.frames import FrameLoader
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.parting import BLENDED, Segment
from editor.render.jobs.plan import JobPlan
from editor.render.jobs.removing import removal_of, staged_removal, without_engine
from editor.render.jobs.staging import begin, check_free
from editor.render.messages import Begun, Message
from editor.render.outputs import Outputs
from editor.render.removal import fill_and_write, origin_folder
from editor.render.schedule import Step

if TYPE_CHECKING:
    from engines.complete.contract import Fill


def join_removal(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Blend the finished segments and deliver them, not yet under the final names.

    Parameters
    ----------
    bundle : Bundle
        The job, with all its segments.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    DamagedSegmentError
        If a segment is not what was stored.
    CleanplateError
        If it cannot be done.
    """
    plan, spec = bundle.read_plan(), bundle.read()
    spec.check_files()
    _blend_all(bundle, plan, check)
    with ExitStack() as stack:
        request = removal_of(bundle, spec)
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        staged = staged_removal(without_engine(request, reader), spec.token)
        check_free(staged, overwrite=request.overwrite)
        job = without_engine(begin(request, staged), reader)
        outputs = stack.enter_context(Outputs(job.plate, job.matte, job.patch, overwrite=True))
        origins = origin_folder(job.request)
        if origins is not None:
            stack.enter_context(origins)
        tell(Begun(tuple(output.folder for output in staged)))
        loader = FrameLoader(reader, job.open_mattes(stack), job.size)
        fill_and_write(job, _course(plan), loader, bundle.joined, outputs, origins, tell, check)
        outputs.publish()
        if origins is not None:
            origins.publish()
    spec.check_files()


def _course(plan: JobPlan) -> Course:
    """Everything is stored; nothing is left to be filled."""
    steps = tuple(
        ShotStep(segment.shot, Step(segment.own, segment.own, is_stored=True)) for segment in plan.segments
    )
    stored = frozenset(index for segment in plan.segments for index in segment.own)
    budget = Budget(plan.window, plan.ahead, plan.behind, plan.peak_bytes)
    return Course(plan.analysis, budget, steps, stored, frozenset())


def _blend_all(bundle: Bundle, plan: JobPlan, check: Callable[[], None]) -> None:
    """Write the fills of each segment's own frames; the tail of the one before comes in over its first."""
    tail: list[list[Fill]] = []
    for segment in plan.segments:
        check()
        lanes = bundle.segments.load(segment.filled)
        own = len(segment.own)
        if not bundle.joined.has(segment.own):
            ready = [list(_blended(lane[:own], old)) for lane, old in _paired(lanes, tail, segment)]
            bundle.joined.save(segment.own, ready)
        tail = [lane[own:] for lane in lanes]


def _paired(
    lanes: Sequence[Sequence[Fill]], tail: Sequence[Sequence[Fill]], segment: Segment
) -> Iterator[tuple[Sequence[Fill], Sequence[Fill]]]:
    for number, lane in enumerate(lanes):
        old = tail[number] if tail else []
        yield lane, old if old and old[0].index == segment.own.start else []


def _blended(fresh: Sequence[Fill], old: Sequence[Fill]) -> Iterator[Fill]:
    alone = max(0, len(old) - BLENDED)
    yield from old[:alone]
    for at, fill in enumerate(fresh[alone:], alone):
        share = (at - alone + 1) / (len(old) - alone + 1)
        yield _mixed(old[at], fill, share) if at < len(old) else fill


def _mixed(old: Fill, new: Fill, share: float) -> Fill:
    """Mix two fills of one frame where both have samples; what is hole lies in both."""
    top, left = max(old.top, new.top), max(old.left, new.left)
    bottom = min(old.top + old.rgb.shape[0], new.top + new.rgb.shape[0])
    right = min(old.left + old.rgb.shape[1], new.left + new.rgb.shape[1])
    if bottom <= top or right <= left:
        return new
    mine = np.s_[top - new.top : bottom - new.top, left - new.left : right - new.left]
    theirs = np.s_[top - old.top : bottom - old.top, left - old.left : right - old.left]
    rgb = new.rgb.copy()
    mixture = old.rgb[theirs] * np.float32(1 - share) + new.rgb[mine] * np.float32(share)
    rgb[mine] = np.rint(mixture).astype(rgb.dtype)
    origins = new.provenance
    if share < 0.5 and origins is not None and old.provenance is not None:
        origins = origins.copy()
        origins[mine] = old.provenance[theirs]
    return replace(new, rgb=rgb, provenance=origins)
