"""Shots, made of the clips that show them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.media.finder import MediaFinder
from editor.timeline.media.found import FoundMedia, Offline
from editor.timeline.model import MediaReference, Span
from editor.timeline.shots.naming import ShotNames
from editor.timeline.shots.uses import Use

_EXACT = Fraction(1, 50)


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of media to be cleaned, once for all clips that show it.

    Attributes
    ----------
    name : str
        Of the shot, and the beginning of its files' names.
    media : FoundMedia
        The clip.
    reference : MediaReference
        What the timeline says of it.
    used : Span
        What its clips need, transitions included, on the source clock.
    needed : range
        The same as frames of the file.
    frames : range
        With handles, as far as the file has them.
    uses : tuple of Use
        The clips, the one that it is named by first.
    """

    name: str
    media: FoundMedia
    reference: MediaReference
    used: Span
    needed: range
    frames: range
    uses: tuple[Use, ...]

    @property
    def handles(self) -> tuple[int, int]:
        """Frames before and after what is needed; fewer than asked for at the ends of the file."""
        return self.needed.start - self.frames.start, self.frames.stop - self.needed.stop

    @property
    def is_still(self) -> bool:
        """Whether it is one picture, shown for as long as its clips last."""
        return self.media.info.frame_count == 1

    @property
    def rate(self) -> Fraction:
        """Frames per second of its media; pictures alone have none but that at which the edit counts them."""
        return self.used.rate if self.media.info.is_sequence else self.media.info.rate

    @property
    def available(self) -> Span:
        """All of its frames on the source clock; of a still, what the timeline says of it."""
        if self.is_still:
            return self.reference.available or self.used
        return self.media.span(self.frames, self.used, self.reference)


@dataclass(frozen=True, slots=True)
class Uncleanable:
    """A clip that cannot become a shot.

    Attributes
    ----------
    use : Use
        The clip.
    why : str
        In words.
    """

    use: Use
    why: str


def make_shots(
    uses: Sequence[Use], finder: MediaFinder, names: ShotNames, handles: int
) -> tuple[list[Shot], list[Uncleanable]]:
    """Make shots of clips; clips whose media lies within that of another share its shot.

    Parameters
    ----------
    uses : sequence of Use
        The clips, in the order that shots are numbered in.
    finder : MediaFinder
        Finds their media.
    names : ShotNames
        Names the shots.
    handles : int
        Frames to add on both ends.
    """
    located, left_out = _located(uses, finder)
    groups: list[list[_Located]] = []
    for one in sorted(located, key=lambda it: (it.media.clip, it.frames.start, -it.frames.stop)):
        last = groups[-1][0] if groups else None
        if last is not None and last.media.clip == one.media.clip and one.frames.stop <= last.frames.stop:
            groups[-1].append(one)
        else:
            groups.append([one])
    order = {id(use): index for index, use in enumerate(uses)}
    for group in groups:
        group.sort(key=lambda it: (-len(it.frames), order[id(it.use)]))
    groups.sort(key=lambda group: min(order[id(it.use)] for it in group))
    return [_shot(group, names, handles, order) for group in groups], left_out


@dataclass(frozen=True, slots=True)
class _Located:
    use: Use
    media: FoundMedia
    reference: MediaReference
    span: Span
    frames: range


def _located(uses: Sequence[Use], finder: MediaFinder) -> tuple[list[_Located], list[Uncleanable]]:
    located, left_out = [], []
    for use in uses:
        span, reference = use.needed, use.clip.shown
        if reference is None or span is None:
            left_out.append(Uncleanable(use, "the timeline does not say which frames it shows"))
            continue
        media = finder.find(reference, span)
        if isinstance(media, Offline):
            left_out.append(Uncleanable(use, media.why))
            continue
        first, end = media.frames(span, reference)
        frames = range(math.floor(first + _EXACT), math.ceil(end - _EXACT))
        frames = range(max(frames.start, 0), min(frames.stop, media.info.frame_count))
        if media.info.frame_count == 1:
            frames = range(1)
        if frames:
            located.append(_Located(use, media, reference, span, frames))
        else:
            left_out.append(Uncleanable(use, f"{media.clip} does not hold the frames that it shows"))
    return located, left_out


def _shot(group: list[_Located], names: ShotNames, handles: int, order: dict[int, int]) -> Shot:
    longest = group[0]
    uses = sorted((it.use for it in group), key=lambda use: order[id(use)])
    needed = longest.frames
    frames = range(max(0, needed.start - handles), min(longest.media.info.frame_count, needed.stop + handles))
    return Shot(
        name=names.name(uses[0]),
        media=longest.media,
        reference=longest.reference,
        used=longest.span,
        needed=needed,
        frames=frames,
        uses=tuple(uses),
    )
