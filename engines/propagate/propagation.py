"""A whole propagation: any number of keys and objects, both directions, frames as they are made."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from engines.errors import ShapeError
from engines.propagate.alpha import fine_alpha
from engines.propagate.confidence import expected_overlap
from engines.propagate.contract import (
    Estimate,
    MakeStepper,
    Matte,
    ObjectFrame,
    PictureSource,
    PropagatedFrame,
    PropagationTask,
    Rgb8,
    SoftMatte,
)
from engines.propagate.edges import refined
from engines.propagate.fusion import fuse
from engines.propagate.passing import Pass, Working
from engines.propagate.plan import Block, Span, blocks, check
from engines.propagate.rivalry import within
from engines.propagate.spool import MemorySpool, Spool, packed, unpacked

_WORKING_PIXELS = 854 * 480

_Found = tuple[int, Mapping[Span, Estimate], Mapping[Span, Estimate]]


@dataclass(frozen=True, slots=True)
class PropagationSettings:
    """How a propagation works, whatever the engine.

    Attributes
    ----------
    working_pixels : int
        Steppers see pictures of at most so many pixels.
    alpha_px : int
        Width of the band around the edge whose alpha is solved for at full size; 0 for the guided edge alone.
    """

    working_pixels: int = _WORKING_PIXELS
    alpha_px: int = 0


class Propagation:
    """Mattes for every frame that a key reaches.

    Parameters
    ----------
    task : PropagationTask
        What is to be propagated.
    pictures : callable
        Gives the full picture of a frame; it is asked for one at a time, onwards and backwards.
    make_stepper : callable
        Makes a stepper for each object and direction.
    settings : PropagationSettings
        How it works.
    spool : Spool or None
        Where one direction's results wait for the other; in memory if None.
    look : callable
        Is called with the index of each frame after each step; may raise to stop.

    Raises
    ------
    NoKeyError, KeyOutsideError, EmptyKeysError
        If there is nothing to start from.
    """

    def __init__(
        self,
        task: PropagationTask,
        pictures: PictureSource,
        make_stepper: MakeStepper,
        *,
        settings: PropagationSettings | None = None,
        spool: Spool | None = None,
        look: Callable[[int], None] = lambda _: None,
    ) -> None:
        check(task)
        self._task = task
        self._make_stepper = make_stepper
        self._settings = settings or PropagationSettings()
        self._spool = spool or MemorySpool()
        self._look = look
        self._pictures = _Pictures(pictures, self._settings.working_pixels)
        self._keys = {one.name: one.mattes for one in task.objects}
        self._working = Working(self._pictures.small, self._small_key)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Parts that can be made by themselves, in order of time."""
        return blocks(self._task)

    def run(self) -> Iterator[PropagatedFrame]:
        """Make all blocks, one after the other."""
        for block in self.blocks:
            yield from self.make(block)

    def prepare(self) -> None:
        """Let the engine learn from the keys ahead of all frames; what it can keep is there later.

        Raises
        ------
        ShapeError
            If a picture has another size than its keys.
        """
        for block in self.blocks:
            for is_forward in (True, False):
                Pass(block, self._working, self._make_stepper, is_forward=is_forward).prepare()

    def make(self, block: Block, wanted: Container[int] | None = None) -> Iterator[PropagatedFrame]:
        """Make the frames of one block in order of time; where only later keys are there, in reverse order.

        Parameters
        ----------
        block : Block
            One of `blocks`.
        wanted : container of int or None
            Frames that are given back; the others are only gone through. All if None.

        Raises
        ------
        ShapeError
            If a picture has another size than its keys.
        """
        backward = Pass(block, self._working, self._make_stepper, is_forward=False)
        forward = Pass(block, self._working, self._make_stepper, is_forward=True)
        if backward.spans and not forward.spans:
            found: Iterator[_Found] = ((index, estimates, {}) for index, estimates in backward.run())
        else:
            self._put_aside(backward)
            found = self._both(block, forward, backward)
        for index, one, other in found:
            if wanted is None or index in wanted:
                yield self._frame(block, index, one, other)
            self._look(index)

    def _put_aside(self, backward: Pass) -> None:
        """Go backwards first, unless an interrupted run has done so."""
        if all(self._spool.has(span.name, index) for span in backward.spans for index in span.frames):
            return
        for index, found in backward.run():
            for span, estimate in found.items():
                self._spool.put(span.name, index, packed(estimate))
            self._look(index)

    def _both(self, block: Block, forward: Pass, backward: Pass) -> Iterator[_Found]:
        """Go forwards, and bring back what was put aside."""
        ahead = dict[int, Mapping[Span, Estimate]]()
        run = forward.run()
        for index in block.frames:
            if not ahead:
                ahead = dict([following]) if (following := next(run, None)) else {}
            other = {
                span: unpacked(self._spool.take(span.name, index))
                for span in backward.spans
                if index in span.frames
            }
            yield index, ahead.pop(index, {}), other

    def _frame(
        self, block: Block, index: int, one: Mapping[Span, Estimate], other: Mapping[Span, Estimate]
    ) -> PropagatedFrame:
        made = {
            span.name: self._made(index, _fused(span, index, one.get(span), other.get(span)))
            for span in block.spans
            if span in one or span in other
        }
        for name, mattes in self._keys.items():
            if index in mattes:
                made[name] = ObjectFrame(mattes[index], 1.0, {}, is_key=True)
        shown = within([it.matte for it in made.values()], [it.is_key for it in made.values()])
        return PropagatedFrame(
            index,
            {name: replace(it, matte=matte) for (name, it), matte in zip(made.items(), shown, strict=True)},
        )

    def _made(self, index: int, estimate: Estimate) -> ObjectFrame:
        full = self._pictures.full(index)
        matte = refined(estimate.matte, self._pictures.small(index), full)
        if self._settings.alpha_px:
            matte = fine_alpha(matte, full, self._settings.alpha_px)
        return ObjectFrame(matte, expected_overlap(estimate), estimate.doubts, is_key=False)

    def _small_key(self, name: str, index: int) -> SoftMatte | None:
        matte = self._keys[name].get(index)
        if matte is None:
            return None
        picture = self._pictures.full(index)
        if matte.shape != picture.shape[:2] or matte.dtype != np.uint8:
            raise ShapeError(
                f"key matte at frame {index}",
                got=f"{matte.shape} {matte.dtype}",
                wanted=f"{picture.shape[:2]} uint8",
            )
        return _small_matte(matte, self._settings.working_pixels)


