"""Reading movies: frame N is frame N exactly, in any order of asking."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from pathlib import Path

from av.error import FFmpegError
from av.video.frame import VideoFrame

from editor.errors import CleanplateError
from editor.media.decoder import Decoder
from editor.media.errors import MediaError
from editor.media.frame_table import read_frame_table
from editor.media.frames import FieldOrderSensor, colour_tags, planes_of
from editor.media.movie_info import describe_movie
from editor.media.picture import ClipInfo, Picture
from editor.media.picture_cache import PictureCache

_WORTH_A_SEEK = 12
_KEYS_BACK = (0, 1, 4, 16, 64)


class MovieReader:
    """Frames of one video stream.

    Parameters
    ----------
    path : Path
        A movie.
    stream : int or None
        Number of the video stream in the container; None for the first.
    cache_bytes : int
        Memory for decoded pictures, so that reading backwards or to and fro does not decode again and again.

    Raises
    ------
    MediaError
        If the file is missing, damaged or not a movie.
    UsageError
        If the stream is not a video stream.
    """

    def __init__(self, path: Path, *, stream: int | None, cache_bytes: int) -> None:
        self._path = path
        self._cache = PictureCache(cache_bytes)
        self._sensor = FieldOrderSensor()
        self._decoder = Decoder(path, stream)
        try:
            self._table, head = read_frame_table(self._decoder, path, stream)
            self._info = describe_movie(self._decoder, path, self._table, head)
        except CleanplateError:
            self._decoder.close()
            raise
        self._kind = _kind(head[0])
        self._picture_bytes = sum(plane.nbytes for plane in planes_of(head[0])[1])
        self._next: int | None = None
        self._first_whole = 0

    @property
    def info(self) -> ClipInfo:
        """What the probe found."""
        return self._info

    def __len__(self) -> int:
        return len(self._table)

    def read(self, index: int) -> Picture:
        """Decode one frame.

        Parameters
        ----------
        index : int
            From 0.

        Raises
        ------
        IndexError
            If there is no such frame.
        MediaError
            If the file is damaged there.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        return self._cache.get(index) or self._decode(index)

    def close(self) -> None:
        """Give the file and the memory back."""
        self._decoder.close()
        self._cache.clear()

    def _decode(self, index: int) -> Picture:
        if self._is_near(index):
            picture = self._go_on_to(index)
            if picture is not None:
                return picture
        for key_pts, carefully in self._starts(index):
            self._start_at(key_pts, carefully)
            picture = self._go_on_to(index)
            if picture is not None:
                return picture
        raise MediaError(
            "the frame is damaged",
            remedy="cut the movie before it, or copy or export it again",
            path=self._path,
            frame=index,
        )

    def _is_near(self, index: int) -> bool:
        """Whether decoding on is at least as quick as seeking."""
        if self._next is None or self._next > index:
            return False
        key = self._key_before(index)
        return (
            index - self._next < _WORTH_A_SEEK or key < 0 or self._table.key_pts[key] <= self._pts(self._next)
        )

    def _starts(self, index: int) -> list[tuple[int | None, bool]]:
        """Key times to begin at (None is the beginning), and whether to decode carefully, one by one.

        Decoding can fail to reach a frame from the nearest key packet where that is only a recovery point or
        falsely flagged, and because of a damaged packet behind it that a thread has run ahead to.
        """
        key = self._key_before(index)
        steps_back = (0,) if self._decoder.stream.codec_context.codec.intra_only else _KEYS_BACK
        times = [self._table.key_pts[key - back] if key >= back else None for back in steps_back]
        return list(dict.fromkeys([*((time, False) for time in times), (times[-1], True)]))

    def _key_before(self, index: int) -> int:
        return bisect_right(self._table.key_pts, self._pts(index)) - 1

    def _pts(self, index: int) -> int:
        return self._table.pts[index]

    def _start_at(self, key_pts: int | None, carefully: bool) -> None:
        if carefully or key_pts is None:
            self._decoder.rewind(frame_threads=not carefully)
        if key_pts is not None:
            self._decoder.start_at(key_pts)
        self._next = None if self._table.is_timed else 0
        self._first_whole = 0 if key_pts is None else bisect_left(self._table.pts, key_pts)

    def _go_on_to(self, index: int) -> Picture | None:
        """Decode until a frame is out; None if it does not come, or comes damaged."""
        keep_from = index - self._cache.capacity(self._picture_bytes)
        while (frame := self._next_frame()) is not None:
            at = self._index_of(frame)
            if at is None or at < self._first_whole:
                continue  # cut away, or leans on pictures before the key packet (open GOP)
            self._next = at + 1
            if at > index or (at == index and frame.is_corrupt):
                return None
            if at > keep_from and not frame.is_corrupt:
                picture = self._picture(frame, at)
                self._cache.put(picture)
                if at == index:
                    return picture
        self._next = None
        return None

    def _next_frame(self) -> VideoFrame | None:
        try:
            return self._decoder.next_frame()
        except FFmpegError:
            return None  # the caller tries from elsewhere, and says so if that fails too

    def _index_of(self, frame: VideoFrame) -> int | None:
        if not self._table.is_timed:
            return self._next
        if frame.pts is None:
            return None
        at = bisect_left(self._table.pts, frame.pts)
        return at if at < len(self) and self._pts(at) == frame.pts else None

    def _picture(self, frame: VideoFrame, index: int) -> Picture:
        if _kind(frame) != self._kind:
            raise MediaError(
                "the size or format of the pictures changes",
                remedy="cut the movie there and treat the parts apart",
                path=self._path,
                frame=index,
            )
        pixels, planes = planes_of(frame)
        order = self._sensor.order_of(frame)
        return Picture(planes, pixels, colour_tags(frame), order, index, self._pts(index))


def _kind(frame: VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name
