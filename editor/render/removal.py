"""A removal from beginning to end, in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack, closing

import cv2

from editor.masks.mattes import Mattes
from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.render.ahead import WritingBehind, reading_ahead
from editor.render.analysis import Analysis, analyse
from editor.render.costs import check_space
from editor.render.course import Course, decide, estimate, key_of
from editor.render.errors import NothingVisibleError
from editor.render.far import FarFrames
from editor.render.filling import Filling
from editor.render.frames import FrameLoader
from editor.render.messages import Begun, Message, Notice, Phase, Result
from editor.render.origins import OriginFolder
from editor.render.outputs import Outputs
from editor.render.pace import Pace
from editor.render.preparation import Preparation, prepare
from editor.render.request import RemovalRequest
from editor.render.segments import SegmentStore
from editor.render.workplace import Workplace

_FAINT = 128

Tell = Callable[[Message], None]
Check = Callable[[], None]


def remove(request: RemovalRequest, tell: Tell, check: Check, memory_share: float = 1.0) -> Result:
    """Fill what lies under the mattes of a clip, and deliver it.

    Parameters
    ----------
    request : RemovalRequest
        What to do.
    tell : callable
        Is told notices, the estimate and progress.
    check : callable
        Is called often; may raise to stop. Finished parts are kept then.
    memory_share : float
        Share of the memory that may be used.

    Raises
    ------
    CleanplateError
        If it cannot be done; nothing is left under the outputs' names then.
    """
    started_s = time.perf_counter()
    cv2.setNumThreads(request.threads or os.cpu_count() or 1)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
        job = prepare(request, reader.info)
        mattes = job.open_mattes(stack)
        _tell_notices(job, mattes, tell)
        outputs = stack.enter_context(Outputs(job.plate, job.matte, job.patch, overwrite=request.overwrite))
        origins = origin_folder(request)
        if origins is not None:
            stack.enter_context(origins)
        tell(Begun((*outputs.partials, *(origins.partials if origins else ()))))
        analysis = look_over(job, reader, mattes, tell, check)
        workplace = stack.enter_context(Workplace(job.plate.path, key_of(job, mattes)))
        if request.restart:
            workplace.discard_parts()
        course = decide(job, analysis, workplace.store, memory_share)
        _announce(job, course, tell)
        loader = FrameLoader(reader, mattes, job.size)
        fill_and_write(job, course, loader, workplace.store, outputs, origins, tell, check)
        outputs.publish()
        if origins is not None:
            origins.publish()
        workplace.clear()
    return Result(
        outputs=outputs.paths if origins is None else (*outputs.paths, origins.path),
        frame_count=len(job.frames),
        filled_count=analysis.hole_count,
        resumed_count=len(course.stored),
        seconds=time.perf_counter() - started_s,
    )


def _tell_notices(job: Preparation, mattes: Mattes, tell: Tell) -> None:
    for notice in (*job.notices, mattes.notice):
        if notice is not None:
            tell(Notice(notice.rstrip(".")))


def look_over(job: Preparation, reader: FrameReader, mattes: Mattes, tell: Tell, check: Check) -> Analysis:
    """Find cuts and holes, and tell what is odd about the mattes.

    Raises
    ------
    NothingVisibleError
        If every frame is all hole.
    MediaError
        If a frame or a matte is damaged.
    """
    pace = Pace(Phase.ANALYSING, len(job.frames), 0.0, tell)

    def look() -> None:
        check()
        pace.add(0.0)

    analysis = analyse(reader, mattes, job.frames, look)
    if analysis.strongest == 0:
        tell(Notice("the mattes are black throughout: nothing is removed"))
    elif analysis.strongest < _FAINT:
        tell(Notice(f"the mattes never exceed {analysis.strongest} of 255: what they cover stays visible"))
    if not job.references and all(matte.share == 1 for matte in analysis.mattes):
        raise NothingVisibleError(job.frames)
    return analysis


def _announce(job: Preparation, course: Course, tell: Tell) -> None:
    """Say what it will take, and make sure that there is room for it."""
    if course.stored:
        tell(Notice(f"{len(course.stored)} frames were finished before and are taken over"))
    plan = course.budget.plan
    tell(
        Notice(
            f"engine {job.engine.name}: {len(course.analysis.shots)} shots, windows of {plan.window} frames, "
            f"{plan.overlap} of them finished and {plan.lookahead} to come, {plan.far_count} from afar",
            is_detail=True,
        )
    )
    expected = estimate(job, course)
    check_space(job.plate.path.parent, expected.disk_bytes)
    tell(expected)


def origin_folder(request: RemovalRequest) -> OriginFolder | None:
    """Begin the folder of maps of where pixels come from, if that was asked for."""
    if request.provenance_out is None:
        return None
    return OriginFolder(request.provenance_out, overwrite=request.overwrite)


def fill_and_write(
    job: Preparation,
    course: Course,
    loader: FrameLoader,
    store: SegmentStore,
    outputs: Outputs,
    origins: OriginFolder | None,
    tell: Tell,
    check: Check,
) -> None:
    """Fill frame by frame, reading ahead and writing behind."""
    budget = course.budget
    pace = Pace(Phase.FILLING, len(job.frames), sum(map(course.expected_s, job.frames)), tell)
    with ExitStack() as stack:
        far = FarFrames(
            lambda: job.open_loader(stack), course.analysis, budget.plan.far_count, budget.plan.window
        )
        filling = Filling(
            job.engine,
            store,
            far,
            job.references,
            job.request.seed,
            wants_provenance=origins is not None,
        )
        loaded = stack.enter_context(
            reading_ahead(loader.load_all(job.frames, course.for_engine), budget.ahead)
        )
        writing = WritingBehind(outputs.write, budget.behind)
        stack.callback(writing.abandon)
        for frame in filling.run(loaded, course.steps):
            check()
            writing.put(frame)
            if origins is not None:
                origins.write(frame.picture.index, frame.matte.shape, frame.origins)
            pace.add(course.expected_s(frame.picture.index))
        writing.finish()
