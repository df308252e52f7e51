"""The tasks of a propagation: blocks of frames between keys, which depend on those keys alone."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.opening import open_clip
from editor.media.output import discard, write_error
from editor.media.picture import FrameReader
from editor.render.jobs.bundle import Bundle, JobSpec
from editor.render.jobs.errors import BundleError, CheckError, LostRenderingError
from editor.render.jobs.plan import Layout, Load
from editor.render.jobs.staging import StagedOutput, begin, check_free, staged_beside
from editor.render.messages import Message, Notice, Phase
from editor.render.pace import Pace
from editor.render.propagation.delivery import MatteFolder, check_matte_folder, publish_mattes
from editor.render.propagation.job import Job, prepare
from editor.render.propagation.record import Record, matte_path
from editor.render.propagation.request import PropagationRequest
from editor.render.propagation.stock import BlockStock, check_unchanged, stock, take_over
from editor.render.propagation.work import (
    CACHE_BYTES,
    cuts_of,
    deliver,
    make_block,
    say_what_is_there,
    tell_confidence,
)
from editor.render.segments import DamagedSegmentError

if TYPE_CHECKING:
    from engines.propagate.contract import PropagationTask

_STEP_S, _STEP_S_A_MEGAPIXEL = 0.05, 0.6
_WRITE_S_A_MEGAPIXEL = 0.02
_PROGRAM_BYTES, _BYTES_A_PIXEL = 500 << 20, 600

Tell = Callable[[Message], None]
Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class CarryingPlan:
    """What is settled for all tasks of a propagation.

    Attributes
    ----------
    cuts : tuple of int
        Frames before which there is a cut.
    key : str
        Of clip and settings, as it is where the job was made.
    weights : str
        Of the engine's network; a machine where they differ does not take part.
    segments : tuple of tuple of int
        Numbers of the blocks that each segment makes.
    """

    cuts: tuple[int, ...]
    key: str
    weights: str
    segments: tuple[tuple[int, ...], ...]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Take it out of the text that its values were put into.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is something else.
        """
        values = json.loads(text)
        segments = tuple(map(tuple, values["segments"]))
        return cls(tuple(values["cuts"]), values["key"], values["weights"], segments)


@dataclass(frozen=True, slots=True)
class _Work:
    """A propagation as a task finds it."""

    spec: JobSpec
    request: PropagationRequest
    job: Job
    reader: FrameReader

    @property
    def staged(self) -> tuple[StagedOutput, ...]:
        """Where mattes and, where asked for, confidences grow."""
        mattes = staged_beside("out", Path(self.request.out).absolute(), self.spec.token)
        told = self.request.confidence_out
        if told is None:
            return (mattes,)
        return mattes, staged_beside("confidence_out", told.absolute(), self.spec.token)

    def stocks(self, bundle: Bundle, plan: CarryingPlan) -> tuple[PropagationTask, list[BlockStock]]:
        """Look what there is of each block."""
        from engines.propagate.plan import blocks

        task = self.job.task(plan.cuts)
        return task, stock(self.job, plan.key, blocks(task), bundle.blocks)


def prepare_propagation(bundle: Bundle, tell: Tell, check: Check) -> None:
    """Look for cuts and lay out the blocks; what a former run has made and is not stale is taken over.

    Parameters
    ----------
    bundle : Bundle
        The job; its plan is written there.
    tell : callable
        Is told notices and progress.
    check : callable
        Is called often; may raise to stop.

    Raises
    ------
    ChangedMatteError
        If somebody changed a matte that would be replaced.
    CleanplateError
        If it cannot be done as asked.
    """
    with _opened(bundle) as work:
        request, job = work.request, work.job
        out = work.staged[0]
        if not out.is_waiting:
            check_matte_folder(out.final, overwrite=request.overwrite)
        check_free(work.staged[1:], overwrite=request.overwrite)
        for notice in job.notices():
            tell(Notice(notice))
        plan = CarryingPlan(cuts_of(job, work.reader, tell, check), job.key, _weights(request), ())
        _, stocks = work.stocks(bundle, plan)
        record = Record.load(out.final)
        check_unchanged(out.final, record, job, stocks)
        take_over(out.final, record, stocks)
        say_what_is_there(job, {one: one.missing for one in stocks}, tell)
        segments = tuple(_grouped(stocks, work.spec.segment_frames))
        _write_plan(bundle, work, plan, segments, stocks)


