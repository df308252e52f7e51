"""Deciding a delivery: target, codec, pixel format, streams, and what has to be said before the start."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError
from editor.media.codecs import CODECS, CONTAINERS, PICTURES, CodecSpec, ContainerSpec, PictureSpec, Trait
from editor.media.delivery import Delivery, MovieDelivery, SequenceDelivery
from editor.media.fitting import closest_format, delivered_colour, fits_size, fitting_notices, loss
from editor.media.naming import movie_container, sequence_name
from editor.media.notices import (
    field_notices,
    mastering_notices,
    picture_notices,
    time_notices,
    trait_notices,
    traits_of,
)
from editor.media.picture import ClipInfo
from editor.media.sequence_name import is_picture
from editor.media.stream_plan import StreamPlans, plan_streams
from editor.media.timecode import timecode_after


def plan_delivery(
    out: str | Path, source: ClipInfo, *, codec: str | None = None, frames: range | None = None
) -> Delivery:
    """Decide what a delivery will be.

    Parameters
    ----------
    out : str or Path
        A movie (`.mov`, `.mkv`, `.mp4`, `.mxf`), a folder, or a pattern of pictures (`.png`, `.tif`, `.exr`).
    source : ClipInfo
        The clip that is delivered anew; with its `other_streams` empty nothing but the picture is delivered.
    codec : str or None
        Key of `CODECS` or `PICTURES`; None for the one that goes with the name.
    frames : range or None
        Consecutive indices of the frames that will be written; None for all.

    Returns
    -------
    MovieDelivery or SequenceDelivery
        With notices about all that will not come through as it is.

    Raises
    ------
    UsageError
        If name, codec and source do not go together; the sentence says what does.
    """
    wanted = range(source.frame_count) if frames is None else frames
    if not wanted or wanted.step != 1 or wanted.start < 0 or wanted.stop > source.frame_count:
        raise UsageError(
            f"frames {wanted.start} to {wanted.stop - 1} are not all in it",
            remedy=f"choose among 0 to {source.frame_count - 1}",
            path=source.path,
        )
    container = movie_container(out, codec)
    if container is None:
        return _plan_sequence(out, source, codec, wanted)
    return _plan_movie(Path(out), source, container, codec, wanted)


def _plan_movie(
    path: Path, source: ClipInfo, container: str, codec: str | None, frames: range
) -> MovieDelivery:
    spec = CONTAINERS[container]
    if path.exists() and path.samefile(source.path):
        raise UsageError("it is the source itself", remedy="choose another name", path=path)
    chosen = _codec(path, source, spec, codec)
    coder = CODECS[chosen]
    _check_codec(path, source, coder)
    _check_rate(path, source, spec)
    target = closest_format(source.format, coder)
    _check_even(path, source, coder)
    colour = delivered_colour(source, target, coder)
    streams = StreamPlans()
    if not is_picture(source.path):
        streams = plan_streams(source.path, {note.index for note in source.other_streams}, spec)
    timecode, odd_timecode = _timecode(source, frames)
    return MovieDelivery(
        path=path,
        source=source,
        frames=frames,
        container=container,
        codec=chosen,
        pixel_format=target.name,
        colour=colour,
        streams=streams.plans,
        timecode=timecode,
        notices=(
            *fitting_notices(source, target, colour, coder),
            *mastering_notices(source),
            *field_notices(source, coder),
            *trait_notices(spec.label, spec.holds, traits_of(source, has_chapters=streams.has_chapters)),
            *time_notices(source, frames, spec),
            *odd_timecode,
            *streams.notices,
        ),
    )


def _plan_sequence(out: str | Path, source: ClipInfo, codec: str | None, frames: range) -> SequenceDelivery:
    name = sequence_name(out, codec, source)
    if not name.digits and len(frames) > 1:
        raise UsageError(
            f"{len(frames)} pictures need a number in their name",
            remedy="name a folder, or a pattern like shot.%04d.png",
            path=out,
        )
    if source.is_sequence and name.folder.is_dir() and name.folder.samefile(source.path.parent):
        raise UsageError("it is the folder of the source", remedy="choose another folder", path=name.folder)
    spec = PICTURES[name.kind]
    timecode, odd_timecode = _timecode(source, frames)
    has_numbers = source.is_sequence and len(source.file_numbers) == source.frame_count
    return SequenceDelivery(
        folder=name.folder,
        prefix=name.prefix,
        suffix=name.suffix,
        digits=name.digits,
        numbers=tuple(source.file_numbers[i] if has_numbers else i for i in frames),
        source=source,
        frames=frames,
        kind=name.kind,
        sample_type=_sample_type(name.folder, source, spec),
        timecode=timecode,
        notices=(*picture_notices(source, name.kind, spec), *odd_timecode),
    )


def _codec(path: Path, source: ClipInfo, spec: ContainerSpec, codec: str | None) -> str:
    if codec is None:
        return min(
            [name for name in spec.defaults if fits_size(source, CODECS[name])] or spec.defaults,
            key=lambda name: loss(source.format, closest_format(source.format, CODECS[name])),
        )
    if codec not in spec.codecs:
        known = CODECS[codec].label if codec in CODECS else PICTURES[codec].label
        raise UsageError(
            f"{spec.label} does not hold {known}",
            remedy=f"choose one of {', '.join(spec.codecs)}, or another ending",
            path=path,
        )
    return codec


def _check_codec(path: Path, source: ClipInfo, coder: CodecSpec) -> None:
    if source.format.is_float:
        raise UsageError(
            f"{coder.label} cannot hold scene-linear pictures",
            remedy="choose a folder or pattern of .exr or .tif",
            path=path,
        )
    width, height = coder.smallest
    if source.width < width or source.height < height:
        raise UsageError(
            f"{coder.label} takes pictures from {width}x{height} on, and these are "
            f"{source.width}x{source.height}",
            remedy="choose another codec",
            path=path,
        )


def _check_even(path: Path, source: ClipInfo, coder: CodecSpec) -> None:
    if not fits_size(source, coder):
        raise UsageError(
            f"{coder.label} cannot hold {source.width}x{source.height} with subsampled chroma",
            remedy="choose .mov or .mkv without a codec",
            path=path,
        )


def _check_rate(path: Path, source: ClipInfo, spec: ContainerSpec) -> None:
    if source.is_variable_rate and Trait.VARIABLE_RATE not in spec.holds:
        raise UsageError(
            f"{spec.label} holds evenly spaced frames only, and these are not",
            remedy="choose .mov or .mkv",
            path=path,
        )
    if spec.rates and source.rate not in spec.rates:
        raise UsageError(
            f"{spec.label} does not take {float(source.rate):.5g} frames a second",
            remedy="choose .mov or .mkv",
            path=path,
        )


def _sample_type(path: Path, source: ClipInfo, spec: PictureSpec) -> str:
    for bits, sample_type in spec.samples:
        if source.format.bit_depth <= bits:
            return sample_type
    raise UsageError(
        f"{spec.label} cannot hold scene-linear pictures", remedy="choose .exr or .tif", path=path
    )


def _timecode(source: ClipInfo, frames: range) -> tuple[str | None, tuple[str, ...]]:
    """Count on from the source's timecode, or from zero for a part of a movie that has none.

    That is how editing programs count such a movie, and what they find the part's place by.
    """
    is_part = frames.start > 0 and not source.is_sequence and not source.is_variable_rate
    start = source.start_timecode or ("00:00:00:00" if is_part else None)
    if start is None:
        return None, ()
    try:
        return timecode_after(start, frames.start, source.rate), ()
    except ValueError:
        rate = f"{float(source.rate):.5g}"
        return None, (f"The timecode {start} does not exist at {rate} frames a second and is left out.",)
