"""The first task of a job: everything is checked, looked over and settled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from editor.media.opening import open_clip
from editor.render.budget import Budget, Task, default_memory_bytes, fit
from editor.render.costs import check_space, encoder_bytes, output_bytes, parts_bytes
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.parting import cut_into_segments
from editor.render.jobs.plan import JobPlan, Layout, Load
from editor.render.jobs.removing import removal_of, staged_removal
from editor.render.jobs.staging import check_free
from editor.render.lanes import lane_count
from editor.render.messages import Estimate, Message, Notice
from editor.render.preparation import Preparation, prepare
from editor.render.removal import look_over

if TYPE_CHECKING:
    from engines.complete.contract import Shape

JOIN_SHARE, CHECK_SHARE = 3.0, 1.5
"""Time that a frame takes to be encoded, and to be checked, over the time to look at it."""


def prepare_removal(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Look over clip and mattes, choose windows and cut the shots into segments.

    Settled once for all tasks, so that it does not matter where they run.

    Parameters
    ----------
    bundle : Bundle
        The job; its plan is written there.
    tell : callable
        Is told notices, the estimate and progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done as asked.
    """
    spec = bundle.read()
    spec.check_files()
    request = removal_of(bundle, spec)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        job = prepare(request, reader.info)
        check_free(staged_removal(job, spec.token), overwrite=request.overwrite)
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
    budget = fit(job.engine, task, request.memory_bytes or default_memory_bytes(job.size))
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
    bundle.write_plan(plan.to_json(), _layout(plan))


def _layout(plan: JobPlan) -> Layout:
    count = len(plan.analysis.frames)
    looking_s = count * plan.analysis.seconds_per_frame
    return Layout(
        segments=tuple(Load(len(segment.own), plan.expected_s(segment)) for segment in plan.segments),
        join=Load(count, JOIN_SHARE * looking_s),
        check=Load(count, CHECK_SHARE * looking_s),
        peak_bytes=plan.peak_bytes,
    )


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
