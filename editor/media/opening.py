"""The one door to movies, pictures and picture sequences."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from editor.errors import UsageError
from editor.media.movie_reader import MovieReader
from editor.media.picture import ClipInfo, FrameReader
from editor.media.sequence_name import find_sequence, is_picture
from editor.media.sequence_reader import SequenceReader

DEFAULT_CACHE_BYTES = 128 << 20


def open_clip(
    path_or_pattern: str | Path, *, stream: int | None = None, cache_bytes: int = DEFAULT_CACHE_BYTES
) -> FrameReader:
    """Open a clip for reading.

    Parameters
    ----------
    path_or_pattern : str or Path
        A movie, a folder of pictures, a pattern (`shot.%04d.exr`, `shot.####.png`), or one picture (a clip of
        one frame, even where the picture is part of a sequence).
    stream : int or None
        Number of the video stream in the container; None for the first.
    cache_bytes : int
        Memory for decoded pictures that are kept for a second look.

    Raises
    ------
    MediaError
        If it is missing, damaged or of a kind that cannot be read.
    UsageError
        If the stream is not a video stream, or a folder or pattern does not name one sequence.
    """
    path = Path(path_or_pattern)
    if path.is_file() and not is_picture(path):
        return MovieReader(path, stream=stream, cache_bytes=cache_bytes)
    sequence = find_sequence(str(path_or_pattern))
    if sequence is None:
        return MovieReader(path, stream=stream, cache_bytes=cache_bytes)
    if stream is not None:
        raise UsageError("pictures have no streams", remedy="leave the stream out", path=path)
    return SequenceReader(sequence, cache_bytes=cache_bytes)


def probe(path_or_pattern: str | Path, *, stream: int | None = None) -> ClipInfo:
    """Find out all that a timeline or a window needs to know of a clip.

    Parameters
    ----------
    path_or_pattern, stream
        As for `open_clip`, which also raises the same errors.
    """
    with closing(open_clip(path_or_pattern, stream=stream)) as reader:
        return reader.info
