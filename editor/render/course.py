"""What is decided between the look over a clip and the fill: windows, memory, what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from editor.masks.mattes import Mattes
from editor.render.analysis import Analysis
from editor.render.budget import Budget, Task, default_memory_bytes, fit
from editor.render.costs import encoder_bytes, output_bytes, parts_bytes
from editor.render.filling import ShotStep
from editor.render.fingerprint import files_of, job_key
from editor.render.messages import Estimate
from editor.render.preparation import Preparation
from editor.render.schedule import schedule
from editor.render.segments import SegmentStore


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How a removal will go.

    Attributes
    ----------
    analysis : Analysis
        What the look over the clip found.
    budget : Budget
        Window and queues.
    steps : tuple of ShotStep
        In order.
    stored : frozenset of int
        Frames whose fill is there already.
    for_engine : frozenset of int
        Frames that an engine will look at.
    """

    analysis: Analysis
    budget: Budget
    steps: tuple[ShotStep, ...]
    stored: frozenset[int]
    for_engine: frozenset[int]

    def expected_s(self, index: int) -> float:
        """Estimate of the time for a frame."""
        is_filled = self.analysis.has_hole(index) and index not in self.stored
        fill_s = self.budget.plan.seconds_per_frame if is_filled else 0.0
        return 2 * self.analysis.seconds_per_frame + fill_s


def decide(job: Preparation, analysis: Analysis, store: SegmentStore, memory_share: float) -> Course:
    """Choose the window and lay out the steps.

    Parameters
    ----------
    job : Preparation
        The request, checked.
    analysis : Analysis
        What the look over the clip found.
    store : SegmentStore
        Finished parts of an interrupted render.
    memory_share : float
        Share of the memory that may be used.

    Raises
    ------
    MemoryBudgetError
        If not even the smallest window fits.
    """
    task = Task(
        clip=job.clip,
        size=job.size,
        hole_share=analysis.mean_hole_share,
        box_share=analysis.mean_box_share,
        longest_shot=analysis.longest_shot,
        encoder_bytes=sum(map(encoder_bytes, job.deliveries)),
    )
    memory_bytes = job.request.memory_bytes or default_memory_bytes(job.size)
    budget = fit(job.engine, task, memory_bytes, memory_share)
    finished = store.scan()
    steps = tuple(
        ShotStep(shot, step)
        for shot in analysis.shots
        for step in schedule(shot, analysis.has_hole, budget.plan, finished)
    )
    stored = frozenset(index for at in steps if at.step.is_stored for index in at.step.filled)
    for_engine = frozenset(index for at in steps if not at.step.is_stored for index in at.step.window)
    return Course(analysis, budget, steps, stored, for_engine)


def estimate(job: Preparation, course: Course) -> Estimate:
    """Say what the render will take."""
    analysis = course.analysis
    frame_bytes = job.size.width * job.size.height * 3 * (1 if job.clip.format.bit_depth <= 8 else 2)
    return Estimate(
        frame_count=len(job.frames),
        hole_count=analysis.hole_count - sum(map(analysis.has_hole, course.stored)),
        seconds=sum(map(course.expected_s, job.frames)),
        memory_bytes=course.budget.peak_bytes,
        disk_bytes=sum(map(output_bytes, job.deliveries)) + parts_bytes(analysis, frame_bytes),
    )


def key_of(job: Preparation, mattes: Mattes) -> str:
    """Make the key under which finished parts are kept: it changes with whatever changes the fill."""
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
        request.provenance_out is not None,
    )
    references = [path for _, path in request.references]
    return job_key(settings, [files_of(request.clip), mattes.paths, references])


def _version() -> str:
    try:
        return version("cleanplate")
    except PackageNotFoundError:
        return "not installed"
