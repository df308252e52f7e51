"""A changed edit against the shots that are remembered: what stayed, what needs more frames, what is gone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from editor.timeline.media_paths import media_key
from editor.timeline.model import MediaReference, Span
from editor.timeline.shots.uses import Use
from editor.timeline.sidecar.record import RecordedShot, RecordedUse

_TARGET_SCORE, _NAME_SCORE, _PLACE_SCORE = Fraction(2), Fraction(1, 4), Fraction(1, 8)
_EXACT = Fraction(1, 50)


class Fate(Enum):
    """What became of a shot."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    TRIMMED = "trimmed"
    NEEDS_MORE = "needs more frames"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A shot in the changed edit.

    Attributes
    ----------
    shot : RecordedShot
        As it was.
    fate : Fate
        What became of it.
    uses : tuple of Use
        The clips that show it now.
    missing : (int, int)
        Frames that its plate lacks before and after.
    shows_plate : bool
        Whether the edit shows a delivered plate of it already.
    """

    shot: RecordedShot
    fate: Fate
    uses: tuple[Use, ...] = ()
    missing: tuple[int, int] = (0, 0)
    shows_plate: bool = False


def compare(
    shots: Sequence[RecordedShot], uses: Sequence[Use], sequences: Mapping[str, str]
) -> list[Comparison]:
    """Find remembered shots in an edit.

    Parameters
    ----------
    shots : sequence of RecordedShot
        What is remembered.
    uses : sequence of Use
        All clips of the edit.
    sequences : mapping of str to str
        Names of its sequences by key.
    """
    found: dict[str, list[Use]] = defaultdict(list)
    in_place = _in_place(shots, uses)
    for use in uses:
        best = _best([shot for shot in shots if _may_show(use, shot, in_place)], use, sequences)
        if best is not None:
            found[best.name].append(use)
    return [_comparison(shot, _that_count(shot, found.get(shot.name, []))) for shot in shots]


def _that_count(shot: RecordedShot, uses: list[Use]) -> list[Use]:
    """Leave out muted clips that reach beyond a shot, as long as others show it: nobody sees those frames."""
    counting = [use for use in uses if use.clip.is_enabled or _lies_within(use, shot)]
    return counting if any(use.clip.is_enabled for use in counting) else uses


def _lies_within(use: Use, shot: RecordedShot) -> bool:
    return use.needed is not None and shot.available.contains(use.needed)


def _in_place(shots: Sequence[RecordedShot], uses: Sequence[Use]) -> frozenset[str]:
    """Name the shots whose media the edit writes as it did; that of the others was moved or relinked."""
    written = {reference.target for use in uses for reference in use.clip.media}
    return frozenset(shot.name for shot in shots if shot.target in written)


def _may_show(use: Use, shot: RecordedShot, in_place: frozenset[str]) -> bool:
    """Whether a clip may show a shot: where its media did not move, another of its name is other media."""
    if shot.name not in in_place:
        return True
    return any(
        reference.target == shot.target or _is_plate_of(shot, reference) for reference in use.clip.media
    )


def _best(shots: Sequence[RecordedShot], use: Use, sequences: Mapping[str, str]) -> RecordedShot | None:
    """Choose the shot whose source range a clip shares most; name and place decide between equals."""
    scores = [
        (score, -index) for index, shot in enumerate(shots) if (score := _score(shot, use, sequences)) > 0
    ]
    return shots[-max(scores)[1]] if scores else None


def _score(shot: RecordedShot, use: Use, sequences: Mapping[str, str]) -> Fraction:
    needed = use.needed
    if needed is None or not any(_is_media_of(shot, reference) for reference in use.clip.media):
        return Fraction(0)
    shared = shot.needed.meet(needed)
    if shared is None:
        return Fraction(0)
    score = shared.duration / max(shot.needed.duration, needed.at(shot.needed.rate).duration)
    if any(reference.target == shot.target for reference in use.clip.media):
        score += _TARGET_SCORE
    if any(use.clip.name == one.clip for one in shot.uses):
        score += _NAME_SCORE
    if any(_is_place(use, one.record, one.sequence, sequences) for one in shot.uses):
        score += _PLACE_SCORE
    return score


def _is_media_of(shot: RecordedShot, reference: MediaReference) -> bool:
    if _is_plate_of(shot, reference):
        return True
    return media_key(reference) == shot.media and (
        not reference.reel or not shot.reel or reference.reel == shot.reel
    )


def _is_place(use: Use, record: Span, sequence: str, sequences: Mapping[str, str]) -> bool:
    return sequences.get(use.sequence, "") == sequence and use.record.meet(record) is not None


def _comparison(shot: RecordedShot, uses: list[Use]) -> Comparison:
    if not uses:
        return Comparison(shot, Fate.GONE)
    spans = [use.needed.at(shot.needed.rate) for use in uses if use.needed is not None]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    before = max(0, math.ceil(shot.available.start - start - _EXACT))
    after = max(0, math.ceil(end - shot.available.end - _EXACT))
    shows_plate = any(_is_plate_of(shot, use.clip.shown) for use in uses if use.clip.shown is not None)
    if before or after:
        return Comparison(shot, Fate.NEEDS_MORE, tuple(uses), (before, after), shows_plate)
    is_same = abs(start - shot.needed.start) < 1 and abs(end - shot.needed.end) < 1
    fate = (
        Fate.TRIMMED if not is_same else Fate.UNCHANGED if _places(uses) == _places(shot.uses) else Fate.MOVED
    )
    return Comparison(shot, fate, tuple(uses), shows_plate=shows_plate)


def _places(uses: Sequence[Use | RecordedUse]) -> list[tuple[Fraction, Fraction]]:
    return sorted((use.record.start / use.record.rate, use.record.duration / use.record.rate) for use in uses)


def _is_plate_of(shot: RecordedShot, reference: MediaReference) -> bool:
    """Say whether media is a delivered version of a shot, a movie or pictures."""
    name = media_key(reference).partition(".")[0]
    return name in {plate.partition(".")[0].casefold() for plate in shot.plates}
