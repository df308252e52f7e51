"""A preview and a look ahead, in this process: filled frames go out one by one, the nearest first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.light import display_of_linear
from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.media.shaper import unshape
from editor.render.ahead import reading_ahead
from editor.render.analysis import Analysis
from editor.render.course import Course, decide, estimate
from editor.render.far import FarFrames
from editor.render.filling import Filling, ShotStep
from editor.render.frames import FinishedFrame, FrameLoader
from editor.render.jobs.parting import Segment, cut_into_segments
from editor.render.messages import FrameMade, Message, Notice, Outlook, Phase, Result
from editor.render.origins import OriginFolder
from editor.render.outlook import unseen_shares
from editor.render.pace import Pace
from editor.render.preparation import Preparation, prepare
from editor.render.preview_request import ForecastRequest, PreviewRequest
from editor.render.removal import look_over, origin_folder
from editor.render.request import RemovalRequest
from editor.render.schedule import schedule
from editor.render.segments import SegmentStore

_FEWEST_FRAMES = 16
_FASTEST = 1
_DEEP_TO_SHALLOW = 255 / 65535

Tell = Callable[[Message], None]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Outset:
    """What is known before anything is filled."""

    job: Preparation
    reader: FrameReader
    analysis: Analysis
    course: Course


def preview(request: PreviewRequest, tell: Tell, check: Check, memory_share: float = 1.0) -> Result:
    """Fill frames and tell of each as soon as it is made, those around the one that is looked at first.

    Parameters
    ----------
    request : PreviewRequest
        What to do.
    tell : callable
        Is told notices, the outlook, the estimate, progress, and frames.
    check : callable
        Is called often; may raise to stop.
    memory_share : float
        Share of the memory that may be used.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    """
    started_s = time.perf_counter()
    cv2.setNumThreads(request.removal.threads or os.cpu_count() or 1)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="cleanplate-preview-")))
        outset = _look_ahead(request.removal, stack, folder, tell, check, memory_share)
        origins = origin_folder(request.removal)
        if origins is not None:
            stack.enter_context(origins)
        analysis, job = outset.analysis, outset.job
        length = max(_FEWEST_FRAMES, 2 * outset.course.budget.plan.window)
        segments = cut_into_segments(analysis.shots, analysis.has_hole, length, overlap=0)
        frames = sum(len(segment.own) for segment in segments)
        pace = Pace(Phase.FILLING, max(1, frames), float(max(1, frames)), tell)
        for segment in nearest_first(segments, request.first):
            place, wants_origins = folder / str(segment.number), origins is not None
            for frame in _filled(outset, segment, place, wants_origins=wants_origins):
                check()
                _hand_out(frame, origins, tell)
                pace.add(1.0)
        if origins is not None:
            origins.publish()
    outputs = () if origins is None else (origins.path,)
    return Result(outputs, len(job.frames), analysis.hole_count, 0, time.perf_counter() - started_s)


def forecast(request: ForecastRequest, tell: Tell, check: Check) -> Result:
    """Say what a removal will take, and which background is never seen.

    Raises
    ------
    CleanplateError
        If it cannot be done as asked.
    """
    started_s = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="cleanplate-forecast-")))
        outset = _look_ahead(request.removal, stack, folder, tell, check, 1.0)
    seconds = time.perf_counter() - started_s
    return Result((), len(outset.job.frames), outset.analysis.hole_count, 0, seconds)


def nearest_first(segments: Sequence[Segment], frame: int) -> list[Segment]:
    """Order segments by how far they are from a frame; of two as far, the one that comes later."""

    def distance(segment: Segment) -> tuple[int, bool]:
        own = segment.own
        return max(own.start - frame, frame - own.stop + 1, 0), own.stop <= frame

    return sorted(segments, key=distance)


def _look_ahead(
    request: RemovalRequest, stack: ExitStack, folder: Path, tell: Tell, check: Check, memory_share: float
) -> _Outset:
    reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=0)))
    job = prepare(request, reader.info)
    mattes = job.open_mattes(stack)
    for notice in (*job.notices, mattes.notice):
        if notice is not None:
            tell(Notice(notice.rstrip("."), is_detail=True))
    analysis = look_over(job, reader, mattes, tell, check)
    tell(Outlook(unseen_shares(reader, mattes, analysis.shots, analysis.has_hole, check)))
    course = decide(job, analysis, SegmentStore(folder / "none"), memory_share)
    tell(estimate(job, course))
    return _Outset(job, reader, analysis, course)


def _filled(
    outset: _Outset, segment: Segment, folder: Path, *, wants_origins: bool
) -> Iterator[FinishedFrame]:
    """Fill the frames of a segment."""
    job, analysis, plan = outset.job, outset.analysis, outset.course.budget.plan
    steps = [
        ShotStep(segment.shot, step)
        for step in schedule(segment.shot, analysis.has_hole, plan, {}, segment.filled)
    ]
    frames = range(min(at.step.window.start for at in steps), max(at.step.window.stop for at in steps))
    for_engine = frozenset(index for at in steps for index in at.step.window)
    with ExitStack() as stack:
        loader = FrameLoader(outset.reader, job.open_mattes(stack), job.size)
        far = FarFrames(lambda: job.open_loader(stack), analysis, plan.far_count, plan.window)
        filling = Filling(
            job.engine,
            SegmentStore(folder),
            far,
            job.references,
            job.request.seed,
            wants_provenance=wants_origins,
        )
        ahead = outset.course.budget.ahead
        loaded = stack.enter_context(reading_ahead(loader.load_all(frames, for_engine), ahead))
        for frame in filling.run(loaded, steps):
            if frame.picture.index in segment.own:
                yield frame


def _hand_out(frame: FinishedFrame, origins: OriginFolder | None, tell: Tell) -> None:
    index = frame.picture.index
    if origins is not None:
        origins.write(index, frame.matte.shape, frame.origins)
    if frame.fill is None:
        return
    height, width = frame.fill.rgb.shape[:2]
    part = np.s_[frame.fill.top : frame.fill.top + height, frame.fill.left : frame.fill.left + width]
    pixels = np.dstack([_for_screen(frame)[..., ::-1], frame.matte[part]])
    data = b""
    if pixels.size:
        data = cv2.imencode(".png", pixels, (cv2.IMWRITE_PNG_COMPRESSION, _FASTEST))[1].tobytes()
    tell(FrameMade(index, data, frame.fill.top, frame.fill.left, frame.matte.shape))


def _for_screen(frame: FinishedFrame) -> NDArray[np.uint8]:
    """Convert a fill as frames are converted for the screen."""
    assert frame.fill is not None
    rgb = frame.fill.rgb
    if frame.picture.format.is_float:
        light = unshape(rgb.astype(np.uint16, copy=False))
        return np.asarray(np.rint(display_of_linear(light) * 255), np.uint8)
    if rgb.dtype == np.uint16:
        return np.asarray(cv2.convertScaleAbs(rgb, alpha=_DEEP_TO_SHALLOW), np.uint8)
    return np.asarray(rgb, np.uint8)
