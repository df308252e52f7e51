"""Clips: what they show, at which rate they count, and which frames of their media that is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.curves import Exact
from editor.timeline.model import (
    Clip,
    Convention,
    Marker,
    MediaKind,
    MediaReference,
    Retime,
    RetimeKind,
    Span,
)
from editor.timeline.xmeml.files import MediaFile, MediaFiles
from editor.timeline.xmeml.positions import Placement
from editor.timeline.xmeml.retimes import REAL_TIME, TimeMap, read_time_map
from editor.timeline.xmeml.values import frames, is_true, rate_of
from editor.timeline.xml_text.document import Element


@dataclass(frozen=True, slots=True)
class ClipRange:
    """How a clip's frames lead to its media.

    Attributes
    ----------
    placement : Placement
        Where it lies.
    sequence_rate, rate : Fraction
        Of the sequence, and that at which `in` and `out` count.
    first, last : int or Fraction
        `in` and `out`, with the offset of a subclip.
    time_map : TimeMap or None
        From there to the media; None if it cannot be known.
    file : MediaFile or None
        The media.
    """

    placement: Placement
    sequence_rate: Fraction
    rate: Fraction
    first: Exact
    last: Exact
    time_map: TimeMap | None
    file: MediaFile | None

    def frame_at(self, record: Exact) -> Exact:
        """Find the frame, counted as `in` is, that is shown at a frame of the sequence."""
        offset = record - self.placement.start
        if self.rate is not self.sequence_rate:
            offset = offset * self.rate / self.sequence_rate
        return self.first + offset

    def source(self, record_start: Exact, record_end: Exact) -> Span | None:
        """Find the media that is shown between two frames of the sequence, on the source clock."""
        file = self.file
        if file is None or self.time_map is None:
            return None
        if file.is_still:
            return Span(file.start, Fraction(1), file.rate)
        low, high = self.frame_at(record_start), self.frame_at(record_end)
        if self.time_map is not REAL_TIME:
            low, high = self.time_map.between(low, high)
        if file.rate is not self.rate:
            low, high = low * file.rate / self.rate, high * file.rate / self.rate
        if low == high:
            low, high = low // 1, low // 1 + 1
        return Span(file.start + low, Fraction(high - low), file.rate)


def read_range(placement: Placement, sequence_rate: Fraction, files: MediaFiles) -> ClipRange:
    """Read how the frames of a clip lead to its media; without an `in` it shows it from its first frame."""
    clip = placement.element
    first, last = frames(clip, "in") or 0, frames(clip, "out")
    written_rate = rate_of(clip) or sequence_rate
    file_element = clip.child("file")
    is_still = is_true(clip.text_of("stillframe"), default=False)
    file = None if file_element is None else files.read(file_element, written_rate, is_still=is_still)
    length = placement.end - placement.start
    if last is None or last < first:
        last = first + length * written_rate / sequence_rate
    candidates = (written_rate, sequence_rate, written_rate if file is None else file.rate)
    rate = _true_rate(last - first, length, sequence_rate, candidates)
    offset = _subclip_offset(clip)
    time_map = read_time_map(clip, rate)
    return ClipRange(placement, sequence_rate, rate, first + offset, last + offset, time_map, file)


def _true_rate(
    span: Exact, length: Exact, sequence_rate: Fraction, candidates: tuple[Fraction, ...]
) -> Fraction:
    """Find the rate at which a clip counts: the one that makes it as long as it lies in the sequence.

    Some versions of Premiere write 29.97 into clips that count in frames of a sequence of 25.
    """
    for rate in candidates:
        span_in_sequence = span if rate is sequence_rate else span * sequence_rate / rate
        if -1 <= span_in_sequence - length <= 1:
            return rate
    return candidates[0]


def read_clip(clip_range: ClipRange, *, is_enabled: bool) -> Clip:
    """Read a clip that shows media or a generator.

    Parameters
    ----------
    clip_range : ClipRange
        Of the clip.
    is_enabled : bool
        Whether its track is.
    """
    placement, file = clip_range.placement, clip_range.file
    element = placement.element
    return Clip(
        locator=(element.row,),
        name=element.text_of("name") or "",
        record=record_of(clip_range),
        trim=trim_of(clip_range),
        source=clip_range.source(placement.cut_in, placement.cut_out),
        media=(_reference(element, file),),
        is_enabled=is_enabled and is_true(element.text_of("enabled"), default=True),
        retime=read_retime(clip_range),
        reel=None if file is None else file.reference.reel,
        markers=read_markers(element, clip_range.rate),
    )


def record_of(clip_range: ClipRange) -> Span:
    """Return where a clip lies from cut to cut."""
    placement = clip_range.placement
    duration = Fraction(placement.cut_out - placement.cut_in)
    return Span(Fraction(placement.cut_in), duration, clip_range.sequence_rate)


def trim_of(clip_range: ClipRange) -> Span:
    """Return what a clip shows, as written."""
    duration = Fraction(clip_range.last - clip_range.first)
    return Span(Fraction(clip_range.first), duration, clip_range.rate)


def read_retime(clip_range: ClipRange) -> Retime | None:
    """Describe a clip's change of speed, if there is one."""
    time_map = clip_range.time_map
    if time_map is None or time_map.kind is None:
        return None
    curve: tuple[tuple[Fraction, Fraction], ...] = ()
    if time_map.kind is RetimeKind.RAMP:
        file, rate = clip_range.file, clip_range.rate
        start_s = Fraction(0) if file is None else file.start / file.rate
        curve = tuple(
            (Fraction(when - clip_range.first) / rate, start_s + value / rate)
            for when, value in time_map.points
        )
    return Retime(time_map.kind, time_map.speed, Convention.WARPED, curve)


def read_markers(element: Element, rate: Fraction) -> tuple[Marker, ...]:
    """Read the markers directly inside a clip or a sequence."""
    markers = []
    for marker in element.children("marker"):
        first, last = frames(marker, "in"), frames(marker, "out")
        if first is None:
            continue
        duration = last - first if last is not None and last > first else 0
        markers.append(
            Marker(
                locator=(marker.row,),
                name=marker.text_of("name") or "",
                span=Span(Fraction(first), Fraction(duration), rate),
                comment=marker.text_of("comment") or "",
                colour=marker.text_of("pproColor") or "",
            )
        )
    return tuple(markers)


def _reference(element: Element, file: MediaFile | None) -> MediaReference:
    if file is not None:
        return file.reference
    kind = MediaKind.GENERATOR if _is_generated(element) else MediaKind.MISSING
    return MediaReference((element.row,), kind, name=element.text_of("name") or "")


def _is_generated(element: Element) -> bool:
    return element.tag == "generatoritem" or element.child("effect") is not None


def _subclip_offset(clip: Element) -> Exact:
    subclip = clip.child("subclipinfo")
    return (None if subclip is None else frames(subclip, "startoffset")) or 0
