"""The tasks of a background replacement.

It has no segments: storing a replaced frame and reading it again takes as long as making it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.render.background import (
    BackgroundJob,
    notices_of,
    open_foreground,
    prepare,
    replace_background,
)
from editor.render.background_frames import load_all, opaque_picture, replaced
from editor.render.background_plate import open_plate
from editor.render.background_request import BackgroundRequest
from editor.render.costs import check_space, encoder_bytes, output_bytes
from editor.render.jobs.bundle import Bundle, JobSpec
from editor.render.jobs.checking import Untouched, check_outputs
from editor.render.jobs.errors import BundleError
from editor.render.jobs.plan import Layout, Load
from editor.render.jobs.staging import StagedOutput, begin, check_free, staged_outputs
from editor.render.messages import Message, Notice
from editor.render.proxy import proxy_matte, proxy_picture

_TRIED = 3
_WRITE_SHARE, _CHECK_SHARE = 0.5, 0.5
"""Time that a frame takes to be encoded, and to be checked, over the time to be read and replaced."""

_PROGRAM_BYTES, _BYTES_A_PIXEL = 320 << 20, 180


def prepare_replacement(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Check everything before the start, and try a few frames to see how long they take.

    Parameters
    ----------
    bundle : Bundle
        The job; its plan is written there.
    tell : callable
        Is told notices.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done as asked.
    """
    spec, request = _read(bundle)
    spec.check_files()
    with ExitStack() as stack:
        reader, job = stack.enter_context(_opened(request))
        check_free(_staged(request, job, spec.token), overwrite=request.overwrite)
        mattes = stack.enter_context(closing(open_foreground(request, job)))
        plate = stack.enter_context(closing(open_plate(request, job.size, job.frames)))
        for notice in notices_of(job, mattes, plate):
            tell(Notice(notice))
        check_space(job.picture.path.parent, sum(map(output_bytes, job.deliveries)))
        started_s = time.perf_counter()
        for frame in islice(load_all(reader, mattes, plate, job.size, job.frames), _TRIED):
            check()
            replaced(frame, float(request.rim_px * request.scale))
        frame_s = (time.perf_counter() - started_s) / min(_TRIED, len(job.frames))
    bundle.write_plan("{}", _layout(job, frame_s))


def join_replacement(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Replace the background of all frames and deliver them, not yet under the final names.

    Parameters
    ----------
    bundle : Bundle
        The job.
    tell : callable
        Is told progress.
    check : callable
        Is called for each frame; may raise to stop.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    """
    spec, request = _read(bundle)
    spec.check_files()
    with _opened(request) as (_, job):
        staged = _staged(request, job, spec.token)
    check_free(staged, overwrite=request.overwrite)

    def tell_progress(message: Message) -> None:
        if not isinstance(message, Notice):  # they were told in the beginning
            tell(message)

    replace_background(begin(request, staged), tell_progress, check)
    spec.check_files()


def publish_replacement(bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> None:
    """Make sure that outputs are what they should be, and give them their names.

    Parameters
    ----------
    bundle : Bundle
        The job, joined.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    CheckError
        If something is wrong; nothing gets its name then.
    LostRenderingError
        If an output is not there.
    UsageError, WriteError
        If a name is taken meanwhile, or disk or folder do not allow it.
    """
    spec, request = _read(bundle)
    with ExitStack() as stack:
        reader, job = stack.enter_context(_opened(request))
        mattes = stack.enter_context(closing(open_foreground(request, job)))
        reach = 2 * ceil(request.rim_px * request.scale) + 3

        def touched(index: int) -> NDArray[np.uint8]:
            """Everything but the solid foreground behind its rim."""
            matte = proxy_matte(mattes.read(index), job.size)
            return cv2.dilate((matte < 255).astype(np.uint8), np.ones((reach, reach), np.uint8)).astype(
                np.uint8
            )

        untouched = Untouched(
            job.size, lambda index: opaque_picture(proxy_picture(reader.read(index), job.size)), touched
        )
        staged = _staged(request, job, spec.token)
        check_outputs(staged, job.deliveries, job.clip, untouched, tell, check)
    for output in staged:
        output.publish(overwrite=request.overwrite)


def _read(bundle: Bundle) -> tuple[JobSpec, BackgroundRequest]:
    spec = bundle.read()
    if not isinstance(spec.request, BackgroundRequest):
        raise BundleError("it is no background replacement", bundle.folder)
    return spec, spec.request


@contextmanager
def _opened(request: BackgroundRequest) -> Iterator[tuple[FrameReader, BackgroundJob]]:
    with closing(open_clip(request.clip, cache_bytes=0)) as reader:
        yield reader, prepare(request, reader.info)


def _staged(request: BackgroundRequest, job: BackgroundJob, token: str) -> tuple[StagedOutput, ...]:
    deliveries = {"out": job.picture, "foreground_out": job.foreground, "matte_out": job.matte}
    return staged_outputs(request, deliveries, token)


def _layout(job: BackgroundJob, frame_s: float) -> Layout:
    count = len(job.frames)
    pixels_bytes = job.size.width * job.size.height * _BYTES_A_PIXEL
    return Layout(
        segments=(),
        join=Load(count, count * frame_s * (1 + _WRITE_SHARE)),
        check=Load(count, count * frame_s * _CHECK_SHARE),
        peak_bytes=_PROGRAM_BYTES + pixels_bytes + sum(map(encoder_bytes, job.deliveries)),
    )
