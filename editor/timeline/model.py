"""What we need to know of an edit; everything else stays in its document, untouched and unread.

Times are exact: `fractions.Fraction` frames of a `fractions.Fraction` rate. OpenTimelineIO's
`RationalTime` counts in floats, in which 23.976 and 24000/1001 are two rates that add up to 20.01 frames.

Three clocks occur, and each span says which one it is on:

- *record*: frames of the sequence, from its first frame (0), at the rate of the sequence;
- *source*: frames of the media at the media's rate, from timecode 00:00:00:00 (media without a timecode
  begins at 0);
- *trim*: as the document writes it, in its writer's convention (retimes, warped domains, other rates).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

Locator: TypeAlias = tuple[str | int, ...]
"""A node of the original document: a path of its dialect's own, good for exactly these bytes."""


class TrackKind(Enum):
    """What a track holds."""

    VIDEO = "video"
    AUDIO = "audio"
    OTHER = "other"


class RetimeKind(Enum):
    """How a clip's frames run."""

    LINEAR = "linear"
    FREEZE = "freeze"
    RAMP = "ramp"


class Convention(Enum):
    """What the range of a retimed clip means (it differs by writer).

    Attributes
    ----------
    RECORD
        Duration in record frames: the media consumed is duration x speed (Resolve, Hiero).
    SOURCE
        Start and duration in source frames: the record lasts duration / speed (Premiere's exporters).
    WARPED
        Start and duration after the retime: the source begins at start x speed (xmeml `in` and `out`).
    """

    RECORD = "record"
    SOURCE = "source"
    WARPED = "warped"