class _Pictures:
    """The last few pictures asked for, in both sizes."""

    def __init__(self, source: PictureSource, working_pixels: int) -> None:
        self._source = source
        self._working_pixels = working_pixels
        self._full: tuple[int, Rgb8] | None = None
        self._small: tuple[int, Rgb8] | None = None

    def full(self, index: int) -> Rgb8:
        """Give the picture as it is."""
        if self._full is None or self._full[0] != index:
            self._full = index, self._source(index)
        return self._full[1]

    def small(self, index: int) -> Rgb8:
        """Give it at the working size."""
        if self._small is None or self._small[0] != index:
            full = self.full(index)
            size = working_size(full.shape, self._working_pixels)
            self._small = index, full if size == full.shape[1::-1] else _reduced(full, size)
        return self._small[1]


def working_size(shape: tuple[int, ...], most_pixels: int) -> tuple[int, int]:
    """Width and height that steppers see of pictures of H x W."""
    share = min(1.0, (most_pixels / (shape[0] * shape[1])) ** 0.5)
    return max(1, round(shape[1] * share)), max(1, round(shape[0] * share))


def _small_matte(matte: Matte, most_pixels: int) -> SoftMatte:
    size = working_size(matte.shape, most_pixels)
    part = matte if size == matte.shape[1::-1] else cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    return (part.astype(np.float32) / np.float32(255)).astype(np.float32, copy=False)


def _reduced(full: Rgb8, size: tuple[int, int]) -> Rgb8:
    return cv2.resize(full, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _fused(span: Span, index: int, one: Estimate | None, other: Estimate | None) -> Estimate:
    if one is None or other is None:
        only = one if one is not None else other
        if only is None:
            raise KeyError(f"{span.name}: nobody made frame {index}")
        return only
    return fuse(one, other, (index - span.frames.start + 1) / (len(span.frames) + 1))