def carry_segment(bundle: Bundle, number: int, tell: Tell, check: Check) -> None:
    """Make the mattes of a segment's blocks; those that are there already are left alone.

    Parameters
    ----------
    bundle : Bundle
        The job, with its plan.
    number : int
        Of the segment.
    tell : callable
        Is told progress.
    check : callable
        Is called often; may raise to stop. Finished mattes are kept then.

    Raises
    ------
    CleanplateError
        If it cannot be done.
    OSError
        If a matte cannot be stored.
    """
    plan = bundle.read_plan_as(CarryingPlan.from_json)
    with _opened(bundle) as work:
        if _weights(work.request) != plan.weights:
            raise UsageError(
                f"engine {work.request.engine} has other weights here than where the job was planned",
                remedy="give all machines the same version and models",
            )
        task, stocks = work.stocks(bundle, plan)
        mine = [stocks[at] for at in plan.segments[number]]
        steps = sum(one.step_count for one in mine)
        pace = Pace(Phase.PROPAGATING, steps, float(steps), tell)

        def look(_: int) -> None:
            check()
            pace.add(1.0)

        for one in mine:
            missing = one.missing
            if missing:
                make_block(work.job, task, one, missing, work.reader, look)
        work.spec.check_files()


def join_propagation(bundle: Bundle, tell: Tell, check: Check) -> None:  # noqa: ARG001 - quickly done
    """Lay the mattes out, not yet under the final name.

    Parameters
    ----------
    bundle : Bundle
        The job, with all its segments.
    tell, check : callable
        As every task has them.

    Raises
    ------
    DamagedSegmentError
        If a matte is not what was stored.
    CleanplateError
        If it cannot be done.
    """
    plan = bundle.read_plan_as(CarryingPlan.from_json)
    with _opened(bundle) as work:
        _, stocks = work.stocks(bundle, plan)
        lost = next((one for one in stocks if one.missing), None)
        if lost is not None:
            raise DamagedSegmentError(str(lost.block.frames))
        staged = begin(work.request, work.staged)
        job = prepare(staged, work.reader.info)
        deliver(job, stocks, MatteFolder(Path(staged.out), overwrite=False))
        tell_confidence(job, stocks)


def publish_propagation(bundle: Bundle, tell: Tell, check: Check) -> None:
    """Make sure that every matte is there, whole, and as the user painted it where they did.

    Then they get their place; a matte that somebody changed meanwhile is not replaced.

    Parameters
    ----------
    bundle : Bundle
        The job, joined.
    tell : callable
        Is told progress.
    check : callable
        Is called for each matte; may raise to stop.

    Raises
    ------
    CheckError
        If something is wrong; nothing gets its name then.
    LostRenderingError
        If the mattes are not there.
    ChangedMatteError
        If a matte was changed meanwhile.
    CleanplateError
        If disk or folder do not allow it.
    """
    plan = bundle.read_plan_as(CarryingPlan.from_json)
    with _opened(bundle) as work:
        _, stocks = work.stocks(bundle, plan)
        mattes, *others = work.staged
        if mattes.is_waiting:
            _check_mattes(work.job, mattes, tell, check)
            check_unchanged(mattes.final, Record.load(mattes.final), work.job, stocks)
            try:
                publish_mattes(mattes.staged, mattes.final)
            except OSError as error:
                raise write_error(mattes.final, error) from error
        elif not mattes.final.is_dir():
            raise LostRenderingError(mattes.final)
        discard(mattes.folder)
    for output in others:
        output.publish(overwrite=work.request.overwrite)


