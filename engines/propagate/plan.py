"""Who is carried where: spans between keys, and blocks of frames that can be made by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engines.propagate.contract import Direction, ObjectKeys, PropagationTask
from engines.propagate.errors import EmptyKeysError, KeyOutsideError, NoKeyError


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive frames that one object is carried over from the same one or two keys.

    Attributes
    ----------
    name : str
        The object.
    frames : range
        Without the keys.
    left, right : int or None
        The key before and the one behind that it is carried from; at least one.
    """

    name: str
    frames: range
    left: int | None
    right: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """Frames that can be made without any others: no span and no rivalry of objects crosses their border.

    Attributes
    ----------
    frames : range
        Those between keys, or a key alone.
    spans : tuple of Span
        Those within, of all objects.
    """

    frames: range
    spans: tuple[Span, ...]


def check(task: PropagationTask) -> None:
    """Make sure that there is something to propagate.

    Raises
    ------
    NoKeyError, KeyOutsideError, EmptyKeysError
        If not.
    """
    for one in task.objects:
        if not one.mattes:
            raise NoKeyError(one.name)
        for index in one.mattes:
            if index not in task.frames or index in task.pinned:
                raise KeyOutsideError(one.name, index)
        if not any(matte.any() for matte in one.mattes.values()):
            raise EmptyKeysError(one.name)


def blocks(task: PropagationTask) -> tuple[Block, ...]:
    """Lay out the work.

    Returns
    -------
    tuple of Block
        In order of time, without overlap. Frames that no key reaches are in none.
    """
    found: list[Block] = []
    for stretch in stretches(task):
        spans = [span for one in task.objects for span in _spans(one, stretch, task.direction)]
        keys = {at for one in task.objects for at in one.mattes if at in stretch}
        found += _blocks(spans, keys)
    return tuple(found)


def stretches(task: PropagationTask) -> Iterator[range]:
    """Split the frames at cuts, and leave pinned ones out."""
    walls = {task.frames.start, task.frames.stop, *(cut for cut in task.cuts if cut in task.frames)}
    walls |= {at for pinned in task.pinned if pinned in task.frames for at in (pinned, pinned + 1)}
    for start, stop in pairwise(sorted(walls)):
        if start not in task.pinned:
            yield range(start, stop)


def _spans(one: ObjectKeys, stretch: range, direction: Direction) -> Iterator[Span]:
    keys = sorted(at for at in one.mattes if at in stretch)
    if not keys:
        return
    ends = [(None, keys[0]), *pairwise(keys), (keys[-1], None)]
    for left, right in ends:
        frames = range(stretch.start if left is None else left + 1, stretch.stop if right is None else right)
        start = None if direction is Direction.BACKWARD else left
        end = None if direction is Direction.FORWARD else right
        if frames and (start is not None or end is not None):
            yield Span(one.name, frames, start, end)


def _blocks(spans: Sequence[Span], keys: set[int]) -> Iterator[Block]:
    """Join spans that overlap in time; keys that nobody is carried over are blocks of their own."""
    groups: list[list[Span]] = []
    stop = -1
    for span in sorted(spans, key=lambda span: (span.frames.start, span.name)):
        if not groups or span.frames.start >= stop:
            groups.append([])
        groups[-1].append(span)
        stop = max(stop, span.frames.stop)
    found = [
        Block(range(group[0].frames.start, max(span.frames.stop for span in group)), tuple(group))
        for group in groups
    ]
    alone = [at for at in keys if not any(at in block.frames for block in found)]
    yield from sorted(
        [*found, *(Block(range(at, at + 1), ()) for at in alone)], key=lambda it: it.frames.start
    )
