"""The first task of a job: everything is checked, looked over and settled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING

from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.render.budget import Budget, Task, default_memory_bytes, fit
from editor.render.costs import check_space, encoder_bytes, output_bytes, parts_bytes
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.parting import cut_into_segments
from editor.render.jobs.plan import JobPlan
from editor.render.jobs.staging import check_free, staged_outputs
from editor.render.lanes import lane_count
from editor.render.messages import Estimate, Message, Notice
from editor.render.preparation import Preparation, prepare
from editor.render.removal import look_over
from editor.render.request import RemovalRequest

if TYPE_CHECKING:
    from engines.complete.contract import Shape

_PROBE = "spatial"
"""An engine that needs neither weights nor a device, for tasks that fill nothing."""


def prepare_job(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> JobPlan:
    """Look over clip and mattes, choose windows and cut the shots into segments.

    Parameters
    ----------
    bundle : Bundle
        The job; its plan is written there, and one that is there already is left as it is.
    tell : callable
        Is told notices, the estimate and progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done as asked.
    """
    if bundle.has_plan:
        return bundle.read_plan()
    spec = bundle.read()
    spec.check_files()
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(spec.request.clip, cache_bytes=0)))
        job = prepare(spec.request, reader.info)
        check_free(job, staged_outputs(job, spec.token))
        mattes = job.open_mattes(stack)
        for notice in (*job.notices, mattes.notice):
            if notice is not None:
                tell(Notice(notice.rstrip(".")))
        analysis = look_over(job, reader, mattes, tell, check)
    longest = max(analysis.longest_shot, 1)
    task = Task(
        clip=job.clip,
        size=job.size,
        hole_share=analysis.mean_hole_share,
        box_share=analysis.mean_box_share,
        longest_shot=longest,
        encoder_bytes=sum(map(encoder_bytes, job.deliveries)),
    )
    budget = fit(job.engine, task, spec.request.memory_bytes or default_memory_bytes(job.size))
    length = max(spec.segment_frames, 2 * budget.plan.window)
    plan = JobPlan(
        analysis=analysis,
        shape=_shape(task),
        window=budget.plan,
        ahead=budget.ahead,
        behind=budget.behind,
        peak_bytes=budget.peak_bytes,
        settings=repr(job.engine.settings),
        segments=cut_into_segments(analysis.shots, analysis.has_hole, length),
    )
    _announce(job, plan, budget, tell)
    bundle.write_plan(plan)
    return plan


def without_engine(request: RemovalRequest, reader: FrameReader) -> Preparation:
    """Prepare a task that fills nothing, where the engine and its weights may be missing."""
    return prepare(replace(request, engine=_PROBE, device="auto", precision="auto"), reader.info)


def _shape(task: Task) -> Shape:
    from engines.complete.contract import Shape

    lanes = lane_count(task.size.field_order)
    return Shape(-(-task.size.height // lanes), task.size.width, task.itemsize, task.hole_share)


def _announce(job: Preparation, plan: JobPlan, budget: Budget, tell: Callable[[Message], None]) -> None:
    frame_bytes = job.size.width * job.size.height * 3 * (1 if job.clip.format.bit_depth <= 8 else 2)
    expected = Estimate(
        frame_count=len(job.frames),
        hole_count=plan.analysis.hole_count,
        seconds=sum(map(plan.expected_s, plan.segments)),
        memory_bytes=budget.peak_bytes,
        disk_bytes=sum(map(output_bytes, job.deliveries)) + 2 * parts_bytes(plan.analysis, frame_bytes),
    )
    check_space(job.plate.path.parent, expected.disk_bytes)
    tell(expected)
