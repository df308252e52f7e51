"""Opening movies: which stream is the picture, and what PyAV's errors mean to a user."""

from __future__ import annotations

from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from editor.errors import UsageError
from editor.media.errors import MediaError

_THIS_FILE_ALONE = {"protocol_whitelist": "file"}
_MOVIE_FORMATS = frozenset(
    (
        *(
            "mov",
            "matroska",
            "avi",
            "mxf",
            "mpegts",
            "mpeg",
            "mpegvideo",
            "m4v",
            "h264",
            "hevc",
            "av1",
            "obu",
        ),
        *("ivf", "flv", "asf", "ogg", "dv", "gxf", "nut", "rm", "yuv4mpegpipe", "gif", "apng", "webp_anim"),
        *("wav", "aiff", "mp3", "flac", "aac", "caf", "w64"),
    )
)
"""FFmpeg also opens play lists (which lead elsewhere) and draws text as pictures; those are no movies.

Sound alone is told from no movie, for the sake of its error.
"""


def open_movie(path: Path) -> InputContainer:
    """Open a movie for reading.

    Raises
    ------
    MediaError
        If it is missing, unreadable, empty or not a movie.
    """
    try:
        container = av.open(str(path), metadata_errors="replace", container_options=_THIS_FILE_ALONE)
    except (FFmpegError, OSError, ValueError) as error:
        raise _opening_error(path, error) from error
    if _MOVIE_FORMATS.isdisjoint(container.format.name.split(",")):
        container.close()
        raise MediaError("it is not a movie", remedy="choose a movie", path=path)
    return container


def choose_stream(container: InputContainer, path: Path, wanted: int | None) -> VideoStream:
    """Pick the video stream and keep the demuxer from reading the others.

    Parameters
    ----------
    container : InputContainer
        A movie from `open_movie`.
    path : Path
        Its name, for errors.
    wanted : int or None
        Number of the stream in the container; None for the first video stream that is not a cover picture.

    Raises
    ------
    MediaError
        If the movie has no video stream, or one in a codec that nothing here decodes.
    UsageError
        If the wanted stream is not one of its video streams.
    """
    if not container.streams.video and not container.streams.audio:
        raise MediaError("its index is missing", remedy="copy or export it again", path=path)
    films = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not films:
        raise MediaError("it has no video stream", remedy="choose a movie with pictures", path=path)
    chosen = films[0] if wanted is None else next((s for s in films if s.index == wanted), None)
    if chosen is None:
        numbers = ", ".join(str(s.index) for s in films)
        raise UsageError(
            f"stream {wanted} is not a video stream", remedy=f"choose one of {numbers}", path=path
        )
    if chosen.codec_context is None:
        raise MediaError(
            "its pictures are in a codec that is not supported", remedy="convert it first", path=path
        )
    for stream in container.streams:
        stream.discard = Discard.default if stream.index == chosen.index else Discard.all
    return chosen


def _opening_error(path: Path, error: Exception) -> MediaError:
    if not path.exists():
        return MediaError("there is no such file", remedy="check the name", path=path)
    if isinstance(error, PermissionError):
        return MediaError("it may not be read", remedy="allow reading it", path=path)
    if path.is_file() and path.stat().st_size == 0:
        return MediaError("the file is empty", remedy="copy or export it again", path=path)
    return MediaError(
        "it is not a movie, or its beginning or index is missing",
        remedy="copy or export it again, or choose a movie",
        path=path,
    )
