"""One way through a block: every object that is carried in this direction, kept apart from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engines.propagate.contract import Estimate, MakeStepper, Matte, Rgb8, SoftMatte, Stepper
from engines.propagate.plan import Block, Span
from engines.propagate.rivalry import apart


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """Pictures and key mattes at the size that steppers work at.

    Attributes
    ----------
    picture : callable
        Gives a frame's picture by its clip index.
    key : callable
        Gives a key matte by object and clip index, None where there is none.
    """

    picture: Callable[[int], Rgb8]
    key: Callable[[str, int], SoftMatte | None]


class Pass:
    """Goes through a block one frame at a time.

    Parameters
    ----------
    block : Block
        What is to be gone through.
    working : Working
        Pictures and keys.
    make_stepper : callable
        Makes a stepper for each span.
    is_forward : bool
        Which way.
    """

    def __init__(
        self, block: Block, working: Working, make_stepper: MakeStepper, *, is_forward: bool
    ) -> None:
        self._block = block
        self._working = working
        self._make_stepper = make_stepper
        self._is_forward = is_forward
        self._steppers: dict[Span, Stepper] = {}

    @property
    def spans(self) -> tuple[Span, ...]:
        """Those that are carried this way."""
        return tuple(span for span in self._block.spans if self._start(span) is not None)

    def prepare(self) -> None:
        """Let a stepper of each span learn what it will need, and let it go again."""
        for span in self.spans:
            self._begun(span).prepare()

    def run(self) -> Iterator[tuple[int, Mapping[Span, Estimate]]]:
        """Go through; frames that nobody is carried over this way are left out."""
        frames = self._block.frames if self._is_forward else reversed(self._block.frames)
        for index in frames:
            active = [span for span in self.spans if index in span.frames]
            if active:
                yield index, self._step(index, active)

    def _step(self, index: int, active: list[Span]) -> Mapping[Span, Estimate]:
        steppers = {span: self._stepper(span) for span in active}
        rgb = self._working.picture(index)
        estimates = {span: stepper.step(rgb) for span, stepper in steppers.items()}
        fixed = [self._working.key(name, index) for name in {span.name for span in self._block.spans}]
        mattes = apart(
            [one.matte for one in estimates.values()], [matte for matte in fixed if matte is not None]
        )
        found = {}
        for (span, estimate), matte in zip(estimates.items(), mattes, strict=True):
            if matte is not estimate.matte:
                self._steppers[span].settle(matte)
            found[span] = replace(estimate, matte=matte)
        for span in active:
            if index == (span.frames[-1] if self._is_forward else span.frames[0]):
                del self._steppers[span]
        return found

    def _stepper(self, span: Span) -> Stepper:
        if span not in self._steppers:
            self._steppers[span] = self._begun(span)
        return self._steppers[span]

    def _begun(self, span: Span) -> Stepper:
        stepper = self._make_stepper()
        stepper.expect(len(span.frames))
        start, end = (span.left, span.right) if self._is_forward else (span.right, span.left)
        stepper.begin(*self._key_frame(span.name, start))
        if end is not None:
            stepper.add_key(*self._key_frame(span.name, end))
        return stepper

    def _key_frame(self, name: str, index: int | None) -> tuple[Rgb8, SoftMatte]:
        matte = None if index is None else self._working.key(name, index)
        if index is None or matte is None:
            raise KeyError(f"{name}: no key at {index}")
        return self._working.picture(index), matte

    def _start(self, span: Span) -> int | None:
        return span.left if self._is_forward else span.right


def soft(matte: Matte) -> SoftMatte:
    """From 0..255 to 0..1."""
    return (matte.astype(np.float32) / np.float32(255)).astype(np.float32)
