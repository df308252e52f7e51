"""In which steps the frames of a shot are filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class WindowPlan(Protocol):
    """The part of an engine's plan that shapes windows, all in frames."""

    @property
    def window(self) -> int:
        """Frames handed over at once."""

    @property
    def overlap(self) -> int:
        """Leading frames that are finished already."""

    @property
    def lookahead(self) -> int:
        """Trailing frames that are context only."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the engine, or one finished part that is taken over.

    Attributes
    ----------
    window : range
        Frames that the engine sees; those before `filled` are finished, those behind it are context.
    filled : range
        Frames whose holes are filled.
    is_stored : bool
        Whether the fill is there already; `window` equals `filled` then.
    """

    window: range
    filled: range
    is_stored: bool = False


def split_shots(frames: range, cuts: Sequence[int]) -> list[range]:
    """Part frames before each cut."""
    inner = [cut for cut in cuts if frames.start < cut < frames.stop]
    bounds = [frames.start, *inner, frames.stop]
    return [range(start, stop) for start, stop in pairwise(bounds)]


def schedule(
    shot: range,
    has_hole: Callable[[int], bool],
    plan: WindowPlan,
    stored: Mapping[int, int],
    part: range | None = None,
) -> Iterator[Step]:
    """Walk through a shot from hole to hole.

    Frames before the first hole and behind the last need no step; where they are near enough they serve as
    finished frames and as context.

    Parameters
    ----------
    shot : range
        Frames without a cut between them.
    has_hole : callable
        Whether a frame (by index) is to be filled.
    plan : WindowPlan
        What the engine wants; a window of at least `overlap + 1 + lookahead` is used to the full.
    stored : mapping of int to int
        Finished parts of an interrupted render: first frame to one after the last.
    part : range or None
        The frames of the shot that are filled, for somebody else fills the others; None for all. What lies
        before it is not finished, so that no window reaches there.
    """
    part = part or shot
    at = _next_hole(part, has_hole)
    while at is not None:
        stop = stored.get(at, 0)
        if at < stop <= part.stop:
            step = Step(range(at, stop), range(at, stop), is_stored=True)
        else:
            step = _window_at(at, shot, part, has_hole, plan)
        yield step
        at = _next_hole(range(step.filled.stop, part.stop), has_hole)


def _window_at(at: int, shot: range, part: range, has_hole: Callable[[int], bool], plan: WindowPlan) -> Step:
    start = max(part.start, at - plan.overlap)
    stop = start + max(plan.window, at - start + 1)
    filled_stop = shot.stop if stop >= shot.stop else max(at + 1, stop - plan.lookahead)
    filled_stop = min(filled_stop, part.stop)
    filled = range(at, 1 + next(index for index in reversed(range(at, filled_stop)) if has_hole(index)))
    return Step(range(start, min(shot.stop, stop, filled.stop + plan.lookahead)), filled)


def _next_hole(frames: range, has_hole: Callable[[int], bool]) -> int | None:
    return next((index for index in frames if has_hole(index)), None)


def choose_far(shot: range, hole_share: Callable[[int], float], count: int) -> tuple[int, ...]:
    """Choose frames spread evenly over a shot, in each part the one with the least hole.

    Parameters
    ----------
    shot : range
        Frames without a cut between them.
    hole_share : callable
        Share of a frame (by index) that is hole, 0 to 1.
    count : int
        How many are wanted; a shorter shot gives fewer. Frames that are all hole are left out.
    """
    parts = min(count, len(shot))
    bounds = [shot.start + len(shot) * part // parts for part in range(parts)] + [shot.stop]
    chosen = []
    for start, stop in pairwise(bounds):
        centre = (start + stop - 1) / 2
        chosen.append(min(range(start, stop), key=lambda at: (hole_share(at), abs(at - centre))))
    return tuple(at for at in chosen if hole_share(at) < 1)