class MediaKind(Enum):
    """What a reference points at."""

    FILE = "file"
    SEQUENCE = "sequence"
    GENERATOR = "generator"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, its end not included.

    Attributes
    ----------
    start, duration : Fraction
        In frames of `rate`; whole numbers wherever the document has whole frames.
    rate : Fraction
        Frames per second, exact.
    """

    start: Fraction
    duration: Fraction
    rate: Fraction

    @property
    def end(self) -> Fraction:
        """The first frame after it."""
        return self.start + self.duration

    def at(self, rate: Fraction) -> Span:
        """Return the same seconds, counted at another rate."""
        if rate is self.rate or rate == self.rate:
            return self
        factor = rate / self.rate
        return Span(self.start * factor, self.duration * factor, rate)

    def shifted(self, frames: Fraction | int) -> Span:
        """Return it later by so many frames."""
        return Span(self.start + frames, self.duration, self.rate)

    def grown(self, before: Fraction | int, after: Fraction | int) -> Span:
        """Return it longer by so many frames at both ends."""
        return Span(self.start - before, self.duration + before + after, self.rate)

    def contains(self, other: Span) -> bool:
        """Say whether another span, at any rate, lies within it."""
        same = other.at(self.rate)
        return self.start <= same.start and same.end <= self.end

    def meet(self, other: Span) -> Span | None:
        """Return what two spans share, at this one's rate, or None."""
        same = other.at(self.rate)
        start, end = max(self.start, same.start), min(self.end, same.end)
        return Span(start, end - start, self.rate) if start < end else None


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the pictures of a sequence are named: prefix, frame number, suffix.

    Attributes
    ----------
    prefix, suffix : str
        Around the number.
    padding : int
        Digits at least.
    first, step : int
        Number of the first picture, and from one to the next.
    """

    prefix: str
    suffix: str
    padding: int
    first: int
    step: int = 1


@dataclass(frozen=True, slots=True)
class MediaReference:
    """A media file as the document describes it.

    Attributes
    ----------
    locator : tuple
        The node that describes it; clips may share one (`<file id>`, FCPXML assets).
    kind : MediaKind
        What it points at.
    key : str
        Its key among the references of a clip (OTIO); empty elsewhere.
    name : str
        As the document calls it, or empty.
    target : str or None
        Path or URL exactly as written (of a sequence: its folder); None without one.
    available : Span or None
        All of the media, on the source clock: its start is the embedded start timecode. None if not said.
    numbering : Numbering or None
        Of a picture sequence.
    reel : str or None
        Tape or reel name.
    size : (int, int) or None
        Width and height in pixels.
    is_drop_frame : bool or None
        How its timecode is labelled, where the document says so.
    """

    locator: Locator
    kind: MediaKind
    key: str = ""
    name: str = ""
    target: str | None = None
    available: Span | None = None
    numbering: Numbering | None = None
    reel: str | None = None
    size: tuple[int, int] | None = None
    is_drop_frame: bool | None = None


@dataclass(frozen=True, slots=True)
class Retime:
    """A change of speed, which stays in the edit (plates are made in source time).

    Attributes
    ----------
    kind : RetimeKind
        What it does.
    speed : Fraction
        As written: 2 is twice as fast, negative runs backwards, 0 stands still. Of a ramp: its mean.
    convention : Convention
        What the clip's `trim` means.
    curve : tuple of (Fraction, Fraction)
        Key frames of a ramp: seconds from the clip's start, seconds on the source clock.
    """

    kind: RetimeKind
    speed: Fraction
    convention: Convention
    curve: tuple[tuple[Fraction, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """A note at a time.

    Attributes
    ----------
    locator : tuple
        Its node.
    name, comment : str
        What it says.
    colour : str
        A name (RED, PINK, ...) or what the document writes; empty without one.
    span : Span
        On the clip's trim clock for markers of clips, on the record clock for those of tracks and sequences.
    """

    locator: Locator
    name: str
    span: Span
    comment: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of media on a track.

    Attributes
    ----------
    locator : tuple
        Its node in the document.
    name : str
        As the editor sees it.
    record : Span
        Where it lies, from cut to cut: what transitions show beyond that is in their offsets.
    trim : Span or None
        Its range as the document writes it.
    source : Span or None
        The media it consumes from cut to cut, retime taken into account, lowest frame first, on the source
        clock. None if it has no media or the document does not say.
    media : tuple of MediaReference
        All references to media.
    active : int
        Index in `media` of the one that is shown.
    is_enabled : bool
        False for a clip that is muted; also where its track is.
    retime : Retime or None
        Change of speed.
    reel : str or None
        Tape or reel name, from the clip or its media.
    event : str or None
        Event number (EDL).
    markers : tuple of Marker
        Those on the clip.
    """

    locator: Locator
    name: str
    record: Span
    trim: Span | None = None
    source: Span | None = None
    media: tuple[MediaReference, ...] = ()
    active: int = 0
    is_enabled: bool = True
    retime: Retime | None = None
    reel: str | None = None
    event: str | None = None
    markers: tuple[Marker, ...] = ()

    @property
    def shown(self) -> MediaReference | None:
        """The active media reference."""
        return self.media[self.active] if self.active < len(self.media) else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing for a while. Sequences that place items by position need none between them.

    Attributes
    ----------
    locator : tuple
        Its node.
    record : Span
        Where it lies.
    markers : tuple of Marker
        Those on the gap, on the record clock.
    """

    locator: Locator
    record: Span
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """A blend between neighbours, or between one and nothing.

    Attributes
    ----------
    locator : tuple
        Its node.
    name : str
        As the document calls its kind.
    record : Span
        Where it lies, overlaps included; the cut is at `record.start + in_offset`.
    in_offset, out_offset : Fraction
        Frames of the sequence before and after the cut: the incoming clip shows `in_offset` frames before
        its own range, the outgoing one `out_offset` after it.
    """

    locator: Locator
    name: str
    record: Span
    in_offset: Fraction
    out_offset: Fraction


@dataclass(frozen=True, slots=True)
class Nest:
    """Another sequence in the place of a clip: nested, compound or multicam.

    Attributes
    ----------
    locator : tuple
        Its node.
    name : str
        As the editor sees it.
    record : Span
        Where it lies.
    sequence : str
        Key in `Timeline.sequences`.
    trim : Span or None
        The part of the nested sequence that is shown, on that one's record clock.
    angle : int or None
        Of a multicam: index of the shown track.
    is_enabled : bool
        False if muted.
    retime : Retime or None
        Change of speed of the whole.
    markers : tuple of Marker
        Those on it.
    """

    locator: Locator
    name: str
    record: Span
    sequence: str
    trim: Span | None = None
    angle: int | None = None
    is_enabled: bool = True
    retime: Retime | None = None
    markers: tuple[Marker, ...] = ()


Item: TypeAlias = Clip | Gap | Transition | Nest


@dataclass(frozen=True, slots=True)
class Track:
    """Items in the order of their record positions.

    Attributes
    ----------
    locator : tuple
        Its node (FCPXML: what holds the lane).
    name : str
        As written, or empty.
    kind : TrackKind
        What it holds.
    items : tuple of Clip, Gap, Transition or Nest
        In record order.
    is_enabled : bool
        False for a muted track.
    markers : tuple of Marker
        Those on the track.
    """

    locator: Locator
    name: str
    kind: TrackKind
    items: tuple[Item, ...]
    is_enabled: bool = True
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """One edit: a timeline, a nested sequence, a multicam.

    Attributes
    ----------
    locator : tuple
        Its node.
    name : str
        As the editor sees it.
    rate : Fraction
        Frames per second, exact.
    start : Fraction
        Record timecode of its first frame, in frames at `rate`; 0 if not said.
    tracks : tuple of Track
        From the lowest picture to the highest, each kind in its own order.
    is_drop_frame : bool or None
        How its timecode is labelled, where the document says so.
    size : (int, int) or None
        Raster in pixels.
    markers : tuple of Marker
        Those on the sequence.
    """

    locator: Locator
    name: str
    rate: Fraction
    start: Fraction
    tracks: tuple[Track, ...]
    is_drop_frame: bool | None = None
    size: tuple[int, int] | None = None
    markers: tuple[Marker, ...] = ()

    @property
    def nested(self) -> set[str]:
        """Keys of the sequences that lie directly in it."""
        return {item.sequence for track in self.tracks for item in track.items if isinstance(item, Nest)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """A document with its sequences.

    Attributes
    ----------
    dialect : str
        `otio`, `xmeml`, `fcpxml`, `edl` or `aaf`.
    version : str
        Of the format, as written, or empty.
    application : str
        What wrote it, as far as it can be told ("DaVinci Resolve"), or empty.
    name : str
        Of the whole.
    sequences : mapping of str to Sequence
        All of them, nested ones included, by a key of the dialect's own; in the order of the document.
    main : tuple of str
        Keys of those that are not nested in others; the first is the edit.
    notices : tuple of str
        Sentences about what could not be understood and is passed through.
    """

    dialect: str
    name: str
    sequences: Mapping[str, Sequence]
    main: tuple[str, ...]
    version: str = ""
    application: str = ""
    notices: tuple[str, ...] = field(default=())
