"""A propagation from beginning to end, in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.render.errors import EngineFaultError
from editor.render.messages import Begun, FrameMade, Message, Notice, Phase, Result
from editor.render.pace import Pace
from editor.render.propagation.delivery import MatteFolder
from editor.render.propagation.job import Job, prepare
from editor.render.propagation.parts import BlockParts
from editor.render.propagation.pictures import find_cuts, rgb8
from editor.render.propagation.ranking import confidence_document, write_confidence
from editor.render.propagation.record import Made, MadeMatte, Record
from editor.render.propagation.request import PropagationRequest
from editor.render.propagation.stock import BlockStock, check_unchanged, stock, take_over
from editor.render.workplace import Workplace

if TYPE_CHECKING:
    from engines.propagate.contract import PropagationTask

CACHE_BYTES = 192 << 20
"""For decoded pictures, since frames are passed in both directions."""

_DIGITS = 4

Tell = Callable[[Message], None]
Check = Callable[[], None]


def propagate(request: PropagationRequest, tell: Tell, check: Check) -> Result:
    """Make a matte for every frame that a key reaches, and deliver them.

    Parameters
    ----------
    request : PropagationRequest
        What to do.
    tell : callable
        Is told notices and progress.
    check : callable
        Is called often; may raise to stop. Finished mattes are kept then.

    Raises
    ------
    CleanplateError
        If it cannot be done; nothing is left half-made under the output's name then.
    """
    from engines.propagate.plan import blocks

    started_s = time.perf_counter()
    cv2.setNumThreads(request.threads or os.cpu_count() or 1)
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(request.clip, cache_bytes=CACHE_BYTES)))
        job = prepare(request, reader.info, check)
        out = MatteFolder(Path(request.out), overwrite=request.overwrite)
        stack.callback(out.abort)
        tell(Begun((out.partial,)))
        for notice in job.notices():
            tell(Notice(notice))
        task = job.task(cuts_of(job, reader, tell, check))
        workplace = stack.enter_context(Workplace(out.path, job.key))
        if request.restart:
            workplace.discard_parts()
        stocks = stock(job, job.key, blocks(task), workplace.parts)
        record = Record({}) if request.restart else Record.load(out.path)
        check_unchanged(out.path, record, job, stocks)
        take_over(out.path, record, stocks)
        made_count = _make(job, task, stocks, reader, tell, check)
        deliver(job, stocks, out)
        outputs = (out.path, *tell_confidence(job, stocks))
        workplace.clear()
    there = sum(len(one.block.frames) for one in stocks) - made_count
    return Result(outputs, len(job.frames), made_count, there, time.perf_counter() - started_s)


def cuts_of(job: Job, reader: FrameReader, tell: Tell, check: Check) -> tuple[int, ...]:
    """Look for cuts in the frames of a job."""
    pace = Pace(Phase.ANALYSING, len(job.frames), 0.0, tell)

    def look() -> None:
        check()
        pace.add(0.0)

    return find_cuts(reader, job.frames, look)


def _make(
    job: Job, task: PropagationTask, stocks: list[BlockStock], reader: FrameReader, tell: Tell, check: Check
) -> int:
    """Make what is missing; say how many frames that were."""
    missing = {one: one.missing for one in stocks}
    say_what_is_there(job, missing, tell)
    step_count = sum(one.step_count for one in stocks if missing[one])
    pace = Pace(Phase.PROPAGATING, step_count, float(step_count), tell)

    def look(_: int) -> None:
        check()
        pace.add(1.0)

    for one in stocks:
        if missing[one]:
            make_block(job, task, one, missing[one], reader, look, tell)
    return sum(map(len, missing.values()))


def make_block(
    job: Job,
    task: PropagationTask,
    one: BlockStock,
    missing: frozenset[int],
    reader: FrameReader,
    look: Callable[[int], None],
    tell: Tell = lambda _: None,
) -> None:
    """Make the mattes of a block that are missing; each is kept as soon as it is made.

    Parameters
    ----------
    job : Job
        What is to be done.
    task : PropagationTask
        The same for the engine.
    one : BlockStock
        The block.
    missing : frozenset of int
        Its frames that are to be made.
    reader : FrameReader
        The clip.
    look : callable
        Is told each frame that is passed, in either direction; may raise to stop.

    Raises
    ------
    EngineFaultError
        If the engine fails.
    """
    from engines.errors import EngineError
    from engines.propagate.propagation import Propagation, PropagationSettings

    run = Propagation(
        task,
        lambda index: rgb8(reader.read(index)),
        job.make_stepper,
        settings=PropagationSettings(alpha_px=job.request.alpha_px),
        spool=one.parts.spool,
        look=look,
    )
    try:
        for frame in run.make(one.block, missing):
            for name, matte in frame.objects.items():
                doubts = {reason.name: round(value, _DIGITS) for reason, value in matte.doubts.items()}
                told = MadeMatte(0, round(matte.confidence, _DIGITS), doubts, matte.is_key)
                one.parts.save(name, frame.index, matte.matte, told)
                data = cv2.imencode(".png", matte.matte)[1].tobytes()
                tell(FrameMade(frame.index, data, 0, 0, matte.matte.shape, told.confidence))
    except EngineError as error:
        raise EngineFaultError(job.request.engine, str(error), one.block.frames) from error
    one.parts.spool.clear()


def say_what_is_there(job: Job, missing: dict[BlockStock, frozenset[int]], tell: Tell) -> None:
    """Tell what is taken over, and what stays black."""
    there = sum(len(one.block.frames) - len(indices) for one, indices in missing.items())
    if there:
        tell(Notice(f"{there} frames were made before and are taken over"))
    reached = {index for one in missing for index in one.block.frames} | job.pinned
    dark = [index for index in job.frames if index not in reached]
    if dark:
        tell(Notice(f"no key reaches {len(dark)} frames, the first of them {dark[0]}: they stay black"))


def deliver(job: Job, stocks: list[BlockStock], out: MatteFolder) -> None:
    """Lay all mattes out, with the record of what they were made from."""
    places: dict[str, dict[int, BlockParts]] = {name: {} for name in job.keys}
    blocks: dict[str, Made] = {}
    for one in stocks:
        blocks[one.key] = one.made()
        for name, mattes in blocks[one.key].items():
            places[name].update(dict.fromkeys(mattes, one.parts))
    black = np.zeros((job.clip.height, job.clip.width), np.uint8)
    frames = [index for index in job.frames if index not in job.pinned]
    for name, there in places.items():
        out.add(name, frames, there, black)
    if job.request.is_merged and set(places) != {""}:
        out.merge(places, frames)
    out.publish(Record(blocks))


def tell_confidence(job: Job, stocks: list[BlockStock]) -> tuple[Path, ...]:
    """Write how good each frame is, if that was asked for, and name the file."""
    path = job.request.confidence_out
    if path is None:
        return ()
    whole: Made = {name: {} for name in job.keys}
    for one in stocks:
        for name, mattes in one.made().items():
            whole[name].update(mattes)
    keys = {name: set(mattes) for name, mattes in job.keys.items()}
    write_confidence(path, confidence_document(job.request.clip, job.frames, whole, keys))
    return (path,)
