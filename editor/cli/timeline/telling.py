"""Sequences, clips and shots as lines of text and as JSON."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from editor.media.timecode import timecode_after
from editor.timeline.model import Clip, Sequence, Span, Timeline
from editor.timeline.shots.shot import Shot, Uncleanable
from editor.timeline.shots.uses import Use

_MOST_FRAMES_A_SECOND = 240


def record_timecode(frame: Fraction, sequence: Sequence) -> str:
    """Write a frame of the record as its timecode."""
    return timecode(sequence.start + frame, sequence.rate, is_drop_frame=bool(sequence.is_drop_frame))


def timecode(frame: Fraction, rate: Fraction, *, is_drop_frame: bool) -> str:
    """Write a count of frames as a timecode, or as seconds where the rate is none of pictures."""
    if rate > _MOST_FRAMES_A_SECOND or frame < 0:
        return f"{float(frame / rate):.3f} s"
    zero = "00:00:00;00" if is_drop_frame and round(rate) in (30, 60) else "00:00:00:00"
    return timecode_after(zero, int(frame), rate)


def source_range(span: Span | None) -> str:
    """Write a range of the source, its last frame included."""
    if span is None:
        return "-"
    first = timecode(span.start, span.rate, is_drop_frame=False)
    return f"{first} - {timecode(max(span.end - 1, span.start), span.rate, is_drop_frame=False)}"


def speed(clip: Clip) -> str:
    """Write the speed of a clip in percent; empty where it is not changed."""
    if clip.retime is None:
        return ""
    percent = f"{float(clip.retime.speed) * 100:g} %"
    return percent if clip.retime.kind.value == "linear" else f"{clip.retime.kind.value} {percent}".strip()


def span_document(span: Span | None) -> dict[str, Any] | None:
    """Describe a span for JSON: exact fractions as texts, whole frames as numbers."""
    if span is None:
        return None
    return {"start": _exact(span.start), "duration": _exact(span.duration), "rate": str(span.rate)}


def use_document(use: Use, timeline: Timeline) -> dict[str, Any]:
    """Describe a clip of a shot for JSON."""
    sequence = timeline.sequences[use.sequence]
    return {
        "clip": use.clip.name,
        "sequence": sequence.name,
        "track": use.track,
        "record": span_document(use.record),
        "record_timecode": record_timecode(use.record.start, sequence),
        "source": span_document(use.clip.source),
        "speed": None if use.clip.retime is None else float(use.clip.retime.speed),
    }


def shot_document(shot: Shot, timeline: Timeline) -> dict[str, Any]:
    """Describe a shot for JSON."""
    before, after = shot.handles
    return {
        "name": shot.name,
        "media": shot.media.clip,
        "found": shot.media.how.value,
        "frames": [shot.frames.start, shot.frames.stop - 1],
        "handles": [before, after],
        "source": span_document(shot.available),
        "clips": [use_document(use, timeline) for use in shot.uses],
    }


def left_out_document(one: Uncleanable, timeline: Timeline) -> dict[str, Any]:
    """Describe a clip that cannot become a shot for JSON."""
    return {**use_document(one.use, timeline), "why": one.why}


def shot_row(shot: Shot) -> tuple[str, ...]:
    """Write a shot as a row of a table; see `SHOT_HEAD`."""
    before, after = shot.handles
    frames = f"{shot.frames.start}-{shot.frames.stop - 1}"
    return shot.name, frames, f"{before}+{after}", str(len(shot.uses)), Path(shot.media.clip).name


SHOT_HEAD = ("shot", "frames", "handles", "clips", "media")


def _exact(frames: Fraction) -> int | str:
    return frames.numerator if frames.denominator == 1 else str(frames)
