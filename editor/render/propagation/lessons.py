"""Learning a shot from its key mattes ahead of its propagation, while the user goes on painting."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.opening import open_clip
from editor.render.errors import EngineFaultError
from editor.render.messages import Message, Phase, Progress, Result
from editor.render.propagation.job import Job, prepare
from editor.render.propagation.pictures import rgb8
from editor.render.propagation.request import LessonRequest
from editor.render.propagation.work import CACHE_BYTES, cuts_of

Tell = Callable[[Message], None]
Check = Callable[[], None]


def learn(request: LessonRequest, tell: Tell, check: Check) -> Result:
    """Let the network learn what a propagation will ask for, and keep that in the user's cache.

    Parameters
    ----------
    request : LessonRequest
        The propagation to come.
    tell : callable
        Is told progress: the steps of learning, whose number is not known beforehand.
    check : callable
        Is called before each step; may raise to stop. Finished lessons are kept then.

    Raises
    ------
    CleanplateError
        If the propagation could not be done either.
    """
    started_s = time.perf_counter()
    steps = 0

    def look() -> None:
        nonlocal steps
        check()
        steps += 1
        tell(Progress(Phase.LEARNING, steps, steps))

    wanted = request.propagation
    cv2.setNumThreads(wanted.threads or os.cpu_count() or 1)
    with closing(open_clip(wanted.clip, cache_bytes=CACHE_BYTES)) as reader:
        job = prepare(wanted, reader.info, look)
        _learn(job, cuts_of(job, reader, tell, check), lambda index: rgb8(reader.read(index)))
    return Result((), len(job.frames), steps, 0, time.perf_counter() - started_s)


def _learn(job: Job, cuts: tuple[int, ...], pictures: Callable[[int], NDArray[np.uint8]]) -> None:
    from engines.errors import EngineError
    from engines.propagate.propagation import Propagation

    try:
        Propagation(job.task(cuts), pictures, job.make_stepper).prepare()
    except EngineError as error:
        raise EngineFaultError(job.request.engine, str(error), job.frames) from error
