"""The task of a segment: its windows are filled one after the other, and kept as one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import cv2
import numpy as np

from editor.errors import UsageError
from editor.media.opening import open_clip
from editor.media.output import flush
from editor.render.ahead import reading_ahead
from editor.render.errors import MemoryBudgetError
from editor.render.far import FarFrames
from editor.render.filling import Filling, ShotStep
from editor.render.frames import FrameLoader
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.parting import Segment
from editor.render.jobs.plan import JobPlan
from editor.render.jobs.removing import removal_of
from editor.render.lanes import lane_count
from editor.render.messages import Message, Phase
from editor.render.pace import Pace
from editor.render.preparation import Preparation, prepare
from editor.render.schedule import schedule
from editor.render.segments import SegmentStore

if TYPE_CHECKING:
    from engines.complete.contract import Fill, Plan

_SMALLER = 0.5


def fill_segment(
    bundle: Bundle, number: int, level: int, tell: Callable[[Message], None], check: Callable[[], None]
) -> None:
    """Fill the frames of a segment; one that is filled already is left alone.

    Parameters
    ----------
    bundle : Bundle
        The job, with its plan.
    number : int
        Of the segment.
    level : int
        0 for the windows of the plan; with each higher one the engine gets half the memory.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop. Finished windows are kept then.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    OSError
        If a finished part cannot be stored.
    """
    plan, spec = bundle.read_plan(), bundle.read()
    segment = plan.segments[number]
    if bundle.segments.has(segment.filled):
        bundle.discard_parts(number)
        return
    spec.check_files()
    request = removal_of(bundle, spec)
    cv2.setNumThreads(request.threads or os.cpu_count() or 1)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        job = prepare(request, reader.info)
        window = _windows(job, plan, level)
        parts = bundle.parts(number, level)
        steps = [
            ShotStep(segment.shot, step)
            for step in schedule(segment.shot, plan.analysis.has_hole, window, parts.scan(), segment.filled)
        ]
        loader = FrameLoader(reader, job.open_mattes(stack), job.size)
        far = FarFrames(lambda: job.open_loader(stack), plan.analysis, window.far_count, window.window)
        _run(job, plan, (parts, far, loader), steps, tell, check)
    spec.check_files()
    lanes = _merged(parts, segment, steps, lane_count(job.size.field_order))
    bundle.segments.save(segment.filled, lanes)
    flush(bundle.segments.path_of(segment.filled))
    bundle.discard_parts(number)


def _windows(job: Preparation, plan: JobPlan, level: int) -> Plan:
    """Take the windows of the plan, or smaller ones; the engine settles on what goes with them."""
    from engines.errors import BudgetError

    if repr(job.engine.settings) != plan.settings:
        raise UsageError(
            f"engine {job.engine.name} has other settings or weights here than where the job was planned",
            remedy="give all machines the same version and models",
        )
    memory_bytes = int(plan.window.memory_bytes * _SMALLER**level)
    try:
        window = job.engine.plan(plan.shape, plan.analysis.longest_shot, memory_bytes)
    except BudgetError as error:
        if not level:
            raise MemoryBudgetError(error.needed_bytes, memory_bytes) from error
        window = job.engine.plan(plan.shape, plan.analysis.longest_shot, error.needed_bytes)
    return window if level else plan.window


def _run(
    job: Preparation,
    plan: JobPlan,
    sources: tuple[SegmentStore, FarFrames, FrameLoader],
    steps: Sequence[ShotStep],
    tell: Callable[[Message], None],
    check: Callable[[], None],
) -> None:
    parts, far, loader = sources
    todo = [at.step for at in steps if not at.step.is_stored]
    if not todo:
        return
    frames = range(min(at.step.window.start for at in steps), max(at.step.window.stop for at in steps))
    for_engine = frozenset(index for step in todo for index in step.window)
    pace = Pace(Phase.FILLING, len(frames), float(len(frames)), tell)
    filling = Filling(
        job.engine,
        parts,
        far,
        job.references,
        job.request.seed,
        wants_provenance=job.request.provenance_out is not None,
    )
    with reading_ahead(loader.load_all(frames, for_engine), plan.ahead) as loaded:
        for _ in filling.run(loaded, steps):
            check()
            pace.add(1.0)


def _merged(
    parts: SegmentStore, segment: Segment, steps: Sequence[ShotStep], lane_total: int
) -> list[list[Fill]]:
    """Put windows together; frames without a hole between them get an empty fill."""
    from engines.complete.contract import Fill

    lanes: list[list[Fill]] = [[] for _ in range(lane_total)]
    for at in steps:
        for lane, fills in zip(lanes, parts.load(at.step.filled), strict=True):
            expected = lane[-1].index + 1 if lane else segment.filled.start
            empty = np.zeros((0, 0, 3), fills[0].rgb.dtype)
            lane += [Fill(index, 0, 0, empty) for index in range(expected, at.step.filled.start)]
            lane += fills
    return lanes
