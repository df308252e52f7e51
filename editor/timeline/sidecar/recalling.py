"""Shots made again from what is remembered of them, in the edit as it is now."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from editor.errors import CleanplateError
from editor.media.picture import ClipInfo
from editor.timeline.media.finder import MediaFinder
from editor.timeline.media.found import FoundMedia, How, Offline
from editor.timeline.model import MediaKind, MediaReference, Span
from editor.timeline.shots.shot import Shot
from editor.timeline.sidecar.comparing import Comparison
from editor.timeline.sidecar.record import RecordedShot

_EXACT = Fraction(1, 50)


def recalled(
    comparison: Comparison, finder: MediaFinder, probe: Callable[[str], ClipInfo], handles: int
) -> Shot | Offline:
    """Make a remembered shot anew; one that needs more frames than it had gets them, with handles.

    Parameters
    ----------
    comparison : Comparison
        The shot and the clips that show it now.
    finder : MediaFinder
        Finds the source where it no longer lies where it was.
    probe : callable
        Finds out all about a clip.
    handles : int
        Frames to add on both ends of what is needed.
    """
    shot, used = comparison.shot, _used(comparison)
    media = _media(shot, finder, probe)
    if isinstance(media, Offline):
        return media
    reference = _reference(shot, media)
    first, end = media.frames(used, reference)
    whole = range(media.info.frame_count)
    needed = range(max(0, math.floor(first + _EXACT)), min(whole.stop, math.ceil(end - _EXACT)))
    frames = shot.frames
    if not (needed.start >= frames.start and needed.stop <= frames.stop):
        start, stop = min(frames.start, needed.start - handles), max(frames.stop, needed.stop + handles)
        frames = range(max(0, start), min(whole.stop, stop))
    return Shot(shot.name, media, reference, used, needed, frames, comparison.uses)


def _used(comparison: Comparison) -> Span:
    rate = comparison.shot.needed.rate
    spans = [use.needed.at(rate) for use in comparison.uses if use.needed is not None]
    if not spans:
        return comparison.shot.needed
    start = min(span.start for span in spans)
    return Span(start, max(span.end for span in spans) - start, rate)


def _media(shot: RecordedShot, finder: MediaFinder, probe: Callable[[str], ClipInfo]) -> FoundMedia | Offline:
    try:
        return FoundMedia(shot.clip, probe(shot.clip), How.AS_WRITTEN)
    except CleanplateError:
        reference = MediaReference((), MediaKind.FILE, target=shot.target, reel=shot.reel or None)
        return finder.find(reference, shot.needed)


def _reference(shot: RecordedShot, media: FoundMedia) -> MediaReference:
    """Describe all of the media so that the remembered frames lie where they lay on the source clock."""
    per_frame = shot.available.duration / max(len(shot.frames), 1)
    start = shot.available.start - shot.frames.start * per_frame
    whole = Span(start, media.info.frame_count * per_frame, shot.available.rate)
    return MediaReference((), MediaKind.FILE, target=shot.target, available=whole, reel=shot.reel or None)


def all_recalled(
    comparisons: Sequence[Comparison], finder: MediaFinder, probe: Callable[[str], ClipInfo], handles: int
) -> tuple[list[Shot], list[str]]:
    """Make all shots anew that are still in the edit, and say why the others cannot be."""
    shots, notices = [], []
    for comparison in comparisons:
        if not comparison.uses:
            notices.append(f"{comparison.shot.name} is no longer in the edit.")
            continue
        shot = recalled(comparison, finder, probe, handles)
        if isinstance(shot, Offline):
            notices.append(f"{comparison.shot.name} is offline: {shot.why}.")
        else:
            shots.append(shot)
    return shots, notices