@contextmanager
def _opened(bundle: Bundle) -> Iterator[_Work]:
    spec = bundle.read()
    request = spec.request
    if not isinstance(request, PropagationRequest):
        raise BundleError("it is no propagation", bundle.folder)
    spec.check_files()
    cv2.setNumThreads(request.threads or os.cpu_count() or 1)
    with closing(open_clip(request.clip, cache_bytes=CACHE_BYTES)) as reader:
        # Whether its confidences may be written is asked before the start; later they may be there already.
        job = prepare(replace(request, confidence_out=None), reader.info)
        yield _Work(spec, request, job, reader)


def _weights(request: PropagationRequest) -> str:
    from engines.propagate.registry import weights_of

    return repr(weights_of(request.engine))


def _grouped(stocks: list[BlockStock], length: int) -> Iterator[tuple[int, ...]]:
    """Put blocks that follow each other into segments of about so many frames."""
    group: list[int] = []
    count = 0
    for number, one in enumerate(stocks):
        group.append(number)
        count += len(one.block.frames)
        if count >= length:
            yield tuple(group)
            group, count = [], 0
    if group:
        yield tuple(group)


def _write_plan(
    bundle: Bundle,
    work: _Work,
    plan: CarryingPlan,
    segments: tuple[tuple[int, ...], ...],
    stocks: list[BlockStock],
) -> None:
    clip = work.job.clip
    pixels = clip.width * clip.height
    step_s = _STEP_S + _STEP_S_A_MEGAPIXEL * pixels / 1e6
    loads = [
        Load(
            sum(len(stocks[at].block.frames) for at in numbers),
            sum(stocks[at].step_count * step_s for at in numbers if stocks[at].missing),
        )
        for numbers in segments
    ]
    writing = Load(len(work.job.frames), len(work.job.frames) * _WRITE_S_A_MEGAPIXEL * pixels / 1e6)
    layout = Layout(tuple(loads), writing, writing, _PROGRAM_BYTES + _BYTES_A_PIXEL * pixels)
    bundle.write_plan(json.dumps(asdict(plan) | {"segments": segments}), layout)


def _check_mattes(job: Job, out: StagedOutput, tell: Tell, check: Check) -> None:
    found = {
        (name, index): one.crc
        for folder in (out.final, out.staged)
        for blocks in Record.load(folder).blocks.values()
        for name, mattes in blocks.items()
        for index, one in mattes.items()
    }
    frames = [index for index in job.frames if index not in job.pinned]
    names = list(job.keys)
    if job.request.is_merged and names != [""]:
        names.append("")
    pace = Pace(Phase.CHECKING, len(frames) * len(names), float(len(frames) * len(names)), tell)
    for name in names:
        for index in frames:
            check()
            path = _where(out, name, index)
            _check_matte(path, index, found.get((name, index)), job.keys.get(name, {}).get(index), job)
            pace.add(1.0)


def _where(out: StagedOutput, name: str, index: int) -> Path:
    """Where a matte lies: some may have their place already, if publishing broke off."""
    waiting = matte_path(out.staged, name, index)
    return waiting if waiting.exists() else matte_path(out.final, name, index)


def _check_matte(path: Path, index: int, crc: int | None, key: NDArray[np.uint8] | None, job: Job) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CheckError("it is missing", path, index) from error
    matte = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if matte is None or matte.shape != (job.clip.height, job.clip.width):
        raise CheckError("it is no matte of the clip's size", path, index)
    if crc is not None and zlib.crc32(data) != crc:
        raise CheckError("it is another than the one that was made", path, index)
    if key is not None and not np.array_equal(matte, key):
        raise CheckError("it is another than the key that was painted", path, index)
