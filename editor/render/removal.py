"""A removal from beginning to end, in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import cv2

from editor.masks.mattes import Mattes
from editor.media.picture import FrameReader
from editor.render.ahead import WritingBehind, reading_ahead
from editor.render.analysis import Analysis, analyse
from editor.render.budget import Budget, Task, default_memory_bytes, fit
from editor.render.disk import check_space, output_bytes, parts_bytes
from editor.render.errors import NothingVisibleError
from editor.render.far import FarFrames
from editor.render.filling import Filling, ShotStep
from editor.render.fingerprint import files_of, job_key
from editor.render.frames import FrameLoader
from editor.render.messages import Begun, Estimate, Message, Notice, Phase, Result
from editor.render.outputs import Outputs
from editor.render.pace import Pace
from editor.render.preparation import Preparation, prepare
from editor.render.request import RemovalRequest
from editor.render.schedule import schedule
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
    job = prepare(request)
    for notice in job.notices:
        tell(Notice(notice.rstrip(".")))
    with ExitStack() as stack:
        deliveries = job.plate, job.matte, job.patch
        outputs = stack.enter_context(Outputs(*deliveries, overwrite=request.overwrite))
        tell(Begun(outputs.partials))
        reader, mattes, loader = job.open(stack)
        analysis = _look_over(job, reader, mattes, tell, check)
        workplace = Workplace(job.plate.path, _key(job, mattes))
        workplace.enter()
        stack.callback(workplace.leave)
        course = _decide(job, analysis, workplace, memory_share)
        _announce(job, course, tell)
        _run(job, course, loader, outputs, tell, check)
        outputs.publish()
        workplace.clear()
    return Result(
        outputs=outputs.paths,
        frame_count=len(job.frames),
        filled_count=analysis.hole_count,
        resumed_count=len(course.stored),
        seconds=time.perf_counter() - started_s,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """All that is decided before the fill begins."""

    analysis: Analysis
    budget: Budget
    steps: tuple[ShotStep, ...]
    workplace: Workplace

    @property
    def stored(self) -> frozenset[int]:
        """Frames whose fill is there already."""
        return frozenset(index for at in self.steps if at.step.is_stored for index in at.step.filled)

    @property
    def for_engine(self) -> frozenset[int]:
        """Frames that an engine will look at."""
        return frozenset(index for at in self.steps if not at.step.is_stored for index in at.step.window)

    def expected_s(self, index: int) -> float:
        """Estimate of the time for a frame."""
        analysis = self.analysis
        fill_s = self.budget.plan.seconds_per_frame
        is_filled = analysis.has_hole(index) and index not in self.stored
        return 2 * analysis.seconds_per_frame + (fill_s if is_filled else 0)


def _look_over(job: Preparation, reader: FrameReader, mattes: Mattes, tell: Tell, check: Check) -> Analysis:
    pace = Pace(Phase.ANALYSING, len(job.frames), 0.0, tell)

    def look() -> None:
        check()
        pace.add(0.0)

    analysis = analyse(reader, mattes, job.frames, look)
    strongest = max(matte.strongest for matte in analysis.mattes)
    if strongest == 0:
        tell(Notice("the mattes are black throughout: nothing is removed"))
    elif strongest < _FAINT:
        tell(Notice(f"the mattes never exceed {strongest} of 255: what they cover stays visible"))
    if not job.references and all(matte.share == 1 for matte in analysis.mattes):
        raise NothingVisibleError(job.frames)
    return analysis


def _key(job: Preparation, mattes: Mattes) -> str:
    request = job.request
    settings = (
        _version(),
        job.engine.name,
        job.engine.settings,
        job.frames,
        request.grow_px,
        request.feather_px,
        request.keep_missing,
        request.scale,
        request.seed,
        tuple(reference.index for reference in job.references),
    )
    references = [path for _, path in request.references]
    return job_key(settings, [files_of(request.clip), mattes.paths, references])


def _decide(job: Preparation, analysis: Analysis, workplace: Workplace, memory_share: float) -> _Course:
    request = job.request
    if request.restart:
        workplace.discard_parts()
    task = Task(job.clip, job.size, analysis.mean_hole_share, max(map(len, analysis.shots)))
    memory_bytes = request.memory_bytes or default_memory_bytes(job.size)
    budget = fit(job.engine, task, memory_bytes, memory_share)
    stored = workplace.store.scan()
    steps = tuple(
        ShotStep(shot, step)
        for shot in analysis.shots
        for step in schedule(shot, analysis.has_hole, budget.plan, stored)
    )
    return _Course(analysis, budget, steps, workplace)


def _announce(job: Preparation, course: _Course, tell: Tell) -> None:
    """Say what it will take, and make sure that there is room for it."""
    deliveries = [delivery for delivery in (job.plate, job.matte, job.patch) if delivery is not None]
    frame_bytes = job.size.width * job.size.height * 3 * (1 if job.clip.format.bit_depth <= 8 else 2)
    disk_bytes = sum(map(output_bytes, deliveries)) + parts_bytes(course.analysis, frame_bytes)
    check_space(job.plate.path.parent, disk_bytes)
    stored = course.stored
    if stored:
        tell(Notice(f"{len(stored)} frames were finished before and are taken over"))
    tell(
        Estimate(
            frame_count=len(job.frames),
            hole_count=course.analysis.hole_count - sum(map(course.analysis.has_hole, stored)),
            seconds=sum(map(course.expected_s, job.frames)),
            memory_bytes=course.budget.peak_bytes,
            disk_bytes=disk_bytes,
        )
    )


def _run(
    job: Preparation, course: _Course, loader: FrameLoader, outputs: Outputs, tell: Tell, check: Check
) -> None:
    """Fill frame by frame, reading ahead and writing behind."""
    budget = course.budget
    pace = Pace(Phase.FILLING, len(job.frames), sum(map(course.expected_s, job.frames)), tell)
    with ExitStack() as stack:
        _, _, far_loader = job.open(stack)
        far = FarFrames(far_loader, course.analysis, budget.plan.far_count, budget.plan.window)
        store = course.workplace.store
        filling = Filling(job.engine, store, far, job.references, job.request.seed, check)
        loaded = stack.enter_context(
            reading_ahead(loader.load_all(job.frames, course.for_engine), budget.ahead)
        )
        writing = WritingBehind(outputs.write, budget.behind)
        stack.callback(writing.abandon)
        for frame in filling.run(loaded, course.steps):
            writing.put(frame)
            pace.add(course.expected_s(frame.picture.index))
        writing.finish()


def _version() -> str:
    try:
        return version("cleanplate")
    except PackageNotFoundError:
        return "not installed"
