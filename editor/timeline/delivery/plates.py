"""Delivered files as the plates of shots: checked against the source before the edit points at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from editor.errors import UsageError
from editor.media.picture import ClipInfo
from editor.media.sequence_name import find_sequence
from editor.media.timecode import timecode_frames
from editor.timeline.delivery.versions import Version
from editor.timeline.editing import Plate
from editor.timeline.model import Numbering
from editor.timeline.shots.shot import Shot

_REMEDY = "render the shot again"


def plate_of(
    shot: Shot, version: Version, probe: Callable[[str], ClipInfo], seen_at: PurePath | None = None
) -> Plate:
    """Describe a delivered version for the edit.

    Parameters
    ----------
    shot : Shot
        What it stands for.
    version : Version
        The delivered file.
    probe : callable
        Finds out all about a clip; see `editor.media.opening.probe`.
    seen_at : PurePath or None
        Folder of the plates as the NLE's system sees it; None for where they are.

    Raises
    ------
    MediaError
        If it cannot be read.
    UsageError
        If it is of another size, rate or length than the shot.
    """
    info = probe(str(version.path))
    frames = _frames(shot, info, version.path)
    path = version.path.absolute()
    return Plate(
        path=path if seen_at is None else seen_at / path.name,
        name=version.path.name if version.path.is_dir() else version.path.stem,
        available=shot.available if shot.is_still else shot.media.span(frames, shot.used, shot.reference),
        numbering=_numbering(version.path) if version.path.is_dir() else None,
        size=(info.width, info.height),
        reel=shot.media.info.reel or shot.reference.reel,
        is_drop_frame=";" in info.start_timecode if info.start_timecode is not None else None,
    )


def _frames(shot: Shot, plate: ClipInfo, path: Path) -> range:
    """Find the source's frames that a plate holds: by its timecode, or because it is as long as the shot."""
    source = shot.media.info
    if (plate.width, plate.height) != (source.width, source.height):
        raise UsageError(
            f"it is {plate.width}x{plate.height}, and the source {source.width}x{source.height}",
            remedy=_REMEDY,
            path=path,
        )
    if not plate.is_sequence and not shot.is_still and plate.rate != shot.rate:
        raise UsageError(
            f"it has {float(plate.rate):.5g} frames a second, and the source {float(shot.rate):.5g}",
            remedy=_REMEDY,
            path=path,
        )
    if len(shot.frames) == plate.frame_count:
        return shot.frames
    first = _first_frame(source, plate)
    frames = range(first, first + plate.frame_count) if first is not None else range(0)
    if not (frames and frames.start <= shot.needed.start and shot.needed.stop <= frames.stop):
        raise UsageError(
            f"its {plate.frame_count} frames are not those of {shot.name}, which needs "
            f"{shot.needed.start} to {shot.needed.stop - 1} of {Path(shot.media.clip).name}",
            remedy=_REMEDY,
            path=path,
        )
    return frames


def _first_frame(source: ClipInfo, plate: ClipInfo) -> int | None:
    if plate.is_sequence and plate.file_numbers and plate.file_numbers[0] in source.file_numbers:
        return source.file_numbers.index(plate.file_numbers[0])
    if plate.start_timecode is None:
        return None
    try:
        start = timecode_frames(source.start_timecode or "00:00:00:00", source.rate)
        return timecode_frames(plate.start_timecode, source.rate) - start
    except ValueError:
        return None


def _numbering(path: Path) -> Numbering:
    sequence = find_sequence(str(path))
    if sequence is None or not sequence.numbers:
        raise UsageError("it holds no numbered pictures", remedy=_REMEDY, path=path)
    prefix, _, rest = sequence.pattern.partition("%")
    width, _, suffix = rest.partition("d")
    return Numbering(prefix, suffix, int(width or 1), sequence.numbers[0])
