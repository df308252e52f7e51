"""What the window draws of an edit: its sequences, tracks and clips; nothing here loads what reads edits.

Places are frames of the sequence from its first one, as numbers for the screen: what is rendered and
delivered is worked out from the exact times of the edit itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

_NEARLY = 1e-6


class Kind(Enum):
    """What lies on a track."""

    CLIP = "clip"
    TITLE = "made by the NLE"
    NEST = "another sequence"
    GAP = "gap"
    TRANSITION = "transition"


class Lies(Enum):
    """What a track holds."""

    PICTURES = "pictures"
    SOUND = "sound"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TrackItem:
    """Something on a track.

    Attributes
    ----------
    kind : Kind
        What it is.
    name : str
        As the edit calls it.
    start, stop : float
        Where it lies; of a transition with its overlaps.
    is_enabled : bool
        False where it, or its track, is muted.
    clip : str
        What `open_clip` takes; empty where its media was not found, or it has none.
    times : tuple of (float, float)
        Frames of the sequence and of the clip that belong together; between them both run evenly.
    why_not : str
        Why it is offline, or cannot be a shot; empty where it can.
    speed : float or None
        1 is the clip's own, negative backwards, 0 stands still; None for a ramp.
    shot : str
        Name of the shot that holds its frames; empty where it can be none.
    shot_frames : range
        Frames of the clip that the shot shows.
    share_count : int
        Clips of the edit that show this shot.
    versions : tuple of int
        Of the shot's clean plates.
    sequence : str
        Of a nest: key of the sequence.
    markers : tuple of str
        What markers on it say.
    """

    kind: Kind
    name: str
    start: float
    stop: float
    is_enabled: bool = True
    clip: str = ""
    times: tuple[tuple[float, float], ...] = ()
    why_not: str = ""
    speed: float | None = 1.0
    shot: str = ""
    shot_frames: range = range(0)
    share_count: int = 1
    versions: tuple[int, ...] = ()
    sequence: str = ""
    markers: tuple[str, ...] = ()

    @property
    def is_offline(self) -> bool:
        """Whether its media was looked for and not found."""
        return self.kind is Kind.CLIP and not self.clip and bool(self.why_not)

    def clip_frame(self, place: float) -> int | None:
        """Return the frame of the clip that is seen at a frame of the sequence; None where it has none."""
        if not self.times:
            return None
        for (left, first), (right, last) in zip(self.times, self.times[1:], strict=False):
            if place <= right or (right, last) == self.times[-1]:
                share = (place - left) / (right - left) if right > left else 0.0
                frame = first + (last - first) * share
                return max(0, ceil(frame - _NEARLY) - 1 if last < first else floor(frame + _NEARLY))
        return max(0, floor(self.times[0][1]))

    def place_of(self, clip_frame: int) -> int | None:
        """Return the first frame of the sequence that shows a frame of the clip; None where none does."""
        for (left, first), (right, last) in zip(self.times, self.times[1:], strict=False):
            wanted = clip_frame + 1 if last < first else clip_frame
            low, high = sorted((first, last))
            if first == last:
                if floor(first + _NEARLY) == clip_frame:
                    return floor(left)
            elif low - _NEARLY <= clip_frame and clip_frame + 1 <= high + 1 - _NEARLY:
                place = left + (wanted - first) / (last - first) * (right - left)
                if left - _NEARLY <= place < right:
                    return ceil(place - _NEARLY)
        return None


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One track.

    Attributes
    ----------
    name : str
        As the edit calls it, or "V1", "A1".
    lies : Lies
        What it holds.
    items : tuple of TrackItem
        In their order; transitions behind what they lie over.
    is_enabled : bool
        False where all of it is muted.
    """

    name: str
    lies: Lies
    items: tuple[TrackItem, ...]
    is_enabled: bool = True


@dataclass(frozen=True, slots=True)
class TracedSequence:
    """An edit, or a sequence nested in one.

    Attributes
    ----------
    key, name : str
        In the document, and for people.
    rate : Fraction
        Frames per second.
    start : int
        Its first frame as a number of frames from timecode 00:00:00:00.
    is_drop_frame : bool
        How its timecode is counted.
    length : int
        Frames.
    rows : tuple of TrackRow
        From the topmost picture down to the last sound, as they are drawn.
    markers : tuple of (int, str)
        Frames with what the markers say.
    """

    key: str
    name: str
    rate: Fraction
    start: int
    is_drop_frame: bool
    length: int
    rows: tuple[TrackRow, ...]
    markers: tuple[tuple[int, str], ...] = ()

    @property
    def cuts(self) -> frozenset[int]:
        """Frames where something on a track of pictures begins or ends."""
        return frozenset(
            round(place)
            for row in self.rows
            if row.lies is Lies.PICTURES
            for item in row.items
            if item.kind is not Kind.TRANSITION
            for place in (item.start, item.stop)
        )


@dataclass(frozen=True, slots=True)
class TracedEdit:
    """All sequences of an edit.

    Attributes
    ----------
    path : Path
        Of the edit.
    sequences : mapping of str to TracedSequence
        By their keys.
    main : str
        Key of the one that is the edit itself.
    notices : tuple of str
        Sentences about what should be known of it.
    """

    path: Path
    sequences: Mapping[str, TracedSequence]
    main: str
    notices: tuple[str, ...] = field(default=())
