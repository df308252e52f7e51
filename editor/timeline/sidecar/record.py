"""What is remembered of a shot: enough to know it again in an edit that was changed.

An id of our own in the timeline would not do: Resolve drops foreign metadata. So a shot is known by its
media, its source range, its clips' names and where they lay.
"""

from __future__ import annotations

from dataclasses import dataclass

from editor.timeline.media_paths import media_key
from editor.timeline.model import Span
from editor.timeline.shots.shot import Shot
from editor.timeline.shots.uses import Use


@dataclass(frozen=True, slots=True)
class RecordedUse:
    """A clip that showed a shot.

    Attributes
    ----------
    clip, track : str
        Their names.
    sequence : str
        Name of the sequence.
    record : Span
        Where it lay.
    """

    clip: str
    track: str
    sequence: str
    record: Span


@dataclass(frozen=True, slots=True)
class RecordedShot:
    """A shot as it was.

    Attributes
    ----------
    name : str
        Of the shot.
    media : str
        Name of the media file, as `media_key` makes it.
    target : str
        The media as the timeline wrote it.
    reel : str
        Reel name, or empty.
    clip : str
        The clip as it was found.
    needed, available : Span
        What its clips showed, and that with handles, on the source clock.
    frames : range
        The latter as frames of the file.
    uses : tuple of RecordedUse
        Its clips.
    plates : tuple of str
        Names of delivered plates, the oldest first.
    """

    name: str
    media: str
    target: str
    reel: str
    clip: str
    needed: Span
    available: Span
    frames: range
    uses: tuple[RecordedUse, ...]
    plates: tuple[str, ...] = ()


def recorded(shot: Shot, sequences: dict[str, str], plates: tuple[str, ...] = ()) -> RecordedShot:
    """Remember a shot.

    Parameters
    ----------
    shot : Shot
        The shot.
    sequences : dict of str to str
        Names of sequences by key.
    plates : tuple of str
        Names of delivered plates.
    """
    return RecordedShot(
        name=shot.name,
        media=media_key(shot.reference),
        target=shot.reference.target or "",
        reel=shot.reference.reel or "",
        clip=shot.media.clip,
        needed=shot.used,
        available=shot.available,
        frames=shot.frames,
        uses=tuple(_recorded_use(use, sequences) for use in shot.uses),
        plates=plates,
    )


def _recorded_use(use: Use, sequences: dict[str, str]) -> RecordedUse:
    return RecordedUse(use.clip.name, use.track, sequences.get(use.sequence, ""), use.record)
