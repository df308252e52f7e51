"""The engine at work: windows slide along the shots, finished frames come out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np
import psutil
from numpy.typing import NDArray

from editor.render.errors import EngineFaultError, NothingVisibleError
from editor.render.far import FarFrames
from editor.render.frames import EngineFrame, FinishedFrame, LoadedFrame
from editor.render.lanes import join_fills, join_origins
from editor.render.schedule import Step
from editor.render.segments import SegmentStore

if TYPE_CHECKING:
    from engines.complete.contract import CompletionEngine, Fill, Rgb, Source


@dataclass(frozen=True, slots=True)
class ShotStep:
    """A step and the shot that it belongs to."""

    shot: range
    step: Step


class Filling:
    """Drives an engine through the steps of a render.

    Parameters
    ----------
    engine : CompletionEngine
        Fills.
    store : SegmentStore
        Keeps finished parts.
    far : FarFrames
        Frames from elsewhere in the shot.
    references : sequence of EngineFrame
        Retouched frames.
    seed : int
        Of everything random.
    wants_provenance : bool
        Whether finished frames say where their fill comes from.
    """

    def __init__(
        self,
        engine: CompletionEngine[object],
        store: SegmentStore,
        far: FarFrames,
        references: Sequence[EngineFrame],
        seed: int,
        *,
        wants_provenance: bool = False,
    ) -> None:
        self._engine = engine
        self._store = store
        self._far = far
        self._references = references
        self._seed = seed
        self._wants_provenance = wants_provenance

    def run(self, frames: Iterator[LoadedFrame], steps: Sequence[ShotStep]) -> Iterator[FinishedFrame]:
        """Fill frames.

        Parameters
        ----------
        frames : iterator of LoadedFrame
            In order, without gaps; those in windows that are not stored have `for_engine`.
        steps : sequence of ShotStep
            In order.

        Yields
        ------
        FinishedFrame
            Every frame, in order.

        Raises
        ------
        NothingVisibleError
            If every frame of a shot is all hole.
        EngineFaultError
            If the engine fails otherwise.
        """
        waiting: deque[LoadedFrame] = deque()
        context: deque[EngineFrame] = deque()
        for at, keep_from in zip(steps, _first_needed(steps), strict=True):
            yield from _advance(frames, at.step, keep_from, waiting, context)
            lanes = self._fill(at, [frame for frame in context if frame.index in at.step.window])
            for fills in zip(*lanes, strict=True):
                frame = waiting.popleft()
                yield FinishedFrame(frame.picture, frame.matte, join_fills(fills), join_origins(fills))
                if frame.for_engine is not None:
                    _paste(fills, frame.for_engine)
        for frame in chain(waiting, frames):
            yield FinishedFrame(frame.picture, frame.matte, None)

    def _fill(self, at: ShotStep, context: Sequence[EngineFrame]) -> list[list[Fill]]:
        if at.step.is_stored:
            return self._store.load(at.step.filled)
        far = self._far.outside(at.step.window, at.shot)
        lanes = [self._complete(at, context, far, lane) for lane in range(len(context[0].rgbs))]
        self._store.save(at.step.filled, lanes)
        _give_memory_back()
        return lanes

    def _complete(
        self, at: ShotStep, context: Sequence[EngineFrame], far: Sequence[EngineFrame], lane: int
    ) -> list[Fill]:
        from engines.complete.contract import Window
        from engines.errors import EngineError, NothingToFillFromError

        step = at.step
        window = Window(
            start=step.window.start,
            frames=[frame.rgbs[lane] for frame in context],
            mattes=[frame.mattes[lane] for frame in context],
            done=step.filled.start - step.window.start,
            emit_count=len(step.filled),
            far=_sources(far, lane),
            references=_sources(self._references, lane),
            seed=self._seed,
            wants_provenance=self._wants_provenance,
        )
        try:
            fills = self._engine.complete(window)
        except NothingToFillFromError as error:
            raise NothingVisibleError(at.shot) from error
        except EngineError as error:
            raise EngineFaultError(self._engine.name, str(error), step.filled) from error
        if [fill.index for fill in fills] != list(step.filled):
            raise EngineFaultError(self._engine.name, "it returned other frames than asked for", step.filled)
        filled = [frame for frame in context if frame.index in step.filled]
        if not all(_covers(fill, frame, lane) for fill, frame in zip(fills, filled, strict=True)):
            raise EngineFaultError(self._engine.name, "what it returned does not cover the hole", step.filled)
        return [_hole_only(fill, frame.mattes[lane]) for fill, frame in zip(fills, filled, strict=True)]


def _give_memory_back() -> None:
    """Return what a window has freed to the system; else it lies beside what is loaded for the next one."""
    if hasattr(psutil, "heap_trim"):  # not with every C library
        psutil.heap_trim()


def _first_needed(steps: Sequence[ShotStep]) -> list[int]:
    """For each step, the first frame that it or a later one has in its window."""
    starts = [at.step.window.start for at in steps]
    return list(accumulate(reversed(starts), min))[::-1]


def _advance(
    frames: Iterator[LoadedFrame],
    step: Step,
    keep_from: int,
    waiting: deque[LoadedFrame],
    context: deque[EngineFrame],
) -> Iterator[FinishedFrame]:
    """Load up to the window's end; hand out what lies before the frames to be filled."""
    while context and context[0].index < keep_from:
        context.popleft()
    while True:
        while waiting and waiting[0].picture.index < step.filled.start:
            passed = waiting.popleft()
            yield FinishedFrame(passed.picture, passed.matte, None)
        if waiting and waiting[-1].picture.index >= step.window.stop - 1:
            return
        frame = next(frames)
        waiting.append(frame)
        if frame.for_engine is not None and frame.picture.index >= keep_from:
            context.append(frame.for_engine)


def _covers(fill: Fill, frame: EngineFrame, lane: int) -> bool:
    left, top, width, height = cv2.boundingRect(frame.mattes[lane])
    if not width:
        return True
    fill_height, fill_width = fill.rgb.shape[:2]
    return (
        fill.rgb.dtype == frame.rgbs[lane].dtype
        and 0 <= fill.top <= top
        and 0 <= fill.left <= left
        and fill.top + fill_height >= top + height
        and fill.left + fill_width >= left + width
    )


def _hole_only(fill: Fill, matte: NDArray[np.uint8]) -> Fill:
    """Blacken what is no hole: it is not used, and takes no room where fills are stored."""
    if not fill.rgb.size:
        return fill
    return replace(fill, rgb=cast("Rgb", cv2.copyTo(fill.rgb, matte[_box_of(fill)])))


def _paste(fills: Sequence[Fill], frame: EngineFrame) -> None:
    for fill, rgb, matte in zip(fills, frame.rgbs, frame.mattes, strict=True):
        if fill.rgb.size:
            cv2.copyTo(fill.rgb, matte[_box_of(fill)], rgb[_box_of(fill)])


def _box_of(fill: Fill) -> tuple[slice, slice]:
    height, width = fill.rgb.shape[:2]
    return slice(fill.top, fill.top + height), slice(fill.left, fill.left + width)


def _sources(frames: Sequence[EngineFrame], lane: int) -> tuple[Source, ...]:
    from engines.complete.contract import Source

    return tuple(Source(frame.index, frame.rgbs[lane], frame.mattes[lane]) for frame in frames)
