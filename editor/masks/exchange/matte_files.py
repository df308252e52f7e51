"""Mattes as picture sequences and movies, in and out of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from editor.masks.codec import encode_matte
from editor.masks.levels import Matte
from editor.masks.mattes import MatteRequest, open_mattes
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.media.layers import matte_info
from editor.media.picture import ClipInfo, Picture
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer

MatteAt = Callable[[int], Matte]
"""Gives the matte of a frame by its index."""


def read_mattes(
    request: MatteRequest, clip: ClipInfo, matte_class: MatteClass = MatteClass.MAIN
) -> Iterator[tuple[FrameMatte, bytes]]:
    """Read mattes for a document, one by one.

    Parameters
    ----------
    request : MatteRequest
        A folder or pattern of pictures, one picture, or a movie; which frames; grown and softened or not.
    clip : ClipInfo
        The clip they are for.
    matte_class : MatteClass
        To which matte of their object they belong.

    Yields
    ------
    FrameMatte, bytes
        An imported matte for each wanted frame that has one, and its encoded pixels.

    Raises
    ------
    MediaError, UsageError
        As `open_mattes`, and if a file is damaged.
    """
    with closing(open_mattes(request, clip)) as mattes:
        for frame in request.wanted:
            if mattes.has(frame):
                data = encode_matte(mattes.read(frame))
                yield FrameMatte(frame, FrameState.IMPORTED, digest_of(data), matte_class), data


def write_mattes(
    out: str | Path,
    clip: ClipInfo,
    frames: range,
    matte_at: MatteAt,
    *,
    codec: str | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write mattes as a sequence of PNG, TIFF or EXR pictures, or as a movie.

    Parameters
    ----------
    out : str or Path
        A folder, a pattern or the name of a movie.
    clip : ClipInfo
        The clip they are for: its size, rate and timecode are theirs.
    frames : range
        Frame indices.
    matte_at : callable
        Gives mattes of the clip's size.
    codec : str or None
        Overrides the one that goes with the name.
    overwrite : bool
        Whether an existing output may be replaced.

    Returns
    -------
    tuple of str
        Sentences about what does not come through.

    Raises
    ------
    UsageError
        If name and codec do not go together, or the output exists.
    WriteError
        If the disk is full, or writing fails for another reason; nothing is left behind.
    """
    info = matte_info(clip)
    delivery = plan_delivery(out, info, codec=codec, frames=frames)
    writer = open_writer(delivery, overwrite=overwrite)
    try:
        for frame in frames:
            picture = Picture((matte_at(frame),), info.format, info.colour, index=frame, pts=clip.pts[frame])
            writer.write(picture)
        writer.close()
    except BaseException:
        writer.abort()
        raise
    return delivery.notices
