"""How well masks are carried through clips whose truth is known on every frame."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from engines.measure.masks import OBJECT_FROM, boundary_accuracy, region_similarity
from engines.propagate.contract import MakeStepper, Matte, ObjectKeys, PictureSource, PropagationTask
from engines.propagate.plan import Block
from engines.propagate.propagation import Propagation
from engines.propagate.ranking import next_corrections

EARLY_FRAMES = 20
"""So many frames behind the key show how well it starts."""

ROUNDS = 3
"""Corrections that are made one after the other."""

_NAME = ""


@dataclass(frozen=True, slots=True, eq=False)
class TruthClip:
    """A clip with its truth.

    Attributes
    ----------
    name : str
        Of the clip.
    frames : int
        How many there are.
    picture : callable
        Gives a frame's picture by its index.
    truth : callable
        Gives its true matte, H x W.
    """

    name: str
    frames: int
    picture: PictureSource
    truth: Callable[[int], Matte]


@dataclass(frozen=True, slots=True)
class FrameScore:
    """One propagated frame against the truth.

    Attributes
    ----------
    region, boundary : float
        J and F.
    expected : float
        The overlap that was expected, 0 to 1.
    """

    region: float
    boundary: float
    expected: float

    @property
    def both(self) -> float:
        """J&F."""
        return (self.region + self.boundary) / 2


@dataclass(frozen=True, slots=True)
class KeyedScores:
    """A clip with given keys, which are left out of all means.

    Attributes
    ----------
    region, boundary : float
        J and F.
    early_region : float
        J of the first `EARLY_FRAMES` frames behind the first key.
    frames_per_second : float
        Scoring left out.
    """

    region: float
    boundary: float
    early_region: float
    frames_per_second: float

    @property
    def both(self) -> float:
        """J&F."""
        return (self.region + self.boundary) / 2


@dataclass(frozen=True, slots=True)
class CorrectionScores:
    """J&F over all frames, corrected ones counting as right, after `ROUNDS` true corrections.

    Attributes
    ----------
    uncorrected : float
        With the first frame as the only key.
    even : float
        Corrections evenly spaced.
    advised : float
        Always the frame that confidence says.
    oracle : float
        Always the frame that truly helps most, of those that the other two would correct and the one that the
        same reckoning says when it knows the truth.
    """

    uncorrected: float
    even: float
    advised: float
    oracle: float


class TruthRun:
    """Propagates one clip from true keys, and never the same block twice.

    Parameters
    ----------
    clip : TruthClip
        The clip.
    make_stepper : callable
        The engine.
    """

    def __init__(self, clip: TruthClip, make_stepper: MakeStepper) -> None:
        self._clip = clip
        self._make_stepper = make_stepper
        self._known: dict[Block, dict[int, FrameScore]] = {}
        self.seconds = 0.0
        self.made = 0

    @property
    def frames(self) -> int:
        """How many the clip has."""
        return self._clip.frames

    def scores(self, keys: Iterable[int]) -> dict[int, FrameScore]:
        """Score all frames but the keys."""
        clip = self._clip
        mattes = {index: clip.truth(index) for index in keys}
        task = PropagationTask((ObjectKeys(_NAME, mattes),), range(clip.frames))
        run = Propagation(task, clip.picture, self._make_stepper)
        found: dict[int, FrameScore] = {}
        for block in run.blocks:
            if block.spans and block not in self._known:
                self._known[block] = self._scored(run, block)
            found.update(self._known.get(block, {}))
        return found

    def keyed(self, keys: Sequence[int]) -> KeyedScores:
        """Score with given keys."""
        seconds, made = self.seconds, self.made
        scores = self.scores(keys)
        first = min(keys)
        early = [one.region for at, one in scores.items() if first < at <= first + EARLY_FRAMES]
        rate = (self.made - made) / max(self.seconds - seconds, 1e-9)
        return KeyedScores(
            fmean(one.region for one in scores.values()),
            fmean(one.boundary for one in scores.values()),
            fmean(early) if early else 1.0,
            rate,
        )

    def corrected(self) -> CorrectionScores:
        """Correct three times, each of three ways."""
        even = self._even()
        return CorrectionScores(
            self._whole(self.scores((0,))),
            self._whole(self.scores((0, *even))),
            self._rounds(lambda keys, left: self._said(keys, left, lambda one: one.expected)),
            self._rounds(lambda keys, left: self._best(keys, left, even)),
        )

    def _even(self) -> list[int]:
        """Space corrections so that all frames are as near to a key as can be; the tail has one side only."""
        last = self._clip.frames - 1
        return [round(last * 2 * turn / (2 * ROUNDS + 1)) for turn in range(1, ROUNDS + 1)]

    def _rounds(self, pick: Callable[[list[int], int], int | None]) -> float:
        keys = [0]
        for turn in range(ROUNDS):
            picked = pick(keys, ROUNDS - turn)
            keys += [] if picked is None else [picked]
        return self._whole(self.scores(keys))

    def _said(self, keys: list[int], left: int, value: Callable[[FrameScore], float]) -> int | None:
        values = {at: value(one) for at, one in self.scores(keys).items()}
        return next(next_corrections(values, keys, ahead=left), None)

    def _best(self, keys: list[int], left: int, even: Sequence[int]) -> int | None:
        """Try what may be the best frame, and take the one that leaves the least error."""
        said = (
            self._said(keys, left, lambda one: one.expected),
            self._said(keys, left, lambda one: one.both),
        )
        tried = {at for at in (*said, *even) if at is not None and at not in keys}
        return max(tried, key=lambda at: (self._whole(self.scores((*keys, at))), -at), default=None)

    def _whole(self, scores: Mapping[int, FrameScore]) -> float:
        keys = self._clip.frames - len(scores)
        return (sum(one.both for one in scores.values()) + keys) / self._clip.frames

    def _scored(self, run: Propagation, block: Block) -> dict[int, FrameScore]:
        found = {}
        started = time.perf_counter()
        for frame in run.make(block):
            self.seconds += time.perf_counter() - started
            self.made += 1
            one = frame.objects[_NAME]
            matte, truth = one.matte >= OBJECT_FROM, self._clip.truth(frame.index) >= OBJECT_FROM
            found[frame.index] = FrameScore(
                region_similarity(matte, truth), boundary_accuracy(matte, truth), one.confidence
            )
            started = time.perf_counter()
        return found


def every(step: int, frames: int) -> tuple[int, ...]:
    """Key frames so many frames apart, the last frame always one."""
    return tuple(sorted({*range(0, frames, step), frames - 1}))
