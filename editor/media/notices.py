"""Sentences about what of a clip does not come through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from editor.media.codecs import CodecSpec, ContainerSpec, PictureSpec, Trait
from editor.media.metadata import carried
from editor.media.picture import ClipInfo, FieldOrder
from editor.media.sequence_name import is_picture
from editor.media.stream_plan import has_mastering_data, without_streams
from editor.media.timing import timing_of

_FEW = 4
_PLAIN_PRIMARIES = (1, 2, 5, 6)
_PLAIN_TRANSFERS = (1, 2, 6, 8, 13)
_EXACT_HALF_BITS = 10
_HDR_TRANSFERS = (16, 18)


def traits_of(source: ClipInfo, *, has_chapters: bool) -> dict[Trait, str]:
    """Name what a clip has beside its samples."""
    tags = [key for key, _ in carried(source.metadata).items()]
    shown = ", ".join(tags[:_FEW]) + (" and others" if len(tags) > _FEW else "")
    has = {
        Trait.ROTATION: (source.rotation_deg, f"the rotation by {source.rotation_deg} degrees"),
        Trait.PIXEL_ASPECT: (source.sample_aspect != 1, f"the pixel aspect {source.sample_aspect}"),
        Trait.TIMECODE: (source.start_timecode, "the timecode"),
        Trait.REEL: (source.reel, "the reel name"),
        Trait.CHAPTERS: (has_chapters, "the chapters"),
        Trait.METADATA: (tags, f"the metadata ({shown})"),
        Trait.RATE: (not source.is_sequence, f"the rate of {float(source.rate):.5g} frames a second"),
        Trait.VARIABLE_RATE: (source.is_variable_rate, "the uneven spacing of frames"),
    }
    return {trait: phrase for trait, (present, phrase) in has.items() if present}


def trait_notices(label: str, holds: frozenset[Trait], traits: Mapping[Trait, str]) -> Iterator[str]:
    """List what a target cannot hold of it."""
    lost = [phrase for trait, phrase in traits.items() if trait not in holds]
    if lost:
        listed = lost[0] if len(lost) == 1 else f"{', '.join(lost[:-1])} and {lost[-1]}"
        yield f"{label} cannot hold {listed}."


def mastering_notices(source: ClipInfo) -> Iterator[str]:
    """Say so where a picture of high dynamic range has data beside its tags."""
    if source.colour.transfer not in _HDR_TRANSFERS or is_picture(source.path):
        return
    if has_mastering_data(source.path, source.stream_index):
        yield "HDR mastering data are left out; the tags of primaries, transfer and matrix come through."


def field_notices(source: ClipInfo, coder: CodecSpec) -> Iterator[str]:
    """Say so where a codec knows no fields."""
    if source.field_order is not FieldOrder.PROGRESSIVE and not coder.has_fields:
        yield f"{coder.label} does not mark pictures as interlaced; the lines themselves stay as they are."


def time_notices(source: ClipInfo, frames: range, spec: ContainerSpec) -> Iterator[str]:
    """Say which times change."""
    timing = timing_of(source, frames, spec)
    if timing.shift and frames.start == 0:
        yield f"The first frame is shown at 0, so that all times move by {-float(timing.shift):+.3f} s."
    if spec.tick is not None and not timing.is_multiple_of(spec.tick):
        yield f"{spec.label} holds times in steps of {float(spec.tick * 1000):g} ms; they are rounded to it."


def picture_notices(source: ClipInfo, kind: str, spec: PictureSpec) -> Iterator[str]:
    """Say what pictures without a movie around them cannot hold."""
    tags = source.colour
    if kind == "exr" and not source.format.is_float:
        half = " as half floats" if source.format.bit_depth <= _EXACT_HALF_BITS else ""
        yield f"EXR holds the source's own coded values from 0 to 1{half}, not scene-linear light."
    if tags.primaries not in _PLAIN_PRIMARIES or tags.transfer not in _PLAIN_TRANSFERS:
        shown = f"primaries {tags.primaries}, transfer {tags.transfer}"
        yield f"{spec.label} cannot hold the colour tags ({shown})."
    if source.field_order is not FieldOrder.PROGRESSIVE:
        yield f"{spec.label} does not mark pictures as interlaced; the lines themselves stay as they are."
    yield from trait_notices(spec.label, spec.holds, traits_of(source, has_chapters=False))
    if not is_picture(source.path):
        yield from without_streams(source.path, {note.index for note in source.other_streams}, spec.label)
